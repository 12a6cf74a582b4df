"""Who writes a run file: a lock that the system lets go when its holder dies, however it dies.

The lock is an exclusive SQLite transaction on an empty file beside the run (`RUN.dawn-lock`): SQLite knows
how to lock on every system, within one process and between processes. Marks are written to the run file
itself meanwhile, so the run's own lock cannot serve.
"""

import contextlib
import os
import sqlite3
from pathlib import Path

from dawnline.recording.errors import RunFileError
from dawnline.recording.query import ask

_BUSY_TIMEOUT_S = 2.0  # readers hold the lock for microseconds


def lock_path(run: Path) -> Path:
    """Return the lock file of a run."""
    return run.with_name(run.name + "-lock")


class WriterLock:
    """Held from the construction to ``release``; raises RunFileError if somebody else holds it."""

    def __init__(self, run: Path, timeout_s: float = _BUSY_TIMEOUT_S) -> None:
        self._path = lock_path(run)
        try:
            self._connection = sqlite3.connect(
                self._path, timeout=timeout_s, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise RunFileError(run, f"cannot be written here ({error})", "a writable folder") from None
        try:
            ask(self._connection, "PRAGMA journal_mode=MEMORY")  # one file beside the run is enough
            ask(self._connection, "BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            self._connection.close()
            raise RunFileError(run, f"is being written already ({error})", "another name") from None

    def release(self) -> None:
        """Let go and remove the lock file; a second call does nothing."""
        # Before letting go, so that no next holder loses its own. Windows removes no file that is open: there
        # it is after it, and what the next holder has open stays.
        if os.name == "posix":
            self._remove()
        self._connection.close()
        if os.name != "posix":
            self._remove()

    def _remove(self) -> None:
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)


def is_being_written(run: Path) -> bool:
    """Return whether a living process writes the run."""
    path = lock_path(run)
    if not path.is_file():
        return False
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0.0)
    except sqlite3.Error:
        return False
    try:
        ask(connection, "SELECT count(*) FROM sqlite_schema")
    except sqlite3.OperationalError as error:
        return "locked" in str(error)
    except sqlite3.Error:
        return False
    finally:
        connection.close()
    return False
