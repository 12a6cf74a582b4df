"""A run of a format that this program does not know yet: who made it, and what to do.

The rest of such a file may mean anything, so that only one text is looked for, where every format so far has
had it; what is not found is not told.
"""

import json
import re
import sqlite3
from pathlib import Path

import dawnline
from dawnline.recording.errors import RunFileError
from dawnline.recording.layout import FORMAT
from dawnline.recording.query import ask

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,31}")
_LONGEST_FACTS = 100_000
_MOST_STEPS = 200_000  # of SQLite's machine: a table that counts to infinity is given up


def newer_error(path: Path, file_format: int) -> RunFileError:
    """Return what to say of a run file whose format is newer than ours."""
    maker = _maker(path)
    needed = f"Dawnline {maker} or newer" if maker else "a newer Dawnline"
    return RunFileError(
        path,
        f"is a run of format {file_format}, made by {f'Dawnline {maker}' if maker else 'a newer Dawnline'}; "
        f"this Dawnline {dawnline.__version__} reads format {FORMAT}",
        f"to be opened with {needed}, or its scenario to be simulated again with this one",
    )


def _maker(path: Path) -> str:
    """Return the version that wrote a run file, "" if that cannot be found out."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        return ""
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 10 * _LONGEST_FACTS)
        connection.set_progress_handler(lambda: 1, _MOST_STEPS)
        for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0"):
            ask(connection, f"PRAGMA {pragma}")
        query = (
            "SELECT substr(json, 1, ?) FROM document WHERE name = 'run' AND 1 ="
            " (SELECT count(*) FROM sqlite_schema WHERE name = 'document' AND type = 'table') LIMIT 1"
        )
        rows = ask(connection, query, (_LONGEST_FACTS,))
        facts = json.loads(rows[0][0]) if rows else {}
        version = facts.get("version") if isinstance(facts, dict) else None
    except (sqlite3.Error, ValueError, TypeError, RecursionError):
        return ""
    finally:
        connection.close()
    return version if isinstance(version, str) and _VERSION.fullmatch(version) else ""
