"""Shells of a scenario: from its own rows, or from a constellation preset."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from dawnline.fleet.provenance import Provenance
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.j2 import raan_for_ltan_rad, sso_inclination_rad
from dawnline.scenario.findings import Findings, one_of
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.presets import Preset, preset_names, read_preset
from dawnline.scenario.schema_fleet import (
    DeltaFleet,
    DeltaShell,
    PresetFleet,
    ShellSection,
    ShellsFleet,
    SsoFleet,
    SsoShell,
    StarFleet,
    StarShell,
)
from dawnline.scenario.shells import Shell, walker_raan_rad
from dawnline.scenario.spacing import can_judge, good_phasing, nearest_m

GeneratedFleet = DeltaFleet | StarFleet | SsoFleet | ShellsFleet | PresetFleet
# Two satellites nearer than this, in one shell, are a collision that has not happened yet.
SAFE_DISTANCE_M = 1_000.0
_SHELL: TypeAdapter[ShellSection] = TypeAdapter(ShellSection)


def shells_of(fleet: GeneratedFleet, path: KeyPath, epoch: Epoch, findings: Findings) -> tuple[Shell, ...]:
    """Return the shells of a fleet; what is wrong with them is noted, and then there are none of them."""
    if isinstance(fleet, PresetFleet):
        return _preset_shells(fleet, path, epoch, findings)
    if isinstance(fleet, ShellsFleet):
        paths = [(*path, "shell", index) for index in range(len(fleet.shell))]
        return _built(zip(paths, fleet.shell, strict=True), epoch, findings)
    return _built([(path, fleet)], epoch, findings)


def shells_of_preset(preset: Preset, epoch: Epoch) -> tuple[Shell, ...]:
    """Return every shell of a constellation preset."""
    return tuple(_shell(_SHELL.validate_python(dict(row.values)), epoch) for row in preset.rows)


def preset_provenance(name: str) -> tuple[Provenance, ...]:
    """Return where the numbers of a constellation preset come from; keys read ``550.planes``."""
    preset = read_preset("constellations", name)
    rows = () if preset is None else preset.rows
    return tuple(
        replace(item, key=f"{row.values['name']}.{item.key}") for row in rows for item in row.provenance
    )


def _preset_shells(fleet: PresetFleet, path: KeyPath, epoch: Epoch, findings: Findings) -> tuple[Shell, ...]:
    preset = read_preset("constellations", fleet.preset)
    if preset is None:
        expected = one_of(preset_names("constellations"), fleet.preset)
        findings.error((*path, "preset"), f"constellation {fleet.preset!r} is unknown", expected)
        return ()
    shells = shells_of_preset(preset, epoch)
    if fleet.shells is None:
        return shells
    known = [shell.name for shell in shells]
    for index, name in enumerate(fleet.shells):
        if name not in known:
            findings.error((*path, "shells", index), f"shell {name!r} is unknown", one_of(known, name))
    return tuple(shell for shell in shells if shell.name in fleet.shells)


def _built(rows: Iterable[tuple[KeyPath, Any]], epoch: Epoch, findings: Findings) -> tuple[Shell, ...]:
    shells: list[Shell] = []
    names: set[str] = set()
    for path, row in rows:
        name = getattr(row, "name", None) if isinstance(row, (DeltaShell, StarShell, SsoShell)) else None
        is_alone = not isinstance(row, (DeltaShell, StarShell, SsoShell))
        label = name or ("" if is_alone else str(len(names) + 1))
        if label in names:
            findings.error((*path, "name"), f"shell {label!r} is there twice", "another name for each shell")
        names.add(label)
        if row.phasing != "half" and row.phasing >= row.planes:
            findings.error(
                (*path, "phasing"), f"{row.phasing} is out of range", f"0 to {row.planes - 1}, or 'half'"
            )
            continue
        try:
            shell = _shell(row, epoch, label)
        except ValueError as error:
            findings.error((*path, "altitude_km"), str(error), "a lower orbit")
            continue
        _warn_of_collisions(shell, path, findings)
        shells.append(shell)
    return tuple(shells)


def _shell(row: Any, epoch: Epoch, label: str | None = None) -> Shell:
    altitude_m = row.altitude_km * 1e3
    name = label if label is not None else (row.name or "")
    if isinstance(row, (SsoFleet, SsoShell)):
        # One plane stands at ltan_h itself; several are spread evenly around it.
        offsets_h = np.linspace(-0.5, 0.5, row.planes) * row.ltan_spread_h if row.planes > 1 else np.zeros(1)
        raan_rad = np.array([raan_for_ltan_rad(epoch, row.ltan_h + offset) for offset in offsets_h])
        inclination_rad = sso_inclination_rad(altitude_m)
        return Shell(
            name, altitude_m, inclination_rad, raan_rad, row.satellites_per_plane, row.phasing, False
        )
    is_star = isinstance(row, (StarFleet, StarShell))
    raan_rad = walker_raan_rad(row.planes, np.radians(row.raan_deg), np.pi if is_star else 2.0 * np.pi)
    inclination_rad = float(np.radians(row.inclination_deg))
    return Shell(
        name, altitude_m, inclination_rad, raan_rad, row.satellites_per_plane, row.phasing, not is_star
    )


def _warn_of_collisions(shell: Shell, path: KeyPath, findings: Findings) -> None:
    if not can_judge(shell):
        return
    distance_m = nearest_m(shell)
    if distance_m >= SAFE_DISTANCE_M:
        return
    better = good_phasing(shell)
    expected = "another phasing" if better is None else f"phasing = {better}"
    message = f"with phasing {shell.phasing!r} its satellites come within {distance_m:.0f} m of each other"
    findings.warn((*path, "phasing"), message, expected)
