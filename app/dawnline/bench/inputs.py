"""What the benches measure with: real element sets where they are, else generated fleets; two of each.

A figure holds for an input that nobody tuned on: every bench runs on both.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dawnline.recording.recording import Recording
from dawnline.runs.drive import run
from dawnline.scenario.loading import Overrides, bundled_scenario, load_scenario
from dawnline.scenario.scenario import Scenario

# Beside a checkout; the environment variable names another place.
KNOWN_FILES = ("starlink_2026-05-30.tle", "active_2026-06.tle")


@dataclass(frozen=True)
class Case:
    """One input: a name, and the element file, None for the generated welcome fleet."""

    name: str
    elements: Path | None

    @cached_property
    def scenario(self) -> Scenario:
        """Return its scenario: 24 h at 60 s."""
        if self.elements is None:
            return load_scenario(bundled_scenario("welcome"))
        return load_scenario(
            bundled_scenario("starlink-elements"), Overrides(elements={None: self.elements}, stale_ok=True)
        )

    def shortened(self, frames: int) -> Scenario:
        """Return its scenario cut to so many frames."""
        path = bundled_scenario("welcome" if self.elements is None else "starlink-elements")
        step_s = self.scenario.step_s
        return load_scenario(
            path,
            Overrides(
                elements={} if self.elements is None else {None: self.elements},
                duration_s=(frames - 1) * step_s,
                stale_ok=True,
            ),
        )


class Inputs:
    """The cases, and one recorded run of each, made when it is first asked for."""

    def __init__(self, elements: str | None, folder: Path) -> None:
        files = [Path(elements)] if elements else _known_files()
        self.cases = [Case(file.stem, file) for file in files[:2]]
        if len(self.cases) < 2:
            self.cases.append(Case("welcome (generated)", None))
        self._folder = folder
        self._runs: dict[str, Path] = {}

    @property
    def element_cases(self) -> list[Case]:
        """Return the cases of real element sets."""
        return [case for case in self.cases if case.elements is not None]

    def recording(self, case: Case, frames: int) -> Recording:
        """Return a recording of the case, of so many frames."""
        key = f"{case.name} {frames}"
        if key not in self._runs:
            path = self._folder / f"{len(self._runs)}.dawn"
            run(
                case.shortened(frames),
                path,
                should_flush=lambda: False,
                on_progress=lambda _progress: None,
                cancelled=lambda: False,
            )
            self._runs[key] = path
        return Recording.open(self._runs[key])


@contextmanager
def open_inputs(elements: str | None) -> Iterator[Inputs]:
    """Yield the inputs; what they record is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="dawnline-bench-") as folder:
        yield Inputs(elements, Path(folder))


def _known_files() -> list[Path]:
    places = [Path(os.environ["DAWNLINE_DATA"])] if "DAWNLINE_DATA" in os.environ else []
    places.append(Path(__file__).parents[4] / "shared" / "data")
    for place in places:
        files = [place / "tle" / name for name in KNOWN_FILES]
        if all(file.is_file() for file in files):
            return files
    return []
