"""Where things belong in a picture, worked out apart from the program; and where they are, measured in it.

The formulas are written a second time on purpose: pictures are judged by what the program did not compute.
Places are degrees, positions Earth radii (ECEF), pixels have their origin at the top left.
"""

import math

import numpy as np
from numpy.typing import NDArray

Pixel = tuple[float, float]
Size = tuple[int, int]
FIELD_DEG = 35.0  # of view, across the shorter side


def focal_px(size: Size) -> float:
    """Return how many pixels a length at its own distance from the eye takes."""
    return min(size) / 2 / math.tan(math.radians(FIELD_DEG / 2))


def globe_pixel(
    point: NDArray[np.float64], above: tuple[float, float], distance: float, size: Size, *, far: bool = False
) -> Pixel:
    """Return where a camera above (latitude, longitude) sees a position; of a star, ``far``, a direction."""
    lat, lon = map(math.radians, above)
    out = np.array((math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)))
    east = np.array((-math.sin(lon), math.cos(lon), 0.0))
    north = np.cross(out, east)
    line = np.asarray(point, np.float64) - (0.0 if far else distance) * out
    depth = -float(line @ out)
    assert depth > 0.0, "it is behind the camera"
    scale = focal_px(size) / depth
    return size[0] / 2 + float(line @ east) * scale, size[1] / 2 - float(line @ north) * scale


def map_pixel(
    lat_deg: float, lon_deg: float, middle: tuple[float, float], height: float, size: Size, kind: str
) -> Pixel:
    """Return where a map seen from ``height`` has a place; its middle is at (latitude, longitude)."""
    sheet = {"equirectangular": _equirectangular, "Equal Earth": _equal_earth}[kind]
    lon = math.radians((lon_deg - middle[1] + 180.0) % 360.0 - 180.0)
    x, y = sheet(math.radians(lat_deg), lon)
    scale = focal_px(size) / height
    return size[0] / 2 + x * scale, size[1] / 2 - (y - sheet(math.radians(middle[0]), 0.0)[1]) * scale


def _equirectangular(lat: float, lon: float) -> Pixel:
    return lon, lat


def _equal_earth(lat: float, lon: float) -> Pixel:
    """Equations 1 and 2 of Savric, Patterson, Jenny (2019), Int. J. Geogr. Inf. Sci. 33(3)."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = math.asin(math.sqrt(3.0) / 2.0 * math.sin(lat))
    x = 2.0 * math.sqrt(3.0) * lon * math.cos(t)
    x /= 3.0 * (9.0 * a4 * t**8 + 7.0 * a3 * t**6 + 3.0 * a2 * t**2 + a1)
    return x, a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t


def found_at(
    picture: NDArray[np.integer], without: NDArray[np.integer], *, near: Pixel | None = None, reach: int = 40
) -> Pixel | None:
    """Return the centre of what only the first picture shows, weighted by how much it differs, or None.

    ``near`` looks within ``reach`` pixels of a place only.
    """
    away = np.abs(picture[..., :3].astype(np.float64) - without[..., :3].astype(np.float64)).sum(axis=2)
    away[away < 12.0] = 0.0  # rounding
    left = top = 0
    if near is not None:
        left, top = max(round(near[0]) - reach, 0), max(round(near[1]) - reach, 0)
        away = away[top : round(near[1]) + reach, left : round(near[0]) + reach]
    total = float(away.sum())
    if total == 0.0:
        return None
    rows, columns = np.indices(away.shape) + 0.5
    return left + float((columns * away).sum()) / total, top + float((rows * away).sum()) / total


def apart_px(found: Pixel | None, wanted: Pixel) -> float:
    """Return how far apart two pixels are; infinitely where nothing was found."""
    return math.inf if found is None else math.dist(found, wanted)
