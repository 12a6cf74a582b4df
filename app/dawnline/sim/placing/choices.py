"""What a policy may look at: demand, and the pools that could serve it."""

from dataclasses import dataclass

import numpy as np

from dawnline.sim.arrays import Bools, Floats, Indices

# How far new work may fill a pool's room, fullest first: the fuller it is, the longer people wait by chance.
FILLS = (1.0, 0.75, 0.5, 0.25)


@dataclass(frozen=True, eq=False)
class Choices:
    """Demand of w workloads and r regions, and p pools of machines.

    Attributes
    ----------
    t_s : time of the frame.
    asked : (w, r) accelerators.
    room : (p,) accelerators.
    rtt_s : (r, p) there and back; inf where there is no way. Zeros without a network, and between sides.
    wait_s : (f, w, p) how long a first token would wait on average in pools that are filled as `FILLS` says:
        queue, chance and prefill. Zeros where the policy does not look at it.
    target_s : (w,) promised time to the first token; inf for work that is not counted in requests.
    usd_per_accelerator_h, kg_per_accelerator_h : (p,) at load, energy and machine.
    lit_frac, lit_ahead_frac : (p,) share of its room in sunlight now, and over the next orbit; ground 1.
    is_orbit : (p,) whether it is satellites.
    provider : (p,) row in the fleet table; -1 where a pool holds those of several.
    country : (p,) index into the countries of the sites; -1 in orbit and where it is unknown.
    allowed : (w, p) whether the workload's data may be there.
    orbit_share_frac : (w,) of the workloads, for policies that divide work by it.
    reached : (r,) whether a region reaches any machine.
    pool_of : (m,) the pool of each machine, -1 for those in none.
    two_sides : whether the pools are orbit and ground and nothing else.
    networked : whether there is a network, and with it regions to tell apart.
    spill_over, provider_cap_frac : of the scenario's policy.
    """

    t_s: float
    asked: Floats
    room: Floats
    rtt_s: Floats
    wait_s: Floats
    target_s: Floats
    usd_per_accelerator_h: Floats
    kg_per_accelerator_h: Floats
    lit_frac: Floats
    lit_ahead_frac: Floats
    is_orbit: Bools
    provider: Indices
    country: Indices
    allowed: Bools
    orbit_share_frac: Floats
    reached: Bools
    pool_of: Indices
    two_sides: bool = False
    networked: bool = True
    spill_over: bool = True
    provider_cap_frac: float = 1.0

    @property
    def everything(self) -> Floats:
        """Return ones (w,): a stage that offers all that is left."""
        return np.ones(len(self.asked))

    def nearest(self) -> Floats:
        """Return costs (w, r, p) by round trip."""
        return np.broadcast_to(self.rtt_s, (*self.asked.shape, len(self.room)))

    def ranked(self, value: Floats) -> Floats:
        """Return costs (w, r, p) by a value of pools (p,): lower ones first, and of equals the nearest.

        Values are equal to a millionth of their unit: means over a pool's machines err by more than bits.
        """
        _, rank = np.unique(np.round(value, 6), return_inverse=True)
        return np.broadcast_to(rank + self._nearness(), (*self.asked.shape, len(self.room)))

    def _nearness(self) -> Floats:
        """Return (r, p) the round trip as a share of one; inf where there is no way."""
        farthest = float(self.rtt_s[np.isfinite(self.rtt_s)].max(initial=0.0))
        return self.rtt_s / (2.0 * farthest) if farthest > 0.0 else self.rtt_s
