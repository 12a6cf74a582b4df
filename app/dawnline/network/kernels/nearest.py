"""Nearest neighbours in space, through a hashed grid of cells as large as the search reaches."""

import math

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


@compiled
def _bin(cx: int, cy: int, cz: int, mask: int) -> int:
    # Teschner et al., Optimized Spatial Hashing (VMV 2003): three large primes.
    return ((cx * 73856093) ^ (cy * 19349663) ^ (cz * 83492791)) & mask


@compiled
def near(  # noqa: C901, PLR0912  one loop: calls cost more than what they do
    asks: Ints, answers: Ints, r_m: Floats, reach_m: float, most: int
) -> tuple[Ints, Floats]:
    """Return (k, 2) pairs (ask, answer) and their lengths: for each who asks, the nearest ``most`` in reach.

    Sorted by ask, then by length, then by answer. Places that are NaN are near nobody.
    """
    size = 16
    while size < 2 * len(answers):
        size *= 2
    mask = size - 1
    first, after = np.full(size, -1, np.int32), np.full(len(answers), -1, np.int32)
    cell = np.empty((len(answers), 3), np.int64)
    for k in range(len(answers) - 1, -1, -1):
        i = answers[k]
        if not math.isfinite(r_m[i, 0]):
            continue
        for axis in range(3):
            cell[k, axis] = math.floor(r_m[i, axis] / reach_m)
        at = _bin(cell[k, 0], cell[k, 1], cell[k, 2], mask)
        after[k], first[at] = first[at], k
    ends = np.empty((len(asks) * most, 2), np.int32)
    length = np.empty(len(asks) * most)
    who, far = np.empty(most, np.int32), np.empty(most)
    count = 0
    for i in asks:
        x, y, z = r_m[i, 0], r_m[i, 1], r_m[i, 2]
        if not math.isfinite(x):
            continue
        cx, cy, cz = math.floor(x / reach_m), math.floor(y / reach_m), math.floor(z / reach_m)
        found = 0
        for ex in range(cx - 1, cx + 2):
            for ey in range(cy - 1, cy + 2):
                for ez in range(cz - 1, cz + 2):
                    k = first[_bin(ex, ey, ez, mask)]
                    while k >= 0:
                        j = answers[k]
                        if j != i and cell[k, 0] == ex and cell[k, 1] == ey and cell[k, 2] == ez:
                            d = math.sqrt((r_m[j, 0] - x) ** 2 + (r_m[j, 1] - y) ** 2 + (r_m[j, 2] - z) ** 2)
                            if d <= reach_m:
                                found = _insert(j, d, who, far, found, most)
                        k = after[k]
        for slot in range(found):
            ends[count, 0], ends[count, 1], length[count] = i, who[slot], far[slot]
            count += 1
    return ends[:count], length[:count]


@compiled
def _insert(j: int, d: float, who: Ints, far: Floats, found: int, most: int) -> int:
    """Put one into a short sorted list; return how long it is."""
    if found == most and (d > far[most - 1] or (d == far[most - 1] and j > who[most - 1])):
        return found
    at = min(found, most - 1)
    while at > 0 and (far[at - 1] > d or (far[at - 1] == d and who[at - 1] > j)):
        far[at], who[at] = far[at - 1], who[at - 1]
        at -= 1
    far[at], who[at] = d, j
    return min(found + 1, most)


@compiled
def share_terminals(
    ends: Ints, order: NDArray[np.int64], allowed: NDArray[np.bool_], free: Ints
) -> NDArray[np.bool_]:
    """Say which pairs, taken in an order, find a free terminal at both ends; pairs not allowed take none."""
    left = free.copy()
    got = np.zeros(len(ends), np.bool_)
    for k in order:
        a, b = ends[k, 0], ends[k, 1]
        if allowed[k] and left[a] > 0 and left[b] > 0:
            left[a] -= 1
            left[b] -= 1
            got[k] = True
    return got
