"""Blocks that are decoded once and remembered for a while."""

from dawnline.recording.blocks import BlockReader
from dawnline.recording.cache import ValueCache
from dawnline.recording.layout import TILE_ENTITIES
from dawnline.telemetry.frame import Values


class CachedBlocks:
    """What ``BlockReader`` reads, kept up to ``limit_bytes``; arrays are shared and must not be changed."""

    def __init__(self, blocks: BlockReader, limit_bytes: int) -> None:
        self._blocks = blocks
        self._cache = ValueCache(limit_bytes)

    def block(self, channel: int, block: int, frames: int) -> Values:
        """Return (n, >= frames) values of every entity over a block."""
        values = self._cache.get((channel, block))
        if values is None or values.shape[1] < frames:
            values = self._blocks.read(channel, block, frames)
            self._cache.put((channel, block), values)
        return values

    def tile(self, channel: int, block: int, tile: int, frames: int) -> Values:
        """Return (<= 500, >= frames) values of the entities of one tile over a block."""
        whole = self._cache.get((channel, block))
        if whole is not None and whole.shape[1] >= frames:
            return whole[tile * TILE_ENTITIES : (tile + 1) * TILE_ENTITIES]
        values = self._cache.get((channel, block, tile))
        if values is None or values.shape[1] < frames:
            values = self._blocks.read(channel, block, frames, tile)
            self._cache.put((channel, block, tile), values)
        return values
