"""Two sides: how much of a demand orbit serves, and how much the ground.

Work is counted in accelerators busy. Where there is a network, machines serve regions that reach them; how
fast is not asked. The arithmetic is kept as it was first written: runs have the same bits as ever.
"""

from dataclasses import dataclass

import numpy as np

from dawnline.sim.arrays import Bools, Floats


@dataclass(frozen=True, eq=False)
class Placed:
    """Accelerators by workload (w,): asked for, placed on each side, and placed nowhere."""

    demand: Floats
    orbit: Floats
    ground: Floats
    unserved: Floats


def place(
    demand: Floats, shares: Floats, room: tuple[float, float], *, spill_over: bool
) -> Placed:  # fmt: skip
    """Place demand (w,) on capacities; where one is short, all workloads get the same share of it.

    Parameters
    ----------
    demand : accelerators asked for by each workload.
    shares : share of each that is offered to the satellites first.
    room : accelerators that orbit and ground can keep busy now.
    spill_over : whether what one side cannot serve is offered to the other.
    """
    orbit, ground = room
    up = demand * shares
    down = demand - up
    served_up = up * _fraction(orbit, up)
    served_down = down * _fraction(ground, down)
    if spill_over:
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
    room: tuple[float, float],
    reaches: tuple[Bools, Bools],
    *,
    spill_over: bool,
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
    if spill_over:
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
