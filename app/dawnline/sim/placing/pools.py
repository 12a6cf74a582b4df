"""Pools: machines that placing does not tell apart at one moment.

Policies that divide work over orbit and ground see two sides; the ground is then one pool for each country if
the data of any workload is bound to some. All others see each site, and satellites in cells: those of a fleet
that are nearest to the same region by the network, near and far ones apart; without one, all of a fleet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dawnline.sim.arrays import Bools, Floats, Indices
from dawnline.sim.placing.compiled import Kernels


@dataclass(frozen=True, eq=False)
class Pools:
    """The p pools of m machines (satellites, then sites) at one moment.

    Attributes
    ----------
    pool_of : (m,) the pool of each machine, -1 for those in none.
    room : (p,) accelerators that may work now.
    rtt_s : (r, p) mean round trip, weighted by room; inf where a region does not reach all of the room. Zero
        where the ground is no more than a side.
    is_orbit : (p,) whether it is satellites; those come first.
    provider : (p,) row in the fleet table; -1 where a pool holds those of several.
    country : (p,) index into the countries of the sites; -1 in orbit and where it is unknown.
    reached : (r,) whether a region reaches any machine.
    two_sides : whether these are orbit and ground and nothing else.
    networked : whether there is a network.
    """

    pool_of: Indices
    room: Floats
    rtt_s: Floats
    is_orbit: Bools
    provider: Indices
    country: Indices
    reached: Bools
    two_sides: bool = False
    networked: bool = True

    def __len__(self) -> int:
        return len(self.room)

    @cached_property
    def order(self) -> Indices:
        """Return the machines that are in pools, pool by pool."""
        order = np.argsort(self.pool_of, kind="stable")
        return order[int((self.pool_of < 0).sum()) :]

    @cached_property
    def start(self) -> Indices:
        """Return (p + 1,) where each pool begins in `order`."""
        return np.searchsorted(self.pool_of[self.order], np.arange(len(self) + 1))

    def mean(self, value: Floats, weight: Floats) -> Floats:
        """Return the mean (p,) of machines' values (m,), weighted; plainly where a pool weighs nothing."""
        return np.asarray(self.means([value], weight)[0])

    def means(self, values: Sequence[Floats], weight: Floats) -> Floats:
        """Return the means (k, p) of several values of machines, weighted as `mean` has it."""
        many = np.array(values, np.float64).reshape(len(values), len(weight))
        return np.asarray(Kernels().splitting.pool_means(many, weight, self.order, self.start))
