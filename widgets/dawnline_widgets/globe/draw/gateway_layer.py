"""Gateways on the ground: squares on their tip, below the sites. Belongs to one GL context."""

from collections.abc import Hashable

import numpy as np
from vispy import gloo

from dawnline_widgets.globe.draw.frame_state import FrameState
from dawnline_widgets.globe.draw.mark_layers import ColourMaps, into, pin_zoom, rgb
from dawnline_widgets.globe.draw.shaders_marks import PIN_VERTEX
from dawnline_widgets.globe.draw.shaders_ways import GATEWAY_FRAGMENT
from dawnline_widgets.globe.scene import Pins
from dawnline_widgets.theme import tokens


class GatewayLayer:
    """Pins of gateways; one without a level has the colour of the sky series."""

    def __init__(self, maps: ColourMaps) -> None:
        self._maps = maps
        self._program: gloo.Program | None = None
        self._buffers: dict[str, gloo.VertexBuffer] = {}
        self._key: Hashable = None

    def draw(self, state: FrameState, pins: Pins | None) -> None:
        """Draw them, the smallest last."""
        if pins is None or not len(pins.r_ecef):
            return
        if self._program is None:
            self._program = gloo.Program(PIN_VERTEX, GATEWAY_FRAGMENT)
            self._maps.set_on(self._program)
            self._program["u_unknown"] = rgb(tokens.SKY)
        if pins.key != self._key:
            order = np.argsort(-pins.size_px, kind="stable")
            known = np.where(np.isfinite(pins.level), np.clip(pins.level, 0.0, 1.0), -1.0)
            style = np.stack((known, pins.size_px), axis=1).astype(np.float32)
            for name, values in {"a_point": pins.r_ecef[order], "a_style": style[order]}.items():
                self._buffers[name] = into((self._program,), name, values, self._buffers.get(name))
            self._key = pins.key
        self._program["u_scale"] = state.scale * pin_zoom(state.mark_scale / state.scale)
        self._program["u_row"] = ColourMaps.row(pins.colour_map)
        state.lens.place_on(self._program)
        self._program.draw("points")
