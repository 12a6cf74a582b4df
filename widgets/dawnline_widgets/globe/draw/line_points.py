"""Fewer points for lines that are seen from afar: where a line is nearly straight, what lies between goes."""

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.draw.outlines import Polylines

F64 = NDArray[np.float64]
_PASSES = 12  # in turn over points of even and of odd number


def straightened(lines: Polylines, most_rad: float) -> Polylines:
    """Return lines without the points that lie nearly on the chord of their neighbours; ends stay.

    What a chord leaves out is added to what the chords before it left out, so that no point of the lines is
    further than ``most_rad`` (on the unit sphere) from those returned.
    """
    if most_rad <= 0.0:
        return lines
    points = lines.points.astype(np.float64)
    line = np.repeat(np.arange(len(lines.starts)), np.diff(lines.starts, append=len(points)))
    keep = np.arange(len(points))
    off = np.zeros(len(points))  # how far what is left out behind a kept point is off its chord
    for number in range(_PASSES):
        dropped, off_there = _dropped(points[keep], line[keep], off[keep], most_rad, number % 2)
        off[keep[dropped - 1]] = off_there
        keep = np.delete(keep, dropped)
    starts = np.flatnonzero(np.diff(line[keep], prepend=-1))
    return Polylines(lines.points[keep], starts.astype(np.int64))


def _dropped(
    points: F64, line: NDArray[np.int64], off: F64, most_rad: float, parity: int
) -> tuple[NDArray[np.int64], F64]:
    """Return which points of a parity can go, and how far off the chord over each the line then is."""
    middle = np.arange(1 + parity, len(points) - 1, 2)
    middle = middle[(line[middle - 1] == line[middle]) & (line[middle + 1] == line[middle])]
    before, at, after = points[middle - 1], points[middle], points[middle + 1]
    chord = after - before
    part = np.sum((at - before) * chord, axis=1) / np.maximum(np.sum(chord * chord, axis=1), 1e-18)
    height = np.linalg.norm(at - before - np.clip(part, 0.0, 1.0)[:, None] * chord, axis=1)
    off_there = height + np.maximum(off[middle - 1], off[middle])
    near = off_there <= most_rad
    return middle[near], off_there[near]
