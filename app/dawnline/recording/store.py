"""Named JSON texts and named columns of numbers in a run file, each guarded by a CRC."""

import sqlite3

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from dawnline.recording.layout import MAX_BLOB, MAX_DOCUMENT
from dawnline.recording.nouns import TEXTS, T, from_json
from dawnline.recording.plain_texts import plain_texts
from dawnline.recording.query import ask
from dawnline.recording.tile_codec import crc_of

_DTYPES = {"<f8": np.float64, "<i8": np.int64, "<i4": np.int32}
Column = NDArray[np.float64] | NDArray[np.int64] | NDArray[np.int32]


class Damaged(Exception):  # noqa: N818 - a finding, turned into a RunFileError by who knows the path
    """Something in the file is not what it should be; the message says what."""


class Store:
    """The tables ``document`` and ``array`` of an open run file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put_text(self, name: str, text: str) -> None:
        """Keep a JSON text; the transaction is the caller's."""
        crc = crc_of(text.encode())
        self._connection.execute("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", (name, crc, text))

    def put_column(self, name: str, values: Column) -> None:
        """Keep an (n,) column of float64, int64 or int32."""
        dtype = np.dtype(values.dtype).newbyteorder("<").str
        data = values.astype(dtype, copy=False).tobytes()
        row = (name, dtype, crc_of(data), data)
        self._connection.execute("INSERT OR REPLACE INTO array VALUES (?, ?, ?, ?)", row)

    def text(self, name: str) -> str:
        """Return a text; raise Damaged if it is missing, too long or not what was written."""
        query = "SELECT crc, CASE WHEN length(json) <= ? THEN json END FROM document WHERE name = ? LIMIT 1"
        rows = ask(self._connection, query, (MAX_DOCUMENT, name))
        if not rows:
            raise Damaged(f"has no document {name!r}")
        crc, text = rows[0]
        if not isinstance(text, str):
            raise Damaged(f"document {name!r} is no text of at most {MAX_DOCUMENT} characters")
        if crc != crc_of(text.encode()):
            raise Damaged(f"document {name!r} is not as it was written (CRC)")
        return text

    def noun(self, adapter: TypeAdapter[T], name: str) -> T:
        """Return what a text says; raise Damaged if it is not of the adapter's type."""
        return self._parsed(adapter, name, self.text(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """Return what ``noun`` with ``TEXTS`` returns, or raise as it does; a million texts are no matter."""
        text = self.text(name)
        found = plain_texts(text)
        return found if found is not None else self._parsed(TEXTS, name, text)

    def column(self, name: str, n: int, dtype: str) -> Column:
        """Return n values of type ``<f8``, ``<i8`` or ``<i4``; raise Damaged if there are no such."""
        query = (
            "SELECT dtype, crc, CASE WHEN length(data) <= ? THEN data END FROM array WHERE name = ? LIMIT 1"
        )
        rows = ask(self._connection, query, (MAX_BLOB, name))
        if not rows:
            raise Damaged(f"has no array {name!r}")
        written, crc, data = rows[0]
        if written != dtype or not isinstance(data, bytes) or len(data) != n * np.dtype(dtype).itemsize:
            raise Damaged(f"array {name!r} is not {n} values of type {dtype}")
        if crc != crc_of(data):
            raise Damaged(f"array {name!r} is not as it was written (CRC)")
        return np.frombuffer(data, dtype).astype(_DTYPES[dtype])

    @staticmethod
    def _parsed(adapter: TypeAdapter[T], name: str, text: str) -> T:
        try:
            return from_json(adapter, text)
        except ValueError as error:
            raise Damaged(f"document {name!r}: {error}") from None
