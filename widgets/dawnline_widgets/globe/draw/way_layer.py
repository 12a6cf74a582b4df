"""Routes and links to the ground: lines whose stops move. Belongs to one GL context.

Their points are sent anew for each picture: there are some hundred of them.
"""

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from dawnline_widgets.globe.draw.frame_state import FrameState
from dawnline_widgets.globe.draw.mark_layers import into, rgb
from dawnline_widgets.globe.draw.shaders_ways import STOP_FRAGMENT, STOP_VERTEX, WAY_FRAGMENT, WAY_VERTEX
from dawnline_widgets.globe.scene import GlobeScene, Keyframes, Ways
from dawnline_widgets.globe.view.way_points import PIECES, WayPoints, way_points
from dawnline_widgets.theme import tokens

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
_PERIOD_PX = 34.0  # from chevron to chevron


class WayLayer:
    """The ways of a scene; programs are made when the first one is drawn."""

    def __init__(self) -> None:
        self._line: gloo.Program | None = None
        self._stop: gloo.Program | None = None
        self._buffers: dict[str, gloo.VertexBuffer] = {}
        self._faces: dict[int, gloo.IndexBuffer] = {}

    def draw(self, state: FrameState, scene: GlobeScene) -> None:
        """Draw the ways whose layer is not hidden, in their order."""
        for ways in scene.ways:
            if ways.layer not in scene.hidden and len(ways.satellite):
                self._draw(state, ways, scene.keyframes, scene.phase)

    def _draw(self, state: FrameState, ways: Ways, keyframes: Keyframes, phase: float) -> None:
        if self._line is None or self._stop is None:
            self._line = gloo.Program(WAY_VERTEX, WAY_FRAGMENT)
            self._stop = gloo.Program(STOP_VERTEX, STOP_FRAGMENT)
        at = way_points(ways, keyframes, state.t_s, state.gmst_rad)
        if len(at.points):
            self._draw_lines(self._line, state, ways, at, phase)
        stops = at.stops[np.isfinite(at.stops).all(axis=1)]
        if ways.dots and len(stops):
            points = np.asarray(stops, np.float32)
            self._buffers["stop"] = into((), "a_point", points, self._buffers.get("stop"))
            self._stop["a_point"] = self._buffers["stop"]
            self._stop["u_colour"] = (*rgb(ways.token), ways.alpha)
            self._stop["u_dark"] = rgb(tokens.BACKGROUND)
            self._stop["u_scale"] = state.scale
            state.lens.place_on(self._stop)
            self._stop.draw("points")

    def _draw_lines(
        self, program: gloo.Program, state: FrameState, ways: Ways, at: WayPoints, phase: float
    ) -> None:
        for name, values in _vertices(at, state).items():
            self._buffers[name] = into((), name, values, self._buffers.get(name))
            program[name] = self._buffers[name]
        count = len(at.points)
        if count not in self._faces:
            self._faces = {count: gloo.IndexBuffer(_faces(count))}
        width = ways.width_px * state.scale
        program["u_size"] = state.size
        program["u_reach"] = max(0.5 * width + 2.0 * state.scale, 5.5 * state.scale if ways.directed else 0.0)
        program["u_width"] = width
        program["u_scale"] = state.scale
        program["u_colour"] = (*rgb(ways.token), ways.alpha)
        program["u_dark"] = rgb(tokens.BACKGROUND)
        program["u_directed"] = 1.0 if ways.directed else 0.0
        program["u_period"] = _PERIOD_PX * state.scale
        program["u_phase"] = phase % 1.0
        state.lens.place_on(program)
        program.draw("triangles", self._faces[count])


def _vertices(at: WayPoints, state: FrameState) -> dict[str, F32]:
    """Return the attributes, two vertices a point; chevrons keep their distance from leg to leg of a line."""
    points = at.points.astype(np.float32)
    before = np.concatenate((points[:, :1], points[:, :-1]), axis=1)
    after = np.concatenate((points[:, 1:], points[:, -1:]), axis=1)
    legs, each = points.shape[:2]
    pixels, depth = state.view.project(at.points.reshape(-1, 3), state.size)
    pixels[depth <= 0.0] = np.nan
    steps = np.nan_to_num(np.linalg.norm(np.diff(pixels.reshape(legs, each, 2), axis=1), axis=2))
    # Across a map's edge a leg is as long as the map is wide: that is no way that anything moves.
    steps = np.minimum(steps, 0.3 * max(state.size))
    length = np.concatenate((np.zeros((legs, 1)), np.cumsum(steps, axis=1)), axis=1)
    total = np.concatenate(((0.0,), np.cumsum(length[:, -1])))[:-1]
    first = np.searchsorted(at.way, at.way)  # the first leg of the line of each leg
    along = length + (total - total[first])[:, None]
    side = np.empty((legs, each, 2, 3), np.float32)
    side[..., 0] = (-1.0, 1.0)
    side[..., 1] = along[..., None]
    side[..., 2] = at.fibre[:, None, None]
    doubled = {"a_point": points, "a_before": before, "a_after": after}
    out = {name: np.repeat(values.reshape(-1, 3), 2, axis=0) for name, values in doubled.items()}
    out["a_side"] = side.reshape(-1, 3)
    return out


def _faces(legs: int) -> NDArray[np.uint32]:
    each = PIECES + 1
    near = 2 * (np.arange(legs)[:, None] * each + np.arange(PIECES)).reshape(-1, 1)
    far = near + 2
    faces = np.concatenate((near, near + 1, far, far, near + 1, far + 1), axis=1)
    return faces.reshape(-1).astype(np.uint32)
