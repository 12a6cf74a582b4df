"""Element-set files of a scenario: which file a fleet reads, what is in it, and how old it is."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dawnline.orbits.elements import ElementsError, ElementSets, parse_elements
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.findings import Findings, one_of
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.problem import Problem, ScenarioError
from dawnline.scenario.reading import MAX_ELEMENTS_BYTES, decoded, read_bytes
from dawnline.scenario.safe_path import EXPECTED, path_beside
from dawnline.scenario.schema_fleet import ElementsFleet, FleetSection
from dawnline.scenario.sections import Row

STALE_S = 14 * 86400.0
MAX_RECORD_WARNINGS = 100
_ASK = (
    "this fleet flies real element sets, and none were given",
    "`file` beside the scenario, or --elements FILE with an OMM (JSON, CSV) or TLE file, such as those that "
    "celestrak.org publishes",
)


@dataclass(frozen=True, eq=False)
class ElementFile:
    """What one element file holds: the sets, and the SHA-256 of its bytes."""

    shown: str
    elements: ElementSets
    sha256: str


def chosen_files(
    fleets: Sequence[Row[FleetSection]], overrides: Mapping[str | None, Path], findings: Findings
) -> dict[str, Path]:
    """Return the file that replaces the source of each fleet, by its name; what fits no fleet is noted."""
    names = [row.value.name for row in fleets]
    chosen: dict[str, Path] = {}
    for name, path in overrides.items():
        if name is None:
            real = [row.value.name for row in fleets if isinstance(row.value, ElementsFleet)]
            candidates = real if real else names
            if len(candidates) != 1:
                message = f"fits {len(candidates)} fleets"
                expected = (
                    f"FLEET=FILE with {one_of(candidates)}" if candidates else "a scenario with a fleet"
                )
                findings.add_error(Problem(str(path), None, "--elements", message, expected))
                continue
            chosen[candidates[0]] = path
        elif name in names:
            chosen[name] = path
        else:
            message = f"there is no fleet {name!r}"
            findings.add_error(Problem(str(path), None, "--elements", message, one_of(names, name)))
    return chosen


def element_file(
    row: Row[FleetSection], scenario: Path, given: Path | None, findings: Findings
) -> ElementFile | None:
    """Return the element sets of a fleet that has them; None for any other, or if they are wrong."""
    fleet = row.value
    if given is not None:
        return _read(given, str(given), findings)
    if not isinstance(fleet, ElementsFleet):
        return None
    if fleet.file is None:
        message = f"{_ASK[0]}. {' '.join(fleet.ask.split()).rstrip('.')}" if fleet.ask else _ASK[0]
        findings.error((*row.path, "file"), message, _ASK[1])
        return None
    try:
        path = path_beside(scenario, fleet.file)
    except ValueError as error:
        findings.error((*row.path, "file"), f"{fleet.file[:60]!r} {error}", EXPECTED)
        return None
    return _read_named(path, fleet.file, (*row.path, "file"), findings)


def newest_epoch(files: Sequence[ElementFile]) -> Epoch | None:
    """Return the newest epoch of all element sets, rounded up to the hour; None if there are none."""
    newest: Epoch | None = None
    for file in files:
        columns = file.elements.columns
        index = int(np.argmax(columns["jdsatepoch"] + columns["jdsatepochF"]))
        epoch = Epoch.from_julian(float(columns["jdsatepoch"][index]), float(columns["jdsatepochF"][index]))
        if newest is None or epoch.seconds_since(newest) > 0.0:
            newest = epoch
    if newest is None:
        return None
    midnight = Epoch(newest.jd, 0.0)
    # A microsecond of rounding in a Julian date must not cost an hour.
    hours = np.ceil((newest.fraction * 86400.0 - 1e-3) / 3600.0)
    return midnight.shifted(float(hours) * 3600.0)


def note_stale(
    file: ElementFile, path: KeyPath, epoch: Epoch, duration_s: float, *, stale_ok: bool, findings: Findings
) -> None:
    """Note element sets that are more than 14 days from any moment of the run."""
    columns = file.elements.columns
    age_s = ((epoch.jd - columns["jdsatepoch"]) + (epoch.fraction - columns["jdsatepochF"])) * 86400.0
    away_s = np.maximum(np.abs(age_s), np.abs(age_s + duration_s))
    count = int(np.count_nonzero(away_s > STALE_S))
    if not count:
        return
    message = (
        f"{count:,} of {len(age_s):,} element sets of {file.shown} are more than 14 days from the simulated "
        f"time (up to {float(away_s.max()) / 86400.0:.1f} days)"
    )
    if stale_ok:
        findings.warn(path, message, "newer element sets")
    else:
        findings.error(path, message, "newer element sets, a `start` near them, or --stale-ok")


def _read(path: Path, shown: str, findings: Findings) -> ElementFile | None:
    try:
        content = read_bytes(path, MAX_ELEMENTS_BYTES, shown)
        elements, problems = parse_elements(decoded(content, shown))
    except ScenarioError as error:
        for problem in error.problems:
            findings.add_error(problem)
        return None
    except ElementsError as error:
        for bad in error.problems[:MAX_RECORD_WARNINGS]:
            findings.add_error(Problem(shown, bad.line, bad.name, bad.message, bad.expected))
        return None
    for bad in problems[:MAX_RECORD_WARNINGS]:
        message = f"record skipped: {bad.message}"
        findings.add_warning(Problem(shown, bad.line, bad.name, message, bad.expected))
    if len(problems) > MAX_RECORD_WARNINGS:
        message = f"and {len(problems) - MAX_RECORD_WARNINGS:,} more records skipped"
        findings.add_warning(Problem(shown, None, "", message, "whole records"))
    return ElementFile(Path(shown).name, elements, hashlib.sha256(content).hexdigest())


def _read_named(path: Path, name: str, key: KeyPath, findings: Findings) -> ElementFile | None:
    """Read a file that the scenario names: that it is missing is a mistake of the scenario's line."""
    if not path.exists():
        findings.error(
            key, f"there is no file {name!r} beside the scenario", "an existing file, or --elements FILE"
        )
        return None
    return _read(path, name, findings)
