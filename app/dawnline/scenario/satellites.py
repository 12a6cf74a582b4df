"""The satellite fleets of a scenario: orbits, names, designs and planes, one fleet after the other."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.entity import EntityTable
from dawnline.fleet.fleet import FleetGroup
from dawnline.orbits.element_sets import ElementSets, KeplerElements
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.inferred_planes import inferred_planes
from dawnline.orbits.planes import Planes
from dawnline.scenario.element_source import ElementFile
from dawnline.scenario.findings import Findings
from dawnline.scenario.formations import Formation
from dawnline.scenario.launches import Lifetimes
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.links import links_of
from dawnline.scenario.schema_fleet import ClusterFleet, ElementsFleet, FleetSection, PresetFleet
from dawnline.scenario.sections import Row
from dawnline.scenario.shell_rows import (
    built_shells,
    is_closed,
    preset_provenance,
    rows_of,
    satellite_count,
)
from dawnline.scenario.shells import Shell, shell_element_sets, shell_elements, shell_planes
from dawnline.scenario.spacing import Effort

MAX_SATELLITES = 1_500_000


@dataclass(frozen=True, eq=False)
class SatelliteFleet:
    """One fleet: who it is, what flies, where, and a description of its orbits for the document."""

    group: FleetGroup
    bus: SatelliteBus
    elements: ElementSets | KeplerElements
    planes: Planes
    names: tuple[str, ...]
    described: Mapping[str, Any]
    lifetimes: Lifetimes | None = None


def fleet_of_elements(
    row: Row[FleetSection], bus: SatelliteBus, file: ElementFile, epoch: Epoch, findings: Findings
) -> SatelliteFleet:
    """Return a fleet that flies the element sets of a file; its planes are those of the epoch."""
    section = row.value
    planes = inferred_planes(file.elements, epoch)
    links = links_of(section.links, (*row.path, "links"), is_closed=planes.is_closed, findings=findings)
    note = section.note if isinstance(section, ElementsFleet) else f"Element sets of {file.shown}."
    names = _unique_names(file.elements)
    title = section.title or section.name
    return SatelliteFleet(
        group=FleetGroup(section.name, title, "satellite", "elements", note, (), links),
        bus=bus,
        elements=file.elements,
        planes=planes,
        names=names,
        described={"elements_sha256": file.sha256},
    )


def fleet_made(
    row: Row[FleetSection], bus: SatelliteBus, epoch: Epoch, room: int, effort: Effort, findings: Findings
) -> SatelliteFleet | None:
    """Return a generated fleet of at most ``room`` satellites; None if it is wrong, which is then noted."""
    section = row.value
    if isinstance(section, ElementsFleet):
        return None
    if isinstance(section, ClusterFleet):
        return _fleet_in_formation(section, row.path, bus, epoch, room, findings)
    rows = rows_of(section, row.path, findings)
    if not _fits(satellite_count(rows), room, row.path, findings):
        return None
    shells = built_shells(rows, epoch, effort, findings)
    if not shells:
        return None
    elements = _elements(shells, row.path, findings)
    if elements is None:
        return None
    known = preset_provenance(section.preset) if isinstance(section, PresetFleet) else ()
    links = links_of(section.links, (*row.path, "links"), is_closed=is_closed(rows), findings=findings)
    title = section.title or section.name
    group = FleetGroup(section.name, title, "satellite", "generated", section.note, known, links)
    described = {"shell": [_described(shell) for shell in shells]}
    names = _own_names(section.name, elements)
    return SatelliteFleet(group, bus, elements, shell_planes(shells), names, described)


def _fleet_in_formation(
    section: ClusterFleet, path: KeyPath, bus: SatelliteBus, epoch: Epoch, room: int, findings: Findings
) -> SatelliteFleet | None:
    if not _fits(section.side**2, room, path, findings):
        return None
    try:
        formation = Formation.of(section, epoch)
    except ValueError as error:
        findings.error((*path, "altitude_km"), str(error), "a lower orbit")
        return None
    links = links_of(section.links, (*path, "links"), is_closed=False, findings=findings)
    title, elements = section.title or section.name, formation.elements()
    group = FleetGroup(section.name, title, "satellite", "generated", section.note, (), links)
    names = _own_names(section.name, elements)
    return SatelliteFleet(group, bus, elements, formation.planes(), names, formation.described)


def _fits(count: int, room: int, path: KeyPath, findings: Findings) -> bool:
    if count > room:
        message = f"{count:,} satellites are too many"
        findings.error(path, message, f"at most {room:,} more (a scenario holds {MAX_SATELLITES:,})")
    return count <= room


def _own_names(fleet: str, elements: ElementSets | KeplerElements) -> tuple[str, ...]:
    """Return names as real ones are, STARLINK-1008: alone in a label or a search they say whose they are."""
    return tuple(f"{fleet.upper()}-{name}" for name in elements.names)


def satellite_table(fleets: Sequence[SatelliteFleet]) -> EntityTable:
    """Return the table of all satellites, fleet by fleet; a satellite's parent is its fleet's index."""
    ids: list[str] = []
    names: list[str] = []
    for fleet in fleets:
        prefix = f"satellite:{fleet.group.name}/"
        ids.extend([prefix + name for name in fleet.names])
        names.extend(fleet.names)
    parent = np.repeat(np.arange(len(fleets), dtype=np.int32), [len(fleet.names) for fleet in fleets])
    table = EntityTable.of("satellite", tuple(ids), tuple(names), parent)
    first = 0
    for fleet in fleets:
        rows = slice(first, first + len(fleet.names))
        if fleet.lifetimes is not None:
            table.from_s[rows], table.until_s[rows] = fleet.lifetimes.from_s, fleet.lifetimes.until_s
        first = rows.stop
    return table


def bus_columns(fleets: Sequence[SatelliteFleet]) -> tuple[tuple[SatelliteBus, ...], NDArray[np.int32]]:
    """Return the designs in use, each once, and which one each satellite has."""
    buses = tuple(dict.fromkeys(fleet.bus for fleet in fleets))
    index = np.array([buses.index(fleet.bus) for fleet in fleets], np.int32)
    return buses, np.repeat(index, [len(fleet.names) for fleet in fleets])


def _unique_names(elements: ElementSets) -> tuple[str, ...]:
    """Return each element set's own name, with the catalogue number where that is missing or repeated."""
    numbers = elements.catalogue_numbers.tolist()
    counts = Counter(elements.names)
    names = tuple(
        name if name and counts[name] == 1 else f"{name or 'NORAD'} {number}"
        for name, number in zip(elements.names, numbers, strict=True)
    )
    if len(set(names)) == len(names):
        return names
    return tuple(f"{name} #{index}" for index, name in enumerate(names))


def _elements(
    shells: tuple[Shell, ...], path: KeyPath, findings: Findings
) -> ElementSets | KeplerElements | None:
    of_sgp4 = sum(shell.sgp4 is not None for shell in shells)
    if of_sgp4 == len(shells):
        return shell_element_sets(shells)
    if of_sgp4:
        message = "some shells are flown by SGP4, some are not"
        findings.error((*path, "shell"), message, "one propagator for a fleet, or another fleet")
        return None
    return shell_elements(shells)


def _described(shell: Shell) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": shell.name,
        "altitude_m": shell.altitude_m,
        "inclination_rad": shell.inclination_rad,
        "planes": shell.planes,
        "per_plane": shell.per_plane,
        "phasing": shell.phasing,
        "raan_rad": shell.raan_rad.tolist(),
    }
    if shell.sgp4 is not None:
        epoch = shell.sgp4.epoch
        described["sgp4"] = {
            "mean_motion_rev_per_day": shell.sgp4.mean_motion_rev_per_day,
            "epoch_jd": [epoch.jd, epoch.fraction],
        }
    return described
