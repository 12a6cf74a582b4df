"""Satellites near to the eye as small bodies: a box and two wings, lit by the Sun, far ones drawn first.

Places are worked out in float64 and sent relative to the eye, so that nothing trembles from a few metres.
"""

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from dawnline_widgets.globe.draw.frame_state import FrameState
from dawnline_widgets.globe.draw.mark_layers import into
from dawnline_widgets.globe.draw.shaders_near import NEAR_FRAGMENT, NEAR_VERTEX
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view import bodies
from dawnline_widgets.globe.view.near import Near
from dawnline_widgets.globe.view.viewpoint import F64, focal_px
from dawnline_widgets.theme import colour_maps

_CELL_LINES = 12.0
_WING = np.array((0.07, 0.12, 0.30))
_BODY = np.array((0.74, 0.71, 0.65))
_NIGHT = np.array((0.030, 0.044, 0.085))
_AMBIENT = 0.14
_FACES = 8  # six of the body, two wings
_CORNERS = np.array(((-1, -1), (1, -1), (1, 1), (-1, -1), (1, 1), (-1, 1)), np.float64)


class NearLayer:
    """The bodies of the near satellites."""

    def __init__(self) -> None:
        self._program = gloo.Program(NEAR_VERTEX, NEAR_FRAGMENT)
        self._buffers: dict[str, gloo.VertexBuffer] = {}

    def draw(self, state: FrameState, scene: GlobeScene, near: Near) -> None:
        """Draw them over everything that is further than they are."""
        if len(near.indices) == 0:
            return
        seen = ~state.view.behind_earth(near.r_ecef)
        seen &= state.view.local(near.r_ecef)[:, 2] < 0.0
        if not seen.any():
            return
        for name, values in faces(state, scene, near, np.flatnonzero(seen)).items():
            held = self._buffers.get(name)
            self._buffers[name] = into((self._program,), name, values, held)
        state.lens.place_on(self._program)
        self._program.draw("triangles")


def faces(
    state: FrameState, scene: GlobeScene, near: Near, who: NDArray[np.int64]
) -> dict[str, NDArray[np.float32]]:
    """Return the attributes of the triangles of some of ``near``, far faces first; rows are vertices."""
    r, index = near.r_ecef[who], near.indices[who]
    along, across, out = body_axes(r, near.v_ecef[who])
    sizes_m = bodies.sizes_m(scene, index)
    middle = state.view.local(r)
    depth = np.maximum(-middle[:, 2], 1e-7)
    true_px = bodies.true_span_px(sizes_m, depth, focal_px(state.size))
    larger = np.maximum(1.0, bodies.LEAST_SPAN_PX * state.scale / true_px)
    span_px = true_px * larger
    half = sizes_m * (larger / bodies.EARTH_RADIUS_M / 2.0)[:, None]
    # What is drawn larger than it is, is a sign: stouter, and never seen edge-on.
    sign = np.clip((larger - 1.0) / 2.0, 0.0, 1.0)[:, None]
    half *= 1.0 + sign * np.array((1.3, 1.3, 3.0, 0.0, 0.5))

    sun = np.asarray(state.sun, np.float64)
    # Wings turn about their length until they face the Sun as well as they can.
    to_eye = (state.view.eye - r) / near.distance[who, None]
    turn_to = sun * (1.0 - sign) + to_eye * sign
    face = turn_to - across * np.sum(across * turn_to, axis=1, keepdims=True)
    size = np.linalg.norm(face, axis=1, keepdims=True)
    face = np.where(size > 1e-3, face / np.maximum(size, 1e-9), out)
    chord = np.cross(across, face)

    def times(axis: F64, column: int) -> F64:
        return axis * half[:, column, None]

    x, y, z = times(along, 0), times(across, 1), times(out, 2)
    length, width = times(across, 3), times(chord, 4)
    root = y * 1.15 + length
    centres = np.stack((x, -x, y, -y, z, -z, root, -root), axis=1)
    us = np.stack((y, y, x, x, x, x, length, length), axis=1)
    vs = np.stack((z, z, z, z, y, y, width, width), axis=1)
    normals = np.stack((along, -along, across, -across, out, -out, face, face), axis=1)

    axes = state.view.axes
    places = middle[:, None] + centres @ axes.T
    us, vs = us @ axes.T, vs @ axes.T
    base, rim = _colours(state, scene, index, r, normals, span_px)

    # Far satellites first, and of each its far faces.
    away = np.linalg.norm(places, axis=2)
    order = np.lexsort((-away.ravel(), np.repeat(-near.distance[who], _FACES)))
    pixel = (depth / focal_px(state.size))[:, None]
    grown_u = 1.0 + 0.5 * pixel / np.maximum(np.linalg.norm(us, axis=2), 1e-12)
    grown_v = 1.0 + 0.5 * pixel / np.maximum(np.linalg.norm(vs, axis=2), 1e-12)
    grown = np.minimum(np.stack((grown_u, grown_v), axis=2), 4.0).reshape(-1, 1, 2)[order]
    at = _CORNERS[None] * grown  # half a pixel beyond the edge, where it fades
    places, us, vs = (part.reshape(-1, 1, 3)[order] for part in (places, us, vs))
    local = places + us * at[..., :1] + vs * at[..., 1:]
    face_parts = np.zeros((len(who), _FACES, 2))
    face_parts[:, 6:, 0] = _CELL_LINES
    face_parts[:, :6, 1] = 0.0
    face_parts[:, 6:, 1] = (np.clip(span_px / 45.0, 1.0, 2.4) * state.scale)[:, None]
    parts = {
        "a_local": local,
        "a_face": np.concatenate((at, _six(face_parts.reshape(-1, 2)[order])), axis=2),
        "a_colour": _six(base.reshape(-1, 3)[order]),
        "a_rim": _six(rim.reshape(-1, 3)[order]),
    }
    return {name: values.reshape(-1, values.shape[-1]).astype(np.float32) for name, values in parts.items()}


def body_axes(r: F64, v: F64) -> tuple[F64, F64, F64]:
    """Return unit vectors (k, 3) along the track, across it (to the left) and away from the Earth."""
    out = r / np.linalg.norm(r, axis=1, keepdims=True)
    along = v - out * np.sum(v * out, axis=1, keepdims=True)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-15)
    return along, np.cross(out, along), out


def sunlit_frac(r: F64, sun: F64) -> F64:
    """(k,) how much of the Sun a place sees, 0 to 1; the same as in the shader of points."""
    behind = -(r @ sun)
    axis = np.linalg.norm(r + sun * behind[:, None], axis=1)
    edge = np.maximum(0.0047 * behind, 1e-9)
    part = np.clip((axis - 1.0 + edge) / (2.0 * edge), 0.0, 1.0)
    return np.where(behind < 0.0, 1.0, part * part * (3.0 - 2.0 * part))


def _colours(
    state: FrameState, scene: GlobeScene, index: NDArray[np.int64], r: F64, normals: F64, span_px: F64
) -> tuple[F64, F64]:
    """(k, faces, 3) colours of faces and of their rims; small ones are coloured all over."""
    sun = np.asarray(state.sun, np.float64)
    levels = scene.style.vertices[index, 0]
    name = scene.style.colour_map if scene.style.colour_map in colour_maps.NAMES else colour_maps.NAMES[0]
    column = np.maximum(levels * (colour_maps.SIZE - 1) + 0.5, 0.0).astype(np.int64)
    level = colour_maps.lut(name)[column, :3] / 255.0
    level = np.where((levels < 0.0)[:, None], colour_maps.UNKNOWN[:3] / 255.0, level)
    if scene.style.stale is not None:
        level = level * np.where(scene.style.stale[index], 0.5, 1.0)[:, None]
    lit = sunlit_frac(r, sun)[:, None]
    towards = normals @ sun
    towards[:, 6:] = np.abs(towards[:, 6:])
    light = _AMBIENT * (0.35 + 0.65 * lit) + np.maximum(towards, 0.0) * lit
    base = np.broadcast_to(_BODY, normals.shape).copy()
    base[:, 6:] = _WING
    small = np.clip(1.5 - span_px / 60.0, 0.0, 0.85)[:, None, None]
    base = base + (level[:, None] - base) * small
    light = np.maximum(light, 0.9 * small[..., 0] * (0.45 + 0.55 * lit))
    shaded = base * light[..., None] + _NIGHT
    rim = level[:, None] * (0.62 + 0.38 * lit)[..., None]
    return np.minimum(shaded, 1.0), np.broadcast_to(rim, normals.shape)


def _six(values: F64) -> F64:
    """Each face's values for its six vertices."""
    return np.repeat(values[:, None], 6, axis=1)
