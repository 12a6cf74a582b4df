"""What regions reach over the network at one instant: sites, satellites, how fast and by what way."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dawnline.network.links import LinkState
from dawnline.network.routes import Routes
from dawnline.sim.arrays import Bools, Floats, Indices
from dawnline.telemetry.catalogue import WAYS
from dawnline.telemetry.frame import Values

NO_WAY, FIBRE, SPACE, MIXED = (WAYS.index(name) for name in ("none", "fibre", "space", "mixed"))


@dataclass(frozen=True, eq=False)
class Reach:
    """One-way latencies in seconds from each region, inf where there is no way.

    Attributes
    ----------
    links : what is up.
    routes : the trees of shortest paths from every region, in the order of the regions.
    to_satellites, to_sites : (regions, satellites) and (regions, sites).
    """

    links: LinkState
    routes: Routes
    to_satellites: Floats
    to_sites: Floats

    @classmethod
    def of(cls, links: LinkState, routes: Routes) -> "Reach":
        """Return what the trees from all regions say."""
        nodes, latency_s = links.nodes, routes.latency_s
        sites = nodes.range_of("site")
        return cls(links, routes, latency_s[:, : nodes.satellites], latency_s[:, sites.start : sites.stop])

    def limits(self, satellites: Floats, sites: Floats) -> tuple[Floats, Floats]:
        """Return the busy shares that machines may have: nothing for those that no region reaches."""
        reached = [
            latency_s.min(axis=0, initial=np.inf) < np.inf
            for latency_s in (self.to_satellites, self.to_sites)
        ]
        return np.where(reached[0], satellites, 0.0), np.where(reached[1], sites, 0.0)

    def sides(self, satellites: Floats, sites: Floats) -> tuple[Bools, Bools]:
        """Say which regions reach orbit, and which the ground: any machine that has accelerators."""
        orbit_s, ground_s = self.nearest_satellite_s(satellites > 0.0), self.nearest_site_s(sites > 0.0)
        return orbit_s < np.inf, ground_s < np.inf

    def nearest_satellite_s(self, there: Bools) -> Floats:
        """Return the way (regions,) to the nearest of the satellites that are ``there`` (satellites,)."""
        if not there.any():
            return np.full(len(self.to_satellites), np.inf)
        return _nearest_s(self.to_satellites, self._nearest_satellite, there)

    def nearest_site_s(self, there: Bools) -> Floats:
        """Return the way (regions,) to the nearest of the sites that are ``there`` (sites,)."""
        if not there.any():
            return np.full(len(self.to_sites), np.inf)
        return _nearest_s(self.to_sites, self.to_sites.argmin(axis=1), there)

    @cached_property
    def _nearest_satellite(self) -> Indices:
        if not self.to_satellites.size:  # a network of fibre alone
            return np.zeros(len(self.to_satellites), np.int64)
        return np.asarray(self.to_satellites.argmin(axis=1), np.int64)

    def prepare(self) -> None:
        """Find ahead what no machine changes; otherwise it is found when it is asked for."""
        _ = self._nearest_satellite, self.pair_channels

    @cached_property
    def pair_channels(self) -> dict[str, Values]:
        """Return the channels of pairs: pair = region * sites + site."""
        hops, fibres, entry = self._walked()
        way = np.where(fibres == 0, SPACE, np.where(fibres == hops, FIBRE, MIXED))
        return {
            "rtt_s": recorded_rtt_s(self.to_sites.ravel()),
            "hops": hops,
            "way": np.where(hops == 0, NO_WAY, way).astype(np.uint8),
            "entry_satellite": entry,
        }

    def _walked(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Return hops, those by fibre, and the first satellite (-1: none) of every pair's way."""
        regions, sites = self.to_sites.shape
        n, before = self.links.nodes.satellites, self.routes.before
        hops, fibres = np.zeros(regions * sites, np.int32), np.zeros(regions * sites, np.int32)
        entry = np.full(regions * sites, -1, np.int32)
        pair = np.flatnonzero(np.isfinite(self.to_sites.ravel()))
        row = pair // max(sites, 1)
        node = (self.links.nodes.range_of("site").start + pair % max(sites, 1)).astype(np.int32)
        source = self.routes.sources[row]
        # All ways at once, a step back towards the regions each turn.
        while len(pair):
            last = before[row, node]
            hops[pair] += 1
            fibres[pair] += (node >= n) & (last >= n)
            arrived = last == source
            begins = arrived & (node < n)
            entry[pair[begins]] = node[begins]
            left = ~arrived
            pair, row, node, source = pair[left], row[left], last[left], source[left]
        return hops, fibres, entry


def recorded_rtt_s(one_way_s: Floats) -> NDArray[np.float32]:
    """Return there and back, for a frame: unknown where there is no way."""
    return np.where(np.isfinite(one_way_s), 2.0 * one_way_s, np.nan).astype(np.float32)


def _nearest_s(latency_s: Floats, nearest: Indices, there: Bools) -> Floats:
    found: Floats = latency_s[np.arange(len(latency_s)), nearest]
    # The nearest of all is there nearly always; only who finds it away looks among the others.
    away = ~there[nearest]
    if away.any():
        found[away] = latency_s[away][:, there].min(axis=1)
    return found
