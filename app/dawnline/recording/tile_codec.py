"""Tiles as bytes: values rounded to the kept bits, shuffled, compressed by zstd, guarded by a CRC."""

import struct
import zlib

import numpy as np
from numcodecs import blosc
from numpy.typing import NDArray

from dawnline.telemetry.frame import Values

# One block a tile: the decoder then never works in pieces, and its own threads (which would share one state
# between all callers) have nothing to do.
blosc.use_threads = False
_LEVEL = 1  # levels above shrink real tiles by a few percent and take three times as long
_HEADER = struct.Struct("<BBBBIII")  # version, format, flags, type size, bytes, block size, compressed
_BLOSC_FORMAT = 2
_MANTISSA_BITS = 23
_QUIET_NAN = np.uint32(0x7FC00000)


class DamagedTile(Exception):  # noqa: N818 - a finding, turned into a gap by who reads
    """Bytes that are not the tile they should be; the message says why."""


def round_bits(values: NDArray[np.float32], kept_bits: int) -> NDArray[np.float32]:
    """Return float32 values with ``kept_bits`` bits of mantissa, rounded to nearest, ties to even.

    Every NaN becomes the same quiet NaN, so that equal runs have equal bytes.
    """
    bits = values.view(np.uint32)
    dropped = _MANTISSA_BITS - kept_bits
    if dropped > 0:
        odd = bits >> np.uint32(dropped)
        odd &= np.uint32(1)
        odd += np.uint32((1 << (dropped - 1)) - 1)
        odd += bits
        odd &= np.uint32((0xFFFFFFFF << dropped) & 0xFFFFFFFF)
        rounded = odd
    else:
        rounded = bits.copy()
    unknown = np.isnan(values)
    if unknown.any():
        rounded[unknown] = _QUIET_NAN
    return rounded.view(np.float32)


def encode(values: Values) -> bytes:
    """Return a C-contiguous array as compressed bytes."""
    shuffle = blosc.SHUFFLE if values.itemsize > 1 else blosc.NOSHUFFLE
    return bytes(blosc.compress(values, b"zstd", _LEVEL, shuffle, max(values.nbytes, 16)))


def decode(data: bytes, out: Values) -> None:
    """Decode into a C-contiguous array whose size the bytes must have; raise DamagedTile if they do not.

    Nothing that the bytes claim makes the decoder take memory: it writes into ``out`` or fails.
    """
    if len(data) < _HEADER.size:
        raise DamagedTile(f"{len(data)} bytes are no tile")
    version, _, _, itemsize, size, _, compressed = _HEADER.unpack_from(data)
    if (version, itemsize, size, compressed) != (_BLOSC_FORMAT, out.itemsize, out.nbytes, len(data)):
        raise DamagedTile(f"claims {size} bytes where there must be {out.nbytes}")
    try:
        blosc.decompress(data, out)
    except (RuntimeError, ValueError, TypeError) as error:
        raise DamagedTile(f"does not decode ({error})") from None


def encoded_limit(size: int) -> int:
    """Return how many bytes a tile of ``size`` decoded bytes may take at most."""
    return size + size // 8 + 1024


def crc_of(data: bytes, *key: int) -> int:
    """Return the CRC-32 of bytes that belong under a key: the same bytes elsewhere have another."""
    return zlib.crc32(data, zlib.crc32(struct.pack(f"<{len(key)}q", *key)))
