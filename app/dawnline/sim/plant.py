"""The plant: satellites and sites together, what they may do in a step and what their work does to them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import Kind
from dawnline.orbits.ephemeris import TemeState
from dawnline.scenario.effects import Effects
from dawnline.scenario.scenario import Scenario
from dawnline.sim.arrays import Bools, Floats
from dawnline.sim.battery import EnergyBalance
from dawnline.sim.designs import designs_of
from dawnline.sim.lit_ahead import lit_ahead_frac
from dawnline.sim.money import Spent
from dawnline.sim.placing.machines import Machines
from dawnline.sim.placing.policies.policy import SidePolicy
from dawnline.sim.placing.policies.table import POLICIES
from dawnline.sim.reach import Reach
from dawnline.sim.satellites import Flows, Offer, Satellites
from dawnline.sim.site import SiteFlows, SiteOffer, Sites
from dawnline.sim.stoppages import Stoppages, Stopped
from dawnline.sim.surroundings import look
from dawnline.sim.tariffs import Tariffs
from dawnline.sim.work.capacity import Capacity, Load
from dawnline.sim.work.moment import Moment
from dawnline.telemetry.frame import Values


@dataclass(frozen=True, eq=False)
class Offers:
    """What satellites and sites may do in a step, and what events make of their prices."""

    satellites: Offer
    sites: SiteOffer
    stopped: Stopped
    lost: Bools
    orbit_price: Floats
    ground_price: Floats
    lit_ahead_frac: Floats

    def capacity(self, count: Floats, reach: Reach | None) -> Capacity:
        """Return what all machines with so many accelerators (m,) may do.

        ``reach`` is what regions reach; None without a network.
        """
        own = self.satellites.busy_limit, self.sites.busy_limit
        return Capacity(
            satellites=len(own[0]),
            count=count,
            limit=np.concatenate(own),
            reached=np.concatenate(own if reach is None else reach.limits(*own)),
            clock=np.concatenate((self.satellites.clock, self.sites.clock)),
            lost=self.lost,
        )


@dataclass(frozen=True, eq=False)
class PlantFlows:
    """What satellites and sites did in a step, and what that cost."""

    satellites: Flows
    sites: SiteFlows
    orbit_bill: Spent
    ground_bill: Spent
    usd_per_accelerator_h: Floats


class Plant:
    """All machines of a run, and their state.

    Attributes
    ----------
    count : (m,) accelerators of satellites, then of sites.
    balance : the energy that the last step moved, by parts of all satellites.
    """

    def __init__(self, scenario: Scenario) -> None:
        fleet, designs = scenario.fleet, designs_of(scenario.fleet)
        self._ephemeris = scenario.ephemeris
        self._effects = Effects.of(fleet, scenario.events)
        self._stoppages = Stoppages(scenario, self._effects)
        self.satellites = Satellites(designs)
        self.sites = Sites(fleet.sites)
        self.tariffs = Tariffs(fleet)
        self.computers = designs.computers, self.sites.computers
        self.count = np.concatenate([computers.count for computers in self.computers])
        self.balance = EnergyBalance.nothing()
        policy = POLICIES[scenario.policy.placement]
        self._tells_clock = bool(designs.clocked.any() or self.sites.clocked.any())
        self._looks_ahead = policy.apart == "lit ahead"
        # Policies that divide work over two sides look at no price.
        self._asks_prices = not isinstance(policy, SidePolicy)
        self._nothing, self._ones = np.zeros(len(self.count)), np.ones(len(self.count))
        self._unknown = np.full(len(self.count), np.nan)
        # Who stood still in the frame before: nobody knows at the start.
        self._stood = np.ones(len(self.count), np.bool_)

    def offer(self, now: Moment, state: TemeState) -> Offers:
        """Return what machines may do, where ``state`` has the satellites."""
        t_s, effects = now.t1_s, self._effects
        if now.passes:
            self._stoppages.draw(now, state)
        needs_beta = self.satellites.designs.needs_beta or self._looks_ahead
        around = look(self._ephemeris, t_s, needs_beta=needs_beta, state=state)
        stopped, closed = self._stoppages.satellites(t_s), self._stoppages.sites(t_s)
        offer = self.satellites.offer(
            around,
            stopped.faulted,
            effects.array_share(t_s),
            now.horizon_s,
            stopped.absent,
        )
        site_offer = self.sites.offer(
            closed.faulted, effects.power_share("site", t_s), now.horizon_s, closed.absent
        )
        stands = np.concatenate((offer.out_of_service, site_offer.faulted | site_offer.absent))
        lost, self._stood = stands & ~self._stood, stands
        ahead = self._ones
        if self._looks_ahead:
            ahead = ahead.copy()
            ahead[: len(stopped.faulted)] = lit_ahead_frac(state, around.beta_sine)
        return Offers(
            offer,
            site_offer,
            stopped,
            lost,
            effects.price("satellite", t_s),
            effects.price("site", t_s),
            ahead,
        )

    def machines(self, offers: Offers) -> Machines:
        """Return what placing is told of all machines; their room is not known yet."""
        usd = kg = self._nothing
        if self._asks_prices:
            usd, kg = self.tariffs.asking(self.sites, offers.sites, offers.orbit_price, offers.ground_price)
        lit = np.concatenate((offers.satellites.around.sunlit_frac, np.ones(self.sites.n)))
        return Machines(self._nothing, usd, kg, lit, offers.lit_ahead_frac)

    def work(self, now: Moment, offers: Offers, load: Load) -> PlantFlows:
        """Let a step have happened with so much work on the machines."""
        n, horizon_s, draw = self.satellites.designs.n, now.horizon_s, load.draw_frac
        parts = (None, None) if draw is None else (draw[:n], draw[n:])
        moves = self.satellites.work if now.passes else self.satellites.begin
        flows = moves(offers.satellites, load.busy[:n], horizon_s, parts[0])
        site_flows = self.sites.work(offers.sites, load.busy[n:], horizon_s, parts[1])
        self.sites.keep(site_flows, moves_energy=now.passes)
        if now.passes:
            self.balance = flows.balance
        orbit = self.tariffs.satellites(horizon_s, offers.orbit_price, offers.satellites.absent)
        ground = self.tariffs.sites(site_flows, horizon_s, offers.ground_price, offers.sites.absent)
        each = self._unknown, self._unknown[:0]
        if self.tariffs.are_any:
            each = self.tariffs.usd_per_accelerator_h(orbit, ground, horizon_s)
        return PlantFlows(flows, site_flows, orbit, ground, np.concatenate(each))

    def channels(self, offers: Offers, flows: PlantFlows) -> dict[Kind, dict[str, Values]]:
        """Return all values of satellites and sites that a frame can hold."""
        satellites = self.satellites.channels(
            offers.satellites, flows.satellites, offers.stopped.gone, tells_clock=self._tells_clock
        )
        return {
            "satellite": dict(satellites),
            "site": {
                **self.sites.channels(offers.sites, flows.sites),
                "usd_per_accelerator_h": flows.usd_per_accelerator_h[self.satellites.designs.n :].astype(
                    np.float32
                ),
            },
        }

    def ledger(self, now: Moment, flows: PlantFlows) -> dict[Kind, dict[str, float]]:
        """Return the totals of a step: per frame ``array_j = load_j + loss_j + stored_j`` of satellites."""
        balance = self.balance
        satellites = {
            "array_j": float(balance.in_j.sum()),
            "load_j": float(balance.load_j.sum()),
            "stored_j": float(balance.stored_j.sum()),
            "loss_j": float(balance.loss_j.sum()),
        }
        sites = self.sites.ledger(flows.sites, now.dt_s)
        if self.tariffs.are_any:
            passed = 1.0 if now.passes else 0.0
            orbit = flows.orbit_bill.totals()
            satellites |= {key: orbit[key] * passed for key in ("machine_usd", "carbon_kg")}
            sites |= {key: total * passed for key, total in flows.ground_bill.totals().items()}
        return {"satellite": satellites, "site": sites}

    def state(self) -> dict[str, NDArray[np.generic]]:
        """Return copies of everything that the next step depends on."""
        return {
            "satellite_energy_j": self.satellites.energy_j.copy(),
            "satellite_loop_k": self.satellites.loop_k.copy(),
            "satellite_decayed": self.satellites.decayed.copy(),
            "stood": self._stood.copy(),
            **self._stoppages.state(),
            **self.sites.state(),
        }

    def restore(self, state: Mapping[str, NDArray[np.generic]]) -> None:
        """Continue from a state."""
        self.satellites.energy_j = state["satellite_energy_j"].astype(np.float64)
        self.satellites.loop_k = state["satellite_loop_k"].astype(np.float64)
        self.satellites.decayed = state["satellite_decayed"].astype(np.bool_)
        self._stood = state["stood"].astype(np.bool_)
        self._stoppages.restore(state)
        self.sites.restore(state)
        self.balance = EnergyBalance.nothing()
