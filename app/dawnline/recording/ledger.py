"""Exact totals: one row a frame, float64."""

import sqlite3
import threading

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import KINDS, Kind
from dawnline.recording import nouns
from dawnline.recording.query import ask
from dawnline.recording.store import Damaged, Store
from dawnline.recording.tile_codec import crc_of

_MOST_KEYS = 1_000
_QUERY = (
    "SELECT frame, crc, CASE WHEN length(data) <= ? THEN data END FROM ledger"
    " WHERE frame >= ? AND frame < ? ORDER BY frame LIMIT ?"
)


class LedgerReader:
    """Reads the ledger of an open run; its keys are known from the first flush on."""

    def __init__(self, connection: sqlite3.Connection, lock: threading.Lock, store: Store) -> None:
        self._connection = connection
        self._lock = lock
        self._store = store
        self._keys: tuple[tuple[Kind, str], ...] | None = None

    def keys(self, kind: Kind) -> tuple[str, ...]:
        """Return the keys of a kind."""
        return tuple(key for of, key in self._all_keys() if of == kind)

    def texts(self) -> tuple[str, ...]:
        """Return every key as the file has it, ``kind.key``, in the order of the columns."""
        return tuple(f"{kind}.{key}" for kind, key in self._all_keys())

    def row(self, frame: int) -> dict[Kind, dict[str, float]]:
        """Return the totals of one frame by kind and key; lost ones are NaN."""
        keys = self._all_keys()
        row: dict[Kind, dict[str, float]] = {}
        for (kind, key), value in zip(keys, self._rows(frame, frame + 1)[0].tolist(), strict=True):
            row.setdefault(kind, {})[key] = value
        return row

    def column(self, kind: Kind, key: str, frames: int) -> NDArray[np.float64]:
        """Return (frames,) totals; raise KeyError if there is no such key."""
        keys = self._all_keys()
        if (kind, key) not in keys:
            raise KeyError(f"no total {key!r} of a {kind}; known: {', '.join(self.keys(kind)) or 'none'}")
        return self._rows(0, frames)[:, keys.index((kind, key))].copy()

    def _all_keys(self) -> tuple[tuple[Kind, str], ...]:
        if self._keys is None:
            try:
                with self._lock:
                    texts = self._store.noun(nouns.TEXTS, "ledger")
            except sqlite3.ProgrammingError:
                raise  # the recording is closed: a fault of the caller
            except (Damaged, sqlite3.Error):
                return ()  # nothing flushed yet, or lost
            known = (text for text in texts[:_MOST_KEYS] if text.partition(".")[0] in KINDS)
            self._keys = tuple(split_key(text) for text in known)
        return self._keys

    def _rows(self, first: int, stop: int) -> NDArray[np.float64]:
        n = len(self._all_keys())
        out = np.full((stop - first, n), np.nan)
        try:
            with self._lock:
                rows = ask(self._connection, _QUERY, (n * 8, first, stop, stop - first))
        except sqlite3.ProgrammingError:
            raise  # the recording is closed: a fault of the caller
        except sqlite3.Error:
            return out
        for frame, crc, data in rows:
            if (
                isinstance(frame, int)
                and isinstance(data, bytes)
                and len(data) == n * 8
                and crc == crc_of(data, frame)
            ):
                out[frame - first] = np.frombuffer(data, "<f8")
        return out


def split_key(text: str) -> tuple[Kind, str]:
    """Return kind and key of ``kind.key``; raise ValueError if there is no such kind."""
    name, _, key = text.partition(".")
    for kind in KINDS:
        if kind == name:
            return kind, key
    raise ValueError(f"{text[:60]!r} is no total of any kind")
