"""One pass over satellites for what a step of work does: power, battery, loop, limiter, joules."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled_parallel, compiled_rows, prange
from dawnline.sim.kernels import columns as at
from dawnline.sim.kernels.assumed import SUN_INCIDENCE
from dawnline.sim.kernels.blocks import BLOCK, lay_out
from dawnline.sim.kernels.formulas import (
    absorbed_w_m2,
    computing_w,
    dynamic_frac,
    limiter_code,
    radiated_k,
    root_of,
    settled_j,
)
from dawnline.sim.kernels.offer import OfferOutputs

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
    """What is written, each (n,): the state after the step, the heat, the joules that moved, the limiter."""

    energy_j: Floats
    loop_k: Floats
    heat_w: Floats
    in_j: Floats
    load_j: Floats
    loss_j: Floats
    stored_j: Floats
    limiter: NDArray[np.uint8]


@compiled_rows
def work_block(
    d: Floats, first: int, last: int, scalars: Floats, given: WorkInputs, offered: OfferOutputs,
    out: WorkOutputs,
) -> None:  # fmt: skip
    """Write what satellites first to last do; ``d`` holds their designs in rows from 0 on.

    ``scalars`` are the Sun's irradiance, the step, one over the step, a substep, and how many of them.
    """
    sun_w_m2, dt_s, per_step, substep_s, substeps = (
        scalars[0],
        scalars[1],
        scalars[2],
        scalars[3],
        int(scalars[4]),
    )
    lit, zenith, view = (
        given.sunlit_frac[first:last],
        given.zenith_cosine[first:last],
        given.earth_view[first:last],
    )
    before_j, before_k = given.energy_j[first:last], given.loop_k[first:last]
    still, unfit = given.still[first:last], given.out_of_service[first:last]
    busy, draw = given.busy_frac[first:last], given.draw_frac[first:last]
    array_w, allowed_w = offered.array_w[first:last], offered.allowed_w[first:last]
    limit, clock, held_by = (
        offered.busy_limit[first:last], offered.clock[first:last], offered.held_by[first:last],
    )  # fmt: skip
    after_j, after_k, heat_w = out.energy_j[first:last], out.loop_k[first:last], out.heat_w[first:last]
    in_j, load_j, loss_j = out.in_j[first:last], out.load_j[first:last], out.loss_j[first:last]
    stored_j, codes = out.stored_j[first:last], out.limiter[first:last]
    for i in range(len(lit)):
        heat_w[i] = root_of(busy[i], d[at.GAMMA, i])
    for i in range(len(lit)):
        # The power of a clock, over the full one's, is the share of the power above idling it came from.
        dynamic = dynamic_frac(allowed_w[i], d[at.IDLE_W, i], d[at.PER_SPAN, i])
        slowed = dynamic if clock[i] > 0.0 else 0.0
        slowed = slowed if d[at.CLOCKED, i] > 0.0 else 1.0
        drawn_w = computing_w(d[at.IDLE_W, i], d[at.SPAN_W, i], heat_w[i], draw[i], slowed)
        wanted_w = min(drawn_w, allowed_w[i]) + d[at.HOUSEKEEPING_W, i]
        wanted_w = 0.0 if still[i] else wanted_w
        energy_j = settled_j(
            before_j[i], array_w[i], wanted_w, d[at.CAPACITY_J, i], d[at.RATE_W, i],
            d[at.CHARGE_FRAC, i], d[at.PER_DISCHARGE, i], dt_s,
        )  # fmt: skip
        # The change as it was really kept: all that follows is exact to the rounding of these few joules.
        moved_j = energy_j - before_j[i]
        charged_j, drained_j = max(moved_j, 0.0), max(-moved_j, 0.0)
        taken_j, given_j = charged_j * d[at.PER_CHARGE, i], drained_j * d[at.DISCHARGE_FRAC, i]
        met_j = min(array_w[i], wanted_w) * dt_s
        lost_j = (taken_j - charged_j) + (drained_j - given_j)
        used_j = met_j + given_j
        after_j[i] = energy_j
        stored_j[i] = moved_j
        in_j[i] = met_j + taken_j
        load_j[i] = used_j
        loss_j[i] = lost_j
        absorbed = absorbed_w_m2(
            d[at.ABSORPTIVITY, i], d[at.EMISSIVITY, i],
            lit[i] * (sun_w_m2 * SUN_INCIDENCE) * d[at.EDGE_FRAC, i],
            view[i], max(0.0, zenith[i]), sun_w_m2,
        )  # fmt: skip
        heat_w[i] = (used_j + lost_j) * per_step + d[at.FACES_M2, i] * absorbed
        codes[i] = limiter_code(held_by[i], busy[i], limit[i], unfit[i])
        after_k[i] = before_k[i]
    for _ in range(substeps):
        for i in range(len(lit)):
            pace = substep_s * d[at.PER_HEAT_CAPACITY, i]
            warmer_k = radiated_k(after_k[i], pace * heat_w[i], pace * d[at.EMISSION_W_K4, i])
            after_k[i] = before_k[i] if still[i] else warmer_k


@compiled_rows
def work_rows(
    designs: Floats, first: int, last: int, scalars: Floats, given: WorkInputs, offered: OfferOutputs,
    out: WorkOutputs,
) -> None:  # fmt: skip
    """Write what satellites first to last do, block by block."""
    block = np.empty((at.COLUMNS, BLOCK))
    held = -1
    for begin in range(first, last, BLOCK):
        end = min(begin + BLOCK, last)
        held = lay_out(designs, given.row_of, begin, end, held, block)
        work_block(block, begin, end, scalars, given, offered, out)


@compiled_parallel
def work_shared(
    designs: Floats, parts: int, scalars: Floats, given: WorkInputs, offered: OfferOutputs, out: WorkOutputs
) -> None:
    """Do as `work_rows` with all satellites, in parts that threads share."""
    n = len(given.row_of)
    for part in prange(parts):
        work_rows(designs, part * n // parts, (part + 1) * n // parts, scalars, given, offered, out)
