"""Requests of pools over their machines, in whole numbers; and means over the machines of pools."""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


@compiled
def split_pools(
    requests: Indices, prompt: Indices, output: Indices, order: Indices, start: Indices, weight: Floats,
    luck: Floats,
) -> tuple[Indices, Indices, Indices]:  # fmt: skip
    """Return requests, prompt tokens and output tokens of m machines, as `split_machines` has them.

    Parameters
    ----------
    requests, prompt, output, luck : (p,) of pools.
    order, start : machines pool by pool, and (p + 1,) where each pool begins.
    weight : (m,) in what proportion.
    """
    m = len(weight)
    told = np.zeros(m, np.int64), np.zeros(m, np.int64), np.zeros(m, np.int64)
    some, prompts, outputs = told
    along = 0.0
    for pool in range(len(requests)):
        first, last = start[pool], start[pool + 1]
        heavy = 0.0
        for k in range(first, last):
            heavy += weight[order[k]]
        even = heavy <= 0.0
        base = along
        for k in range(first, last):
            along += 1.0 if even else weight[order[k]]
        asked, total = requests[pool], along - base
        if asked <= 0:
            continue
        upto, edge, edge_prompt, edge_output = base, 0, 0, 0
        for k in range(first, last):
            machine = order[k]
            upto += 1.0 if even else weight[machine]
            # Luck of nearly one rounds up to one more than there are.
            now = min(int(np.floor(asked * ((upto - base) / total) + luck[pool])), asked)
            share = now / asked
            now_prompt, now_output = int(np.floor(prompt[pool] * share)), int(np.floor(output[pool] * share))
            some[machine] = now - edge
            prompts[machine] = now_prompt - edge_prompt
            outputs[machine] = now_output - edge_output
            edge, edge_prompt, edge_output = now, now_prompt, now_output
    return told


@compiled
def pool_means(values: Floats, weight: Floats, order: Indices, start: Indices) -> Floats:
    """Return the means (k, p) of values (k, m) of machines, weighted; plainly where a pool weighs nothing."""
    pools = len(start) - 1
    means = np.zeros((len(values), pools))
    for pool in range(pools):
        mine = order[start[pool] : start[pool + 1]]
        heavy = 0.0
        for machine in mine:
            heavy += weight[machine]
        even = heavy <= 0.0
        total = float(len(mine)) if even else heavy
        for row in range(len(values)):
            add = 0.0
            for machine in mine:
                add += values[row, machine] if even else weight[machine] * values[row, machine]
            means[row, pool] = add / max(total, 1e-300)
    return means
