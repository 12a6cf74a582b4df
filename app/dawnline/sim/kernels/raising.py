"""Shares to the exponent of each satellite's design, in place.

One over gamma turns a share of the power above idling into the busy share that it allows, gamma turns that
back, and one over the clock's exponent gives the clock at which all can work. A satellite's result is the
same bits whoever is in its block.
"""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled_apart
from dawnline.sim.kernels.ahead import Bits, Three
from dawnline.sim.kernels.blocks import all_of, of
from dawnline.sim.kernels.power_law import power, to_four_thirds, to_three_quarters

Floats = NDArray[np.float64]


@compiled_apart
def raise_all(d: Floats, column: int, shares: Floats, ahead: Three, seen: Bits) -> None:
    """Raise shares (n,) of 0 to 1 to exponents; designs as in `dawnline.sim.kernels.blocks.of`.

    ``ahead`` (n,) are looked at meanwhile, and thrown together into ``seen`` (1,).
    """
    n, bits = len(shares), 0
    if not all_of(d, column, n):
        for i in range(n):
            exponent = of(d, column, i)
            shares[i] = _raised(shares[i], exponent)
        return
    exponent = of(d, column, 0)
    # The default gamma of three quarters is what nearly all have.
    if exponent == 0.75:
        for i in range(n):
            shares[i] = to_three_quarters(shares[i])
            bits += ahead[0][i] ^ ahead[1][i] ^ ahead[2][i]
    elif exponent == 4.0 / 3.0:
        for i in range(n):
            shares[i] = to_four_thirds(shares[i])
            bits += ahead[0][i] ^ ahead[1][i] ^ ahead[2][i]
    elif exponent != 1.0:
        for i in range(n):
            shares[i] = power(shares[i], exponent)
            bits += ahead[0][i] ^ ahead[1][i] ^ ahead[2][i]
    seen[0] = bits


@compiled_apart
def _raised(share: float, exponent: float) -> float:
    if exponent == 0.75:
        return to_three_quarters(share)
    if exponent == 4.0 / 3.0:
        return to_four_thirds(share)
    return share if exponent == 1.0 else power(share, exponent)
