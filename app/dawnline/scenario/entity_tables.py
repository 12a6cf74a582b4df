"""Entity tables of a scenario beyond its satellites: ids and parents of planes, places and pairs."""

from collections.abc import Mapping, Sequence

import numpy as np

from dawnline.fleet.entity import EntityTable
from dawnline.fleet.ground import Region, Site
from dawnline.scenario.findings import Findings
from dawnline.scenario.gateways import Gateways
from dawnline.scenario.satellites import SatelliteFleet

MAX_PAIRS = 20_000


def site_table(sites: Sequence[Site], index: Mapping[str, int]) -> EntityTable:
    """Return the table of sites, ``site:aws/us-east-1``; ``index`` is the fleet row of each provider."""
    parent = np.array([index.get(site.provider, -1) for site in sites], np.int32)
    ids = tuple(f"site:{_bare(site.provider, site.name)}" for site in sites)
    return EntityTable.of("site", ids, tuple(site.name for site in sites), parent)


def gateway_table(given: Gateways, index: Mapping[str, int]) -> EntityTable:
    """Return the table of gateways, ``gateway:starlink/conrad-mt``."""
    named = list(zip(given.providers, given.gateways, strict=True))
    parent = np.array([index.get(provider, -1) for provider, _ in named], np.int32)
    ids = tuple(f"gateway:{_bare(provider, gateway.name)}" for provider, gateway in named)
    return EntityTable.of("gateway", ids, tuple(gateway.name for _, gateway in named), parent)


def plane_table(fleets: Sequence[SatelliteFleet]) -> EntityTable:
    """Return the table of orbital planes, ``plane:starlink/550-07``; a plane's parent is its fleet."""
    ids = tuple(f"plane:{fleet.group.name}/{name}" for fleet in fleets for name in fleet.planes.names)
    names = tuple(name for fleet in fleets for name in fleet.planes.names)
    counts = [len(fleet.planes.names) for fleet in fleets]
    table = EntityTable.of("plane", ids, names, np.repeat(np.arange(len(fleets), dtype=np.int32), counts))
    for row, fleet in enumerate(fleets):
        if fleet.lifetimes is not None:
            mine = table.parent == row
            table.from_s[mine] = fleet.lifetimes.plane_from_s
            table.until_s[mine] = fleet.lifetimes.plane_until_s
    return table


def pair_table(regions: Sequence[Region], sites: Sequence[Site], findings: Findings) -> EntityTable | None:
    """Return the table of pairs, ``pair:tokyo>aws/us-east-1``, region by region; None where there are none.

    Too many are noted, for every frame holds a row of each.
    """
    count = len(regions) * len(sites)
    if count > MAX_PAIRS:
        message = f"{len(regions):,} regions times {len(sites):,} sites are {count:,} pairs"
        findings.error(("region",), message, f"at most {MAX_PAIRS:,} in a scenario with a network")
        return None
    if not count:
        return None
    ids = tuple(
        f"pair:{region.name}>{_bare(site.provider, site.name)}" for region in regions for site in sites
    )
    names = tuple(f"{region.name}>{site.name}" for region in regions for site in sites)
    return EntityTable.of("pair", ids, names)


def _bare(group: str, name: str) -> str:
    return f"{group}/{name}" if group else name
