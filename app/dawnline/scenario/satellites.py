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
from dawnline.scenario.element_source import ElementFile
from dawnline.scenario.findings import Findings
from dawnline.scenario.schema_fleet import ElementsFleet, FleetSection, PresetFleet
from dawnline.scenario.sections import Row
from dawnline.scenario.shell_rows import built_shells, preset_provenance, rows_of, satellite_count
from dawnline.scenario.shells import Shell, shell_elements
from dawnline.scenario.spacing import Effort

MAX_SATELLITES = 1_500_000


@dataclass(frozen=True, eq=False)
class SatelliteFleet:
    """One fleet: who it is, what flies, where, and a description of its orbits for the document."""

    group: FleetGroup
    bus: SatelliteBus
    elements: ElementSets | KeplerElements
    plane: NDArray[np.int32]
    names: tuple[str, ...]
    described: Mapping[str, Any]


def fleet_of_elements(section: FleetSection, bus: SatelliteBus, file: ElementFile) -> SatelliteFleet:
    """Return a fleet that flies the element sets of a file."""
    note = section.note if isinstance(section, ElementsFleet) else f"Element sets of {file.shown}."
    names = _unique_names(file.elements)
    return SatelliteFleet(
        group=FleetGroup(section.name, section.title or section.name, "satellite", "elements", note),
        bus=bus,
        elements=file.elements,
        plane=np.full(len(names), -1, np.int32),
        names=names,
        described={"elements_sha256": file.sha256},
    )


def fleet_of_shells(
    row: Row[FleetSection], bus: SatelliteBus, epoch: Epoch, room: int, effort: Effort, findings: Findings
) -> SatelliteFleet | None:
    """Return a generated fleet of at most ``room`` satellites; None if it is wrong, which is then noted."""
    section = row.value
    if isinstance(section, ElementsFleet):
        return None
    rows = rows_of(section, row.path, findings)
    count = satellite_count(rows)
    if count > room:
        message = f"{count:,} satellites are too many"
        findings.error(row.path, message, f"at most {room:,} more (a scenario holds {MAX_SATELLITES:,})")
        return None
    shells = built_shells(rows, epoch, effort, findings)
    if not shells:
        return None
    elements, plane = shell_elements(shells)
    known = preset_provenance(section.preset) if isinstance(section, PresetFleet) else ()
    group = FleetGroup(
        section.name, section.title or section.name, "satellite", "generated", section.note, known
    )
    described = {"shell": [_described(shell) for shell in shells]}
    # As real ones are named, STARLINK-1008: alone in a label or a search a name must say whose it is.
    names = tuple(f"{section.name.upper()}-{name}" for name in elements.names)
    return SatelliteFleet(group, bus, elements, plane, names, described)


def satellite_table(fleets: Sequence[SatelliteFleet]) -> EntityTable:
    """Return the table of all satellites, fleet by fleet; a satellite's parent is its fleet's index."""
    ids: list[str] = []
    names: list[str] = []
    for fleet in fleets:
        prefix = f"satellite:{fleet.group.name}/"
        ids.extend([prefix + name for name in fleet.names])
        names.extend(fleet.names)
    parent = np.repeat(np.arange(len(fleets), dtype=np.int32), [len(fleet.names) for fleet in fleets])
    return EntityTable.of("satellite", tuple(ids), tuple(names), parent)


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


def _described(shell: Shell) -> dict[str, Any]:
    return {
        "name": shell.name,
        "altitude_m": shell.altitude_m,
        "inclination_rad": shell.inclination_rad,
        "planes": shell.planes,
        "per_plane": shell.per_plane,
        "phasing": shell.phasing,
        "raan_rad": shell.raan_rad.tolist(),
    }
