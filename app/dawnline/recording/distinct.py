"""Whether texts are all different: exact, and fast for a million of them."""

from collections.abc import Sequence

import numpy as np

_PIECE = 2**14  # hashed at once, so that other threads get their turn


def all_distinct(texts: Sequence[str]) -> bool:
    """Return whether no text is there twice.

    Equal texts have equal hashes, so different hashes settle it; only where two agree the texts are compared.
    """
    n = len(texts)
    hashes = np.empty(n, np.int64)
    for start in range(0, n, _PIECE):
        piece = texts[start : start + _PIECE]
        hashes[start : start + len(piece)] = np.fromiter(map(hash, piece), np.int64, len(piece))
    hashes.sort()
    return not bool((hashes[1:] == hashes[:-1]).any()) or len(set(texts)) == n
