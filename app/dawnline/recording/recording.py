"""Reading a run, while it is written and after."""

import math
import sqlite3
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.recording.blocks import BlockReader
from dawnline.recording.cached_blocks import CachedBlocks
from dawnline.recording.checkpoints import read_checkpoint
from dawnline.recording.digest import frames_digest, run_digest
from dawnline.recording.errors import RunFileError
from dawnline.recording.gaps import Gap, GapList
from dawnline.recording.layout import TILE_ENTITIES, TILE_FRAMES
from dawnline.recording.ledger import LedgerReader
from dawnline.recording.names import NameIndex
from dawnline.recording.query import ask
from dawnline.recording.run_file import RunFile
from dawnline.recording.store import Damaged, Store
from dawnline.recording.whole_block import WholeBlock, whole_block
from dawnline.telemetry.frame import Frame, Values

CACHE_BYTES = 2**26  # four blocks of eight channels of 10,000 satellites
# Of larger fleets at least this much: eight channels over 16 frames, two flushes of a million satellites.
_CACHE_BYTES_EACH = 512


class Recording(RunFile):
    """The frames of a run; made by ``open``, ended by ``close``; any thread may ask.

    Lost values read as NaN (continuous), 255 (codes) or -1 (counts), and are listed in ``gaps`` once somebody
    met them.
    """

    def __init__(self, path: Path, cache_bytes: int | None = None) -> None:
        super().__init__(path)
        if cache_bytes is None:
            cache_bytes = max(CACHE_BYTES, _CACHE_BYTES_EACH * len(self.header.fleet.satellites))
        self._gaps = GapList()
        self._blocks = BlockReader(self._connection, self._lock, self.header, self._gaps)
        self._cached = CachedBlocks(self._blocks, cache_bytes)
        self._ledger = LedgerReader(self._connection, self._lock, Store(self._connection))
        self._names: NameIndex | None = None

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open a run; raise RunFileError that says what is wrong with the file and what would be right."""
        return cls(Path(path))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What was found to be lost so far; ``verify`` finds all of it."""
        return self._gaps.all()

    def values(self, kind: Kind, key: str, frame: int) -> Values:
        """Return (n,) values of one channel at a frame; raise KeyError or IndexError if there is none."""
        channel = self._blocks.index(kind, key)
        block, row = divmod(self._check(frame), TILE_FRAMES)
        return self._cached.frame(channel, block, row)

    def at(self, t_s: float) -> Frame:
        """Return the last frame at or before ``t_s``; raise IndexError while there is none at all."""
        index = self._check(self.frame_index_at(t_s))
        values: dict[Kind, dict[str, Values]] = {}
        for channel in self.header.catalogue.channels:
            values.setdefault(channel.kind, {})[channel.key] = self.values(channel.kind, channel.key, index)
        return Frame(index, index * self.header.step_s, values, self._ledger.row(index))

    def series(
        self, kind: Kind, key: str, index: int, t0_s: float | None = None, t1_s: float | None = None
    ) -> tuple[NDArray[np.float64], Values]:
        """Return the times (k,) and values (k,) of one entity, at the frames within ``t0_s`` to ``t1_s``."""
        channel = self._blocks.index(kind, key)
        n = self._blocks.size(channel)
        if not 0 <= index < n:
            raise IndexError(f"{kind} {index} of {n}; expected 0 to {n - 1}")
        step_s, count = self.header.step_s, self.frame_count
        first = 0 if t0_s is None else max(0, math.ceil(t0_s / step_s * (1 - 1e-12) - 1e-9))
        stop = count if t1_s is None or count == 0 else min(count, self.frame_index_at(t1_s) + (t1_s >= 0))
        stop = max(first, stop)
        out: Values = np.empty(stop - first, self._blocks.dtype(channel))
        tile, row = divmod(index, TILE_ENTITIES)
        for block in range(first // TILE_FRAMES, -(-stop // TILE_FRAMES) if stop > first else 0):
            origin = block * TILE_FRAMES
            begin, end = max(first, origin), min(stop, origin + TILE_FRAMES)
            values = self._cached.tile(channel, block, tile, self._reach(block))
            out[begin - first : end - first] = values[row, begin - origin : end - origin]
        return np.arange(first, stop, dtype=np.float64) * step_s, out

    def ledger_keys(self, kind: Kind) -> tuple[str, ...]:
        """Return the keys of the totals of a kind."""
        return self._ledger.keys(kind)

    def ledger(self, kind: Kind, key: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return times (k,) and exact totals (k,) of a kind over all frames; lost rows are NaN."""
        values = self._ledger.column(kind, key, self.frame_count)
        return np.arange(len(values), dtype=np.float64) * self.header.step_s, values

    def ledger_at(self, frame: int) -> dict[Kind, dict[str, float]]:
        """Return the exact totals of one frame by kind and key; lost ones are NaN."""
        return self._ledger.row(frame)

    def checkpoint_before(self, frame: int) -> tuple[int, dict[str, NDArray[Any]]] | None:
        """Return the last state kept at or before a frame, and the frame it is of; None if there is none."""
        query = "SELECT frame FROM checkpoint WHERE frame <= ? ORDER BY frame DESC LIMIT 1"
        try:
            with self._lock:
                rows = ask(self._connection, query, (min(frame, self.frame_count - 1),))
                return (rows[0][0], read_checkpoint(self._connection, rows[0][0])) if rows else None
        except (Damaged, sqlite3.Error) as error:
            raise RunFileError(self.path, str(error), "a checkpoint as it was written") from None

    def whole_block(self, number: int) -> WholeBlock:
        """Return a block of 60 frames as it lies in the file; raise Damaged if it is seen to be lost."""
        keys = self._ledger.texts()
        return whole_block(self._connection, self._lock, self.header, keys, number)

    def digests(self) -> dict[str, str]:
        """Return the digests ``frames`` and ``run`` (see ``digest``) of what can be read now."""
        frames = frames_digest(self._blocks, self.header, self.frame_count)
        return {"frames": frames, "run": run_digest(frames, self.header)}

    def verify(self) -> tuple[Gap, ...]:
        """Read everything once and return every gap."""
        for channel in range(len(self.header.catalogue.channels)):
            for block in range(-(-self.frame_count // TILE_FRAMES)):
                self._blocks.read(channel, block, self._reach(block))
        return self.gaps

    def find_entity(self, name: str) -> EntityRef:
        """Return who answers to a full id, a unique bare name or ``#NORAD``; raise EntityNotFound."""
        if self._names is None:
            self._names = NameIndex(self.header)
        return self._names.find(name)

    def _check(self, frame: int) -> int:
        if not 0 <= frame < self.frame_count:
            raise IndexError(f"frame {frame} of {self.frame_count}; expected 0 to {self.frame_count - 1}")
        return frame

    def _reach(self, block: int) -> int:
        """Return how many frames of a block are there."""
        return min(TILE_FRAMES, self.frame_count - block * TILE_FRAMES)
