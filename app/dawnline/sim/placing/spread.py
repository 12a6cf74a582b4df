"""How evenly machines share work: one level for all of a pool, within what each may do."""

import numpy as np

from dawnline.sim.arrays import Floats
from dawnline.sim.placing.compiled import Kernels
from dawnline.sim.placing.pools import Pools


def spread(work: float, count: Floats, limit: Floats) -> Floats:
    """Return busy shares (n,) that keep ``work`` accelerators busy as evenly as the machines' limits allow.

    Everyone works at one level, or at its own limit where that is lower. If all are at their limits the
    rest of the work stays undone.

    Parameters
    ----------
    count : (n,) accelerators of each machine.
    limit : (n,) largest busy share of each machine.
    """
    if work <= 0.0:
        return np.zeros_like(limit)
    if work >= float((count * limit).sum()):
        return limit.copy()
    # The level rises as those at their limits drop out; each round asks only those that are left.
    level, left, there = 0.0, work, count > 0.0
    open_count, open_limit = count[there], limit[there]
    while True:
        level = max(level, left / float(open_count.sum()))
        full = open_limit <= level
        if not full.any() or full.all():
            return np.minimum(limit, level)
        left -= float((open_count[full] * open_limit[full]).sum())
        open_count, open_limit = open_count[~full], open_limit[~full]


def spread_in_turn(work: float, count: Floats, limit: Floats, preferred: Floats) -> Floats:
    """Return busy shares (n,) that fill machines with ``preferred`` one before those with zero."""
    first = limit * preferred
    busy = spread(work, count, first)
    left = work - float((count * busy).sum())
    # What rounding leaves of work that fits is no work.
    if left <= 1e-9 * work:
        return busy
    return busy + spread(left, count, limit - first)


def spread_over_pools(work: Floats, pools: Pools, count: Floats, limit: Floats, preferred: Floats) -> Floats:
    """Return busy shares (m,) that keep ``work`` (p,) accelerators busy in each pool.

    Each pool fills its machines with ``preferred`` (m,) one before those with zero. Machines in no pool do
    nothing.
    """
    level = Kernels().levels.level_pools
    first = limit * preferred
    busy: Floats = level(work, pools.order, pools.start, count, first)
    done = np.bincount(pools.pool_of[pools.order], (count * busy)[pools.order], len(pools))
    left = work - done
    # What rounding leaves of work that fits is no work.
    left[left <= 1e-9 * work] = 0.0
    if not left.any():
        return busy
    more: Floats = level(left, pools.order, pools.start, count, limit - first)
    return busy + more
