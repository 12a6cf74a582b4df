"""Arrays that are written step after step: made once, since new ones cost more than the numbers in them."""

import numpy as np

from dawnline.sim.arrays import Floats


class Memory:
    """Sets of arrays of n numbers by name, two of each in turn: what the step before wrote is still there."""

    def __init__(self, n: int) -> None:
        self._n = n
        self._sets: dict[str, list[tuple[Floats, ...]]] = {}

    def floats(self, name: str, count: int) -> tuple[Floats, ...]:
        """Return ``count`` arrays (n,) with anything in them."""
        sets = self._sets.setdefault(name, [])
        if len(sets) < 2:
            sets.append(tuple(np.empty(self._n) for _ in range(count)))
        else:
            sets.reverse()
        return sets[-1]
