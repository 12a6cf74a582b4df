"""Parts of blocks that are decoded once and remembered for a while."""

from dawnline.recording.blocks import BlockReader
from dawnline.recording.cache import ValueCache
from dawnline.recording.layout import TILE_ENTITIES
from dawnline.telemetry.frame import Values


class CachedBlocks:
    """What ``BlockReader`` reads, kept up to ``limit_bytes``; arrays are shared and must not be changed."""

    def __init__(self, blocks: BlockReader, limit_bytes: int) -> None:
        self._blocks = blocks
        self._cache = ValueCache(limit_bytes)
        self._begins: dict[
            tuple[int, int, int], int
        ] = {}  # channel, block, frame of it: where its part begins

    def frame(self, channel: int, block: int, row: int) -> Values:
        """Return (n,) values of every entity at one frame of a block.

        Only the part of the block that was flushed with this frame is decoded and kept: of a million
        satellites a whole block is a quarter of a gigabyte a channel.
        """
        begin = self._begins.get((channel, block, row))
        values = None if begin is None else self._cache.get((channel, block, "part", begin))
        if begin is None or values is None or row - begin >= values.shape[1]:
            begin, values = self._blocks.read_part(channel, block, row)
            self._cache.put((channel, block, "part", begin), values)
            for held in range(begin, begin + values.shape[1]):
                self._begins[channel, block, held] = begin
        return values[:, row - begin].copy()

    def tile(self, channel: int, block: int, tile: int, frames: int) -> Values:
        """Return (<= 500, >= frames) values of the entities of one tile over a block."""
        whole = self._cache.get((channel, block, "part", 0))
        if whole is not None and whole.shape[1] >= frames:
            return whole[tile * TILE_ENTITIES : (tile + 1) * TILE_ENTITIES]
        values = self._cache.get((channel, block, tile))
        if values is None or values.shape[1] < frames:
            values = self._blocks.read(channel, block, frames, tile)
            self._cache.put((channel, block, tile), values)
        return values
