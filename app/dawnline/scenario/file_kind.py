"""What a file is, by its content first: a run, a scenario, or element sets."""

from pathlib import Path
from typing import Literal

FileKind = Literal["run", "scenario", "elements"]
SQLITE_MAGIC = b"SQLite format 3\x00"


def file_kind(path: Path) -> FileKind:
    """Return the kind of a file; raise OSError if it cannot be read.

    The name decides between scenario and elements, since both are text: ``.toml`` is a scenario. A file
    named ``.dawn`` counts as a run whatever it holds, so that a damaged one is reported as a run.
    """
    with path.open("rb") as file:
        head = file.read(16)
    if head == SQLITE_MAGIC or path.suffix.lower() == ".dawn":
        return "run"
    return "scenario" if path.suffix.lower() == ".toml" else "elements"
