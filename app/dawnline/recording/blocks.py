"""Reading tiles: the values of one channel over the 60 frames of a block."""

import sqlite3
import threading

import numpy as np

from dawnline.recording.gaps import Gap, GapList
from dawnline.recording.header import RunHeader
from dawnline.recording.layout import (
    DTYPES,
    LOST,
    START_MASK,
    TILE_ENTITIES,
    TILE_FRAMES,
    tile_and_start,
    tile_count,
    tile_id,
)
from dawnline.recording.query import ask
from dawnline.recording.tile_codec import DamagedTile, crc_of, decode, encoded_limit
from dawnline.telemetry.channel import Channel
from dawnline.telemetry.frame import Values

_QUERY = (
    "SELECT id, frames, crc, CASE WHEN length(data) <= ? THEN data END"
    " FROM tile WHERE id >= ? AND id < ? {} ORDER BY id LIMIT ?"
)
_ALL = _QUERY.format("")
_HOLDING = _QUERY.format(f"AND id & {START_MASK} <= ? AND id & {START_MASK} > ? - frames")
_Row = tuple[int, int, int, bytes]
_Place = tuple[int, int, int]  # block, tile, first frame of the block that is decoded


class BlockReader:
    """Decodes blocks of channels; what is lost is filled and noted, never raised.

    Parameters
    ----------
    connection, lock : the connection, and what is held while it is asked.
    header : of the run.
    gaps : where losses are noted.
    """

    def __init__(
        self, connection: sqlite3.Connection, lock: threading.Lock, header: RunHeader, gaps: GapList
    ) -> None:
        self._connection = connection
        self._lock = lock
        self._channels = header.catalogue.channels
        self._index = {(channel.kind, channel.key): i for i, channel in enumerate(self._channels)}
        self._sizes = {kind: len(table) for kind, table in header.fleet.tables.items()}
        self._gaps = gaps

    def index(self, kind: str, key: str) -> int:
        """Return the number of a channel; raise KeyError with the known ones."""
        try:
            return self._index[kind, key]  # type: ignore[index]
        except KeyError:
            known = ", ".join(channel.key for channel in self._channels if channel.kind == kind)
            raise KeyError(f"no channel {key!r} of a {kind}; known: {known or 'none'}") from None

    def size(self, channel: int) -> int:
        """Return how many entities a channel has."""
        return self._sizes.get(self._channels[channel].kind, 0)

    def dtype(self, channel: int) -> np.dtype[np.generic]:
        """Return the type of a channel's values."""
        return np.dtype(DTYPES[self._channels[channel].encoding])

    def read(self, channel: int, block: int, frames: int, tile: int | None = None) -> Values:
        """Return (entities, k) values of a block, k >= ``frames``: of every entity, or of those of one tile.

        ``frames`` is how many frames of the block there must be; where the file has more by now, k is larger.
        """
        n = self.size(channel)
        first, last = (0, tile_count(n)) if tile is None else (tile, tile + 1)
        rows, reason = self._rows(channel, block, first, last)
        found = max((tile_and_start(row[0])[1] + row[1] for row in rows), default=0)
        span = (0, min(TILE_FRAMES, max(frames, found)))
        return self._decoded(rows, (channel, block), (first, last), span, reason)

    def read_part(self, channel: int, block: int, row: int) -> tuple[int, Values]:
        """Return the part of a block that was flushed with frame ``row``: where it begins, its (n, k) values.

        A block that is complete has one part. Where nothing is found the part is that frame, and lost.
        """
        tiles = (0, tile_count(self.size(channel)))
        rows, reason = self._rows(channel, block, *tiles, row)
        starts = [tile_and_start(found[0])[1] for found in rows]
        stops = [start + found[1] for start, found in zip(starts, rows, strict=True)]
        span = (min(starts, default=row), min(TILE_FRAMES, max(stops, default=row + 1)))
        return span[0], self._decoded(rows, (channel, block), tiles, span, reason)

    def _decoded(
        self,
        rows: list[_Row],
        of: tuple[int, int],
        tiles: tuple[int, int],
        span: tuple[int, int],
        reason: str,
    ) -> Values:
        """Return what rows of channel and block ``of`` say of its ``tiles`` (from, to), frames ``span``."""
        channel, block = of
        first, last = tiles
        origin = first * TILE_ENTITIES
        entities = min(self.size(channel), last * TILE_ENTITIES) - origin
        out: Values = np.empty((max(entities, 0), span[1] - span[0]), self.dtype(channel))
        by_tile: dict[int, list[_Row]] = {}
        for row in rows:
            by_tile.setdefault(tile_and_start(row[0])[0], []).append(row)
        for number in range(first, last):
            begin = number * TILE_ENTITIES - origin
            part = out[begin : begin + TILE_ENTITIES]
            self._fill(part, by_tile.get(number, []), channel, (block, number, span[0]), reason)
        self._tame(out, channel)
        return out

    def _rows(
        self, channel: int, block: int, first: int, last: int, holding: int | None = None
    ) -> tuple[list[_Row], str]:
        limit = encoded_limit(TILE_FRAMES * TILE_ENTITIES * self.dtype(channel).itemsize)
        most = (last - first) * TILE_FRAMES
        ends = (tile_id(block, channel, first), tile_id(block, channel, last))
        query = _ALL if holding is None else _HOLDING
        bounds = (limit, *ends, *(() if holding is None else (holding, holding)), most)
        try:
            with self._lock:
                rows = ask(self._connection, query, bounds)
        except sqlite3.ProgrammingError:
            raise  # the recording is closed: a fault of the caller
        except sqlite3.Error as error:
            return [], f"cannot be read ({error})"
        whole = [row for row in rows if all(isinstance(number, int) for number in row[:3])]
        return [row for row in whole if 0 < row[1] <= TILE_FRAMES], "missing"

    def _fill(self, out: Values, rows: list[_Row], channel: int, place: _Place, missing: str) -> None:
        """Decode the parts of one tile into (entities, k), one after the other; note what is lost."""
        k, at = out.shape[1], 0
        for key, frames, crc, data in rows:
            start = tile_and_start(key)[1] - place[2]
            stop = start + frames
            if start < at or stop > k:
                continue  # cannot be: what it should have held is noted as missing below
            if start > at:
                self._lose(out, (at, start), channel, place, missing)
            whole = start == 0 and stop == k
            part: Values = out if whole else np.empty((len(out), frames), out.dtype)
            try:
                if not isinstance(data, bytes) or crc != crc_of(data, key, frames):
                    raise DamagedTile("is not as it was written (CRC)")
                decode(data, part)
            except DamagedTile as damage:
                self._lose(out, (start, stop), channel, place, str(damage))
            else:
                if not whole:
                    out[:, start:stop] = part
            at = stop
        if at < k:
            self._lose(out, (at, k), channel, place, missing)

    def _lose(self, out: Values, span: tuple[int, int], channel: int, place: _Place, reason: str) -> None:
        block, tile, begin = place
        described = self._channels[channel]
        out[:, span[0] : span[1]] = LOST[described.encoding]
        origin, first = block * TILE_FRAMES + begin, tile * TILE_ENTITIES
        frames = (origin + span[0], origin + span[1])
        self._gaps.add(Gap(described.kind, described.key, frames, (first, first + len(out)), reason))

    def _tame(self, values: Values, channel: int) -> None:
        described: Channel = self._channels[channel]
        if described.encoding == "code" and values.size and values.max() >= len(described.codes):
            # A code that has no name must not become an index anywhere.
            values[values >= len(described.codes)] = LOST["code"]
