"""What placing says: how much of whose work each pool serves."""

from dataclasses import dataclass

import numpy as np

from dawnline.sim.arrays import Bools, Floats, Indices
from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.sides import Placed, PlacedRegions


@dataclass(frozen=True, eq=False)
class Placement:
    """Accelerators by workload, region and pool.

    Attributes
    ----------
    asked : (w, r) what was asked for.
    placed : (w, r, p) what each pool serves.
    totals : the sums by workload and side.
    unreached : (w, r) asked by regions that reach no machine.
    is_orbit : (p,) which pools are satellites.
    pool_of : (m,) the pool of each machine, -1 for those in none.
    """

    asked: Floats
    placed: Floats
    totals: Placed
    unreached: Floats
    is_orbit: Bools
    pool_of: Indices

    @classmethod
    def of(cls, choices: Choices, placed: Floats) -> "Placement":
        """Return the placement that a filling (w, r, p) is."""
        by_pool, demand = placed.sum(axis=1), choices.asked.sum(axis=1)
        orbit, ground = by_pool[:, choices.is_orbit].sum(axis=1), by_pool[:, ~choices.is_orbit].sum(axis=1)
        totals = Placed(demand, orbit, ground, np.maximum(0.0, demand - orbit - ground))
        unreached = choices.asked * ~choices.reached
        return cls(choices.asked, placed, totals, unreached, choices.is_orbit, choices.pool_of)

    def regions(self) -> PlacedRegions:
        """Return what each side serves of each region (w, r)."""
        orbit, ground = self.placed[:, :, self.is_orbit], self.placed[:, :, ~self.is_orbit]
        return PlacedRegions(self.asked, orbit.sum(axis=2), ground.sum(axis=2), self.unreached)

    def exchanged(self, of_one: Floats) -> Floats:
        """Return (r, p) what regions exchange with pools, where each accelerator of a workload does (w,)."""
        if self._is_sides:
            sides = self.regions()
            return np.stack(
                [np.einsum("w,wr->r", of_one, side) for side in (sides.orbit, sides.ground)], axis=1
            )
        return np.asarray(np.einsum("w,wrp->rp", of_one, self.placed), np.float64)

    def work(self, rows: Bools | None = None) -> Floats:
        """Return the accelerators (p,) that each pool keeps busy, for all workloads or those of some rows."""
        if self._is_sides:
            # Sums of the totals, not of parts, give two sides the bits that they have always had.
            sides = (self.totals.orbit, self.totals.ground)
            return np.array([float((side if rows is None else side[rows]).sum()) for side in sides])
        chosen = self.placed if rows is None else self.placed[rows]
        return np.asarray(chosen.sum(axis=(0, 1)), np.float64)

    @property
    def _is_sides(self) -> bool:
        return bool(self.is_orbit.tolist() == [True, False])
