"""Lines between satellites, drawn from the satellites' own buffers. Belongs to one GL context."""

from collections.abc import Hashable, Mapping

import numpy as np
from vispy import gloo

from dawnline_widgets.globe.draw.frame_state import FrameState
from dawnline_widgets.globe.draw.shaders_lines import (
    LINK_FRAGMENT,
    LINK_ON_MAP_FRAGMENT,
    LINK_ON_MAP_VERTEX,
    LINK_VERTEX,
)
from dawnline_widgets.globe.scene import Keyframes, Links
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.theme import colour_maps

SHADES = 8  # levels of one colour are drawn together: vertices are shared, so colour cannot be theirs
_ALPHA = 0.42
_CALM = 1500  # of more links than this each is fainter, so that the Earth stays in sight
_FAINTEST = 0.09


class LinkLayer:
    """Links, coloured by their level in ``SHADES`` steps; a call each step that occurs."""

    def __init__(self) -> None:
        self._on_globe = gloo.Program(LINK_VERTEX, LINK_FRAGMENT)
        self._on_map = gloo.Program(LINK_ON_MAP_VERTEX, LINK_ON_MAP_FRAGMENT)
        self._key: Hashable = None
        self._parts: list[tuple[tuple[float, float, float], gloo.IndexBuffer]] = []
        self.uploads = 0

    def draw(
        self,
        state: FrameState,
        links: Links | None,
        keyframes: Keyframes,
        buffers: Mapping[str, gloo.VertexBuffer],
    ) -> None:
        """Draw the links between the satellites that ``buffers`` (``a_r0`` and so on) hold."""
        if links is None or not len(links.ends) or "a_r0" not in buffers:
            return
        count = buffers["a_r0"].size
        if self._key != (links.key, count):
            self._take(links, count)
            self._key = (links.key, count)
        program = self._on_globe if state.flatness <= 0.0 else self._on_map
        for name, buffer in buffers.items():
            program[name] = buffer
        program["u_weights"] = hermite.weights(keyframes, state.t_s)
        program["u_spin"] = state.spin
        state.lens.place_on(program)
        for colour, ends in self._parts:
            program["u_colour"] = (*colour, _alpha(len(links.ends)))
            program.draw("lines", ends)

    def _take(self, links: Links, count: int) -> None:
        """Sort links by shade; the unknown level is the last shade."""
        self.uploads += 1
        ends = np.asarray(links.ends, np.uint32)
        there = (ends < count).all(axis=1)
        level = np.clip(links.level, 0.0, 1.0)
        shade = np.where(np.isfinite(level), np.minimum(np.nan_to_num(level) * SHADES, SHADES - 1), SHADES)
        shade = shade.astype(np.int64)
        known = links.colour_map in colour_maps.NAMES
        table = colour_maps.lut(links.colour_map if known else colour_maps.NAMES[0])
        middles = ((np.arange(SHADES) + 0.5) / SHADES * (len(table) - 1)).astype(np.int64)
        colours = np.concatenate((table[middles], colour_maps.UNKNOWN[None]))[:, :3] / 255.0
        self._parts = []
        for index, (red, green, blue) in enumerate(colours.tolist()):
            chosen = ends[there & (shade == index)]
            if len(chosen):
                self._parts.append(((red, green, blue), gloo.IndexBuffer(chosen.reshape(-1))))


def _alpha(count: int) -> float:
    """Return how opaque each of so many links is."""
    return float(max(_ALPHA * min((_CALM / max(count, 1)) ** 0.5, 1.0), _FAINTEST))
