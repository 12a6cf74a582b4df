"""Fills pools with demand, cheapest first, all demand at once: no order of rows or pools matters.

In rounds: everybody asks the cheapest pools that are still open, equally cheap ones in proportion to their
room. Where more is asked than there is room, all get the same share, and the pool closes; likewise where more
of a workload is asked of a provider than it may serve. What is left asks again.
"""

import math

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

# What is left of a room or a demand below this share of it is rounding.
_NOTHING = 1e-12


@compiled
def fill_pools(
    offered: Floats, workload: Indices, cost: Floats, room: Floats, provider: Indices, cap: Floats
) -> Floats:
    """Return what pools serve of demands, (d, p).

    Parameters
    ----------
    offered, workload : (d,) what is asked, and by which workload.
    cost : (d, p) lower ones first; inf: never.
    room : (p,) and never negative.
    provider : (p,) column of ``cap``.
    cap : (w, g) most that each provider may serve of each workload; inf: no limit.
    """
    demands, pools = cost.shape
    placed = np.zeros((demands, pools))
    left, free, may = offered.copy(), room.copy(), cap.copy()
    who, what = np.empty(cost.size, np.int64), np.empty(cost.size, np.int64)
    amount = np.empty(cost.size)
    pool = np.flatnonzero(room > 0.0)
    # Every round closes a pool or a provider, or is the last.
    for _ in range(pools + cap.size + 1):
        # Only pools that are still open are looked at.
        count = 0
        for p in pool:
            if free[p] > 0.0:
                pool[count] = p
                count += 1
        pool = pool[:count]
        asks = 0
        for d in range(demands):
            if left[d] > 0.0:
                more = _ask(
                    left[d], pool, cost[d], free, may[workload[d]], provider, what[asks:], amount[asks:]
                )
                who[asks : asks + more] = d
                asks += more
        if asks == 0:
            break
        _grant(workload[who[:asks]], what[:asks], provider, amount[:asks], free, may)
        for k in range(asks):
            d = who[k]
            placed[d, what[k]] += amount[k]
            left[d] -= amount[k]
            if left[d] <= _NOTHING * offered[d]:
                left[d] = 0.0
    return placed


@compiled
def _ask(
    left: float, pool: Indices, cost: Floats, free: Floats, may: Floats, provider: Indices, what: Indices,
    amount: Floats,
) -> int:  # fmt: skip
    """Write the cheapest of the open pools, and what one demand asks of each; return how many they are."""
    least, found, near = math.inf, 0, 0.0
    for p in pool:
        if cost[p] > least or cost[p] == math.inf or may[provider[p]] <= 0.0:
            continue
        if cost[p] < least:
            least, found, near = cost[p], 0, 0.0
        what[found] = p
        near += free[p]
        found += 1
    for k in range(found):
        amount[k] = left * (free[what[k]] / near)
    return found


@compiled
def _grant(
    workload: Indices, what: Indices, provider: Indices, amount: Floats, free: Floats, may: Floats
) -> None:  # fmt: skip
    """Cut what is asked to what there is, take it from the room, and close what is used up."""
    asked, wanted = np.zeros(len(free)), np.zeros(may.shape)
    for k in range(len(what)):
        asked[what[k]] += amount[k]
    for k in range(len(what)):
        if asked[what[k]] > free[what[k]]:
            amount[k] *= free[what[k]] / asked[what[k]]
        wanted[workload[k], provider[what[k]]] += amount[k]
    taken, whole = np.zeros(len(free)), np.ones(len(free), np.bool_)
    for k in range(len(what)):
        w, g = workload[k], provider[what[k]]
        if wanted[w, g] > may[w, g]:
            amount[k] *= may[w, g] / wanted[w, g]
            whole[what[k]] = False
        taken[what[k]] += amount[k]
    for p in range(len(free)):
        full = asked[p] > free[p] and whole[p]
        free[p] = 0.0 if full or free[p] - taken[p] <= _NOTHING * free[p] else free[p] - taken[p]
    for w in range(may.shape[0]):
        for g in range(may.shape[1]):
            if may[w, g] < math.inf:
                left = may[w, g] - wanted[w, g]
                may[w, g] = left if left > _NOTHING * may[w, g] else 0.0
