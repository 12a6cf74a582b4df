"""Fills pools stage by stage. A function of its arguments alone; no order of demand or pools matters.

Nobody gets more than was asked, no pool more than its room, and nothing goes where the cost is endless.
"""

from collections.abc import Sequence

import numpy as np

from dawnline.sim.arrays import Floats, Indices
from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.compiled import Kernels
from dawnline.sim.placing.stage import Stage


def fill(choices: Choices, stages: Sequence[Stage]) -> Floats:
    """Return the accelerators (w, r, p) that pools serve.

    Whatever a stage says, nothing is placed where a region does not get, or where data may not be.
    """
    workloads, regions = choices.asked.shape
    pools = len(choices.room)
    shape = (workloads, regions, pools)
    placed = np.zeros(shape)
    if not placed.size:
        return placed
    closed = np.isinf(choices.rtt_s)[None, :, :] | ~choices.allowed[:, None, :]
    provider, columns = _providers(choices)
    row = np.repeat(np.arange(workloads), regions)
    kernel = Kernels().filling.fill_pools
    left, free = choices.asked.copy(), choices.room.copy()
    for stage in stages:
        offered = np.minimum(left, choices.asked * stage.share_frac[:, None])
        cost = np.where(closed, np.inf, stage.cost)
        cap = _caps(choices, stage, columns, provider, placed)
        rows = offered.ravel(), row, cost.reshape(workloads * regions, pools)
        more: Floats = kernel(*rows, free, provider, cap).reshape(shape)
        placed += more
        left = np.maximum(0.0, left - more.sum(axis=2))
        free = np.maximum(0.0, free - more.sum(axis=(0, 1)))
    return placed


def _providers(choices: Choices) -> tuple[Indices, int]:
    """Return the column of each pool's provider (p,), and how many there are; several are in none."""
    known, column = np.unique(choices.provider, return_inverse=True)
    return np.asarray(column, np.int64), len(known)


def _caps(
    choices: Choices,
    stage: Stage,
    columns: int,
    provider: Indices,
    placed: Floats,
) -> Floats:
    """Return what each provider may still serve of each workload (w, g)."""
    workloads = len(choices.asked)
    if stage.cap_frac is None:
        return np.full((workloads, columns), np.inf)
    most = stage.cap_frac * choices.asked.sum(axis=1)
    served = np.zeros((workloads, columns))
    np.add.at(served.T, provider, placed.sum(axis=1).T)
    return np.asarray(np.maximum(0.0, most[:, None] - served), np.float64)
