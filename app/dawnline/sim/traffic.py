"""Traffic of a frame: what regions exchange with those who serve them, and how busy links are with it."""

from dataclasses import dataclass

import numpy as np

from dawnline.network.links import Links, LinkState
from dawnline.sim.arrays import Bools, Floats, Indices
from dawnline.telemetry.frame import Values


@dataclass(frozen=True, eq=False)
class Traffic:
    """Bits a second on each link that is up, (m, 2) from the first end and back; zero on the others."""

    lasers: Floats
    gateways: Floats
    users: Floats


def link_load_frac(links: LinkState, traffic: Traffic, rows: Indices) -> Values:
    """Return the load of the lasers that are entities (``rows``): unknown while they are down."""
    busy = _busier_frac(links.lasers, traffic.lasers)[rows]
    return np.where(links.lasers.is_up[rows], busy, np.nan).astype(np.float32)


def satellite_link_load_frac(links: LinkState, traffic: Traffic) -> Values:
    """Return the load of each satellite's busiest link; unknown where it has none."""
    n = links.nodes.satellites
    busiest = np.full(n, -np.inf)
    for some, bps, columns in (
        (links.lasers, traffic.lasers, (0, 1)),
        (links.gateways, traffic.gateways, (1,)),
        (links.users, traffic.users, (1,)),
    ):
        up = some.is_up
        busy, ends = _busier_frac(some, bps)[up], some.ends[up]
        for column in columns:
            np.maximum.at(busiest, ends[:, column], busy)
    return np.where(busiest >= 0.0, busiest, np.nan).astype(np.float32)


def gateway_load_frac(links: LinkState, traffic: Traffic) -> Values:
    """Return each gateway's traffic over what its links can carry; unknown where none is up."""
    nodes, some = links.nodes, links.gateways
    up = some.is_up
    row = some.ends[up, 0] - nodes.satellites
    rate_bps = np.bincount(row, some.rate_bps[up], nodes.gateways)
    ways = [np.bincount(row, traffic.gateways[up, way], nodes.gateways) for way in (0, 1)]
    frac = np.divide(np.maximum(*ways), rate_bps, out=np.full(nodes.gateways, np.nan), where=rate_bps > 0.0)
    return np.asarray(frac, np.float32)


def links_of_gateways(links: LinkState) -> Values:
    """Return how many satellites each gateway is linked to."""
    row = links.gateways.ends[links.gateways.is_up, 0] - links.nodes.satellites
    return np.bincount(row, minlength=links.nodes.gateways).astype(np.int32)


def links_of_satellites(links: LinkState) -> Values:
    """Return how many lasers, gateways and regions each satellite is linked to."""
    ends = (
        links.lasers.ends[links.lasers.is_up].ravel(),
        links.gateways.ends[links.gateways.is_up, 1],
        links.users.ends[links.users.is_up, 1],
    )
    return np.bincount(np.concatenate(ends), minlength=links.nodes.satellites).astype(np.int32)


def _busier_frac(links: Links, bps: Floats) -> Floats:
    """Return (m,) the busier direction over the rate; a link without a rate carries nothing."""
    most = np.maximum(bps[:, 0], bps[:, 1])
    has_rate: Bools = links.rate_bps > 0.0
    return np.divide(most, links.rate_bps, out=np.zeros(len(most)), where=has_rate)
