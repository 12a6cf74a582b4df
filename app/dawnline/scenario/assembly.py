"""Putting the parts of a scenario together: every entity table, in an order that never changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.entity import EntityTable, Kind
from dawnline.fleet.fleet import Fleet, FleetGroup
from dawnline.fleet.ground import Region, Site, Workload
from dawnline.scenario.findings import Findings
from dawnline.scenario.satellites import SatelliteFleet, bus_columns, satellite_table


@dataclass(frozen=True, eq=False)
class Ground:
    """Everything on the ground; ``providers`` maps a provider's name to what people call it."""

    sites: tuple[Site, ...]
    providers: Mapping[str, str]
    regions: tuple[Region, ...]
    region_titles: tuple[str, ...]
    workloads: tuple[Workload, ...]


def assembled_fleet(fleets: Sequence[SatelliteFleet], ground: Ground, findings: Findings) -> Fleet:
    """Return the fleet of a scenario: satellite fleets first, then the providers of sites."""
    groups = [fleet.group for fleet in fleets]
    first_provider = len(groups)
    for provider in dict.fromkeys(site.provider for site in ground.sites if site.provider):
        title = ground.providers.get(provider, provider)
        groups.append(FleetGroup(provider, title, "site", "listed", ""))
    _note_repeated([group.name for group in groups], findings)
    index = {group.name: number for number, group in enumerate(groups) if number >= first_provider}
    buses, bus_of = bus_columns(fleets)
    tables: dict[Kind, EntityTable] = {
        "satellite": satellite_table(fleets),
        "site": _site_table(ground.sites, index),
        "region": EntityTable.of(
            "region", tuple(f"region:{region.name}" for region in ground.regions), ground.region_titles
        ),
        "workload": EntityTable.of(
            "workload",
            tuple(f"workload:{workload.name}" for workload in ground.workloads),
            tuple(workload.title for workload in ground.workloads),
        ),
        "fleet": EntityTable.of(
            "fleet", tuple(f"fleet:{group.name}" for group in groups), tuple(group.title for group in groups)
        ),
    }
    planes = [fleet.plane for fleet in fleets]
    return Fleet(
        tables=tables,
        groups=tuple(groups),
        buses=buses,
        bus_of=bus_of,
        plane_of=np.concatenate(planes) if planes else np.empty(0, np.int32),
        sites=ground.sites,
        regions=ground.regions,
        workloads=ground.workloads,
    )


def _site_table(sites: Sequence[Site], index: Mapping[str, int]) -> EntityTable:
    ids = tuple(
        f"site:{site.provider}/{site.name}" if site.provider else f"site:{site.name}" for site in sites
    )
    parent = np.array([index.get(site.provider, -1) for site in sites], np.int32)
    return EntityTable.of("site", ids, tuple(site.name for site in sites), parent)


def _note_repeated(names: Sequence[str], findings: Findings) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            message = f"the name {name!r} is there twice among fleets and providers"
            findings.error(("fleet",), message, "another name for each")
        seen.add(name)
