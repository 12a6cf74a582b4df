"""Placement: which side serves a demand, and how evenly its machines share it.

Work is counted in accelerators busy. No network is asked yet: any machine may serve any region.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.ground import Workload
from dawnline.scenario.policy import Placement, PlacementPolicy
from dawnline.sim.arrays import Floats


@dataclass(frozen=True, eq=False)
class Placed:
    """Accelerators by workload (w,): asked for, placed on each side, and placed nowhere."""

    demand: Floats
    orbit: Floats
    ground: Floats
    unserved: Floats


def by_share(workloads: Sequence[Workload]) -> Floats:
    """Offer the satellites each workload's own share."""
    return np.array([workload.orbit_share_frac for workload in workloads], np.float64)


def orbit_first(workloads: Sequence[Workload]) -> Floats:
    """Offer the satellites everything."""
    return np.ones(len(workloads))


def ground_first(workloads: Sequence[Workload]) -> Floats:
    """Offer the satellites nothing but what the ground cannot serve."""
    return np.zeros(len(workloads))


ORBIT_SHARES = {"by-share": by_share, "orbit-first": orbit_first, "ground-first": ground_first}


def orbit_shares(placement: Placement, workloads: Sequence[Workload]) -> Floats:
    """Return the share of each workload (w,) that is offered to the satellites first."""
    return ORBIT_SHARES[placement](workloads)


def place(demand: Floats, shares: Floats, policy: PlacementPolicy, orbit: float, ground: float) -> Placed:
    """Place demand (w,) on capacities; where one is short, all workloads get the same share of it.

    Parameters
    ----------
    demand : accelerators asked for by each workload.
    shares : share of each that is offered to the satellites first.
    orbit, ground : accelerators that each side can keep busy now.
    """
    up = demand * shares
    down = demand - up
    served_up = up * _fraction(orbit, up)
    served_down = down * _fraction(ground, down)
    if policy.spill_over:
        left_up, left_down = up - served_up, down - served_down
        served_up = served_up + left_down * _fraction(orbit - float(served_up.sum()), left_down)
        served_down = served_down + left_up * _fraction(ground - float(served_down.sum()), left_up)
    unserved = np.maximum(0.0, demand - served_up - served_down)
    return Placed(demand, served_up, served_down, unserved)


def _fraction(capacity: float, wanted: Floats) -> float:
    total = float(wanted.sum())
    if total <= 0.0 or total <= capacity:
        return 1.0
    return max(0.0, capacity) / total


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
