"""Opening a run file for reading, distrusting everything in it."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from dawnline.recording.errors import RunFileError
from dawnline.recording.layout import APPLICATION_ID, FORMAT, MAX_BLOB, SCHEMA, SQLITE_MAGIC
from dawnline.recording.newer import newer_error
from dawnline.recording.query import ask
from dawnline.recording.writer_lock import lock_path

_RIGHT = "a run file that `dawnline simulate` wrote"
BUSY_TIMEOUT_S = 5.0
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: MAX_BLOB,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 10_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 32,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 32,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 4,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

_PRAGMAS = ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0", "cache_size=-8000")


@dataclass(frozen=True)
class FileHead:
    """The first hundred bytes of a run file: whether its newest frames may be in a file beside it."""

    uses_wal: bool


def wal_path(run: Path) -> Path:
    """Return the file beside a run in which SQLite keeps what is not yet in the run itself."""
    return run.with_name(run.name + "-wal")


def read_head(path: Path) -> FileHead:
    """Look at the first bytes, before SQLite does; raise RunFileError if this is no run file of ours."""
    if not path.exists():
        raise RunFileError(path, "is not there", _RIGHT)
    if not path.is_file():
        raise RunFileError(path, "is not a file", _RIGHT)
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise RunFileError(path, f"cannot be read ({error.strerror})", "a file that you may read") from None
    if not head:
        raise RunFileError(path, "is empty", _RIGHT)
    if not head.startswith(SQLITE_MAGIC[: len(head)]):
        raise RunFileError(path, "is not a run file", _RIGHT)
    if len(head) < 100:
        raise RunFileError(path, f"is cut off after {len(head)} bytes", _RIGHT)
    found = int.from_bytes(head[68:72], "big")
    if found != APPLICATION_ID:
        raise RunFileError(path, f"belongs to another program (application_id 0x{found:08x})", _RIGHT)
    version = int.from_bytes(head[60:64], "big")
    if version > FORMAT:
        raise newer_error(path, version)
    if version != FORMAT:
        raise RunFileError(path, f"has format {version}", f"format {FORMAT}")
    return FileHead(uses_wal=head[19] == 2)


def connect_reader(path: Path) -> sqlite3.Connection:
    """Return a connection that can only read, for any thread in turn; raise RunFileError if there is none.

    In a folder that cannot be written SQLite cannot share a file with a writer: there the file is taken as
    one that nobody changes.
    """
    uses_wal = read_head(path).uses_wal
    if is_half(path):
        return _frozen(path)  # leaves no file behind
    try:
        return _connect(f"{path.absolute().as_uri()}?mode=ro")
    except sqlite3.OperationalError as error:
        if not uses_wal:
            raise _refused(path, error) from None
    except sqlite3.Error as error:
        raise _refused(path, error) from None
    if _has_bytes(wal_path(path)):
        raise RunFileError(
            path,
            f"has its newest frames in {wal_path(path).name}, of no use in a read-only folder",
            "both files in a folder that can be written",
        )
    return _frozen(path)


def _frozen(path: Path) -> sqlite3.Connection:
    try:
        return _connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1")
    except sqlite3.Error as error:
        raise _refused(path, error) from None


def is_half(path: Path) -> bool:
    """Return whether this looks like the copy of an unfinished run whose other half stayed behind.

    Where the run was made, the lock of its dead writer lies beside it still: there a missing ``-wal`` means
    that somebody's SQLite has tidied up, and nothing is lost.
    """
    return read_head(path).uses_wal and not _has_bytes(wal_path(path)) and not lock_path(path).exists()


def half_error(path: Path) -> RunFileError:
    """Return what to say of such a copy."""
    wal = wal_path(path).name
    return RunFileError(
        path,
        f"was copied without {wal}, which holds its newest frames",
        f"{path.name} and {wal} side by side",
    )


def _has_bytes(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    try:
        for limit, value in _LIMITS.items():
            connection.setlimit(limit, value)
        for pragma in _PRAGMAS:
            ask(connection, f"PRAGMA {pragma}")
        _check_schema(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_schema(connection: sqlite3.Connection) -> None:
    """Refuse all but our own tables, to the letter: no view, trigger or expression of others is run."""
    query = "SELECT substr(sql, 1, 1000) FROM sqlite_schema WHERE sql IS NOT NULL LIMIT ?"
    found = {row[0] for row in ask(connection, query, (len(SCHEMA) + 1,))}
    if found != set(SCHEMA):
        raise sqlite3.DatabaseError("its tables are not those of a run file")


def _refused(path: Path, error: sqlite3.Error) -> RunFileError:
    if "locked" in str(error):
        return RunFileError(path, f"is in use ({error})", "to be opened again in a moment")
    return RunFileError(path, f"is damaged or not a run file ({error})", _RIGHT)
