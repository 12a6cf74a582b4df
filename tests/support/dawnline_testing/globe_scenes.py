"""Small globes to test with: satellites on circular orbits over the poles, and how bright a picture is."""

import math
from collections.abc import Callable, Hashable

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.scene import GlobeScene, Keyframes

EARTH_RADIUS_KM = 6378.137
# Standard gravitational parameter of the Earth (WGS 84), in Earth radii cubed per second squared.
MU = 398600.4418 / EARTH_RADIUS_KM**3
SIZE = (320, 240)

Make = Callable[..., GlobeScene]
Draw = Callable[..., NDArray[np.int16]]


def unit(lat_deg: float, lon_deg: float) -> NDArray[np.float64]:
    """(3,) unit vector of a place."""
    lat, lon = math.radians(lat_deg), math.radians(lon_deg)
    return np.array((math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)))


def circular(
    places: list[tuple[float, float]], altitude_km: float, t_s: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Positions and velocities (n, 3) of satellites above the places at time 0, flying over the poles."""
    radius = 1.0 + altitude_km / EARTH_RADIUS_KM
    rate = math.sqrt(MU / radius**3)
    start = np.array([unit(*place) for place in places]).reshape(-1, 3)
    north = np.array([unit(place[0] + 90.0, place[1]) for place in places]).reshape(-1, 3)
    cos, sin = math.cos(rate * t_s), math.sin(rate * t_s)
    return radius * (cos * start + sin * north), radius * rate * (cos * north - sin * start)


def make_keyframes(
    places: list[tuple[float, float]],
    altitude_km: float = 550.0,
    span_s: float = 60.0,
    key: Hashable = "keyframes",
) -> Keyframes:
    """Two keyframes of circular orbits, ``span_s`` apart."""
    r0, v0 = circular(places, altitude_km, 0.0)
    r1, v1 = circular(places, altitude_km, span_s)
    return Keyframes(key, 0.0, span_s, *(part.astype(np.float32) for part in (r0, v0, r1, v1)))


def light(picture: NDArray[np.int16], x: float, y: float, reach: int = 2) -> float:
    """Mean brightness (0 to 255) of the pixels about one."""
    row, column = round(y), round(x)
    patch = picture[max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1, :3]
    return float(patch.mean())
