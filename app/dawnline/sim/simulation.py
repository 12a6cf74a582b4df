"""The simulation: one scenario, stepped over arrays, a frame at a time."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import Kind
from dawnline.network.links import LinkState
from dawnline.orbits.ephemeris import TemeState
from dawnline.scenario.scenario import Scenario
from dawnline.sim.arrays import Floats
from dawnline.sim.battery import EnergyBalance
from dawnline.sim.connections import Connections
from dawnline.sim.demand import Demand
from dawnline.sim.designs import designs_of
from dawnline.sim.fault import Faults, injected, planes_lost, power_share
from dawnline.sim.placement import Placed, orbit_shares, place, place_reached, spread, spread_in_turn
from dawnline.sim.reach import Reach
from dawnline.sim.satellites import Offer, Satellites
from dawnline.sim.site import Sites
from dawnline.sim.streams import SATELLITE_FAULTS, SITE_FAULTS
from dawnline.sim.surroundings import look
from dawnline.telemetry.catalogue import catalogue_of
from dawnline.telemetry.frame import Frame, Values


@dataclass(frozen=True, eq=False)
class Ahead:
    """What is known of a time before the simulation is there: where satellites are, and their links."""

    t_s: float
    state: TemeState
    links: LinkState | None


class Simulation:
    """A scenario in motion. Same scenario, same bits.

    ``start`` gives the frame at t = 0 and moves no energy; each ``step`` moves the state on and gives the
    next. ``balance`` tells the energy that the last step moved, per satellite. ``catalogue`` is what frames
    hold, and ``scenario`` the one given with an entity for each fixed laser link.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._connections = Connections.of(scenario)
        if self._connections is not None:
            scenario = replace(scenario, fleet=self._connections.fleet)
        fleet, designs = scenario.fleet, designs_of(scenario.fleet)
        self.scenario = scenario
        self.catalogue = catalogue_of(fleet)
        self._plane_rows = fleet.plane_rows()
        self._satellites = Satellites(designs)
        self._sites = Sites(fleet.sites)
        self._demand = Demand(scenario.epoch, fleet.regions, fleet.workloads)
        self._orbit_shares = orbit_shares(scenario.policy.placement, fleet.workloads)
        seed = scenario.seed
        self._faults = Faults(designs.fault_rate_per_h, designs.fault_repair_s, seed, SATELLITE_FAULTS)
        self._site_faults = Faults(
            self._sites.fault_rate_per_h, self._sites.fault_repair_s, seed, SITE_FAULTS
        )
        self._index = 0
        self._t_s = 0.0
        self.balance = EnergyBalance.nothing(designs.n)

    @property
    def frame_index(self) -> int:
        """Return the index of the last frame."""
        return self._index

    def look_ahead(self, t_s: float) -> Ahead:
        """Return what a frame at a time needs and no frame before changes; another thread may do it ahead."""
        state = self.scenario.ephemeris.teme(t_s)
        links = None if self._connections is None else self._connections.links_at(t_s, state)
        return Ahead(t_s, state, links)

    def start(self) -> Frame:
        """Return frame 0: what would flow at t = 0, with full batteries and loops in balance with it."""
        return self._advance(0.0, None)

    def step(self, dt_s: float, ahead: Ahead | None = None) -> Frame:
        """Move on by ``dt_s`` and return the frame there; raise ValueError unless ``dt_s`` is positive.

        ``ahead`` is what `look_ahead` found; it is used if it is of that time, and changes no bit.
        """
        if not dt_s > 0.0:
            raise ValueError(f"a step of {dt_s} s; expected a positive number of seconds")
        on_grid = self._t_s == self._index * dt_s
        self._index += 1
        # Frame k is at k * step exactly: sums of steps would drift away from it.
        self._t_s = self._index * dt_s if on_grid else self._t_s + dt_s
        return self._advance(dt_s, ahead)

    def state(self) -> dict[str, NDArray[np.float64] | NDArray[np.int64] | NDArray[np.bool_]]:
        """Return copies of everything that the next step depends on, as arrays."""
        return {
            "index": np.array([self._index], np.int64),
            "t_s": np.array([self._t_s], np.float64),
            "satellite_energy_j": self._satellites.energy_j.copy(),
            "satellite_loop_k": self._satellites.loop_k.copy(),
            "satellite_decayed": self._satellites.decayed.copy(),
            "satellite_fault_until_s": self._faults.until_s.copy(),
            "site_fault_until_s": self._site_faults.until_s.copy(),
            **self._sites.state(),
        }

    def restore(self, state: dict[str, NDArray[np.float64] | NDArray[np.int64] | NDArray[np.bool_]]) -> None:
        """Continue from a state of the same scenario; raise ValueError if it is of another one."""
        mine = self.state()
        for key, own in mine.items():
            given = state.get(key)
            if given is None or given.shape != own.shape:
                told = "none" if given is None else str(given.shape)
                raise ValueError(f"state of another scenario: {key} is {told}; expected {own.shape}")
        self._index = int(state["index"][0])
        self._t_s = float(state["t_s"][0])
        self._satellites.energy_j = state["satellite_energy_j"].astype(np.float64)
        self._satellites.loop_k = state["satellite_loop_k"].astype(np.float64)
        self._satellites.decayed = state["satellite_decayed"].astype(np.bool_)
        self._faults.until_s = state["satellite_fault_until_s"].astype(np.float64)
        self._site_faults.until_s = state["site_fault_until_s"].astype(np.float64)
        self._sites.restore(state)
        self.balance = EnergyBalance.nothing(self._satellites.designs.n)

    def _advance(self, dt_s: float, ahead: Ahead | None) -> Frame:
        """Return the frame at the present time after a step; at the start (zero) no energy moves."""
        scenario, t_s, events = self.scenario, self._t_s, self.scenario.events
        satellites, sites = self._satellites, self._sites
        n = satellites.designs.n
        horizon_s = dt_s if dt_s > 0.0 else scenario.step_s
        if dt_s > 0.0:
            self._faults.draw(t_s, dt_s, self._index)
            self._site_faults.draw(t_s, dt_s, self._index)

        if ahead is None or ahead.t_s != t_s:
            ahead = self.look_ahead(t_s)
        reach: Reach | None = None
        if self._connections is not None and ahead.links is not None:
            reach = self._connections.reach(ahead.links)
        needs_beta = satellites.designs.needs_beta
        around = look(scenario.ephemeris, t_s, needs_beta=needs_beta, state=ahead.state)
        faulted = self._faults.at(t_s) | injected(events, "satellite", t_s, n)
        faulted |= planes_lost(events, self._plane_rows, t_s)
        offer = satellites.offer(around, faulted, power_share(events, "satellite", t_s, n), horizon_s)
        site_faulted = self._site_faults.at(t_s) | injected(events, "site", t_s, sites.n)
        site_offer = sites.offer(site_faulted, power_share(events, "site", t_s, sites.n), horizon_s)

        asked = self._demand.at(t_s)
        counts = (satellites.designs.computers.count, sites.computers.count)
        limits = (offer.busy_limit, site_offer.busy_limit)
        if reach is not None:
            limits = reach.limits(*limits)
        room = float((counts[0] * limits[0]).sum()), float((counts[1] * limits[1]).sum())
        if reach is None:
            placed = place(asked.sum(axis=1), self._orbit_shares, scenario.policy, *room)
        else:
            regions = place_reached(asked, self._orbit_shares, scenario.policy, room, reach.sides(*counts))
            placed = regions.by_workload()
        busy = self._orbit_busy(offer, limits[0], float(placed.orbit.sum()))
        flows = satellites.work(offer, busy, horizon_s)
        site_busy = spread(float(placed.ground.sum()), counts[1], limits[1])
        site_flows = sites.work(site_offer, site_busy, horizon_s)

        sites.keep(site_flows, moves_energy=dt_s > 0.0)
        if dt_s > 0.0:
            satellites.keep(flows)
            self.balance = flows.balance
        else:
            satellites.warm_up(flows)
        site_values = sites.channels(site_offer, site_flows)
        values: dict[Kind, dict[str, Values]] = {
            "satellite": dict(satellites.channels(offer, flows)),
            "site": {channel.key: site_values[channel.key] for channel in self.catalogue.of_kind("site")},
            "region": {"demand": asked.sum(axis=0).astype(np.float32)},
            "workload": {
                "demand": placed.demand.astype(np.float32),
                "orbit": placed.orbit.astype(np.float32),
                "ground": placed.ground.astype(np.float32),
                "unserved": placed.unserved.astype(np.float32),
            },
        }
        ledger = ledger_rows(self.balance, site_flows.load_w, placed, dt_s)
        ledger["site"] = sites.ledger(site_flows, dt_s)
        if self._connections is not None and reach is not None:
            work = counts[0] * busy, counts[1] * site_busy
            for kind, channels in self._connections.channels(reach, limits, work, regions).items():
                values.setdefault(kind, {}).update(channels)
            ledger["workload"]["unreached_accelerator_s"] = float(regions.unreached.sum()) * dt_s
        return Frame(self._index, t_s, values, ledger)

    def _orbit_busy(self, offer: Offer, limit: Floats, work: float) -> Floats:
        """Return the busy share of every satellite for ``work`` accelerators in orbit."""
        count = self._satellites.designs.computers.count
        if self.scenario.policy.sunlit_first:
            sunlit = (offer.around.sunlit_frac == 1.0).astype(np.float64)
            return spread_in_turn(work, count, limit, sunlit)
        return spread(work, count, limit)


def ledger_rows(
    balance: EnergyBalance, site_load_w: Floats, placed: Placed, dt_s: float
) -> dict[Kind, dict[str, float]]:
    """Return the totals of a step: joules, and accelerator-seconds of work.

    Per frame ``array_j = load_j + loss_j + stored_j`` and ``demand = orbit + ground + unserved``. Where
    there is a network, ``unreached`` is the part of unserved that comes from regions that reach no machine.
    """
    return {
        "satellite": {
            "array_j": float(balance.in_j.sum()),
            "load_j": float(balance.load_j.sum()),
            "stored_j": float(balance.stored_j.sum()),
            "loss_j": float(balance.loss_j.sum()),
        },
        "site": {"energy_j": float(site_load_w.sum()) * dt_s},
        "workload": {
            "demand_accelerator_s": float(placed.demand.sum()) * dt_s,
            "orbit_accelerator_s": float(placed.orbit.sum()) * dt_s,
            "ground_accelerator_s": float(placed.ground.sum()) * dt_s,
            "unserved_accelerator_s": float(placed.unserved.sum()) * dt_s,
        },
    }
