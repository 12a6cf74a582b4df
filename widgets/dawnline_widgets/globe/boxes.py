"""Boxes that hold neighbouring satellites at any time between two keyframes.

Between keyframes a satellite flies a cubic (``view.hermite``). Written as a Bezier curve its four control
points are ``r0``, ``r0 + v0 h / 3``, ``r1 - v1 h / 3`` and ``r1`` with the span ``h``, and at each time it is
their mean with weights that are none below zero and one together (e.g. G. Farin, Curves and Surfaces for
CAGD, 5th edition, chapter 4). So the same mean of boxes about the control points of many holds all of them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

ROWS = 8  # satellites of a small box; who follow each other fly behind each other in generated fleets
SMALL = 4  # small boxes of a large one
_AT_ONCE = 2**14  # satellites, a multiple of both; their temporaries stay in the processor's cache
# Three roundings of float32, each of 2**-24 of numbers that are at most twice the largest of the box, and
# three for the bounds themselves and their mean.
_ROUNDING = 1e-6


@dataclass(frozen=True, eq=False)
class Boxes:
    """m boxes along the axes of TEME, Earth radii, of satellites that follow each other.

    ``low`` and ``high`` are (4, 3, m): the ends of boxes about each of the control points. NaN where all in
    it are nowhere.
    """

    low: F32
    high: F32

    def __len__(self) -> int:
        return int(self.low.shape[2])

    def at(self, share: float, among: NDArray[np.intp]) -> tuple[F64, F64]:
        """Return centres and half edges (3, k) of some boxes when this share of the span, 0 to 1, is over."""
        low, high = np.zeros((3, len(among))), np.zeros((3, len(among)))
        rest = 1.0 - share
        weights = (rest**3, 3.0 * share * rest**2, 3.0 * share**2 * rest, share**3)
        for weight, low_end, high_end in zip(weights, self.low, self.high, strict=True):
            low += weight * low_end[:, among]
            high += weight * high_end[:, among]
        return 0.5 * (low + high), 0.5 * (high - low)


def boxes_of(r0: F32, v0: F32, r1: F32, v1: F32, span_s: float) -> tuple[Boxes, Boxes]:
    """Return the boxes of keyframes (n, 3), Earth radii (a second); who is nowhere (NaN) is passed over.

    First the large ones: large box i holds the small ones from ``SMALL i``, small box k the satellites from
    ``ROWS k``.
    """
    n = len(r0)
    m = -(-n // ROWS)
    low, high = np.empty((4, 3, m), np.float32), np.empty((4, 3, m), np.float32)
    third = np.float32(max(span_s, 0.0) / 3.0)
    for start in range(0, n, _AT_ONCE):
        rows = slice(start, min(start + _AT_ONCE, n))
        into = slice(start // ROWS, -(-rows.stop // ROWS))
        points = (r0[rows], r0[rows] + v0[rows] * third, r1[rows] - v1[rows] * third, r1[rows])
        for part, point in enumerate(points):
            lines = np.ascontiguousarray(point.T)
            low[part, :, into] = _merged(np.fmin, lines, ROWS)
            high[part, :, into] = _merged(np.fmax, lines, ROWS)
    slack = np.float32(_ROUNDING) * np.fmax(np.abs(low), np.abs(high))
    low -= slack
    high += slack
    return Boxes(_merged(np.fmin, low, SMALL), _merged(np.fmax, high, SMALL)), Boxes(low, high)


def _merged(ends: np.ufunc, values: F32, count: int) -> F32:
    """Return the ends (..., k) of every ``count`` (a power of two) of values (..., n)."""
    missing = -values.shape[-1] % count
    if missing:
        values = np.concatenate((values, np.repeat(values[..., -1:], missing, axis=-1)), axis=-1)
    while count > 1:
        values = ends(values[..., 0::2], values[..., 1::2])
        count //= 2
    return values
