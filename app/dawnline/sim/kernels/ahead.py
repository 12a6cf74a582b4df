"""What the next block reads, looked at while this one is only worked out: memory brings it meanwhile.

Loops that read much and work out little wait for memory; loops between them, that raise to powers or divide,
leave it idle. So those look at rows ahead, a number of each satellite: nothing is made of it, and what is
seen is kept where nobody looks. Such rows may be another thread's, at its work.
"""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import inlined
from dawnline.sim.kernels.caps import Given

Floats = NDArray[np.float64]
Bits = NDArray[np.int64]
Three = tuple[Bits, Bits, Bits]
Five = tuple[Bits, Bits, Bits, Bits, Bits]


@inlined
def rows_ahead(values: Floats, last: int, n: int) -> Bits:
    """Return the bits of n numbers from ``last`` on, or of the last n."""
    begin = min(last, len(values) - n)
    return values[begin : begin + n].view(np.int64)


@inlined
def state_ahead(given: Given, last: int, n: int) -> Three:
    """Return what caps begin with, of n satellites from ``last`` on, or of the last n."""
    return (
        rows_ahead(given.sunlit_frac, last, n),
        rows_ahead(given.energy_j, last, n),
        rows_ahead(given.loop_k, last, n),
    )
