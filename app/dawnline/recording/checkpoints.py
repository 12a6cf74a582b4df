"""Checkpoints: the state of a simulation as named arrays, from which a run can go on or branch."""

import json
import math
import sqlite3
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from dawnline.recording.layout import MAX_BLOB
from dawnline.recording.nouns import from_json
from dawnline.recording.query import ask
from dawnline.recording.store import Damaged
from dawnline.recording.tile_codec import crc_of

_ARRAYS = TypeAdapter(tuple[tuple[str, str, tuple[int, ...]], ...])
_TYPES = ("f8", "f4", "i8", "i4", "i2", "i1", "u8", "u4", "u2", "u1", "?")
_DTYPES = frozenset(np.dtype(name).newbyteorder("<").str for name in _TYPES)


def pack(state: Mapping[str, NDArray[Any]]) -> tuple[str, bytes]:
    """Return names, types and shapes as JSON, and the bytes; raise ValueError for other types."""
    arrays, parts = [], []
    for name, value in state.items():
        array = np.asarray(value)
        dtype = array.dtype.newbyteorder("<")
        if dtype.str not in _DTYPES:
            raise ValueError(f"state {name!r} has type {array.dtype}; expected numbers or bool")
        arrays.append([name, dtype.str, list(array.shape)])
        parts.append(array.astype(dtype, order="C", copy=False).tobytes())
    return json.dumps(arrays), b"".join(parts)


def unpack(arrays: str, data: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays again, each a copy of its own; raise Damaged if text and bytes do not fit."""
    try:
        described = from_json(_ARRAYS, arrays)
    except ValueError as error:
        raise Damaged(f"a checkpoint is described wrongly: {error}") from None
    state, offset = {}, 0
    for name, dtype, shape in described:
        if dtype not in _DTYPES or any(n < 0 for n in shape) or len(shape) > 8:
            raise Damaged(f"array {name!r} of a checkpoint has type {dtype} and shape {shape}")
        count = math.prod(shape)
        size = count * np.dtype(dtype).itemsize
        if offset + size > len(data):
            raise Damaged(f"array {name!r} of a checkpoint is longer than what is kept of it")
        native = np.dtype(dtype).newbyteorder("=")
        state[name] = np.frombuffer(data, dtype, count, offset).reshape(shape).astype(native)
        offset += size
    if offset != len(data):
        raise Damaged("a checkpoint has more bytes than arrays")
    return state


def read_checkpoint(connection: sqlite3.Connection, frame: int) -> dict[str, NDArray[Any]]:
    """Return the state after a frame; raise Damaged if it is lost or cannot be used."""
    query = "SELECT crc, arrays, CASE WHEN length(data) <= ? THEN data END FROM checkpoint WHERE frame = ?"
    rows = ask(connection, query, (MAX_BLOB, frame))
    if not rows:
        raise Damaged(f"the checkpoint of frame {frame} is lost")
    crc, arrays, data = rows[0]
    if not isinstance(arrays, str) or not isinstance(data, bytes) or crc != crc_of(data, frame):
        raise Damaged(f"the checkpoint of frame {frame} is not as it was written (CRC)")
    return unpack(arrays, data)
