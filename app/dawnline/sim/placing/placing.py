"""Placing for the simulation: the policy of a scenario and the machines of its fleet, asked step by step."""

from dataclasses import dataclass

import numpy as np

from dawnline.fleet.fleet import Fleet
from dawnline.scenario.policy import PlacementPolicy
from dawnline.sim.arrays import Floats
from dawnline.sim.placing.choices import FILLS, Choices
from dawnline.sim.placing.fill import fill
from dawnline.sim.placing.machines import Machines
from dawnline.sim.placing.placement import Placement
from dawnline.sim.placing.policies.policy import Policy, SidePolicy
from dawnline.sim.placing.policies.table import POLICIES
from dawnline.sim.placing.pooling import places_now, sides_now
from dawnline.sim.placing.pools import Pools
from dawnline.sim.placing.sides import place, place_reached
from dawnline.sim.placing.spread import spread, spread_in_turn, spread_over_pools
from dawnline.sim.placing.whereabouts import Whereabouts
from dawnline.sim.reach import Reach


@dataclass(frozen=True, eq=False)
class Placing:
    """A policy over the machines of a fleet. It has no state.

    Attributes
    ----------
    policy : ranks pools.
    settings : what the scenario says of placement.
    whereabouts : of the machines.
    """

    policy: Policy
    settings: PlacementPolicy
    whereabouts: Whereabouts

    @classmethod
    def of(cls, fleet: Fleet, settings: PlacementPolicy) -> "Placing":
        """Return the placing of a scenario."""
        return cls(POLICIES[settings.placement], settings, Whereabouts.of(fleet))

    @property
    def cap_frac(self) -> float | None:
        """Return the most of a workload that one provider may serve; None where the policy has no caps."""
        return self.settings.provider_cap_frac if self.policy.caps else None

    def pools_now(self, reach: Reach | None, machines: Machines) -> Pools:
        """Return the pools of a moment; ``reach`` is None without a network."""
        if isinstance(self.policy, SidePolicy):
            return sides_now(self.whereabouts, reach, machines.room)
        n = self.whereabouts.satellites
        light = {"nobody": None, "lit": machines.lit_frac, "lit ahead": machines.lit_ahead_frac}
        lit = light[self.policy.apart]
        return places_now(self.whereabouts, reach, machines.room, None if lit is None else lit[:n] >= 1.0)

    def choices(
        self,
        t_s: float,
        asked: Floats,
        pools: Pools,
        machines: Machines,
        wait_s: Floats | None = None,
    ) -> Choices:
        """Return what the policy may look at.

        Parameters
        ----------
        asked : (w, r) accelerators.
        wait_s : (f, w, m) how long a first token would wait at machines, by how full they are; not at all
            where left out.
        """
        room = machines.room
        waits = np.zeros((len(FILLS), len(asked), len(pools)))
        if wait_s is not None:
            waits = pools.means(list(wait_s.reshape(-1, len(room))), room).reshape(waits.shape)
        told = (
            machines.usd_per_accelerator_h,
            machines.kg_per_accelerator_h,
            machines.lit_frac,
            machines.lit_ahead_frac,
        )
        # Who divides work over two sides looks at none of these.
        usd, kg, lit, lit_ahead = (
            np.zeros((len(told), len(pools))) if pools.two_sides else pools.means(told, room)
        )
        return Choices(
            t_s=t_s,
            asked=asked,
            room=pools.room,
            rtt_s=pools.rtt_s,
            wait_s=waits,
            target_s=self.whereabouts.target_s,
            usd_per_accelerator_h=usd,
            kg_per_accelerator_h=kg,
            lit_frac=lit,
            lit_ahead_frac=lit_ahead,
            is_orbit=pools.is_orbit,
            provider=pools.provider,
            country=pools.country,
            allowed=self.whereabouts.allowed(pools.country),
            orbit_share_frac=self.whereabouts.orbit_share_frac,
            reached=pools.reached,
            pool_of=pools.pool_of,
            two_sides=pools.two_sides,
            networked=pools.networked,
            spill_over=self.settings.spill_over,
            provider_cap_frac=self.settings.provider_cap_frac,
        )

    def place(self, choices: Choices) -> Placement:
        """Return how much of whose work each pool serves."""
        if isinstance(self.policy, SidePolicy) and choices.two_sides:
            return _place_sides(choices, self.policy.orbit_share(choices))
        return Placement.of(choices, fill(choices, self.policy.stages(choices)))

    def busy(self, work: Floats, pools: Pools, count: Floats, limit: Floats, sunlit: Floats) -> Floats:
        """Return the busy share of every machine (m,) for ``work`` (p,) accelerators in each pool.

        Machines of a pool share it evenly as far as they may, satellites in sunlight first if the scenario
        says so.

        Parameters
        ----------
        count, limit : (m,) accelerators, and largest busy share: nothing for machines that nobody reaches.
        sunlit : (n,) one for satellites in full sunlight, else zero.
        """
        n = self.whereabouts.satellites
        in_turn = self.settings.sunlit_first
        if not pools.two_sides:
            preferred = np.ones(len(count))
            if in_turn:
                preferred[:n] = sunlit
            return spread_over_pools(work, pools, count, limit, preferred)
        if in_turn:
            orbit = spread_in_turn(float(work[0]), count[:n], limit[:n], sunlit)
        else:
            orbit = spread(float(work[0]), count[:n], limit[:n])
        return np.concatenate((orbit, spread(float(work[1]), count[n:], limit[n:])))


def _place_sides(choices: Choices, shares: Floats) -> Placement:
    """Return the placement on orbit and ground; without a network regions are not told apart before."""
    asked = choices.asked
    room = float(choices.room[0]), float(choices.room[1])
    if choices.networked:
        reaches = choices.rtt_s[:, 0] < np.inf, choices.rtt_s[:, 1] < np.inf
        told = place_reached(asked, shares, room, reaches, spill_over=choices.spill_over)
        placed = np.stack((told.orbit, told.ground), axis=2)
        return Placement(asked, placed, told.by_workload(), told.unreached, choices.is_orbit, choices.pool_of)
    totals = place(asked.sum(axis=1), shares, room, spill_over=choices.spill_over)
    demand = totals.demand[:, None]
    part = np.divide(asked, demand, out=np.zeros_like(asked), where=demand > 0.0)
    placed = np.stack((part * totals.orbit[:, None], part * totals.ground[:, None]), axis=2)
    return Placement(asked, placed, totals, np.zeros_like(asked), choices.is_orbit, choices.pool_of)
