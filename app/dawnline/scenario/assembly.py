"""Putting the parts of a scenario together: every entity table, in an order that never changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityTable, Kind
from dawnline.fleet.fleet import Fleet, FleetGroup
from dawnline.fleet.ground import Region, Site
from dawnline.fleet.network import NetworkRules
from dawnline.scenario.entity_tables import gateway_table, pair_table, plane_table, site_table
from dawnline.scenario.findings import Findings
from dawnline.scenario.gateways import Gateways
from dawnline.scenario.satellites import SatelliteFleet, bus_columns, satellite_table


@dataclass(frozen=True, eq=False)
class Ground:
    """Everything on the ground.

    ``providers`` and ``workloads`` map names to what people call them; what workloads are is known once
    everything else is.
    """

    sites: tuple[Site, ...]
    providers: Mapping[str, str]
    regions: tuple[Region, ...]
    region_titles: tuple[str, ...]
    workloads: Mapping[str, str]
    gateways: Gateways
    network: NetworkRules | None


def assembled_fleet(fleets: Sequence[SatelliteFleet], ground: Ground, findings: Findings) -> Fleet:
    """Return the fleet of a scenario: satellite fleets first, then the providers of sites and of gateways.

    Gateways of a provider that has a fleet or sites belong to its row.
    """
    groups = [fleet.group for fleet in fleets]
    first_provider = len(groups)
    for provider in dict.fromkeys(site.provider for site in ground.sites if site.provider):
        title = ground.providers.get(provider, provider)
        groups.append(FleetGroup(provider, title, "site", "listed", ""))
    _note_repeated([group.name for group in groups], findings)
    index = {group.name: number for number, group in enumerate(groups) if number >= first_provider}
    for provider in dict.fromkeys(filter(None, ground.gateways.providers)):
        if provider not in {group.name for group in groups}:
            title = ground.gateways.titles.get(provider, provider)
            groups.append(FleetGroup(provider, title, "gateway", "listed", ""))
    all_rows = {group.name: number for number, group in enumerate(groups)}
    buses, bus_of = bus_columns(fleets)
    tables: dict[Kind, EntityTable] = {
        "satellite": satellite_table(fleets),
        "site": site_table(ground.sites, index),
        "region": EntityTable.of(
            "region", tuple(f"region:{region.name}" for region in ground.regions), ground.region_titles
        ),
        "workload": EntityTable.of(
            "workload",
            tuple(f"workload:{name}" for name in ground.workloads),
            tuple(ground.workloads.values()),
        ),
        "fleet": EntityTable.of(
            "fleet", tuple(f"fleet:{group.name}" for group in groups), tuple(group.title for group in groups)
        ),
    }
    planes = plane_table(fleets)
    if len(planes):
        tables["plane"] = planes
    if ground.gateways.gateways:
        tables["gateway"] = gateway_table(ground.gateways, all_rows)
    pairs = pair_table(ground.regions, ground.sites, findings) if ground.network is not None else None
    if pairs is not None:
        tables["pair"] = pairs
    return Fleet(
        tables=tables,
        groups=tuple(groups),
        buses=buses,
        bus_of=bus_of,
        plane_of=_joined([fleet.planes.plane_of for fleet in fleets]),
        sites=ground.sites,
        regions=ground.regions,
        workloads=(),
        gateways=ground.gateways.gateways,
        network=ground.network,
        slot_of=_joined([fleet.planes.slot_of for fleet in fleets]),
        shell_of_plane=_joined([fleet.planes.shell_of_plane for fleet in fleets]),
    )


def _joined(parts: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    return np.concatenate(parts) if parts else np.empty(0, np.int32)


def _note_repeated(names: Sequence[str], findings: Findings) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            message = f"the name {name!r} is there twice among fleets and providers"
            findings.error(("fleet",), message, "another name for each")
        seen.add(name)
