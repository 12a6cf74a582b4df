"""Clusters: satellites that fly in formation, linked to those that stay near them round the whole orbit."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
MAX_SATELLITES = 4_000
_NEAR = 24


def formation_pairs(members: Indices, places_m: Floats, terminals: int, max_range_m: float) -> Indices:
    """Return the (m, 2) pairs of one formation, in the order in which they take terminals.

    ``places_m`` are (k, n, 3) positions of all satellites at k instants of an orbit. What counts is the
    longest distance of a pair: links chosen so never break. First come those that join the whole formation by
    the shortest links (Kruskal's tree, as far as the terminals reach), then the others, short ones first.

    Raises ValueError for more than ``MAX_SATELLITES``: all pairs are compared.
    """
    if len(members) > MAX_SATELLITES:
        raise ValueError(f"a cluster of {len(members):,} satellites; expected at most {MAX_SATELLITES:,}")
    longest2 = np.zeros((len(members), len(members)))
    for instant in places_m:
        own = instant[members]
        square = np.einsum("ij,ij->i", own, own)
        np.maximum(longest2, square[:, None] + square[None, :] - 2.0 * own @ own.T, out=longest2)
    i, j = _near_pairs(longest2)
    far2 = longest2[i, j]
    order = np.lexsort((j, i, far2))
    order = order[far2[order] <= max_range_m**2]
    i, j = i[order], j[order]
    tree = _joining(i.tolist(), j.tolist(), len(members), terminals)
    first = np.concatenate((np.flatnonzero(tree), np.flatnonzero(~tree)))
    return np.stack((members[i[first]], members[j[first]]), axis=1).astype(np.int64)


def _near_pairs(longest2: Floats) -> tuple[Indices, Indices]:
    n = len(longest2)
    near = np.argsort(longest2, axis=1, kind="stable")[:, : _NEAR + 1]
    i = np.repeat(np.arange(n), near.shape[1])
    j = near.ravel()
    keys = np.unique(np.minimum(i, j)[i != j] * n + np.maximum(i, j)[i != j])
    return keys // max(n, 1), keys % max(n, 1)


def _joining(i: list[int], j: list[int], n: int, terminals: int) -> NDArray[np.bool_]:
    """Say which pairs, in order, join what was not joined before while both have a terminal left."""
    group = list(range(n))
    free = [terminals] * n

    def root(k: int) -> int:
        while group[k] != k:
            group[k] = group[group[k]]
            k = group[k]
        return k

    joins = np.zeros(len(i), np.bool_)
    for k, (a, b) in enumerate(zip(i, j, strict=True)):
        if free[a] and free[b] and root(a) != root(b):
            group[root(a)] = root(b)
            free[a] -= 1
            free[b] -= 1
            joins[k] = True
    return joins
