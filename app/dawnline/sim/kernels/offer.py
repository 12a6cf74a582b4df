"""One pass over satellites for what each may do: light, battery, heat and eclipse policy."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled_parallel, compiled_rows, prange
from dawnline.sim.kernels import columns as at
from dawnline.sim.kernels.assumed import HELD_BACK_FRAC, NONE
from dawnline.sim.kernels.blocks import BLOCK, any_of, begun, end_of_design, lay_out, of, rows_of, unlike
from dawnline.sim.kernels.formulas import (
    array_cosine,
    deliverable_w,
    derating_frac,
    dynamic_frac,
    eclipse_frac,
    lowest_cap,
    recharge_w,
)
from dawnline.sim.kernels.raising import raise_all

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class OfferInputs(NamedTuple):
    """What is around satellites and how they are, each (n,): see `dawnline.sim.surroundings`.

    ``still`` are who does nothing at all, decayed or not there; ``out_of_service`` who may not compute.
    """

    row_of: NDArray[np.uint16]
    sunlit_frac: Floats
    zenith_cosine: Floats
    beta_sine: Floats
    array_share: Floats
    energy_j: Floats
    loop_k: Floats
    still: Bools
    out_of_service: Bools


class OfferOutputs(NamedTuple):
    """What is written, each (n,): ``held_by`` is the limiter's code for those with work enough."""

    array_w: Floats
    allowed_w: Floats
    busy_limit: Floats
    clock: Floats
    held_by: NDArray[np.uint8]


@compiled_rows
def offer_block(
    d: Floats, first: int, last: int, scalars: Floats, given: OfferInputs, out: OfferOutputs
) -> None:
    """Write what satellites first to last may do; ``d`` holds their designs in rows from 0 on.

    ``scalars`` are the Sun's irradiance over that at 1 AU, one over the horizon in seconds, and whether any
    satellite has a clock (else none is written).
    """
    sun, per_horizon, clocks = scalars[0], scalars[1], scalars[2] > 0.0
    lit, zenith, beta = (
        given.sunlit_frac[first:last],
        given.zenith_cosine[first:last],
        given.beta_sine[first:last],
    )
    share, energy_j, loop_k = (
        given.array_share[first:last],
        given.energy_j[first:last],
        given.loop_k[first:last],
    )
    still, unfit = given.still[first:last], given.out_of_service[first:last]
    array_w, allowed_w, busy = out.array_w[first:last], out.allowed_w[first:last], out.busy_limit[first:last]
    clock, held_by = out.clock[first:last], out.held_by[first:last]
    turns = any_of(d, at.SINGLE_AXIS, len(lit)) or any_of(d, at.BODY_FIXED, len(lit))
    for i in range(len(lit)):
        lit_w = of(d, at.RATED_ARRAY_W, i) * sun * lit[i] * share[i]
        array_w[i] = 0.0 if still[i] else lit_w
    if turns:
        for i in range(len(lit)):
            array_w[i] *= array_cosine(zenith[i], beta[i], of(d, at.SINGLE_AXIS, i), of(d, at.BODY_FIXED, i))
    for i in range(len(lit)):
        light, full_w = lit[i], of(d, at.FULL_W, i)
        spare_w = array_w[i] - of(d, at.HOUSEKEEPING_W, i)
        dark = light < 1.0
        given_w = deliverable_w(
            energy_j[i], of(d, at.FLOOR_J, i), of(d, at.RATE_W, i), of(d, at.DISCHARGE_FRAC, i), per_horizon
        )
        taken_w = recharge_w(
            energy_j[i], of(d, at.CAPACITY_J, i), of(d, at.RATE_W, i), of(d, at.PER_CHARGE, i), per_horizon
        )
        supply_w = spare_w + (given_w if dark else -taken_w)
        heat_w = full_w * derating_frac(loop_k[i], of(d, at.TRIP_K, i), of(d, at.PER_RANGE, i))
        eclipse_w = full_w * eclipse_frac(light, of(d, at.ECLIPSE_FLOOR, i), of(d, at.HIBERNATES, i))
        kept_w = full_w - max(0.0, taken_w - max(0.0, spare_w - full_w))
        battery_w = supply_w if dark else kept_w
        power_cap_w = np.inf if dark else spare_w
        least_w = min(max(min(supply_w, heat_w, eclipse_w), 0.0), full_w)
        least_w = 0.0 if unfit[i] else least_w
        code = lowest_cap(heat_w, battery_w, eclipse_w, power_cap_w)
        allowed_w[i] = least_w
        held_by[i] = code if least_w < full_w * (1.0 - HELD_BACK_FRAC) else NONE
        busy[i] = dynamic_frac(least_w, of(d, at.IDLE_W, i), of(d, at.PER_SPAN, i))
    raise_all(d, at.EXPONENT, busy)
    if not clocks:
        return
    for i in range(len(lit)):
        root = busy[i]
        clocked = of(d, at.CLOCKED, i) > 0.0
        works = root >= of(d, at.LOWEST_CLOCK, i)
        all_of_them = 1.0 if works else 0.0
        slowed = root if works else 0.0
        busy[i] = all_of_them if clocked else root
        clock[i] = slowed if clocked else 1.0


@compiled_rows
def offer_rows(
    designs: Floats, k: int, part: int, scalars: Floats, given: OfferInputs, out: OfferOutputs
) -> None:
    """Write what the k-th ``part`` of satellites may do, block by block."""
    each, block = designs.T.copy(), begun(designs)
    columns = unlike(designs, 0, at.OFFER_END)
    rows = rows_of(designs, columns)
    begin, last = k * part, min((k + 1) * part, len(given.row_of))
    while begin < last:
        end = end_of_design(given.row_of, begin, last)
        if end > begin:
            offer_block(each[given.row_of[begin]], begin, end, scalars, given, out)
        else:
            end = min(begin + BLOCK, last)
            lay_out(rows, columns, given.row_of[begin:end], block)
            offer_block(block, begin, end, scalars, given, out)
        begin = end


@compiled_parallel
def offer_shared(designs: Floats, part: int, scalars: Floats, given: OfferInputs, out: OfferOutputs) -> None:
    """Do as `offer_rows` with all parts, which threads share."""
    for k in prange((len(given.row_of) + part - 1) // part):
        offer_rows(designs, k, part, scalars, given, out)
