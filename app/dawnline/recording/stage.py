"""Frames on their way into tiles: the last few, as they came, of every channel."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.fleet import Fleet
from dawnline.recording.layout import DTYPES, TILE_ENTITIES, TILE_FRAMES, tile_id
from dawnline.recording.tile_codec import crc_of, encode, round_bits
from dawnline.telemetry.catalogue import Catalogue
from dawnline.telemetry.frame import Frame, Values

STAGE_BYTES = 2**29
TileRow = tuple[int, int, int, bytes]  # id, frames, CRC, data: a row of the table ``tile``


@dataclass(frozen=True, eq=False)
class _Lane:
    """One channel: its index in the catalogue, and (frames, entities) values waiting."""

    index: int
    values: Values


class Stage:
    """Holds the frames of the block that is being filled.

    Where 60 frames are more than ``limit_bytes``, only as many are held as fit: such a block stays in several
    tiles.
    """

    def __init__(self, catalogue: Catalogue, fleet: Fleet, limit_bytes: int = STAGE_BYTES) -> None:
        self._catalogue = catalogue
        of_kind = {kind: len(table) for kind, table in fleet.tables.items()}
        sizes = [of_kind.get(channel.kind, 0) for channel in catalogue.channels]
        dtypes = [np.dtype(DTYPES[channel.encoding]) for channel in catalogue.channels]
        frame_bytes = sum(n * dtype.itemsize for n, dtype in zip(sizes, dtypes, strict=True))
        self.frames = int(min(TILE_FRAMES, max(1, limit_bytes // max(1, frame_bytes))))
        self._lanes = [
            _Lane(index, np.empty((self.frames, n), dtype))
            for index, (n, dtype) in enumerate(zip(sizes, dtypes, strict=True))
        ]

    def put(self, row: int, frame: Frame) -> None:
        """Copy a frame into row ``row``; raise ValueError if it is not what the catalogue says."""
        for lane, channel in zip(self._lanes, self._catalogue.channels, strict=True):
            values = frame.values.get(channel.kind, {}).get(channel.key)
            place = lane.values[row]
            if values is None and not len(place):
                continue
            if values is None or values.shape != place.shape or values.dtype != place.dtype:
                found = "nothing" if values is None else f"{values.dtype} {values.shape}"
                where = f"frame {frame.index}, {channel.kind} {channel.key}"
                raise ValueError(f"{where}: {found}; expected {place.dtype} {place.shape}")
            if values.dtype == np.float32:
                place[:] = round_bits(values, channel.kept_bits)  # type: ignore[arg-type]
            else:
                place[:] = values

    def tiles(self, block: int, start: int, rows: slice) -> Iterator[TileRow]:
        """Yield rows ``rows`` as the tiles of a block whose first frame within the block is ``start``."""
        frames = rows.stop - rows.start
        for lane in self._lanes:
            for tile, first in enumerate(range(0, lane.values.shape[1], TILE_ENTITIES)):
                part: Values = lane.values[rows, first : first + TILE_ENTITIES].T.copy(order="C")
                data = encode(part)
                key = tile_id(block, lane.index, tile, start)
                yield key, frames, crc_of(data, key, frames), data
