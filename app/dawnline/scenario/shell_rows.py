"""Shells of a scenario: from its own rows, or from a constellation preset."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from pydantic import TypeAdapter

from dawnline.fleet.provenance import Provenance
from dawnline.orbits.constants import DAY_S, EARTH_RADIUS_M
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
from dawnline.scenario.shells import Sgp4Orbit, Shell, walker_raan_rad
from dawnline.scenario.spacing import Effort, good_phasing, nearest_m

GeneratedFleet = DeltaFleet | StarFleet | SsoFleet | ShellsFleet | PresetFleet
ShellRow = DeltaFleet | StarFleet | SsoFleet | DeltaShell | StarShell | SsoShell
# Two satellites nearer than this, in one shell, are a collision that has not happened yet.
SAFE_DISTANCE_M = 1_000.0
# What `auto` falls back to where searching would take too long: Walker's F of 0 always collides.
PLAIN_PHASING = 1
# SGP4's own: WGS-72 (Hoots and Roehrich, Spacetrack report 3, 1980).
WGS72_MU_M3_S2 = 398_600.8e9
_SHELL: TypeAdapter[ShellSection] = TypeAdapter(ShellSection)


def rows_of(fleet: GeneratedFleet, path: KeyPath, findings: Findings) -> list[tuple[KeyPath, ShellRow]]:
    """Return the rows that describe the shells of a fleet; unknown names are noted."""
    if isinstance(fleet, PresetFleet):
        return [(path, row) for row in _preset_rows(fleet, path, findings)]
    if isinstance(fleet, ShellsFleet):
        return [((*path, "shell", index), row) for index, row in enumerate(fleet.shell)]
    return [(path, fleet)]


def satellite_count(rows: Sequence[tuple[KeyPath, ShellRow]]) -> int:
    """Return how many satellites rows describe; nothing is built yet."""
    return sum(row.planes * row.satellites_per_plane for _, row in rows)


def built_shells(
    rows: Sequence[tuple[KeyPath, ShellRow]], epoch: Epoch, effort: Effort, findings: Findings
) -> tuple[Shell, ...]:
    """Return the shells of rows; what is wrong with them is noted, and that satellites come too near."""
    shells: list[Shell] = []
    names: set[str] = set()
    for path, row in rows:
        label = _label(row, len(names))
        if label in names:
            findings.error((*path, "name"), f"shell {label!r} is there twice", "another name for each shell")
        names.add(label)
        if isinstance(row.phasing, int) and row.phasing >= row.planes:
            highest = f"0 to {row.planes - 1}" if row.planes > 1 else "0 (there is one plane)"
            findings.error(
                (*path, "phasing"), f"{row.phasing} is out of range", f"{highest}, 'auto' or 'half'"
            )
            continue
        if not _is_sound(row, path, findings):
            continue
        try:
            shell = shell_of(row, epoch, label)
        except ValueError as error:
            findings.error((*path, "altitude_km"), str(error), "a lower orbit")
            continue
        if row.phasing == "auto":
            best = good_phasing(shell, effort)
            shell = replace(shell, phasing=min(PLAIN_PHASING, shell.planes - 1) if best is None else best)
        _warn_of_collisions(shell, path, effort, findings)
        shells.append(shell)
    return tuple(shells)


def shell_of(row: ShellRow, epoch: Epoch, label: str) -> Shell:
    """Return one shell; ``auto`` is not searched for. Raises ValueError where there is no such orbit."""
    phasing = 0 if row.phasing == "auto" else row.phasing
    if isinstance(row, (SsoFleet, SsoShell)):
        altitude_m = row.altitude_km * 1e3
        # One plane stands at ltan_h itself; several are spread evenly around it.
        offsets_h = np.linspace(-0.5, 0.5, row.planes) * row.ltan_spread_h if row.planes > 1 else np.zeros(1)
        raan_rad = raan_for_ltan_rad(epoch, row.ltan_h) + np.radians(15.0 * offsets_h)
        inclination_rad = sso_inclination_rad(altitude_m)
        return Shell(label, altitude_m, inclination_rad, raan_rad, row.satellites_per_plane, phasing, False)
    altitude_m, sgp4 = _walker_orbit(row, epoch)
    is_star = isinstance(row, (StarFleet, StarShell))
    raan_rad = walker_raan_rad(row.planes, np.radians(row.raan_deg), np.pi if is_star else 2.0 * np.pi)
    inclination_rad = float(np.radians(row.inclination_deg))
    per_plane = row.satellites_per_plane
    return Shell(label, altitude_m, inclination_rad, raan_rad, per_plane, phasing, not is_star, sgp4)


def is_closed(rows: Sequence[tuple[KeyPath, ShellRow]]) -> bool:
    """Say whether the planes of all rows go all the way round, so that the last one neighbours the first."""
    return all(isinstance(row, (DeltaFleet, DeltaShell)) for _, row in rows)


def shells_of_preset(preset: Preset, epoch: Epoch) -> tuple[Shell, ...]:
    """Return every shell of a constellation preset."""
    return tuple(shell_of(row, epoch, row.name or "") for row in _validated(preset))


def preset_provenance(name: str) -> tuple[Provenance, ...]:
    """Return where the numbers of a constellation preset come from; keys read ``550.planes``."""
    preset = read_preset("constellations", name)
    rows = () if preset is None else preset.rows
    return tuple(
        replace(item, key=f"{row.values['name']}.{item.key}") for row in rows for item in row.provenance
    )


def _preset_rows(fleet: PresetFleet, path: KeyPath, findings: Findings) -> list[ShellSection]:
    preset = read_preset("constellations", fleet.preset)
    if preset is None:
        expected = one_of(preset_names("constellations"), fleet.preset)
        findings.error((*path, "preset"), f"constellation {fleet.preset!r} is unknown", expected)
        return []
    rows = _validated(preset)
    if fleet.shells is None:
        return rows
    known = [row.name or "" for row in rows]
    for index, name in enumerate(fleet.shells):
        if name not in known:
            findings.error((*path, "shells", index), f"shell {name!r} is unknown", one_of(known, name))
    return [row for row in rows if row.name in fleet.shells]


def _validated(preset: Preset) -> list[ShellSection]:
    return [_SHELL.validate_python(dict(row.values)) for row in preset.rows]


def _label(row: ShellRow, number: int) -> str:
    """Return the prefix of a shell's satellites: its name, its number among several, or nothing."""
    if isinstance(row, (DeltaShell, StarShell, SsoShell)):
        return row.name or str(number + 1)
    return ""


def _is_sound(row: ShellRow, path: KeyPath, findings: Findings) -> bool:
    """Say whether a row tells how high its shell is, once; if not, it is noted."""
    if isinstance(row, (SsoFleet, SsoShell)):
        return True
    only_sgp4 = 'no such key, or propagator = "sgp4"'
    if row.propagator != "sgp4":
        for key in ("mean_motion_rev_per_day", "first_epoch"):
            if getattr(row, key) is not None:
                findings.error((*path, key), "means nothing without SGP4", only_sgp4)
                return False
    if row.altitude_km is None and row.mean_motion_rev_per_day is None:
        expected = "height above 6378.137 km, km"
        if row.propagator == "sgp4":
            expected += ", or mean_motion_rev_per_day"
        findings.error((*path, "altitude_km"), "is missing", expected)
        return False
    if row.altitude_km is not None and row.mean_motion_rev_per_day is not None:
        message = "stands beside altitude_km, which says the same"
        findings.error((*path, "mean_motion_rev_per_day"), message, "one of the two")
        return False
    return True


def _walker_orbit(
    row: DeltaFleet | StarFleet | DeltaShell | StarShell, epoch: Epoch
) -> tuple[float, Sgp4Orbit | None]:
    """Return the height (m) of a sound row, and how SGP4 flies it, if it does (WGS-72)."""
    if row.mean_motion_rev_per_day is not None:
        turns = row.mean_motion_rev_per_day
        altitude_m = (WGS72_MU_M3_S2 / (2.0 * np.pi * turns / DAY_S) ** 2) ** (1.0 / 3.0) - EARTH_RADIUS_M
        if altitude_m < 0.0:
            raise ValueError(f"{turns:g} turns a day are inside the Earth")
    elif row.altitude_km is not None:
        altitude_m = row.altitude_km * 1e3
        turns = np.sqrt(WGS72_MU_M3_S2 / (EARTH_RADIUS_M + altitude_m) ** 3) * DAY_S / (2.0 * np.pi)
    else:
        raise ValueError("neither altitude_km nor mean_motion_rev_per_day")
    if row.propagator != "sgp4":
        return float(altitude_m), None
    return float(altitude_m), Sgp4Orbit(float(turns), row.first_epoch or epoch)


def _warn_of_collisions(shell: Shell, path: KeyPath, effort: Effort, findings: Findings) -> None:
    distance_m = nearest_m(shell, effort)
    if distance_m is None or distance_m >= SAFE_DISTANCE_M:
        return
    best = good_phasing(shell, effort)
    expected = (
        "another phasing, or other numbers of planes and satellites" if best is None else f"phasing = {best}"
    )
    message = f"with phasing {shell.phasing!r} its satellites come within {distance_m:.0f} m of each other"
    findings.warn((*path, "phasing"), message, expected)
