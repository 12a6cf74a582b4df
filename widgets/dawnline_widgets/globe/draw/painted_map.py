"""The flat map without OpenGL, made by numpy: plain, but day, night, satellites and sites are all there."""

import math

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.draw.images import LAND_ALPHA
from dawnline_widgets.globe.hand.pick import pin_pixels
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.globe.view.flat_map import FlatMap
from dawnline_widgets.globe.view.viewpoint import Viewpoint, focal_px
from dawnline_widgets.theme import colour_maps, tokens

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
MOST_SATELLITES = 60_000  # more would make a frame take longer than people wait
_CELL_PX = 2  # the ground is drawn in squares of so many pixels
_DOT = tuple((x, y) for x in (-1, 0, 1) for y in (-1, 0, 1))
_SQUARE = tuple((x, y) for x in range(-3, 4) for y in range(-3, 4) if max(abs(x), abs(y)) > 1)


class PaintedMap:
    """Draws scenes on the equirectangular map. ``earth`` is that of ``GlobeTextures``."""

    def __init__(self, earth: U8) -> None:
        every = max(earth.shape[0] // 1024, 1)
        self._earth = np.ascontiguousarray(earth[::every, ::every])

    def picture(self, scene: GlobeScene, view: Viewpoint, size_px: tuple[int, int]) -> U8:
        """Draw a scene into an array (height, width, 4) uint8, row 0 at the top.

        Every so many-th satellite is drawn where there are more than ``MOST_SATELLITES``. ValueError if the
        viewpoint is not that of an equirectangular map.
        """
        flat = view.flat
        if flat is None or not view.is_map or flat.equal_area != 0.0:
            raise ValueError("a picture without OpenGL is an equirectangular map; expected a view of one")
        width, height = size_px
        picture = np.empty((height, width, 4), np.uint8)
        picture[...] = (*bytes.fromhex(tokens.BACKGROUND.removeprefix("#")), 255)
        self._paint_ground(picture, scene, flat)
        if "satellites" not in scene.hidden:
            _paint_satellites(picture, scene, view)
        if "sites" not in scene.hidden and len(scene.pins.r_ecef):
            pixels = pin_pixels(scene, view, size_px)
            _stamp(picture, pixels, _colours(scene.pins.level, scene.pins.colour_map), _SQUARE)
        return picture

    def _paint_ground(self, picture: U8, scene: GlobeScene, flat: FlatMap) -> None:
        height, width = picture.shape[:2]
        step = flat.height / focal_px((width, height))
        x = (np.arange(0, width, _CELL_PX) + _CELL_PX / 2 - width / 2) * step
        y = (height / 2 - np.arange(0, height, _CELL_PX) - _CELL_PX / 2) * step + flat.y
        columns, rows = np.flatnonzero(np.abs(x) <= math.pi), np.flatnonzero(np.abs(y) <= math.pi / 2)
        if not len(columns) or not len(rows):
            return
        ground = self._ground(x[columns] + flat.lon_rad, y[rows], scene)
        square = np.repeat(np.repeat(ground, _CELL_PX, axis=0), _CELL_PX, axis=1)
        top, left = rows[0] * _CELL_PX, columns[0] * _CELL_PX
        room = picture[top : top + square.shape[0], left : left + square.shape[1], :3]
        room[...] = square[: room.shape[0], : room.shape[1]]

    def _ground(self, lon_rad: NDArray[np.float64], lat_rad: NDArray[np.float64], scene: GlobeScene) -> U8:
        """(rows, columns, 3) colours of places: by day the land, by night its lights."""
        tall, wide = self._earth.shape[:2]
        column = (np.remainder(lon_rad / (2 * math.pi) + 0.5, 1.0) * wide).astype(np.intp) % wide
        row = np.clip(((0.5 - lat_rad / math.pi) * tall).astype(np.intp), 0, tall - 1)
        texel = self._earth[row[:, None], column[None, :]].astype(np.float32)
        sx, sy, sz = (float(part) for part in scene.sun_ecef)
        across = (np.cos(lon_rad) * sx + np.sin(lon_rad) * sy).astype(np.float32)
        upright, up = np.cos(lat_rad).astype(np.float32), (np.sin(lat_rad) * sz).astype(np.float32)
        sun = upright[:, None] * across + up[:, None]
        day = np.clip((sun + 0.10) / 0.26, 0.0, 1.0)[..., None]
        lit = texel[..., :3] * (0.30 + 0.75 * np.sqrt(np.clip(sun, 0.0, 1.0)))[..., None]
        lights = np.clip((texel[..., 3:] - LAND_ALPHA) / (255 - LAND_ALPHA), 0.0, 1.0)
        shown = 0.0 if "lights" in scene.hidden else 1.0
        dark = texel[..., :3] * (0.07, 0.09, 0.13) + lights * shown * (255.0, 190.0, 110.0)
        return np.asarray(np.clip(dark + day * (lit - dark), 0, 255).astype(np.uint8))


def _paint_satellites(picture: U8, scene: GlobeScene, view: Viewpoint) -> None:
    count = min(len(scene.keyframes.r0), len(scene.style.level))
    every = np.arange(0, count, max(1, -(-count // MOST_SATELLITES)))
    every = every[scene.style.size_px[every] > 0]
    if not len(every):
        return
    r_ecef = hermite.positions_ecef(scene.keyframes, every, scene.t_s, scene.gmst_rad)
    pixels, _ = view.project(r_ecef, (picture.shape[1], picture.shape[0]))
    _stamp(picture, pixels, _colours(scene.style.level[every], scene.style.colour_map), _DOT)


def _colours(level: F32, colour_map: str) -> U8:
    """(n, 3) colours of levels; grey for the unknown."""
    table = colour_maps.lut(colour_map if colour_map in colour_maps.NAMES else colour_maps.NAMES[0])
    known = np.isfinite(level)
    colours = table[(np.clip(np.where(known, level, 0.0), 0.0, 1.0) * 255).astype(np.intp), :3]
    return np.where(known[:, None], colours, colour_maps.UNKNOWN[:3]).astype(np.uint8)


def _stamp(picture: U8, pixels: NDArray[np.float64], colours: U8, shape: tuple[tuple[int, int], ...]) -> None:
    """Set the pixels of a small shape about each place; what is beyond the picture is left out."""
    height, width = picture.shape[:2]
    seen = np.isfinite(pixels).all(axis=1)
    at, colours = np.floor(pixels[seen]).astype(np.intp), colours[seen]
    for dx, dy in shape:
        x, y = at[:, 0] + dx, at[:, 1] + dy
        inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
        picture[y[inside], x[inside], :3] = colours[inside]
