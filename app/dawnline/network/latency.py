"""How long light and routers take along a path."""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.sight import range_m
from dawnline.orbits.constants import LIGHT_M_S

Floats = NDArray[np.float64]


def light_time_s(path_m: Floats) -> float:
    """Return how long light takes in vacuum along (k, 3) places in order; 0 for fewer than two."""
    return float(range_m(path_m[:-1], path_m[1:]).sum()) / LIGHT_M_S


def round_trip_s(path_m: Floats, hop_s: float = 0.0) -> float:
    """Return there and back along (k, 3) places; ``hop_s`` is added for each place between the two ends."""
    return 2.0 * (light_time_s(path_m) + max(len(path_m) - 2, 0) * hop_s)
