"""Satellites as points, on the GPU: discs, or a density where there are very many; rings about marked ones.

The layer remembers the keys of what it uploaded: the same key again uploads nothing.
"""

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from dawnline_widgets.globe.draw.density_layer import FROM_COUNT, DensityLayer
from dawnline_widgets.globe.draw.frame_state import FrameState
from dawnline_widgets.globe.draw.mark_layers import into, rgb
from dawnline_widgets.globe.draw.shaders_satellites import (
    DENSITY_FRAGMENT,
    DENSITY_ON_MAP_VERTEX,
    DENSITY_VERTEX,
    MARKED_FRAGMENT,
    MARKED_VERTEX,
    SATELLITE_FRAGMENT,
    SATELLITE_ON_MAP_VERTEX,
    SATELLITE_VERTEX,
)
from dawnline_widgets.globe.scene import GlobeScene, Keyframes, PointStyle
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.theme import colour_maps, tokens

F32 = NDArray[np.float32]
_NOTHING: Hashable = object()
_VERTICES = ("a_r0", "a_v0", "a_r1", "a_v1")
_KIND_STEP = 32.0  # sizes are below it
_STALE, _UNKNOWN = 1.0, 2.0


class SatelliteLayer:
    """Satellites as points, moved by the vertex shader between two keyframes."""

    def __init__(self) -> None:
        self._discs = (
            gloo.Program(SATELLITE_VERTEX, SATELLITE_FRAGMENT),
            gloo.Program(SATELLITE_ON_MAP_VERTEX, SATELLITE_FRAGMENT),
        )
        self._dots = (
            gloo.Program(DENSITY_VERTEX, DENSITY_FRAGMENT),
            gloo.Program(DENSITY_ON_MAP_VERTEX, DENSITY_FRAGMENT),
        )
        self._programs = (*self._discs, *self._dots)
        self._density: DensityLayer | None = None
        self._buffers: dict[str, gloo.VertexBuffer] = {}
        self._held: dict[str, F32] = {}  # what the buffers hold: the same array again is not sent again
        self._keyframes_key = _NOTHING
        self._style_key = _NOTHING
        self.uploads = 0

    @property
    def motion(self) -> dict[str, gloo.VertexBuffer]:
        """The buffers that ``shaders_marks.MOTION`` reads, by attribute; empty before the first draw."""
        return {name: self._buffers[name] for name in _VERTICES if name in self._buffers}

    def draw(
        self, state: FrameState, keyframes: Keyframes, style: PointStyle, near_reach: float = 0.0
    ) -> None:
        """Draw the satellites of ``keyframes`` at the state's time, less those within ``near_reach``."""
        count = min(len(keyframes.r0), len(style.level))
        if count == 0:
            return
        if (keyframes.key, count) != self._keyframes_key:
            vertices = keyframes.vertices
            if vertices[0] is self._held.get("a_r1") or vertices[2] is self._held.get("a_r0"):
                self._swap_ends()
            for name, values in zip(_VERTICES, vertices, strict=True):
                self._upload(name, values, count)
            self._keyframes_key = (keyframes.key, count)
        if (style.key, count) != self._style_key:
            self._upload("a_mark", baked(style), count)
            self._style_key = (style.key, count)
        if count < FROM_COUNT:
            program = self._ready(self._discs, state, keyframes, near_reach)
            program["u_scale"] = state.mark_scale
            program.draw("points")
            return
        if self._density is None:
            self._density = DensityLayer()
        self._density.draw(state, self._ready(self._dots, state, keyframes, near_reach), count)

    def _ready(
        self,
        programs: tuple[gloo.Program, gloo.Program],
        state: FrameState,
        keyframes: Keyframes,
        near_reach: float,
    ) -> gloo.Program:
        """Return the program for the globe or for a map, knowing time, camera and Sun."""
        on_globe, on_map = programs
        program = on_globe if state.flatness <= 0.0 else on_map
        program["u_weights"] = hermite.weights(keyframes, state.t_s)
        state.lens.place_on(program)
        if program is on_map:
            program["u_spin"] = state.spin
            program["u_sun"] = state.sun
            program["u_near"] = (0.0, 0.0, 0.0, 0.0)
            return program
        turn = _ecef_from_teme(state.spin)
        program["u_view_projection"] = (turn.T @ state.lens.view_projection).astype(np.float32)
        turn = turn[:3, :3]
        program["u_back"] = (state.lens.back @ turn).astype(np.float32)
        program["u_sun"] = (state.sun @ turn).astype(np.float32)
        program["u_near"] = (*(state.view.eye @ turn), near_reach**2)
        return program

    def _upload(self, name: str, values: F32, count: int) -> None:
        if self._held.get(name) is values and self._buffers[name].size == count:
            return
        self.uploads += 1
        self._buffers[name] = into(self._programs, name, values[:count], self._buffers.get(name))
        self._held[name] = values

    def _swap_ends(self) -> None:
        """Let the buffers of both times change places: playing on, the end of a pair begins the next."""
        for first, second in (("a_r0", "a_r1"), ("a_v0", "a_v1")):
            for kept in (self._buffers, self._held):
                kept[first], kept[second] = kept[second], kept[first]
            for name in (first, second):
                for program in self._programs:
                    program[name] = self._buffers[name]


class MarkedLayer:
    """Rings about the satellites that a person marked."""

    def __init__(self) -> None:
        self._program = gloo.Program(MARKED_VERTEX, MARKED_FRAGMENT)
        self._program["u_colour"] = rgb(tokens.ACCENT)
        self._buffer: gloo.VertexBuffer | None = None

    def draw(self, state: FrameState, scene: GlobeScene) -> None:
        """Draw the rings, if anybody is marked."""
        marked = scene.marked
        if marked is None or len(marked) == 0:
            return
        marked = marked[marked < len(scene.keyframes.r0)]
        points = hermite.positions_ecef(scene.keyframes, marked, scene.t_s, scene.gmst_rad)
        seen: F32 = points[np.isfinite(points).all(axis=1)].astype(np.float32)
        if len(seen) == 0:
            return
        self._buffer = into((self._program,), "a_point", seen, self._buffer)
        self._program["u_scale"] = state.scale
        state.lens.place_on(self._program)
        self._program.draw("points")


def baked(style: PointStyle) -> F32:
    """(n, 2) float32: the colour of each satellite, packed into 24 bits, and ``32 * kind + size``."""
    table = np.empty(colour_maps.SIZE + 1, np.float32)
    table[:-1] = _packed(
        colour_maps.lut(style.colour_map if style.colour_map in colour_maps.NAMES else colour_maps.NAMES[0])
    )
    table[-1] = _packed(colour_maps.UNKNOWN[None])[0]
    levels, sizes = style.vertices[:, 0], style.vertices[:, 1]
    unknown = levels < 0.0
    column = (levels * np.float32(colour_maps.SIZE - 1) + np.float32(0.5)).astype(np.int16)
    column[unknown] = colour_maps.SIZE
    out = np.empty((len(levels), 2), np.float32)
    out[:, 0] = table[column]
    np.clip(sizes, 0.0, _KIND_STEP - 1.0, out=out[:, 1])
    if style.stale is not None:
        out[:, 1] += np.float32(_STALE * _KIND_STEP) * (style.stale & ~unknown)
    out[:, 1] += np.float32(_UNKNOWN * _KIND_STEP) * unknown
    return out


def _packed(colours: NDArray[np.uint8]) -> F32:
    """(n,) colours as one number each, exact in float32."""
    red, green, blue = colours[:, :3].astype(np.int32).T
    return np.asarray(red * 65536 + green * 256 + blue, np.float32)


def _ecef_from_teme(spin: tuple[float, float]) -> NDArray[np.float64]:
    """(4, 4) turn about the pole, for column vectors."""
    turn = np.eye(4)
    cos, sin = spin
    turn[:2, :2] = ((cos, sin), (-sin, cos))
    return turn
