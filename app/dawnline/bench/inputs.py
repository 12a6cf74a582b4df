"""What the benches measure with: real element sets where they are, else generated fleets; two of each.

A figure holds for an input that nobody tuned on: every bench runs on both.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from dawnline.recording.recording import Recording
from dawnline.runs.drive import run
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import Overrides, load_scenario
from dawnline.scenario.scenario import Scenario

# Beside a checkout; the environment variable names another place.
KNOWN_FILES = ("starlink_2026-05-30.tle", "active_2026-06.tle")

GENERATED = """
[scenario]
format = 1
title = "{title}"
description = "One generated shell, to measure with."
start = 2026-05-30T00:00:00Z
duration = "24h"
step = "60s"
seed = 1

[[fleet]]
name = "shell"
source = "walker-delta"
altitude_km = 600.0
inclination_deg = 53.0
planes = {planes}
satellites_per_plane = {per_plane}
phasing = "half"
bus = "starlink-v2-mini-edge"
"""


@dataclass(frozen=True)
class Effort:
    """How much is measured: rounds and turns of the duels, frames of a recording, frames on the screen."""

    rounds: int = 15
    slow_rounds: int = 3  # of what takes many seconds
    windows: int = 7
    turns: int = 2  # of programs that measure many frames each
    recorded_frames: int = 601  # ten hours at 60 s: enough blocks that no cache helps
    screen_frames: int = 150
    million: int = 1_000_000
    play_s: float = 4.0  # at each speed, among a million
    timeout_s: float = 600.0


@dataclass(frozen=True)
class Case:
    """One input: a name, a scenario file, and the element file that it flies (None: it generates)."""

    name: str
    file: Path
    elements: Path | None = None

    @cached_property
    def scenario(self) -> Scenario:
        """Return its scenario, whole."""
        return load_scenario(self.file, self._overrides)

    def shortened(self, frames: int) -> Scenario:
        """Return its scenario cut to so many frames."""
        duration_s = (frames - 1) * self.scenario.step_s
        return load_scenario(self.file, replace(self._overrides, duration_s=duration_s))

    @property
    def _overrides(self) -> Overrides:
        elements: dict[str | None, Path] = {} if self.elements is None else {None: self.elements}
        return Overrides(elements=elements, stale_ok=True)


class Inputs:
    """The cases, and one recorded run of each, made when it is first asked for."""

    def __init__(self, cases: list[Case], folder: Path, effort: Effort) -> None:
        self.cases = cases
        self.folder = folder
        self.effort = effort
        self._runs: dict[tuple[str, int], Path] = {}

    def run_file(self, case: Case, frames: int) -> Path:
        """Return the run file of the case, of so many frames."""
        key = (case.name, frames)
        if key not in self._runs:
            path = self.folder / f"{len(self._runs)}.dawn"
            run(
                case.shortened(frames),
                path,
                should_flush=lambda: False,
                on_progress=lambda _progress: None,
                cancelled=lambda: False,
            )
            self._runs[key] = path
        return self._runs[key]

    def recording(self, case: Case) -> Recording:
        """Return a recording of the case, as long as the effort says."""
        return Recording.open(self.run_file(case, self.effort.recorded_frames))

    def generated(self, satellites: int) -> Case:
        """Return a case of one generated shell with about so many satellites."""
        planes = max(1, round(satellites**0.5))
        per_plane = max(1, round(satellites / planes))
        path = self.folder / f"generated-{planes}x{per_plane}.toml"
        title = f"{planes * per_plane:,} generated satellites"
        path.write_text(GENERATED.format(title=title, planes=planes, per_plane=per_plane), encoding="utf-8")
        return Case(title, path)


@contextmanager
def open_inputs(elements: str | None) -> Iterator[Inputs]:
    """Yield the inputs: the element file given, or those known, and generated ones to make two.

    What they record is gone afterwards. ScenarioError if the file given holds no elements.
    """
    with tempfile.TemporaryDirectory(prefix="dawnline-bench-") as folder:
        inputs = Inputs([], Path(folder), Effort())
        files = [Path(elements)] if elements else _known_files()
        real = bundled_scenario("starlink-elements")
        cases = [Case(file.stem, real, file) for file in files]
        cases.append(Case("welcome (generated)", bundled_scenario("welcome")))
        cases.append(inputs.generated(4_000))
        inputs.cases = cases[:2]
        if elements:
            _ = inputs.cases[0].scenario  # complain of it now rather than minutes later
        yield inputs


def _known_files() -> list[Path]:
    places = [Path(os.environ["DAWNLINE_DATA"])] if "DAWNLINE_DATA" in os.environ else []
    places.append(Path(__file__).parents[4] / "shared" / "data")
    for place in places:
        files = [place / "tle" / name for name in KNOWN_FILES]
        if all(file.is_file() for file in files):
            return files
    return []
