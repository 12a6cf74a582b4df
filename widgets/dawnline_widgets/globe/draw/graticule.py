"""Parallels and meridians, as lines on the unit sphere."""

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.draw.outlines import Polylines

STEP_DEG = 15
TROPIC_DEG = 23.439  # obliquity of the ecliptic, Astronomical Almanac page C5
_POINT_DEG = 2.5
_LAST_DEG = 82.5  # where meridians end, so that they do not crowd at the poles


def graticule() -> tuple[Polylines, Polylines]:
    """Return the grid of 15 degrees, and the circles that stand out: equator and tropics."""
    round_the_earth = np.arange(-180.0, 180.0 + _POINT_DEG, _POINT_DEG)
    up = np.arange(-_LAST_DEG, _LAST_DEG + _POINT_DEG, _POINT_DEG)
    parallels = [_parallel(float(lat), round_the_earth) for lat in range(-75, 76, STEP_DEG) if lat != 0]
    meridians = [_unit(np.full_like(up, lon), up) for lon in range(-180, 180, STEP_DEG)]
    circles = [_parallel(lat, round_the_earth) for lat in (-TROPIC_DEG, 0.0, TROPIC_DEG)]
    return _joined(parallels + meridians), _joined(circles)


def _parallel(lat_deg: float, lon_deg: NDArray[np.float64]) -> NDArray[np.float32]:
    return _unit(lon_deg, np.full_like(lon_deg, lat_deg))


def _unit(lon_deg: NDArray[np.float64], lat_deg: NDArray[np.float64]) -> NDArray[np.float32]:
    lon, lat = np.radians(lon_deg), np.radians(lat_deg)
    return np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=1).astype(
        np.float32
    )


def _joined(lines: list[NDArray[np.float32]]) -> Polylines:
    lengths = np.array([len(line) for line in lines], np.int64)
    return Polylines(np.concatenate(lines), np.cumsum(lengths) - lengths)
