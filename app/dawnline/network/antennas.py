"""Links from the ground: users see what is overhead, gateways share their antennas among it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.fleet import Fleet
from dawnline.network.compiled import Kernels
from dawnline.network.ground import Ground
from dawnline.network.links import Links
from dawnline.network.nodes import Nodes
from dawnline.network.outages import Outage, Outages
from dawnline.network.reason import Reason
from dawnline.network.weather import Weather
from dawnline.orbits.epoch import Epoch

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
_ROOM = 64  # pairs a place, at first


@dataclass(frozen=True, eq=False)
class Instant:
    """Where all are at a time, in TEME: satellites (n, 3) and velocities, places and upwards (g, 3)."""

    t_s: float
    r_m: Floats
    v_m_s: Floats
    ground: tuple[Floats, Floats]


class Antennas:
    """The antennas of gateways and the radios of users.

    A gateway points its antennas at the nearest satellites that have a beam left; the nearest pairs of all
    choose first. A pair is up if it had its antenna the acquisition time ago too.
    """

    def __init__(self, fleet: Fleet, epoch: Epoch, ground: Ground, weather: Weather) -> None:
        self._nodes = Nodes.of(fleet)
        self._epoch = epoch
        self._ground = ground
        self._weather = weather
        # Satellites stand fleet by fleet: a fleet is a stretch of them.
        self._first = np.searchsorted(fleet.satellites.parent, np.arange(len(fleet.groups) + 1)).astype(
            np.int32
        )
        self._parent = fleet.satellites.parent
        beams = np.array([0 if g.links is None else g.links.ground_beams for g in fleet.groups], np.int32)
        self._beams = beams[self._parent] if len(self._parent) else np.empty(0, np.int32)
        self._antennas = np.array([gateway.antennas for gateway in fleet.gateways], np.int32)
        self._acquisition_s = np.array([gateway.acquisition_s for gateway in fleet.gateways], np.float64)
        self._waits_s = sorted({wait for wait in self._acquisition_s.tolist() if wait > 0.0})

    def links(self, kernels: Kernels, now: Instant, outages: Outages, outage: Outage) -> tuple[Links, Links]:
        """Return the links of gateways and of users at an instant."""
        users = self._seen(kernels, now, slice(self._nodes.gateways, None))
        users.reason[:] = _lost(users.ends, outage)
        links = self._pointed(kernels, now, outage)
        n = self._nodes.satellites
        keys = keys_of(links.ends, n)
        for wait_s in self._waits_s:
            t_s = now.t_s - wait_s
            past = kernels.lasers.moved_back(now.r_m, now.v_m_s, wait_s)
            then = Instant(t_s, past, now.v_m_s, self._ground.teme(self._epoch, t_s))
            had = self._pointed(kernels, then, outages.at(t_s))
            new = ~np.isin(keys, keys_of(had.ends[had.is_up], n))
            new |= now.t_s - outage.node_well_since_s[links.ends].max(axis=1) < wait_s
            waits = self._acquisition_s[links.ends[:, 0] - n] == wait_s
            links.reason[new & links.is_up & waits] = Reason.ACQUIRING
        return links, users

    def _pointed(self, kernels: Kernels, now: Instant, outage: Outage) -> Links:
        """Return every pair of gateway and satellite, up where an antenna points at it."""
        links = self._seen(kernels, now, slice(0, self._nodes.gateways))
        if not len(links):
            return links
        ends = links.ends - np.array([self._nodes.satellites, 0], np.int32)
        reason = _lost(links.ends, outage)
        clouded = self._weather.clouded(now.t_s)[ends[:, 0]] & (reason == Reason.UP)
        reason[clouded] = Reason.WEATHER
        order = np.argsort(links.length_m, kind="stable")
        links.reason[:] = kernels.ground.share_antennas(ends, order, reason, self._antennas, self._beams)
        return links

    def _seen(self, kernels: Kernels, now: Instant, which: slice) -> Links:
        """Return the pairs of places and satellites that the geometry allows, all up."""
        places_m, ups = now.ground[0][which], now.ground[1][which]
        sin_mask, max_range_m = self._ground.sin_mask[which], self._ground.max_range_m[which]
        room = max(_ROOM * len(places_m), 1)
        while True:
            count, ends, length = kernels.ground.seen(
                places_m, ups, now.r_m, self._first, sin_mask, max_range_m, room
            )
            if count <= room:
                break
            room = count
        rate_bps = self._ground.rate_bps[which][ends[:, 0], self._parent[ends[:, 1]]]
        ends[:, 0] += self._nodes.satellites + (which.start or 0)
        return Links(ends, length, np.zeros(len(ends), np.uint8), rate_bps)


def keys_of(ends: Ints, n: int) -> NDArray[np.int64]:
    """Return one number for each pair of nodes."""
    return ends[:, 0].astype(np.int64) * n + ends[:, 1]


def _lost(ends: Ints, outage: Outage) -> NDArray[np.uint8]:
    """Return (m,) why pairs are lost: an end, or the link itself."""
    if not outage.node.any():
        reason = np.zeros(len(ends), np.uint8)
    else:
        reason = outage.node[ends].max(axis=1, initial=0)
    for one, other in outage.links:
        here = (ends == one).any(axis=1) & (ends == other).any(axis=1)
        reason[here & (reason == Reason.UP)] = Reason.FAILED_LINK
    return reason
