"""The sky on the GPU: Milky Way, stars, the Sun with its glow, and the Moon with its phase."""

import math

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from dawnline_widgets.globe.draw.frame_state import FrameState
from dawnline_widgets.globe.draw.shaders_sky import (
    MILKY_WAY_FRAGMENT,
    MILKY_WAY_VERTEX,
    MOON_FRAGMENT,
    SQUARE_VERTEX,
    STAR_FRAGMENT,
    STAR_VERTEX,
    SUN_FRAGMENT,
)
from dawnline_widgets.globe.view.viewpoint import focal_px

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
U8 = NDArray[np.uint8]
_CELLS = (120, 60)  # of the Milky Way's net, three degrees each
_CELL_RAD = math.radians(4.5)  # from corner to corner
_DARK = 2  # of 255: cells of the Milky Way that are nowhere brighter are not drawn
_SUN_RAD = math.radians(0.2666)  # half of the Sun's mean diameter of 31.99', Explanatory Supplement
_GLOW_RAD = math.radians(13.0)
_MOON_RADII = 1737.4 / 6378.137  # IAU mean radius of the Moon, in Earth radii
_LEAST_MOON_PX = 1.5  # radius: seen from wherever, the Moon is three pixels wide at least


class SkyLayer:
    """Draws what is beyond the Earth. Belongs to one GL context."""

    def __init__(self, stars: F32) -> None:
        self._stars = gloo.Program(STAR_VERTEX, STAR_FRAGMENT) if len(stars) else None
        if self._stars is not None:
            self._stars["a_direction"] = gloo.VertexBuffer(np.ascontiguousarray(stars[:, :3]))
            self._stars["a_colour"] = gloo.VertexBuffer(_star_colours(stars))
        corners = gloo.VertexBuffer(np.array(((-1, -1), (1, -1), (-1, 1), (1, 1)), np.float32))
        self._sun = gloo.Program(SQUARE_VERTEX, SUN_FRAGMENT)
        self._moon = gloo.Program(SQUARE_VERTEX, MOON_FRAGMENT)
        self._sun["a_corner"] = self._moon["a_corner"] = corners
        self._milky_way: gloo.Program | None = None
        self._cells: gloo.IndexBuffer | None = None
        self._picture: gloo.Texture2D | None = None

    def take_milky_way(self, picture: U8) -> None:
        """Show the Milky Way from now on: (h, w) uint8, see ``finery.Finery``."""
        faces = _bright_cells(picture)
        if not len(faces):
            return
        # Four equal channels and no mipmaps: software drivers read one channel at half the speed, and the
        # narrow lens of the globe always shows the picture larger than it is.
        self._picture = gloo.Texture2D(
            np.repeat(picture[..., np.newaxis], 4, axis=2),
            interpolation="linear",
            wrapping=("repeat", "clamp_to_edge"),
        )
        self._milky_way = gloo.Program(MILKY_WAY_VERTEX, MILKY_WAY_FRAGMENT)
        self._milky_way["a_place"] = gloo.VertexBuffer(_net())
        self._milky_way["u_milky_way"] = self._picture
        self._cells = gloo.IndexBuffer(faces)

    def release(self) -> None:
        """Queue the end of the texture."""
        if self._picture is not None:
            self._picture.delete()

    def draw(self, state: FrameState, *, milky_way: bool = True) -> None:
        """Draw the sky of a globe; the Earth comes over it."""
        if state.flatness > 0.0 or "sky" in state.hidden:  # beside a map there is paper, not sky
            return
        if milky_way and self._milky_way is not None:
            self._milky_way["u_view_projection"] = state.lens.view_projection
            self._milky_way["u_spin"] = state.ecef_from_j2000
            self._milky_way["u_back"] = state.lens.back
            deep_rad = math.asin(min(1.0 / state.lens.distance, 1.0)) - _CELL_RAD
            self._milky_way["u_cone"] = math.cos(deep_rad) if deep_rad > 0.0 else 2.0
            self._milky_way.draw("triangles", self._cells)
        if self._stars is not None:
            stars = self._stars
            stars["u_view_projection"] = state.lens.view_projection
            stars["u_spin"] = state.ecef_from_j2000
            stars["u_back"] = state.lens.back
            stars["u_cone"] = math.sqrt(1.0 - 1.0 / state.lens.distance**2)
            stars["u_scale"] = state.scale
            stars.draw("points")
        self._draw_sun(state)
        if state.moon is not None:
            self._draw_moon(state, state.moon)

    def _draw_sun(self, state: FrameState) -> None:
        sun = state.sun.astype(np.float64)
        seen = seen_of_sun(state.lens.back, state.lens.distance, sun)
        if float(sun @ state.lens.to_eye[:, 2]) > 0.3:  # well behind the camera
            return
        self._sun["u_view_projection"] = state.lens.view_projection
        self._sun["u_square"] = _square(sun).T.astype(np.float32)
        self._sun["u_reach"] = math.tan(_GLOW_RAD)
        self._sun["u_disc"] = math.tan(_SUN_RAD) / math.tan(_GLOW_RAD)
        self._sun["u_seen"] = seen
        self._sun.draw("triangle_strip")

    def _draw_moon(self, state: FrameState, moon: F32) -> None:
        away = moon.astype(np.float64) - state.lens.eye
        distance = float(np.linalg.norm(away))
        if not distance > 1.0 or float(away @ state.lens.to_eye[:, 2]) > 0.0:
            return
        square = _square(away / distance)
        pixel = 1.0 / focal_px(state.size)
        reach = max(
            math.tan(math.asin(min(_MOON_RADII / distance, 0.99))), _LEAST_MOON_PX * state.scale * pixel
        )
        edge = pixel / reach
        self._moon["u_view_projection"] = state.lens.view_projection
        self._moon["u_square"] = square.T.astype(np.float32)
        self._moon["u_reach"] = reach * (1.0 + edge)
        self._moon["u_edge"] = edge
        self._moon["u_towards_sun"] = (square.T @ state.sun.astype(np.float64)).astype(np.float32)
        self._moon.draw("triangle_strip")


def seen_of_sun(back: F32, distance: float, sun: F64) -> float:
    """How much of the Sun the Earth leaves to see, 0 to 1, from an eye ``distance`` away towards ``back``."""
    from_nadir_rad = math.acos(float(np.clip(-np.asarray(back, np.float64) @ sun, -1.0, 1.0)))
    above_limb_rad = from_nadir_rad - math.asin(min(1.0 / distance, 1.0))
    return float(np.clip(0.5 + 0.5 * above_limb_rad / _SUN_RAD, 0.0, 1.0))


def _square(direction: F64) -> F64:
    """(3, 3) unit columns: right and up across a direction, and the direction."""
    helper = np.array((0.0, 0.0, 1.0)) if abs(direction[2]) < 0.9 else np.array((1.0, 0.0, 0.0))
    right = np.cross(direction, helper)
    right /= np.linalg.norm(right)
    return np.stack((right, np.cross(right, direction), direction), axis=1)


def _net() -> F32:
    """Corners of the net's cells, (n, 2) float32, 0 to 1 along right ascension and down from the pole."""
    columns, rows = _CELLS
    x, y = np.meshgrid(np.linspace(0.0, 1.0, columns + 1), np.linspace(0.0, 1.0, rows + 1))
    return np.stack((x, y), axis=-1).reshape(-1, 2).astype(np.float32)


def _bright_cells(picture: U8) -> NDArray[np.uint32]:
    """Triangles of the cells of the net in which there is light."""
    columns, rows = _CELLS
    height, width = picture.shape
    down = np.minimum(np.arange(rows) * height // rows, height - 1)
    along = np.minimum(np.arange(columns) * width // columns, width - 1)
    most = np.maximum.reduceat(np.maximum.reduceat(picture, down, axis=0), along, axis=1)
    row, column = np.nonzero(most > _DARK)
    corner = row * (columns + 1) + column
    below = corner + columns + 1
    faces = np.stack((corner, corner + 1, below, corner + 1, below + 1, below), axis=1)
    return faces.reshape(-1).astype(np.uint32)


def _star_colours(stars: F32) -> F32:
    """(n, 4) float32: colour from B-V (blue-white to amber), light from magnitude, most below 1."""
    warm = np.clip((stars[:, 4] + 0.2) / 1.8, 0.0, 1.0)[:, None]
    cool, amber = np.array((0.72, 0.82, 1.0)), np.array((1.0, 0.80, 0.58))
    light = np.clip(10 ** (-0.15 * (stars[:, 3] - 1.2)), 0.0, 1.6)
    return np.concatenate((cool * (1 - warm) + amber * warm, light[:, None]), axis=1).astype(np.float32)
