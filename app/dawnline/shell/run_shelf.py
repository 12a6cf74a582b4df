"""Where the window keeps the runs it simulates: one per content of scenario and elements, the newest few.

A run is a function of its inputs and the version, so the same inputs find the run they made before.
"""

import hashlib
import os
from pathlib import Path

from platformdirs import user_cache_path

from dawnline import __version__

KEPT_RUNS = 4


def run_path_for(scenario: Path, element_files: tuple[str, ...]) -> Path:
    """Return the path of the run that these inputs make; the folder is there afterwards."""
    digest = hashlib.sha256(__version__.encode())
    digest.update(scenario.read_bytes())
    for word in sorted(element_files):
        fleet, equals, name = word.partition("=")
        path = Path(name) if equals and not Path(word).exists() else Path(word)
        digest.update(fleet.encode() if path != Path(word) else b"")
        if path.is_file():
            digest.update(path.read_bytes())
    folder = runs_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{scenario.stem}-{digest.hexdigest()[:12]}.dawn"


def own_path_beside(path: Path) -> Path:
    """Return a path for this process alone, where another window writes ``path`` already."""
    return path.with_stem(f"{path.stem}-{os.getpid()}")


def runs_folder() -> Path:
    """Return the folder of the runs; the user's cache, since each can be made again."""
    return user_cache_path("dawnline", appauthor=False) / "runs"


def forget_old_runs(keep: Path) -> None:
    """Delete all but the newest runs, and never ``keep`` or a run that another window writes."""
    runs = sorted(runs_folder().glob("*.dawn"), key=lambda path: path.stat().st_mtime, reverse=True)
    for run in runs[KEPT_RUNS:]:
        if run != keep and not run.with_name(run.name + "-wal").exists():
            run.unlink(missing_ok=True)
