"""Where the window keeps the runs it simulates: one per content of scenario and elements, the newest few.

A run is a function of its inputs and the version, so the same inputs find the run they made before. Each
version counts its own runs, as their names tell: those of another one beside it, or of the one before it,
stay, and any version opens them that reads their format. Only when there are many of others do the oldest go.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from platformdirs import user_cache_path

from dawnline import __version__
from dawnline.recording.digest import inputs_digest
from dawnline.recording.header import RunHeader
from dawnline.recording.writer_lock import is_being_written
from dawnline.scenario.event import Event
from dawnline.scenario.problem import ScenarioError
from dawnline.scenario.reading import read_toml
from dawnline.scenario.safe_path import path_beside

KEPT_RUNS = 4
KEPT_OF_OTHERS = 8
_OWN_MARK = f"-v{__version__}"
_OWN = re.compile(rf".*{re.escape(_OWN_MARK)}(-\d+)?")


def run_path_for(scenario: Path, element_files: tuple[str, ...]) -> Path:
    """Return the path of the run that these inputs make; the folder is there afterwards.

    Raises OSError where the scenario cannot be read or the folder cannot be made.
    """
    digest = hashlib.sha256(__version__.encode())
    digest.update(scenario.read_bytes())
    for own in _files_named_in(scenario):
        digest.update(own.read_bytes())
    for word in sorted(element_files):
        fleet, equals, name = word.partition("=")
        path = Path(name) if equals and not Path(word).exists() else Path(word)
        digest.update(fleet.encode() if path != Path(word) else b"")
        if path.is_file():
            digest.update(path.read_bytes())
    folder = runs_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{scenario.stem}-{digest.hexdigest()[:12]}{_OWN_MARK}.dawn"


def branch_path_for(parent: RunHeader, at_s: float, events: Sequence[Event]) -> Path:
    """Return the path of the branch that leaves a run at a time for these events; its folder is there."""
    digest = hashlib.sha256(inputs_digest(parent).encode())
    digest.update(repr((at_s, tuple(events))).encode())
    folder = runs_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"branch-{digest.hexdigest()[:16]}{_OWN_MARK}.dawn"


def own_path_beside(path: Path) -> Path:
    """Return a path for this process alone, where another window writes ``path`` already."""
    return path.with_stem(f"{path.stem}-{os.getpid()}")


def runs_folder() -> Path:
    """Return the folder of the runs; the user's cache, since each can be made again."""
    return user_cache_path("dawnline", appauthor=False) / "runs"


def forget_old_runs(keep: Path, *others_shown: Path) -> None:
    """Delete all but the newest runs, and never one to keep or one that another window writes."""
    shown = {keep, *others_shown}
    runs = sorted(runs_folder().glob("*.dawn"), key=_changed_s, reverse=True)
    own = [run for run in runs if _OWN.fullmatch(run.stem)]
    others = [run for run in runs if not _OWN.fullmatch(run.stem)]
    for run in (*own[KEPT_RUNS:], *others[KEPT_OF_OTHERS:]):
        if run not in shown and not is_being_written(run):
            # On Windows a run that another window shows cannot go now; a later start forgets it.
            with contextlib.suppress(OSError):
                run.unlink()
                for beside in run.parent.glob(f"{run.name}-*"):  # what a killed worker left
                    beside.unlink()


def _changed_s(path: Path) -> float:
    """Return when a file was written last; 0 if another window has just forgotten it."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _files_named_in(scenario: Path) -> Iterator[Path]:
    """Yield the element files that a scenario names; what is wrong with it, the worker will tell."""
    try:
        fleets = read_toml(scenario).tables.get("fleet")
    except ScenarioError:
        return
    for fleet in fleets if isinstance(fleets, list) else ():
        name = fleet.get("file") if isinstance(fleet, dict) else None
        if isinstance(name, str):
            with contextlib.suppress(ValueError):
                path = path_beside(scenario, name)
                if path.is_file():
                    yield path
