"""Turning a run back into one file: what the last one out does, and the first one in after an accident."""

import contextlib
import os
import sqlite3
from pathlib import Path

from dawnline.recording.connection import read_head, wal_path
from dawnline.recording.errors import RunFileError
from dawnline.recording.query import ask
from dawnline.recording.writer_lock import WriterLock, lock_path


def settle(path: Path) -> bool:
    """Fold into a run what lies beside it, if nobody uses it; return whether it is one file now.

    Never raises: a run that is written or read, or a place that is read-only, stays as it is.
    """
    try:
        uses_wal = read_head(path).uses_wal
        beside = [wal_path(path), lock_path(path)] if uses_wal else [path.with_name(path.name + "-journal")]
        if not any(file.exists() for file in beside):
            return not uses_wal
        if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            return False
        lock = WriterLock(path, timeout_s=0.0)
    except (RunFileError, OSError):
        return False
    try:
        return fold(path)
    finally:
        lock.release()


def fold(path: Path) -> bool:
    """Do the same for a run whose lock the caller holds."""
    with contextlib.suppress(sqlite3.Error):
        uri = f"{path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(uri, uri=True, timeout=0.0, isolation_level=None)
        try:
            ask(connection, "PRAGMA trusted_schema=OFF")
            ask(connection, "SELECT count(*) FROM sqlite_schema")  # undoes a broken-off change
            return ask(connection, "PRAGMA journal_mode=DELETE") == [("delete",)]
        finally:
            connection.close()
    return False
