"""Pins, paths and the ring about what is selected, on the GPU. Each belongs to one GL context.

Every layer remembers the keys of what it uploaded: the same key again uploads nothing.
"""

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from dawnline_widgets.globe.draw.frame_state import FrameState
from dawnline_widgets.globe.draw.shaders_marks import (
    PATH_FRAGMENT,
    PATH_VERTEX,
    PIN_FRAGMENT,
    PIN_VERTEX,
    RING_FRAGMENT,
    RING_VERTEX,
)
from dawnline_widgets.globe.scene import Path, Pins
from dawnline_widgets.theme import colour_maps, tokens

F32 = NDArray[np.float32]
_ORBIT_PX = 1.3
_TRACK_PX = 1.6
_NOTHING: Hashable = object()


class ColourMaps:
    """All colour maps in one texture, a row each, and the colour of the unknown."""

    def __init__(self) -> None:
        rows = np.stack([colour_maps.lut(name) for name in colour_maps.NAMES])
        self.texture = gloo.Texture2D(rows, interpolation="nearest")
        self.unknown = colour_maps.UNKNOWN[:3].astype(np.float32) / 255

    def set_on(self, program: gloo.Program) -> None:
        """Give a program the maps."""
        program["u_maps"] = self.texture
        program["u_unknown"] = self.unknown

    @staticmethod
    def row(name: str) -> float:
        """Texture coordinate of a map; an unknown name is drawn with the first."""
        index = colour_maps.NAMES.index(name) if name in colour_maps.NAMES else 0
        return (index + 0.5) / len(colour_maps.NAMES)


class PinLayer:
    """Sites on the ground."""

    def __init__(self, maps: ColourMaps) -> None:
        self._program = gloo.Program(PIN_VERTEX, PIN_FRAGMENT)
        maps.set_on(self._program)
        self._buffers: dict[str, gloo.VertexBuffer] = {}
        self._key = _NOTHING
        self.uploads = 0

    def draw(self, state: FrameState, pins: Pins) -> None:
        """Draw the pins; the smallest last, so that a large one does not cover its neighbours."""
        if len(pins.r_ecef) == 0:
            return
        if pins.key != self._key:
            self.uploads += 1
            order = np.argsort(-pins.size_px, kind="stable")
            parts = {"a_point": pins.r_ecef[order], "a_style": _style(pins.level, pins.size_px)[order]}
            for name, values in parts.items():
                self._buffers[name] = into((self._program,), name, values, self._buffers.get(name))
            self._key = pins.key
        self._program["u_scale"] = state.scale * pin_zoom(state.mark_scale / state.scale)
        self._program["u_row"] = ColourMaps.row(pins.colour_map)
        state.lens.place_on(self._program)
        self._program.draw("points")


class PathLayer:
    """Orbit and ground track of what is selected."""

    def __init__(self) -> None:
        self._orbit = _Ribbon(tokens.ACCENT, 0.85, _ORBIT_PX, behind=0.22)
        self._track = _Ribbon(tokens.SKY, 0.70, _TRACK_PX, behind=0.0)
        self._key = _NOTHING
        self.uploads = 0

    def draw(self, state: FrameState, path: Path | None) -> None:
        """Draw the path, if there is one."""
        if path is None:
            return
        if path.key != self._key:
            self.uploads += 1
            self._orbit.show(path.orbit_teme)
            self._track.show(path.track_ecef)
            self._key = path.key
        self._track.draw(state, (1.0, 0.0))
        self._orbit.draw(state, state.spin)


class RingLayer:
    """The ring about what is selected."""

    def __init__(self) -> None:
        self._program = gloo.Program(RING_VERTEX, RING_FRAGMENT)
        self._program["a_unit"] = gloo.VertexBuffer(np.zeros((1, 2), np.float32))
        self._program["u_colour"] = rgb(tokens.TEXT)

    def draw(self, state: FrameState, point: F32, radius_px: float) -> None:
        """Draw it about an ECEF point."""
        self._program["u_point"] = point
        self._program["u_radius"] = radius_px * state.scale
        self._program["u_scale"] = state.scale
        state.lens.place_on(self._program)
        self._program.draw("points")


class _Ribbon:
    def __init__(self, colour: str, alpha: float, width_px: float, behind: float) -> None:
        self._program = gloo.Program(PATH_VERTEX, PATH_FRAGMENT)
        self._program["u_colour"] = (*rgb(colour), alpha)
        self._program["u_behind"] = behind
        self._width_px = width_px
        self._count = 0
        self._buffers: dict[str, gloo.VertexBuffer] = {}

    def show(self, points: F32) -> None:
        points = points[np.isfinite(points).all(axis=1)].astype(np.float32)
        self._count = len(points) if len(points) > 1 else 0
        if not self._count:
            return
        side = np.tile(np.array((-1.0, 1.0), np.float32), len(points))
        parts = {
            "a_point": points,
            "a_before": np.concatenate((points[:1], points[:-1])),
            "a_after": np.concatenate((points[1:], points[-1:])),
        }
        doubled = {name: np.repeat(values, 2, axis=0) for name, values in parts.items()} | {"a_side": side}
        for name, values in doubled.items():
            self._buffers[name] = into((self._program,), name, values, self._buffers.get(name))

    def draw(self, state: FrameState, spin: tuple[float, float]) -> None:
        if not self._count:
            return
        self._program["u_spin"] = spin
        self._program["u_size"] = state.size
        self._program["u_width"] = self._width_px * state.scale
        state.lens.place_on(self._program)
        self._program.draw("triangle_strip")


def pin_zoom(mark_zoom: float) -> float:
    """How much larger pins are than at the home distance: they grow less than satellites."""
    return float(mark_zoom**0.6)


def into(
    programs: tuple[gloo.Program, ...], name: str, values: F32, buffer: gloo.VertexBuffer | None
) -> gloo.VertexBuffer:
    """Upload into the buffer that is there when the size is the same, else into a new one."""
    values = np.ascontiguousarray(values, np.float32)
    if buffer is not None and buffer.size == len(values):
        buffer.set_data(values)
        return buffer
    buffer = gloo.VertexBuffer(values)
    for program in programs:
        program[name] = buffer
    return buffer


def _style(level: F32, size_px: F32) -> F32:
    """(n, 2) float32; the unknown level becomes -1."""
    known = np.where(np.isfinite(level), np.clip(level, 0.0, 1.0), -1.0)
    return np.stack((known, np.nan_to_num(size_px)), axis=1).astype(np.float32)


def rgb(token: str) -> tuple[float, float, float]:
    """Red, green and blue of a token such as ``#FFB454``, 0 to 1."""
    red, green, blue = bytes.fromhex(token.removeprefix("#"))
    return red / 255, green / 255, blue / 255
