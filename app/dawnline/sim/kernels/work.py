"""One pass over satellites for what a step of work does: power, battery, loop, limiter, joules."""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled_apart, compiled_parallel, compiled_rows, prange
from dawnline.sim.kernels import columns as at
from dawnline.sim.kernels.blocks import BLOCK, LONGEST, SPARE, Table, end_of_design, lay_out, table_of
from dawnline.sim.kernels.caps import Given, array_block
from dawnline.sim.kernels.loops import loops_block
from dawnline.sim.kernels.offer import Offered
from dawnline.sim.kernels.power import caps_block, power_block, wanted_block
from dawnline.sim.kernels.step import Asked, Done, Own, Step

Floats = NDArray[np.float64]

# Sums are kept so many apart until the end: each then waits for none.
APART = 256


@compiled_apart
def work_block(d: Floats, first: int, last: int, scalars: Floats, step: Step, own: Own) -> None:
    """Write all that satellites first to last do; ``d`` holds their designs in rows from 0 on.

    ``scalars`` are the Sun's irradiance over that at 1 AU, one over the horizon, the irradiance, the step,
    one over the step, a substep, and how many of them.
    """
    array_block(d, first, last, scalars[0], step.given, own.array_w)
    caps_block(d, first, last, scalars, step, own)
    wanted_block(d, first, last, step, own)
    power_block(d, first, last, scalars, step, own)
    loops_block(d, first, last, scalars, step, own)


@compiled_apart
def add_up(own: Own, n: int, sums: Floats) -> None:
    """Add the joules of n satellites to ``sums`` (4, APART), each to one of a row."""
    add_row(own.in_j[:n], sums[0])
    add_row(own.load_j[:n], sums[1])
    add_row(own.loss_j[:n], sums[2])
    add_row(own.stored_j[:n], sums[3])


@compiled_apart
def add_row(values: Floats, into: Floats) -> None:
    """Add numbers (n,) to (APART,), each to one of them."""
    for begin in range(0, len(values), APART):
        some = values[begin : min(begin + APART, len(values))]
        for i in range(len(some)):
            into[i] += some[i]


@compiled_apart
def work_blocks(
    table: Table, first: int, last: int, scalars: Floats, step: Step, own: Own, sums: Floats
) -> None:
    """Do as `work_block` with any number of satellites, block by block, and add up their joules."""
    given, begin = step.given, first
    while begin < last:
        end = end_of_design(given.block_of, begin, last)
        if end > begin:
            work_block(table.each[given.row_of[begin]], begin, end, scalars, step, own)
        else:
            end = min(begin + BLOCK, last)
            lay_out(table, given.row_of[begin:end])
            work_block(table.block, begin, end, scalars, step, own)
        add_up(own, end - begin, sums)
        begin = end


@compiled_rows
def work_rows(designs: Floats, k: int, part: int, scalars: Floats, step: Step) -> None:
    """Write what the k-th ``part`` of satellites do, and the sums of their joules."""
    first, last = k * part, min((k + 1) * part, len(step.given.row_of))
    room, sums = np.empty((7, LONGEST + SPARE)), np.zeros((4, APART))
    own = Own(room[0], room[1], room[2], room[3], room[4], room[5], room[6], np.empty(1, np.int64))
    work_blocks(table_of(designs, at.WORK_BEGIN, at.COLUMNS), first, last, scalars, step, own, sums)
    for row in range(len(sums)):
        step.done.joules[row, k] = sums[row].sum()


@compiled_parallel
def work_shared(
    designs: Floats, part: int, scalars: Floats, given: Given, asked: Asked, offered: Offered, done: Done
) -> None:
    """Do as `work_rows` with all parts, which threads share: they take no tuple of tuples."""
    for k in prange(done.joules.shape[1]):
        work_rows(designs, k, part, scalars, Step(given, asked, offered, done))
