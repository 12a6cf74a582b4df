"""Coastlines and borders: the vector file, as unit vectors. Needs numpy alone."""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MAGIC = b"OUTLINE1"
_GRID = struct.Struct("<4d")
_COUNTS = struct.Struct("<2I")
# A line's numbers: how many points (u32), where it begins (two u32). A step to the next point: two i16.
_LINE_BYTES = 12
_STEP_BYTES = 4


class OutlinesUnreadableError(ValueError):
    """A vector file that cannot be decoded; the text says what is wrong and what would be right."""


@dataclass(frozen=True, eq=False)
class Polylines:
    """Lines on the unit sphere.

    ``points`` is (p, 3) float32, Earth-fixed unit vectors (x to 0 N 0 E, z to the north pole). Line i is
    ``points[starts[i]:starts[i + 1]]``, the last one runs to the end; each has two points at least.
    ``starts`` is (q,) int64. A closed line ends with its first point.
    """

    points: NDArray[np.float32]
    starts: NDArray[np.int64]

    def segments(self) -> NDArray[np.int64]:
        """Return (s, 2): the indices into ``points`` of each segment's ends, line by line."""
        first = np.ones(len(self.points), np.bool_)
        first[self.starts] = False
        ends = np.flatnonzero(first)
        return np.stack((ends - 1, ends), axis=1)


@dataclass(frozen=True, eq=False)
class Outlines:
    """``coast`` is every shore of land and islands; ``borders`` what two countries share, without coast."""

    coast: Polylines
    borders: Polylines


def no_outlines() -> Outlines:
    """Return outlines without a line: what is drawn when the file is missing."""
    none = Polylines(np.zeros((0, 3), np.float32), np.zeros(0, np.int64))
    return Outlines(none, none)


def read_outlines(source: bytes | Path, flattening: float = 0.0) -> Outlines:
    """Decode the vector file; the assets' credits describe its layout.

    Parameters
    ----------
    source : the file's bytes or its path
    flattening : with 0 a point of geodetic latitude B stands at the angle B above the equator's plane, as
        a picture with rows of equal latitude lies on a sphere. With that of an ellipsoid it stands in the
        direction of the point of the ellipsoid's surface: under what is placed by ECEF, up to 0.19 degrees
        nearer the equator.

    Raises
    ------
    OutlinesUnreadableError
        When the content is not such a file, is cut, or names places that are not on Earth.
    OSError
        When the path cannot be read.
    """
    content = source.read_bytes() if isinstance(source, Path) else source
    head = len(MAGIC) + _GRID.size
    if not content.startswith(MAGIC) or len(content) < head:
        raise OutlinesUnreadableError(f"outlines: begins with {content[:8]!r}, expected {MAGIC!r} and a grid")
    grid = np.array(_GRID.unpack_from(content, len(MAGIC)))
    if not (np.isfinite(grid).all() and (np.abs(grid) <= 360.0).all() and (grid[:2] > 0.0).all()):
        raise OutlinesUnreadableError(
            "outlines: expected a grid of two steps above 0 and an origin, in degrees"
        )
    coast, end = _layer(content, head, grid, flattening)
    borders, end = _layer(content, end, grid, flattening)
    if end != len(content):
        raise OutlinesUnreadableError(f"outlines: {len(content)} bytes, expected {end}")
    return Outlines(coast, borders)


def _layer(content: bytes, at: int, grid: Floats, flattening: float) -> tuple[Polylines, int]:
    """Return the layer that begins at a byte, and where it ends."""
    lines, points = _COUNTS.unpack_from(content, at) if len(content) >= at + _COUNTS.size else (0, -1)
    at += _COUNTS.size
    end = at + lines * _LINE_BYTES + (points - lines) * _STEP_BYTES
    if points < 2 * lines or len(content) < end:
        raise OutlinesUnreadableError(
            f"outlines: {len(content)} bytes are too few, expected {lines} lines of {points} points"
        )
    lengths = np.frombuffer(content, "<u4", lines, at).astype(np.int64)
    first = np.frombuffer(content, "<u4", 2 * lines, at + 4 * lines).reshape(lines, 2).astype(np.int64)
    steps = np.frombuffer(content, "<i2", 2 * (points - lines), at + _LINE_BYTES * lines).reshape(-1, 2)
    if lengths.sum() != points or (lengths < 2).any():
        raise OutlinesUnreadableError(f"outlines: expected lines of 2 points or more, {points} in all")
    starts = np.cumsum(lengths) - lengths
    # One running sum serves all lines: a line's first entry takes back what the lines before came to.
    travelled = np.zeros((points, 2), np.int64)
    later = np.ones(points, np.bool_)
    later[starts] = False
    travelled[later] = steps
    travelled = np.cumsum(travelled, axis=0)
    places = travelled + np.repeat(first - travelled[starts], lengths, axis=0)
    degrees = places * grid[:2] + grid[2:]
    if points and np.abs(degrees[:, 1]).max() > 90.0:
        raise OutlinesUnreadableError("outlines: expected latitudes from -90 to 90 degrees")
    return Polylines(_directions(np.radians(degrees), flattening).astype(np.float32), starts), end


def _directions(lon_lat_rad: Floats, flattening: float) -> Floats:
    """Return unit vectors (p, 3) of longitudes and geodetic latitudes (p, 2)."""
    lon, lat = lon_lat_rad.T
    flat, up = np.cos(lat), (1.0 - flattening) ** 2 * np.sin(lat)
    length = np.hypot(flat, up)
    return np.stack((flat * np.cos(lon) / length, flat * np.sin(lon) / length, up / length), axis=1)
