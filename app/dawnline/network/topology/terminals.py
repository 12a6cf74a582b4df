"""Terminals: pairs take them in turn, and whoever finds none free is busy."""

import numpy as np
from numpy.typing import NDArray


def share(pairs: NDArray[np.int64], free: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Say which of (m, 2) pairs get a terminal at both ends, the first first; ``free`` (n,) is used up."""
    left = free.tolist()
    got = np.zeros(len(pairs), np.bool_)
    for k, (a, b) in enumerate(pairs.tolist()):
        if left[a] > 0 and left[b] > 0:
            left[a] -= 1
            left[b] -= 1
            got[k] = True
    free[:] = left
    return got
