"""The cooling loops of a block of satellites in a step of work."""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled_apart, inlined
from dawnline.sim.kernels import columns as at
from dawnline.sim.kernels.ahead import Five, rows_ahead
from dawnline.sim.kernels.assumed import STEFAN_BOLTZMANN_W_M2_K4
from dawnline.sim.kernels.blocks import of
from dawnline.sim.kernels.caps import STILL
from dawnline.sim.kernels.formulas import radiated_k
from dawnline.sim.kernels.step import Own, Step

Floats = NDArray[np.float64]


@inlined
def work_ahead(step: Step, last: int, n: int) -> Five:
    """Return what work reads beside the state, as `state_ahead` does."""
    return (
        rows_ahead(step.given.zenith_cosine, last, n),
        rows_ahead(step.asked.earth_view, last, n),
        rows_ahead(step.asked.busy_frac, last, n),
        rows_ahead(step.asked.draw_frac, last, n),
        rows_ahead(step.offered.busy_limit, last, n),
    )


@compiled_apart
def loops_block(d: Floats, first: int, last: int, scalars: Floats, step: Step, own: Own) -> None:
    """Write the loops of satellites first to last, whose heat is known, and what a frame tells of them."""
    substep_s, substeps, rising_w, bits = scalars[5], int(scalars[6]), own.heat_w, 0
    loop_k, standing = step.given.loop_k[first:last], step.given.standing[first:last]
    radiator_k, told_w = step.done.radiator_k[first:last], step.done.heat_w[first:last]
    ahead = work_ahead(step, last, len(loop_k))
    for _ in range(substeps):
        for i in range(len(loop_k)):
            pace = substep_s * of(d, at.PER_HEAT_CAPACITY, i)
            emission_w_k4 = of(d, at.FACES_M2, i) * of(d, at.EMISSIVITY, i) * STEFAN_BOLTZMANN_W_M2_K4
            warmer_k = radiated_k(loop_k[i], pace * rising_w[i], pace * emission_w_k4)
            bits += ahead[0][i] ^ ahead[1][i] ^ ahead[2][i] ^ ahead[3][i] ^ ahead[4][i]
            loop_k[i] = loop_k[i] if standing[i] >= STILL else warmer_k
    own.seen[0] = bits
    for i in range(len(loop_k)):
        radiator_k[i] = np.float32(loop_k[i])
    for i in range(len(told_w)):
        told_w[i] = rising_w[i]
