"""Traffic of a frame: what regions exchange with those who serve them, and how busy links are with it."""

from collections.abc import Sequence

import numpy as np

from dawnline.network.carried import Carried, carried
from dawnline.network.links import Links, LinkState
from dawnline.sim.arrays import Floats, Indices
from dawnline.sim.compiled import Ends
from dawnline.sim.placing.placement import Placement
from dawnline.sim.reach import Reach
from dawnline.telemetry.frame import Values


def carried_traffic(
    reach: Reach, placements: Sequence[Placement], work: tuple[Floats, Floats], traffic_bps: Floats
) -> Carried:
    """Return what links carry when regions exchange with those who serve them what their work needs.

    What a pool serves of a region's demand comes from all of its machines that the region reaches, in
    proportion to the work that they do now.

    Parameters
    ----------
    work : accelerators at work on each satellite and at each site.
    traffic_bps : (workloads,) of an accelerator at work.
    """
    nodes = reach.links.nodes
    weight = np.zeros(nodes.total)
    for busy, kind in ((work[0], nodes.range_of("satellite")), (work[1], nodes.range_of("site"))):
        weight[kind.start : kind.stop] = busy
    parts = []
    for placement in placements:
        pool_of = np.full(nodes.total, -1, np.int32)
        pool_of[: nodes.satellites] = placement.pool_of[: nodes.satellites]
        sites = nodes.range_of("site")
        pool_of[sites.start : sites.stop] = placement.pool_of[nodes.satellites :]
        amounts_bps = placement.exchanged(traffic_bps)
        parts.append(carried(reach.links, reach.routes, weight, amounts_bps, pool_of))
    return together(parts)


def together(parts: Sequence[Carried]) -> Carried:
    """Return the sum of one part or more."""
    first, *rest = parts
    for part in rest:
        first = Carried(
            first.lasers + part.lasers, first.gateways + part.gateways, first.users + part.users
        )  # fmt: skip
    return first


def link_load_frac(links: LinkState, load: Carried, rows: Indices) -> Values:
    """Return the load of the lasers that are entities (``rows``): unknown while they are down."""
    busy = _load_frac(links.lasers, load.lasers)[rows]
    return _told(np.where(links.lasers.is_up[rows], busy, np.nan))


def satellite_link_load_frac(links: LinkState, load: Carried) -> Values:
    """Return the load of each satellite's busiest link; unknown where it has none."""
    # Satellites are the first of all nodes: other ends are beyond.
    busiest, note = np.full(links.nodes.satellites, -np.inf), Ends().ends.note_busiest
    for some, bps in (
        (links.lasers, load.lasers), (links.gateways, load.gateways), (links.users, load.users),
    ):  # fmt: skip
        note(some.ends, some.is_up, bps, some.rate_bps, busiest)
    return _told(np.where(busiest >= 0.0, busiest, np.nan))


def gateway_load_frac(links: LinkState, load: Carried) -> Values:
    """Return each gateway's traffic over what its links can carry; unknown where none is up."""
    nodes, some = links.nodes, links.gateways
    up = some.is_up
    row = some.ends[up, 0] - nodes.satellites
    rate_bps = np.bincount(row, some.rate_bps[up], nodes.gateways)
    bps = np.bincount(row, load.gateways[up], nodes.gateways)
    frac = np.divide(bps, rate_bps, out=np.full(nodes.gateways, np.nan), where=rate_bps > 0.0)
    return _told(np.asarray(frac, np.float64))


def links_of_gateways(links: LinkState) -> Values:
    """Return how many satellites each gateway is linked to."""
    row = links.gateways.ends[links.gateways.is_up, 0] - links.nodes.satellites
    return np.bincount(row, minlength=links.nodes.gateways).astype(np.int32)


def links_of_satellites(links: LinkState) -> Values:
    """Return how many lasers, gateways and regions each satellite is linked to."""
    count, add = np.zeros(links.nodes.satellites, np.int32), Ends().ends.count_up
    for some in (links.lasers, links.gateways, links.users):
        add(some.ends, some.is_up, count)
    return count


def _told(frac: Floats) -> Values:
    """Return loads for a frame: to one in a million, below which they are noise that a file would keep."""
    return (np.rint(frac * 1e6) * 1e-6).astype(np.float32)


def _load_frac(links: Links, bps: Floats) -> Floats:
    """Return (m,) loads over rates; a link without a rate has none."""
    return np.divide(bps, links.rate_bps, out=np.zeros(len(bps)), where=links.rate_bps > 0.0)
