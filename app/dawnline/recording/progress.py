"""How far a run file reaches and how its run ended, as the file itself says."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from dawnline.recording.connection import wal_path
from dawnline.recording.header import RunHeader
from dawnline.recording.layout import TILE_FRAMES, tile_count
from dawnline.recording.query import ask
from dawnline.recording.store import Damaged

Written = Literal["running", "complete", "cancelled"]
_LEAST_TILE_BYTES = 16  # the header of a compressed tile


@dataclass(frozen=True)
class Progress:
    """Frames 0 to ``frames - 1`` are there; ``state`` is what the writer wrote last."""

    frames: int
    state: Written


def read_progress(connection: sqlite3.Connection) -> Progress:
    """Return the progress; raise Damaged if it makes no sense."""
    rows = ask(connection, "SELECT frames, state FROM progress WHERE id = 1 LIMIT 1")
    row = rows[0] if rows else (None, None)
    if not isinstance(row[0], int) or row[0] < 0 or row[1] not in get_args(Written):
        raise Damaged(f"says of its progress {row!r:.80}")
    return Progress(*row)


def check_plausible(path: Path, progress: Progress, header: RunHeader) -> None:
    """Raise Damaged if the file claims more frames than were planned, or than its bytes could hold."""
    if progress.frames > header.frame_count:
        raise Damaged(f"claims {progress.frames} frames where {header.frame_count} were planned")
    tables = header.fleet.tables
    tiles = sum(tile_count(len(tables[c.kind])) for c in header.catalogue.channels if c.kind in tables)
    blocks = -(-progress.frames // TILE_FRAMES)
    size = path.stat().st_size
    wal = wal_path(path)
    size += wal.stat().st_size if wal.is_file() else 0
    if blocks * tiles * _LEAST_TILE_BYTES > size:
        raise Damaged(f"claims {progress.frames} frames in {size} bytes")
