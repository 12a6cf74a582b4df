"""One pass over satellites for what a step of work does: power, battery, loop, limiter, joules."""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled_apart, compiled_parallel, compiled_rows, prange
from dawnline.sim.kernels import columns as at
from dawnline.sim.kernels.blocks import BLOCK, LONGEST, SPARE, Table, end_of_design, lay_out, table_of
from dawnline.sim.kernels.caps import Given, array_block
from dawnline.sim.kernels.loops import loops_block
from dawnline.sim.kernels.offer import Offered
from dawnline.sim.kernels.power import caps_block, power_block, shape_block
from dawnline.sim.kernels.step import APART, Asked, Done, Own, Step

Floats = NDArray[np.float64]


@compiled_apart
def work_block(d: Floats, first: int, last: int, scalars: Floats, step: Step, own: Own) -> None:
    """Write all that satellites first to last do; ``d`` holds their designs in rows from 0 on.

    ``scalars`` are the Sun's irradiance over that at 1 AU, one over the horizon, the irradiance, the step,
    one over the step, a substep, how many of them, and how many satellites a part has.
    """
    array_block(d, first, last, scalars[0], step.given, own.array_w)
    caps_block(d, first, last, scalars, step, own)
    shape_block(d, first, last, step, own)
    power_block(d, first, last, scalars, step, own)
    loops_block(d, first, last, scalars, step, own)


@compiled_apart
def work_blocks(table: Table, first: int, last: int, scalars: Floats, step: Step, own: Own) -> None:
    """Do as `work_block` with any number of satellites, block by block."""
    given, begin = step.given, first
    while begin < last:
        end = end_of_design(given.block_of, begin, last)
        if end > begin:
            work_block(table.each[given.row_of[begin]], begin, end, scalars, step, own)
        else:
            end = min(begin + BLOCK, last)
            lay_out(table, given.row_of[begin:end])
            work_block(table.block, begin, end, scalars, step, own)
        begin = end


@compiled_rows
def work_rows(designs: Floats, first: int, last: int, scalars: Floats, step: Step) -> None:
    """Write what satellites of parts first to last do, and for each part the sums of their joules."""
    table, n, part = table_of(designs, at.WORK_BEGIN, at.COLUMNS), len(step.given.row_of), int(scalars[7])
    room, sums = np.empty((3, LONGEST + SPARE)), np.empty((4, APART))
    own = Own(room[0], room[1], room[2], sums[0], sums[1], sums[2], sums[3], np.empty(1, np.int64))
    for k in range(first, last):
        sums[:] = 0.0
        work_blocks(table, k * part, min((k + 1) * part, n), scalars, step, own)
        for row in range(len(sums)):
            step.done.joules[row, k] = sums[row].sum()


@compiled_parallel
def work_shared(
    designs: Floats, share: int, scalars: Floats, given: Given, asked: Asked, offered: Offered, done: Done
) -> None:
    """Do as `work_rows` with all parts, so many at a time: threads take no tuple of tuples."""
    parts = done.joules.shape[1]
    for k in prange((parts + share - 1) // share):
        last = min((k + 1) * share, parts)
        work_rows(designs, k * share, last, scalars, Step(given, asked, offered, done))
