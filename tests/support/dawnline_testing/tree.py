"""Where the repository is, and which files belong to it."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "app" / "dawnline"
WIDGETS = ROOT / "widgets" / "dawnline_widgets"
SHELVES = (PROGRAM, WIDGETS, ROOT / "assets" / "dawnline_assets")
# What a working tree holds besides its own files, where there is no git to ask.
_BUILT = {"__pycache__", "dist", "build", "shots"}


@cache
def own_files() -> tuple[Path, ...]:
    """Return the files of the project: what git tracks, or would track.

    A copy without git (an unpacked archive) is walked instead, leaving out what is built in it.
    """
    listing = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        found = subprocess.run(listing, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        return tuple(sorted(path for path in ROOT.rglob("*") if path.is_file() and not _is_built(path)))
    return tuple(sorted(path for name in found.split("\0") if name and (path := ROOT / name).is_file()))


def shelf_modules() -> tuple[Path, ...]:
    """Return every Python module of the program, the widgets and the assets."""
    return tuple(
        path for path in own_files()
        if path.suffix == ".py" and any(path.is_relative_to(shelf) for shelf in SHELVES)
    )  # fmt: skip


def _is_built(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    hidden = {part for part in parts[:-1] if part.startswith(".") and part != ".ci"}
    return bool(hidden or _BUILT.intersection(parts) or path.suffix in {".pyc", ".dawn"})
