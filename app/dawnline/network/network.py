"""The network of a fleet: the one truth about its links, a function of fleet, orbits, events and time."""

from collections.abc import Iterable
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.fleet import Fleet
from dawnline.fleet.network import FleetLinks
from dawnline.network.antennas import Antennas, Instant
from dawnline.network.candidates import NO_LINKS, Candidates, candidates_of, limits_of
from dawnline.network.compiled import Kernels
from dawnline.network.free_lasers import FreeLasers, failed_links
from dawnline.network.ground import DEFAULT_RULES, Ground
from dawnline.network.links import Links, LinkState
from dawnline.network.named_links import pairs_of_links
from dawnline.network.nodes import Nodes
from dawnline.network.outages import Outage, Outages
from dawnline.network.reason import Reason
from dawnline.network.walk import Walk
from dawnline.network.weather import Weather
from dawnline.orbits.ephemeris import Ephemeris, TemeState
from dawnline.scenario.event import Event
from dawnline.scenario.safe_mode import safe_modes

Floats = NDArray[np.float64]


class Told(Protocol):
    """What tells of a network: a scenario, or the header of a run."""

    @property
    def fleet(self) -> Fleet:
        """Who exists."""

    @property
    def ephemeris(self) -> Ephemeris:
        """Where the satellites are."""

    @property
    def events(self) -> tuple[Event, ...]:
        """What happens when."""

    @property
    def seed(self) -> int:
        """The key of the weather."""


class Network:
    """Who is linked to whom, when, and why not.

    Parameters
    ----------
    fleet, ephemeris : in the same order of satellites.
    events : faults of satellites, planes, gateways, regions, sites and links, and storms with a safe mode.
    seed : of the weather.

    Nothing is remembered between calls: any instant may be asked for, from any thread. The first question
    imports numba and, once on a machine, compiles the kernels (`warm` does that ahead).
    """

    def __init__(
        self, fleet: Fleet, ephemeris: Ephemeris, events: Iterable[Event] = (), seed: int = 0
    ) -> None:
        if ephemeris.n != len(fleet.satellites):
            raise ValueError(f"{ephemeris.n} orbits of {len(fleet.satellites)} satellites; expected as many")
        self.fleet = fleet
        self.ephemeris = ephemeris
        self.nodes = Nodes.of(fleet)
        self.rules = fleet.network or DEFAULT_RULES
        self.ground = Ground(fleet)
        self.weather = Weather(fleet.gateways, seed)
        events = tuple(events)
        low = safe_modes(fleet, ephemeris, events)
        self.outages = Outages(fleet, events, pairs_of_links(fleet), low)
        self.antennas = Antennas(fleet, ephemeris.epoch, self.ground, self.weather)

    @classmethod
    def of(cls, told: Told) -> "Network":
        """Return the network of a scenario, or of the header of a run: the same one."""
        return cls(told.fleet, told.ephemeris, told.events, told.seed)

    @cached_property
    def candidates(self) -> Candidates:
        """Return the lasers of grids and formations: chosen at the epoch, the same for the whole run."""
        return candidates_of(self.fleet, self.ephemeris)

    @cached_property
    def free_lasers(self) -> FreeLasers:
        """Return the lasers that are chosen anew at every instant."""
        return FreeLasers(self.fleet, self.candidates.free)

    @cached_property
    def _walk(self) -> Walk:
        return Walk.of(self.fleet)

    @cached_property
    def kernels(self) -> Kernels:
        """Return the compiled kernels."""
        return Kernels()

    def links_at(self, t_s: float, state: TemeState | None = None) -> LinkState:
        """Return every link at a time, in seconds since the epoch of the scenario.

        ``state`` is what the ephemeris says of that time, where it has been asked already.
        """
        state = state or self.ephemeris.teme(t_s)
        outage = self.outages.at(t_s)
        outage.node[: self.nodes.satellites][~state.ok] = Reason.NOT_FLYING
        r_m = state.r_teme_m
        absent = outage.node[: self.nodes.satellites] == Reason.NOT_FLYING
        if absent.any():
            r_m = np.where(absent[:, None], np.nan, r_m)
        ground = self.ground.teme(self.ephemeris.epoch, t_s)
        gateways, users = self.antennas.links(
            self.kernels, Instant(t_s, r_m, state.v_teme_m_s, ground), self.outages, outage
        )
        return LinkState(
            t_s=t_s,
            nodes=self.nodes,
            rules=self.rules,
            places_m=np.concatenate((r_m, ground[0])),
            lasers=self._lasers(t_s, r_m, state.v_teme_m_s, outage),
            gateways=gateways,
            users=users,
            lost=outage.node,
            fibre_m=self._fibre_m(outage),
            walk=self._walk,
        )

    def links_of(self, satellite: int) -> FleetLinks:
        """Return what a satellite can be linked to; nothing where the scenario says nothing of it."""
        return self.fleet.groups[int(self.fleet.satellites.parent[satellite])].links or NO_LINKS

    def laser_limits(self, one: int, other: int) -> Floats:
        """Return longest range (m), lowest beam (m), largest sine of latitude, acquisition (s) of a pair."""
        rows = self.candidates.ends
        same = np.flatnonzero((rows == one).any(axis=1) & (rows == other).any(axis=1))
        if len(same):
            return np.asarray(self.candidates.limits[same[0]], np.float64)
        limits = limits_of(self.links_of(one), self.links_of(other), np.zeros(1, np.bool_))
        return np.asarray(limits[0], np.float64)

    def _fibre_m(self, outage: Outage) -> Floats:
        lost = outage.node[self.nodes.satellites :] != 0
        pairs = [pair for pair in outage.links if min(pair) >= self.nodes.satellites]
        if not lost.any() and not pairs:
            return self.ground.fibre_m
        fibre_m = self.ground.fibre_m.copy()
        fibre_m[lost] = np.inf
        fibre_m[:, lost] = np.inf
        for a, b in pairs:
            i, j = a - self.nodes.satellites, b - self.nodes.satellites
            fibre_m[i, j] = fibre_m[j, i] = np.inf
        return fibre_m

    def _lasers(self, t_s: float, r_m: Floats, v_m_s: Floats, outage: Outage) -> Links:
        fixed_ones, n = self.candidates, self.nodes.satellites
        fixed = np.maximum(fixed_ones.fixed, failed_links(fixed_ones.ends, outage, n))
        length, reason = self.kernels.lasers.judge_lasers(
            fixed_ones.ends, r_m, v_m_s, outage.node, fixed, fixed_ones.limits,
            self._up_for_s(t_s, fixed_ones.ends, outage),
        )  # fmt: skip
        lasers = Links(fixed_ones.ends, length, reason, fixed_ones.rate_bps)
        if not self.free_lasers:
            return lasers
        return _joined(lasers, self._free(t_s, r_m, v_m_s, outage))

    def _free(self, t_s: float, r_m: Floats, v_m_s: Floats, outage: Outage) -> Links:
        links, limits = self.free_lasers.chosen(self.kernels, r_m, outage)
        n = self.nodes.satellites
        keys = links.ends[:, 0].astype(np.int64) * n + links.ends[:, 1]
        for wait_s in self.free_lasers.waits_s:
            past = self.kernels.lasers.moved_back(r_m, v_m_s, wait_s)
            then, _ = self.free_lasers.chosen(self.kernels, past, self.outages.at(t_s - wait_s))
            had = then.ends[then.is_up]
            waits = (limits[:, 3] == wait_s) & links.is_up
            waits &= ~_are_in(keys, had[:, 0].astype(np.int64) * n + had[:, 1])
            links.reason[waits] = Reason.ACQUIRING
        recent = self._up_for_s(t_s, links.ends, outage) < limits[:, 3]
        links.reason[recent & links.is_up] = Reason.ACQUIRING
        return links

    @staticmethod
    def _up_for_s(t_s: float, ends: NDArray[np.int32], outage: Outage) -> Floats:
        """Return (m,) how long neither the pairs nor their ends have been lost."""
        if outage.was_always_well and not outage.links_well_since_s:
            return np.full(len(ends), np.inf)
        since = outage.node_well_since_s[ends].max(axis=1) if len(ends) else np.empty(0)
        for (a, b), well_s in outage.links_well_since_s.items():
            here = (ends == a).any(axis=1) & (ends == b).any(axis=1)
            since[here] = np.maximum(since[here], well_s)
        return np.asarray(t_s - since, np.float64)


def _are_in(keys: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say which keys (m,) are among others; both are in order."""
    if not len(others):
        return np.zeros(len(keys), np.bool_)
    at = np.minimum(np.searchsorted(others, keys), len(others) - 1)
    return np.asarray(others[at] == keys)


def _joined(one: Links, other: Links) -> Links:
    return Links(
        np.concatenate((one.ends, other.ends)),
        np.concatenate((one.length_m, other.length_m)),
        np.concatenate((one.reason, other.reason)),
        np.concatenate((one.rate_bps, other.rate_bps)),
    )
