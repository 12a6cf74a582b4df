"""One pass over satellites for what a step of work does: power, battery, loop, limiter, joules."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled_parallel, compiled_rows, prange
from dawnline.sim.kernels import columns as at
from dawnline.sim.kernels.assumed import SUN_INCIDENCE
from dawnline.sim.kernels.blocks import (
    BLOCK,
    LONGEST,
    SPARE,
    any_of,
    begun,
    end_of_design,
    lay_out,
    of,
    rows_of,
    unlike,
)
from dawnline.sim.kernels.formulas import (
    absorbed_w_m2,
    computing_w,
    dynamic_frac,
    limiter_code,
    radiated_k,
    settled_j,
)
from dawnline.sim.kernels.offer import OfferOutputs
from dawnline.sim.kernels.raising import raise_all

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class WorkInputs(NamedTuple):
    """What is around satellites, how they are and what they are given to do, each (n,)."""

    row_of: NDArray[np.uint16]
    sunlit_frac: Floats
    zenith_cosine: Floats
    earth_view: Floats
    energy_j: Floats
    loop_k: Floats
    still: Bools
    out_of_service: Bools
    busy_frac: Floats
    draw_frac: Floats


class WorkOutputs(NamedTuple):
    """What is written, each (n,): the state after the step, what was used, the limiter.

    ``heat_w`` has room for all or for nobody. ``joules`` (4, parts) are sums over parts of satellites, as a
    run's ledger has them: in, load, loss, stored.
    """

    energy_j: Floats
    loop_k: Floats
    load_w: Floats
    heat_w: Floats
    limiter: NDArray[np.uint8]
    joules: Floats


# What a block keeps for itself: the joules that moved, by `joules`' rows, then the heat.
IN, LOAD, LOSS, STORED, HEAT = range(5)
# Sums are kept so many apart until the end: each then waits for none.
APART = 256


@compiled_rows
def work_block(
    d: Floats, first: int, last: int, scalars: Floats, given: WorkInputs, offered: OfferOutputs,
    out: WorkOutputs, own: Floats,
) -> None:  # fmt: skip
    """Write what satellites first to last do, their heat apart; ``d`` holds their designs in rows from 0 on.

    ``own`` (5, n) are the joules that move and the heat. ``scalars`` are the Sun's irradiance, the step, one
    over the step, a substep, and how many of them.
    """
    dt_s, per_step = scalars[1], scalars[2]
    before_j = given.energy_j[first:last]
    still, unfit = given.still[first:last], given.out_of_service[first:last]
    busy, draw = given.busy_frac[first:last], given.draw_frac[first:last]
    array_w, allowed_w = offered.array_w[first:last], offered.allowed_w[first:last]
    limit, clock, held_by = (
        offered.busy_limit[first:last], offered.clock[first:last], offered.held_by[first:last],
    )  # fmt: skip
    after_j, load_w, codes = out.energy_j[first:last], out.load_w[first:last], out.limiter[first:last]
    in_j, load_j, loss_j, stored_j, heat_w = own[IN], own[LOAD], own[LOSS], own[STORED], own[HEAT]
    # Loops of a few arrays each: the compiler takes many satellites at a time only where it can be sure that
    # no array is part of another. What is wanted waits in `heat_w`.
    for i in range(len(busy)):
        heat_w[i] = busy[i]
    raise_all(d, at.GAMMA, heat_w[: len(busy)])
    for i in range(len(busy)):
        heat_w[i] = computing_w(of(d, at.IDLE_W, i), of(d, at.SPAN_W, i), heat_w[i], draw[i])
    if any_of(d, at.CLOCKED, len(busy)):
        for i in range(len(busy)):
            # The power of a clock, over the full one's, is the share of the power above idling it came from.
            dynamic = dynamic_frac(allowed_w[i], of(d, at.IDLE_W, i), of(d, at.PER_SPAN, i))
            slowed = dynamic if clock[i] > 0.0 else 0.0
            slower_w = of(d, at.IDLE_W, i) + (heat_w[i] - of(d, at.IDLE_W, i)) * slowed
            heat_w[i] = slower_w if of(d, at.CLOCKED, i) > 0.0 else heat_w[i]
    for i in range(len(busy)):
        wanted_w = min(heat_w[i], allowed_w[i]) + of(d, at.HOUSEKEEPING_W, i)
        heat_w[i] = 0.0 if still[i] else wanted_w
    for i in range(len(busy)):
        after_j[i] = settled_j(
            before_j[i], array_w[i], heat_w[i], of(d, at.CAPACITY_J, i), of(d, at.RATE_W, i),
            of(d, at.CHARGE_FRAC, i), of(d, at.PER_DISCHARGE, i), dt_s,
        )  # fmt: skip
    for i in range(len(busy)):
        # The change as it was really kept: all that follows is exact to the rounding of these few joules.
        moved_j = after_j[i] - before_j[i]
        charged_j, drained_j = max(moved_j, 0.0), max(-moved_j, 0.0)
        taken_j, given_j = charged_j * of(d, at.PER_CHARGE, i), drained_j * of(d, at.DISCHARGE_FRAC, i)
        met_j = min(array_w[i], heat_w[i]) * dt_s
        stored_j[i] = moved_j
        in_j[i] = met_j + taken_j
        load_j[i] = met_j + given_j
        loss_j[i] = (taken_j - charged_j) + (drained_j - given_j)
    for i in range(len(busy)):
        load_w[i] = load_j[i] * per_step
    for i in range(len(busy)):
        codes[i] = limiter_code(held_by[i], busy[i], limit[i], unfit[i])


@compiled_rows
def heat_block(
    d: Floats, first: int, last: int, scalars: Floats, given: WorkInputs, out: WorkOutputs, own: Floats
) -> None:
    """Write the heat and the loops of satellites first to last, whose joules `work_block` has written."""
    sun_w_m2, per_step, substep_s, substeps = scalars[0], scalars[2], scalars[3], int(scalars[4])
    lit, zenith, view = (
        given.sunlit_frac[first:last], given.zenith_cosine[first:last], given.earth_view[first:last],
    )  # fmt: skip
    before_k, still = given.loop_k[first:last], given.still[first:last]
    after_k, told_w = out.loop_k[first:last], out.heat_w[first:last]
    load_j, loss_j, heat_w = own[LOAD], own[LOSS], own[HEAT]
    for i in range(len(lit)):
        absorbed = absorbed_w_m2(
            of(d, at.ABSORPTIVITY, i), of(d, at.EMISSIVITY, i),
            lit[i] * (sun_w_m2 * SUN_INCIDENCE) * of(d, at.EDGE_FRAC, i),
            view[i], max(0.0, zenith[i]), sun_w_m2,
        )  # fmt: skip
        heat_w[i] = (load_j[i] + loss_j[i]) * per_step + of(d, at.FACES_M2, i) * absorbed
    for i in range(len(lit)):
        after_k[i] = before_k[i]
    for _ in range(substeps):
        for i in range(len(lit)):
            pace = substep_s * of(d, at.PER_HEAT_CAPACITY, i)
            warmer_k = radiated_k(after_k[i], pace * heat_w[i], pace * of(d, at.EMISSION_W_K4, i))
            after_k[i] = before_k[i] if still[i] else warmer_k
    for i in range(len(told_w)):
        told_w[i] = heat_w[i]


@compiled_rows
def add_up(own: Floats, n: int, sums: Floats) -> None:
    """Add the joules of n satellites to ``sums`` (4, APART), each to one of a row."""
    for row in range(len(sums)):
        values, into = own[row], sums[row]
        for begin in range(0, n, APART):
            some = values[begin : min(begin + APART, n)]
            for i in range(len(some)):
                into[i] += some[i]


@compiled_rows
def work_rows(
    designs: Floats, k: int, part: int, scalars: Floats, given: WorkInputs, offered: OfferOutputs,
    out: WorkOutputs,
) -> None:  # fmt: skip
    """Write what the k-th ``part`` of satellites do, block by block, and the sums of their joules."""
    each, block = designs.T.copy(), begun(designs)
    columns = unlike(designs, at.WORK_BEGIN, at.COLUMNS)
    rows = rows_of(designs, columns)
    own, sums = np.empty((HEAT + 1, LONGEST + SPARE)), np.zeros((HEAT, APART))
    begin, last = k * part, min((k + 1) * part, len(given.row_of))
    while begin < last:
        end = end_of_design(given.row_of, begin, last)
        if end > begin:
            one = each[given.row_of[begin]]
            work_block(one, begin, end, scalars, given, offered, out, own)
            heat_block(one, begin, end, scalars, given, out, own)
        else:
            end = min(begin + BLOCK, last)
            lay_out(rows, columns, given.row_of[begin:end], block)
            work_block(block, begin, end, scalars, given, offered, out, own)
            heat_block(block, begin, end, scalars, given, out, own)
        add_up(own, end - begin, sums)
        begin = end
    for row in range(HEAT):
        out.joules[row, k] = sums[row].sum()


@compiled_parallel
def work_shared(
    designs: Floats, part: int, scalars: Floats, given: WorkInputs, offered: OfferOutputs, out: WorkOutputs
) -> None:
    """Do as `work_rows` with all parts, which threads share."""
    for k in prange(out.joules.shape[1]):
        work_rows(designs, k, part, scalars, given, offered, out)
