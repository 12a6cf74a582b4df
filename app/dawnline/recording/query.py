"""Asking SQLite about a file that may be damaged: one call, one kind of error, nothing left open."""

import sqlite3
from collections.abc import Sequence
from typing import Any


def ask(connection: sqlite3.Connection, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return all rows; raise sqlite3.Error where Python raises others too.

    Python decodes SQLite's messages, and those quote the file: damaged names fail to decode.
    """
    try:
        return connection.execute(query, values).fetchall()
    except sqlite3.OperationalError as error:
        if "decode to UTF-8" not in str(error):
            raise
        raise sqlite3.DatabaseError("a text in it is no text") from None
    except (UnicodeDecodeError, MemoryError, OverflowError) as error:
        raise sqlite3.DatabaseError(f"database disk image is malformed ({type(error).__name__})") from None
