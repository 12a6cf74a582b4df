"""Fills pools stage by stage. A function of its arguments alone; no order of demand or pools matters.

Nobody gets more than was asked, no pool more than its room, and nothing goes where the cost is endless.
"""

from collections.abc import Sequence

import numpy as np

from dawnline.sim.arrays import Bools, Floats, Indices
from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.compiled import Kernels
from dawnline.sim.placing.stage import Stage


def fill(choices: Choices, stages: Sequence[Stage]) -> Floats:
    """Return the accelerators (w, r, p) that pools serve.

    Whatever a stage says, nothing is placed where a region does not get, or where data may not be.
    """
    shape = (*choices.asked.shape, len(choices.room))
    placed = np.zeros(shape)
    if not placed.size:
        return placed
    provider, columns = _providers(choices)
    left, free = choices.asked.copy(), choices.room.copy()
    for stage in stages:
        offered = np.minimum(left, choices.asked * stage.share_frac[:, None])
        room = free
        if stage.room_frac is not None:
            room = np.maximum(0.0, free - choices.room * (1.0 - stage.room_frac))
        if _are_alike(choices, stage):
            more = _fill_as_one(choices, stage, offered, room)
        else:
            cap = _caps(choices, stage, columns, provider, placed)
            row = np.repeat(np.arange(shape[0]), shape[1])
            cost = np.where(_is_closed(choices), np.inf, stage.cost).reshape(-1, shape[2])
            told = Kernels().filling.fill_pools(offered.ravel(), row, cost, room, provider, cap)
            more = np.asarray(told, np.float64).reshape(shape)
        placed += more
        left = np.maximum(0.0, left - more.sum(axis=2))
        free = np.maximum(0.0, free - more.sum(axis=(0, 1)))
    return placed


def _is_closed(choices: Choices) -> Bools:
    """Return (w, r, p) where nothing may be placed whatever it costs."""
    return np.isinf(choices.rtt_s)[None, :, :] | ~choices.allowed[:, None, :]


def _are_alike(choices: Choices, stage: Stage) -> bool:
    """Say whether a stage tells no workloads apart: its costs are one array, seen for each of them."""
    allowed = choices.allowed
    return bool(
        stage.cap_frac is None and stage.cost.strides[0] == 0 and (allowed == allowed[:1]).all()
    )  # fmt: skip


def _fill_as_one(choices: Choices, stage: Stage, offered: Floats, free: Floats) -> Floats:
    """Return what pools serve (w, r, p) when all workloads of a region ask alike: the same share of each."""
    total = offered.sum(axis=0)
    part = np.divide(offered, total, out=np.zeros_like(offered), where=total > 0.0)
    cost = np.where(np.isinf(choices.rtt_s) | ~choices.allowed[0], np.inf, stage.cost[0])
    nobody = np.zeros(len(total), np.int64), np.zeros(len(free), np.int64), np.full((1, 1), np.inf)
    told = Kernels().filling.fill_pools(total, nobody[0], cost, free, nobody[1], nobody[2])
    return np.asarray(part[:, :, None] * told, np.float64)


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
