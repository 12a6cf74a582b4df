"""Spreads the work of pools over their machines: each pool at one level, as far as limits allow."""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


@compiled
def level_pools(
    work: Floats, order: Indices, start: Indices, count: Floats, limit: Floats
) -> Floats:  # fmt: skip
    """Return busy shares (m,) that keep ``work`` (p,) accelerators busy; what does not fit stays undone.

    Parameters
    ----------
    order, start : machines pool by pool, and (p + 1,) where each pool begins.
    count, limit : (m,) accelerators, and largest busy share.
    """
    busy = np.zeros(len(count))
    for pool in range(len(work)):
        mine = order[start[pool] : start[pool + 1]]
        level = _level(work[pool], mine, count, limit)
        if level > 0.0:
            for machine in mine:
                busy[machine] = min(limit[machine], level)
    return busy


@compiled
def _level(work: float, mine: Indices, count: Floats, limit: Floats) -> float:
    """Return the share at which those work that their limits let; it rises as others drop out."""
    room = 0.0
    for machine in mine:
        room += count[machine] * limit[machine]
    if work >= room:
        return np.inf if room > 0.0 else 0.0
    if work <= 0.0:
        return 0.0
    level = 0.0
    while True:
        left, free = work, 0.0
        for machine in mine:
            if limit[machine] <= level:
                left -= count[machine] * limit[machine]
            else:
                free += count[machine]
        if free <= 0.0 or left / free <= level:
            return level
        level = left / free
