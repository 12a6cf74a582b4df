"""What links do at the satellites at their ends."""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled_rows

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@compiled_rows
def note_busiest(ends: NDArray[np.int32], is_up: Bools, load: Floats, rate: Floats, busiest: Floats) -> None:
    """Raise ``busiest`` (n,) to the load over the rate of links that are up, at those of the ends in it."""
    for k in range(len(ends)):
        if is_up[k]:
            busy = load[k] / rate[k] if rate[k] > 0.0 else 0.0
            for side in range(2):
                i = ends[k, side]
                if i < len(busiest):
                    busiest[i] = max(busiest[i], busy)


@compiled_rows
def count_up(ends: NDArray[np.int32], is_up: Bools, count: NDArray[np.int32]) -> None:
    """Add links that are up to ``count`` (n,), at those of their ends in it."""
    for k in range(len(ends)):
        if is_up[k]:
            for side in range(2):
                if ends[k, side] < len(count):
                    count[ends[k, side]] += 1
