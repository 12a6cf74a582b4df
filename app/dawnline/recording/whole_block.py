"""Whole blocks of 60 frames as they lie in a file, to be copied into another one without decoding."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from dawnline.recording.header import RunHeader
from dawnline.recording.layout import MAX_BLOB, TILE_FRAMES, tile_and_start, tile_count, tile_id
from dawnline.recording.query import ask
from dawnline.recording.store import Damaged
from dawnline.recording.tile_codec import crc_of

TileRow = tuple[int, int, int, bytes]  # id, frames, CRC, data
LedgerRow = tuple[int, int, bytes]  # frame, CRC, data
_TILES = (
    "SELECT id, frames, crc, CASE WHEN length(data) <= ? THEN data END FROM tile"
    " WHERE id >= ? AND id < ? ORDER BY id"
)
_LEDGER = (
    "SELECT frame, crc, CASE WHEN length(data) <= ? THEN data END FROM ledger"
    " WHERE frame >= ? AND frame < ? ORDER BY frame"
)


@dataclass(frozen=True, eq=False)
class WholeBlock:
    """One block: its number, its rows of the ledger, and its tiles, channel after channel, to be taken once.

    Taking a tile raises Damaged where it, or one before it, is lost.
    """

    number: int
    ledger_keys: tuple[str, ...]
    ledger: tuple[LedgerRow, ...]
    tiles: Iterator[TileRow]


def whole_block(
    connection: sqlite3.Connection,
    lock: threading.Lock,
    header: RunHeader,
    ledger_keys: tuple[str, ...],
    number: int,
) -> WholeBlock:
    """Return a block; raise Damaged if a row of its ledger is lost."""
    first = number * TILE_FRAMES
    with lock:
        rows = ask(connection, _LEDGER, (MAX_BLOB, first, first + TILE_FRAMES))
    ledger = tuple(row for row in rows if isinstance(row[2], bytes) and row[1] == crc_of(row[2], row[0]))
    if len(ledger) != TILE_FRAMES or any(len(row[2]) != 8 * len(ledger_keys) for row in ledger):
        raise Damaged(f"has lost totals of frames {first} to {first + TILE_FRAMES - 1}")
    return WholeBlock(number, ledger_keys, ledger, _tiles(connection, lock, header, number))


def _tiles(
    connection: sqlite3.Connection, lock: threading.Lock, header: RunHeader, number: int
) -> Iterator[TileRow]:
    sizes = {kind: len(table) for kind, table in header.fleet.tables.items()}
    for index, channel in enumerate(header.catalogue.channels):
        ends = tile_id(number, index, 0), tile_id(number, index + 1, 0)
        with lock:
            rows = ask(connection, _TILES, (MAX_BLOB, *ends))
        reach = [0] * tile_count(sizes.get(channel.kind, 0))
        for key, frames, crc, data in rows:
            tile, start = tile_and_start(key)
            good = isinstance(data, bytes) and crc == crc_of(data, key, frames)
            if not good or tile >= len(reach) or reach[tile] != start:
                break
            reach[tile] = start + frames
            yield key, frames, crc, data
        if any(stop != TILE_FRAMES for stop in reach):
            raise Damaged(f"has lost tiles of {channel.kind} {channel.key} in block {number}")
