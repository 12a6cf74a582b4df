"""Two digests of a run: what was recorded, and what it was recorded of."""

import hashlib
import json

from dawnline.recording.blocks import BlockReader
from dawnline.recording.header import RunHeader
from dawnline.recording.layout import TILE_FRAMES


def frames_digest(blocks: BlockReader, header: RunHeader, frames: int) -> str:
    """Return the SHA-256 over every value of ``frames`` frames, in the order of kind, key, frame and entity.

    Values are little-endian as they are read; each channel begins with a line that names it, its type and
    shape. How the file cuts them into tiles changes nothing.
    """
    digest = hashlib.sha256()
    for kind, key in sorted((channel.kind, channel.key) for channel in header.catalogue.channels):
        channel = blocks.index(kind, key)
        dtype = blocks.dtype(channel)
        digest.update(f"{kind} {key} {dtype.str} {frames} {blocks.size(channel)}\n".encode())
        for block in range(-(-frames // TILE_FRAMES)):
            k = min(TILE_FRAMES, frames - block * TILE_FRAMES)
            values = blocks.read(channel, block, k)
            digest.update(values[:, :k].T.astype(dtype).tobytes())
    return digest.hexdigest()


def inputs_digest(header: RunHeader) -> str:
    """Return the SHA-256 over scenario, seed and version: runs of which it is equal have the same frames."""
    parts = {"scenario": header.document, "seed": header.seed, "version": header.version}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def run_digest(frames: str, header: RunHeader) -> str:
    """Return the SHA-256 over the digest of the frames, the scenario, the seed and the version."""
    parts = {"frames": frames, "scenario": header.document, "seed": header.seed, "version": header.version}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
