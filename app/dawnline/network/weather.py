"""Clouds over optical ground stations: an hour is clear or not, and near stations share their weather.

Randomness is counter-based (Philox, Salmon et al., SC11), keyed by (seed, stream, hour): nothing else that
happens shifts a draw.
"""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.network import Gateway
from dawnline.orbits.constants import EARTH_RADIUS_M

HOUR_S = 3600.0
# Streams of the simulation count from 1; those of the network from 100. Append, never renumber.
WEATHER_STREAM = 100
# Cloud systems are some hundred kilometres wide: over this distance the weather becomes another (assumed).
ALIKE_M = 500e3
_WORD = (1 << 64) - 1


class Weather:
    """Which of n gateways see clear sky in each hour; radio does not mind.

    Each gateway has a normal number an hour, mixed from those of the stations around it, so that its own
    distribution stays normal; clear below the quantile of its availability. Four stations far apart with 0.75
    each are all clouded in 0.4 % of the hours, four in one valley in 25 %.
    """

    def __init__(self, gateways: Sequence[Gateway], seed: int) -> None:
        self._seed = seed
        availability = np.array([gateway.availability_frac for gateway in gateways], np.float64)
        self._limit = np.array([_quantile(share) for share in availability.tolist()], np.float64)
        self._minds = np.flatnonzero(availability < 1.0)
        self._n = len(gateways)
        self._mix = _mixture(gateways)

    def clouded(self, t_s: float) -> NDArray[np.bool_]:
        """Return (n,) whether clouds hide the sky at a time."""
        clouds = np.zeros(self._n, np.bool_)
        if len(self._minds):
            own = _normals(self._seed, int(np.floor(t_s / HOUR_S)), self._n)
            # A sum in a fixed order: no library may choose another one.
            mixed = np.array([float(np.add.accumulate(row * own)[-1]) for row in self._mix])
            clouds[self._minds] = (mixed >= self._limit)[self._minds]
        return clouds

    def since_s(self, t_s: float) -> float:
        """Return when the hour of a time began."""
        return float(np.floor(t_s / HOUR_S) * HOUR_S)


def _normals(seed: int, hour: int, n: int) -> NDArray[np.float64]:
    key = np.array([seed & _WORD, WEATHER_STREAM], np.uint64)
    counter = np.array([0, 0, 0, hour & _WORD], np.uint64)
    return np.random.Generator(np.random.Philox(key=key, counter=counter)).standard_normal(n)


def _quantile(share: float) -> float:
    if share <= 0.0:
        return -np.inf
    return NormalDist().inv_cdf(share) if share < 1.0 else np.inf


def _mixture(gateways: Sequence[Gateway]) -> NDArray[np.float64]:
    lat = np.array([gateway.lat_rad for gateway in gateways], np.float64)
    lon = np.array([gateway.lon_rad for gateway in gateways], np.float64)
    cosine = np.sin(lat)[:, None] * np.sin(lat) + np.cos(lat)[:, None] * np.cos(lat) * np.cos(
        lon[:, None] - lon
    )
    apart_m = EARTH_RADIUS_M * np.arccos(np.clip(cosine, -1.0, 1.0))
    weight = np.exp(-apart_m / ALIKE_M)
    return np.asarray(weight / np.sqrt((weight**2).sum(axis=1, keepdims=True)), np.float64)
