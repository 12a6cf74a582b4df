"""Where crash reports lie: the user's log folder, the newest few."""

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_log_path

KEPT_REPORTS = 20
PATTERN = "crash-*.txt"


def reports_folder() -> Path:
    """Return the folder; it may not be there yet."""
    return user_log_path("dawnline", appauthor=False)


def stamp_of(moment: datetime) -> str:
    """Return a moment as names of files have it: they sort by it."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def keep_report(text: str, folder: Path, moment: datetime) -> Path:
    """Write a report under a name of its own, forget the oldest, return its path; OSError if it cannot be."""
    folder.mkdir(parents=True, exist_ok=True)
    number, path = 1, folder / f"crash-{stamp_of(moment)}-{os.getpid()}.txt"
    while True:
        try:
            with path.open("x", encoding="utf-8", errors="replace") as stream:
                stream.write(text)
        except FileExistsError:
            number += 1
            path = folder / f"crash-{stamp_of(moment)}-{os.getpid()}-{number}.txt"
        else:
            break
    for old in sorted(folder.glob(PATTERN), key=_age, reverse=True)[KEPT_REPORTS:]:
        with contextlib.suppress(OSError):  # another window forgets it too, or somebody reads it
            old.unlink()
    return path


def _age(path: Path) -> tuple[str, int, str]:
    """Return what reports sort by: the moment in the name, then the length (``-2`` before ``-10``)."""
    return path.name[:22], len(path.name), path.name
