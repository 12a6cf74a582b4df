"""Flat maps of the Earth: equirectangular, Equal Earth, and what lies between them. No Qt, no GL.

A place is a longitude from the central meridian and a latitude, radians; on the map it is x and y in Earth
radii. Latitudes are geodetic: the ground is given on the unit sphere at that latitude, as in the picture of
the Earth; what flies is given where it is, and has the latitude of the ground below it. The shaders hold the
same formulas (``draw.shaders_view``).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

# B. Šavrič, T. Patterson, B. Jenny: The Equal Earth map projection, Int. J. Geogr. Inf. Sci. 33 (2019).
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3.0) / 2.0
_NEWTON_STEPS = 12

FLIES = 1.01  # Earth radii: nothing flies lower than 64 km, and nothing on the ground is drawn higher
_F = 1.0 / 298.257223563  # flattening of WGS 84
_E2 = _F * (2.0 - _F)
MOST_LIFT = 0.0035  # the sine of a geodetic latitude differs from that of the geocentric one by less


@dataclass(frozen=True)
class FlatMap:
    """A map seen from above: ``equal_area`` is 0 for equirectangular, 1 for Equal Earth.

    The middle of the picture is at the central meridian ``lon_rad``, at ``y`` above the equator; ``height``
    is that of the eye above the map. Earth radii.
    """

    equal_area: float
    lon_rad: float
    y: float
    height: float

    def xy(self, r_ecef: NDArray[np.floating]) -> F64:
        """(n, 2) places on the map of what is above (or below) the ground at ``r_ecef`` (n, 3)."""
        r = np.asarray(r_ecef, np.float64)
        lon = np.remainder(np.arctan2(r[:, 1], r[:, 0]) - self.lon_rad + math.pi, 2 * math.pi) - math.pi
        return xy_of(self.equal_area, lon, np.arcsin(sine_of_latitude(r)))

    def ground(self, x: float, y: float) -> F64 | None:
        """(3,) unit vector of the place at (x, y) of the map, or None outside of it."""
        lat = y if self.equal_area < 0.5 else _equal_earth_latitude(y)
        if lat is None or not abs(lat) <= math.pi / 2:
            return None
        lon = x / (1.0 if self.equal_area < 0.5 else _stretch(lat))
        if abs(lon) > math.pi:
            return None
        lon += self.lon_rad
        across = math.cos(lat)
        return np.array((across * math.cos(lon), across * math.sin(lon), math.sin(lat)))


def sine_of_latitude(r_ecef: F64) -> F64:
    """(n,) sines of the latitudes of positions (n, 3), ground or flying.

    Of what flies: Bowring (1976), Survey Review 23, 323, one round; up to a million kilometres it errs by
    less than a hundred-millionth of a radian.
    """
    z, across = r_ecef[:, 2], np.hypot(r_ecef[:, 0], r_ecef[:, 1])
    size = np.hypot(z, across)
    steep = np.hypot(across * (1.0 - _F), z)
    steep = np.maximum(steep, 1e-12)
    up = z + _E2 / (1.0 - _F) * (z / steep) ** 3
    out = across - _E2 * (across * (1.0 - _F) / steep) ** 3
    flying = up / np.maximum(np.hypot(up, out), 1e-12)
    return np.clip(np.where(size < FLIES, z / np.maximum(size, 1e-12), flying), -1.0, 1.0)


def xy_of(equal_area: float, lon_rad: NDArray[np.floating], lat_rad: NDArray[np.floating]) -> F64:
    """(n, 2) places on a map from longitudes off its central meridian and latitudes."""
    lon, lat = np.asarray(lon_rad, np.float64), np.asarray(lat_rad, np.float64)
    plain = np.stack((lon, lat), axis=-1)
    if equal_area <= 0.0:
        return plain
    theta = np.arcsin(_M * np.sin(lat))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    slope = _A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)
    x = lon * np.cos(theta) / (_M * slope)
    y = theta * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))
    return np.asarray(plain + equal_area * (np.stack((x, y), axis=-1) - plain))


def half_extent(equal_area: float) -> tuple[float, float]:
    """Half width and half height of the whole map, Earth radii."""
    corner = xy_of(equal_area, np.array((math.pi, 0.0)), np.array((0.0, math.pi / 2)))
    return float(corner[0, 0]), float(corner[1, 1])


def y_of(equal_area: float, lat_rad: float) -> float:
    """Height of a parallel above the equator on the map."""
    return float(xy_of(equal_area, np.zeros(1), np.array((lat_rad,)))[0, 1])


def _equal_earth_latitude(y: float) -> float | None:
    theta = y
    for _ in range(_NEWTON_STEPS):
        t2 = theta * theta
        t6 = t2 * t2 * t2
        error = theta * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2)) - y
        theta -= error / (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2))
    sine = math.sin(theta) / _M
    return math.asin(sine) if abs(sine) <= 1.0 and abs(theta) <= math.pi / 3 + 1e-9 else None


def _stretch(lat_rad: float) -> float:
    """Width of a radian of longitude on the equal-area map at a latitude."""
    return float(xy_of(1.0, np.ones(1), np.array((lat_rad,)))[0, 0])
