"""Boxes that hold neighbouring satellites from one keyframe to the next, whatever the time between them.

Between keyframes a satellite flies a cubic (``view.hermite``). Written as a Bezier curve its four control
points are ``r0``, ``r0 + v0 h / 3``, ``r1 - v1 h / 3`` and ``r1`` with the span ``h``, and such a curve never
leaves the hull of its control points (e.g. G. Farin, Curves and Surfaces for CAGD, 5th edition, chapter 4.3).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

ROWS = 8  # satellites of a small box; who follow each other fly behind each other in generated fleets
SMALL = 4  # small boxes of a large one
_AT_ONCE = 2**14  # satellites, a multiple of both; their temporaries stay in the processor's cache
# Three roundings of float32, each of 2**-24 of numbers that are at most twice the largest of the box.
_ROUNDING = 1e-6


@dataclass(frozen=True, eq=False)
class Boxes:
    """m boxes along the axes of TEME, Earth radii, of satellites that follow each other.

    ``middle`` and ``half`` are (3, m): the centres, and half the edges. NaN where all in it are nowhere.
    """

    middle: F64
    half: F64


def boxes_of(r0: F32, v0: F32, r1: F32, v1: F32, span_s: float) -> tuple[Boxes, Boxes]:
    """Return the boxes of keyframes (n, 3), Earth radii (a second); who is nowhere (NaN) is passed over.

    First the large ones: large box i holds the small ones from ``SMALL i``, small box k the satellites from
    ``ROWS k``.
    """
    n = len(r0)
    m = -(-n // ROWS)
    low, high = np.empty((3, m), np.float32), np.empty((3, m), np.float32)
    third = np.float32(max(span_s, 0.0) / 3.0)
    for start in range(0, n, _AT_ONCE):
        rows = slice(start, min(start + _AT_ONCE, n))
        first, last = r0[rows], r1[rows]
        leaves, arrives = v0[rows] * third, v1[rows] * third
        leaves += first
        np.subtract(last, arrives, out=arrives)
        into = slice(start // ROWS, -(-rows.stop // ROWS))
        for ends, found in ((np.fmin, low), (np.fmax, high)):
            reached = ends(first, last)
            ends(reached, leaves, out=reached)
            ends(reached, arrives, out=reached)
            found[:, into] = _merged(ends, np.ascontiguousarray(reached.T), ROWS)
    large = (_merged(np.fmin, low, SMALL), _merged(np.fmax, high, SMALL))
    return _boxes(*large), _boxes(low, high)


def _merged(ends: np.ufunc, values: F32, count: int) -> F32:
    """Return the ends (3, k) of every ``count`` (a power of two) of values (3, n), the last may be fewer."""
    missing = -values.shape[1] % count
    if missing:
        values = np.concatenate((values, np.repeat(values[:, -1:], missing, axis=1)), axis=1)
    while count > 1:
        values = ends(values[:, 0::2], values[:, 1::2])
        count //= 2
    return values


def _boxes(low: F32, high: F32) -> Boxes:
    low64, high64 = low.astype(np.float64), high.astype(np.float64)
    half = 0.5 * (high64 - low64) + _ROUNDING * np.maximum(np.abs(low64), np.abs(high64))
    return Boxes(0.5 * (low64 + high64), half)
