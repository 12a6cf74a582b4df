"""Links from the ground: users see what is overhead, gateways share their antennas among it."""

from collections.abc import Callable

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

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
GroundAt = Callable[[float], tuple[Floats, Floats]]
_ROOM = 64  # pairs a place, at first


class Antennas:
    """The antennas of gateways and the radios of users.

    A gateway points its antennas at the nearest satellites that have a beam left; the nearest pairs of all
    choose first. A pair is up if it had its antenna the acquisition time ago too.
    """

    def __init__(self, fleet: Fleet, ground: Ground, weather: Weather) -> None:
        self._nodes = Nodes.of(fleet)
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

    def links(
        self,
        kernels: Kernels,
        t_s: float,
        state: tuple[Floats, Floats],
        ground_at: GroundAt,
        outages: Outages,
        outage: Outage,
    ) -> tuple[Links, Links]:
        """Return the links of gateways and of users at a time.

        ``state`` are positions and velocities of the satellites in TEME.
        """
        users = self._seen(kernels, state[0], ground_at(t_s), slice(self._nodes.gateways, None))
        users.reason[:] = self._lost(users.ends, outage)
        links = self._pointed(kernels, t_s, state[0], ground_at, outage)
        n = self._nodes.satellites
        gateway = links.ends[:, 0] - n
        for wait_s in self._waits_s:
            past = kernels.lasers.moved_back(state[0], state[1], wait_s)
            then = self._pointed(kernels, t_s - wait_s, past, ground_at, outages.at(t_s - wait_s))
            had = then.ends[then.is_up].astype(np.int64)
            new = ~np.isin(
                links.ends[:, 0].astype(np.int64) * n + links.ends[:, 1], had[:, 0] * n + had[:, 1]
            )
            new |= t_s - outage.node_well_since_s[links.ends].max(axis=1) < wait_s
            links.reason[new & links.is_up & (self._acquisition_s[gateway] == wait_s)] = Reason.ACQUIRING
        return links, users

    def _pointed(
        self, kernels: Kernels, t_s: float, r_m: Floats, ground_at: GroundAt, outage: Outage
    ) -> Links:
        """Return every pair of gateway and satellite, up where an antenna points at it."""
        links = self._seen(kernels, r_m, ground_at(t_s), slice(0, self._nodes.gateways))
        ends = links.ends - np.array([self._nodes.satellites, 0], np.int32)
        reason = self._lost(links.ends, outage)
        clouded = self._weather.clouded(t_s)[ends[:, 0]] & (reason == Reason.UP)
        reason[clouded] = Reason.WEATHER
        order = np.argsort(links.length_m, kind="stable")
        links.reason[:] = kernels.ground.share_antennas(ends, order, reason, self._antennas, self._beams)
        return links

    def _seen(self, kernels: Kernels, r_m: Floats, ground: tuple[Floats, Floats], which: slice) -> Links:
        """Return the pairs of places and satellites that the geometry allows, all up."""
        places_m, ups = ground[0][which], ground[1][which]
        sin_mask, max_range_m = self._ground.sin_mask[which], self._ground.max_range_m[which]
        room = max(_ROOM * len(places_m), 1)
        while True:
            count, ends, length = kernels.ground.seen(
                places_m, ups, r_m, self._first, sin_mask, max_range_m, room
            )
            if count <= room:
                break
            room = count
        rate_bps = self._ground.rate_bps[which][ends[:, 0], self._parent[ends[:, 1]]]
        ends[:, 0] += self._nodes.satellites + (which.start or 0)
        return Links(ends, length, np.zeros(len(ends), np.uint8), rate_bps)

    @staticmethod
    def _lost(ends: Ints, outage: Outage) -> NDArray[np.uint8]:
        """Return (m,) why pairs are lost: an end, or the link itself."""
        reason = outage.node[ends].max(axis=1) if len(ends) else np.empty(0, np.uint8)
        for pair in outage.links:
            reason[(ends == pair[0]).any(axis=1) & (ends == pair[1]).any(axis=1) & (reason == 0)] = (
                Reason.FAILED_LINK
            )
        return reason
