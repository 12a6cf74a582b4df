"""Sets of satellites as text: ``3-17 20 25``, indices and spans of them. Short where a lasso caught many."""

import re

import numpy as np
from numpy.typing import NDArray

from dawnline.commands.complaint import CommandError

_SPANS = re.compile(r"\d{1,9}(-\d{1,9})?( \d{1,9}(-\d{1,9})?)*")
# A set of so many would not be a choice any more; it bounds what a script can ask memory for.
MOST = 20_000_000


def spans_text(indices: NDArray[np.int64]) -> str:
    """Return (n,) indices as text; "" for none."""
    wanted = np.unique(indices)
    if not len(wanted):
        return ""
    ends = np.flatnonzero(np.diff(wanted) > 1)
    firsts = wanted[np.concatenate(([0], ends + 1))].tolist()
    lasts = wanted[np.concatenate((ends, [len(wanted) - 1]))].tolist()
    return " ".join(
        str(first) if first == last else f"{first}-{last}" for first, last in zip(firsts, lasts, strict=True)
    )


def satellites_of(text: str) -> NDArray[np.int64]:
    """Return the ascending indices that a text names; CommandError if it names none in this way."""
    if not _SPANS.fullmatch(text):
        raise CommandError(f"{text[:60]!r}: expected indices of satellites, such as 3-17 20 25")
    ends = [part.partition("-") for part in text.split(" ")]
    first = np.array([int(low) for low, _, _ in ends], np.int64)
    count = np.array([int(high or low) for low, _, high in ends], np.int64) - first + 1
    if (count < 1).any() or count.sum() > MOST:
        raise CommandError(f"{text[:60]!r}: expected spans from low to high, {MOST:,} satellites at most")
    before = np.cumsum(count) - count
    return np.unique(np.repeat(first - before, count) + np.arange(count.sum()))
