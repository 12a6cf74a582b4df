"""Marks of people in a run file: bookmarks, acknowledgements, notes, written at any time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from dawnline.recording.connection import BUSY_TIMEOUT_S, connect_reader
from dawnline.recording.errors import RunFileError
from dawnline.recording.query import ask

MarkKind = Literal["bookmark", "acknowledgement", "note"]
_MOST_MARKS = 10_000
_LONGEST = 10_000


@dataclass(frozen=True)
class Mark:
    """One mark: ``t_s`` in the run, ``entity`` the id it is about or empty, ``text`` what a person wrote."""

    id: int
    kind: MarkKind
    t_s: float
    entity: str
    text: str


class Marks:
    """The marks of one run file; every call is a short transaction of its own, beside a writer too.

    Raises RunFileError where the file cannot be read or changed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> tuple[Mark, ...]:
        """Return the marks in the order of time; what is no mark in a damaged file is left out."""
        connection = connect_reader(self._path)
        query = "SELECT id, kind, t_s, entity, substr(text, 1, ?) FROM mark ORDER BY t_s, id LIMIT ?"
        try:
            rows = ask(connection, query, (_LONGEST, _MOST_MARKS))
        except sqlite3.Error as error:
            raise RunFileError(
                self._path, f"has marks that cannot be read ({error})", "a whole file"
            ) from None
        finally:
            connection.close()
        return tuple(Mark(*row) for row in rows if _is_mark(row))

    def add(self, kind: MarkKind, t_s: float, text: str, entity: str = "") -> int:
        """Keep a mark and return its number; raise ValueError if its text is too long."""
        if len(text) > _LONGEST:
            raise ValueError(f"a text of {len(text)} characters; expected at most {_LONGEST}")
        with self._writing() as connection:
            query = "INSERT INTO mark (kind, t_s, entity, text) VALUES (?, ?, ?, ?) RETURNING id"
            return int(ask(connection, query, (kind, t_s, entity, text))[0][0])

    def remove(self, number: int) -> None:
        """Remove a mark; one that is gone already is no error."""
        with self._writing() as connection:
            ask(connection, "DELETE FROM mark WHERE id = ?", (number,))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        connect_reader(self._path).close()  # nothing but a run file is ever changed
        try:
            uri = f"{self._path.absolute().as_uri()}?mode=rw"
            connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)
        except sqlite3.Error as error:
            raise RunFileError(
                self._path, f"cannot be changed ({error})", "a file that you may write"
            ) from None
        try:
            ask(connection, "PRAGMA trusted_schema=OFF")
            yield connection
        except sqlite3.Error as error:
            raise RunFileError(
                self._path, f"cannot be changed ({error})", "a file that you may write"
            ) from None
        finally:
            connection.close()


def _is_mark(row: tuple[object, ...]) -> bool:
    number, kind, t_s, entity, text = row
    return (
        isinstance(number, int)
        and kind in get_args(MarkKind)
        and isinstance(t_s, float)
        and isinstance(entity, str)
        and isinstance(text, str)
    )
