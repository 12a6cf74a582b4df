"""Placement: which side serves a demand, and how evenly its machines share it.

Work is counted in accelerators busy. Where there is a network, machines serve regions that reach them; how
fast is not asked yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.workload import Workload
from dawnline.scenario.policy import Placement, PlacementPolicy
from dawnline.sim.arrays import Bools, Floats


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


@dataclass(frozen=True, eq=False)
class PlacedRegions:
    """Accelerators by workload and region (w, r): asked for, placed on each side, and who reaches nothing."""

    asked: Floats
    orbit: Floats
    ground: Floats
    unreached: Floats

    def by_workload(self) -> Placed:
        """Return the sums over regions."""
        demand, orbit, ground = (part.sum(axis=1) for part in (self.asked, self.orbit, self.ground))
        return Placed(demand, orbit, ground, np.maximum(0.0, demand - orbit - ground))


def place_reached(
    asked: Floats,
    shares: Floats,
    policy: PlacementPolicy,
    room: tuple[float, float],
    reaches: tuple[Bools, Bools],
) -> PlacedRegions:
    """Place demand (w, r) as `place` does, on the side or sides that each region reaches.

    What is offered to a side that a region does not reach goes to the other one only if work may spill over.

    Parameters
    ----------
    asked : accelerators asked for by each workload and region.
    shares : (w,) share of each workload that is offered to the satellites first.
    room : accelerators that orbit and ground can keep busy now.
    reaches : (r,) each, whether a region reaches orbit and ground.
    """
    orbit, ground = room
    to_orbit, to_ground = (side.astype(np.float64) for side in reaches)
    first_up = asked * shares[:, None]
    up, down = first_up * to_orbit, (asked - first_up) * to_ground
    served_up, served_down = up * _fraction(orbit, up), down * _fraction(ground, down)
    if policy.spill_over:
        left_up = (first_up - served_up) * to_ground
        left_down = (asked - first_up - served_down) * to_orbit
        more_up = left_down * _fraction(orbit - float(served_up.sum()), left_down)
        more_down = left_up * _fraction(ground - float(served_down.sum()), left_up)
        served_up, served_down = served_up + more_up, served_down + more_down
    nowhere = ~(reaches[0] | reaches[1])
    return PlacedRegions(asked, served_up, served_down, asked * nowhere)


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
