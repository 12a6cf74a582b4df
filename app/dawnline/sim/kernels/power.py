"""The power of a block of satellites in a step of work: caps, what is drawn, the battery, the joules."""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled_apart
from dawnline.sim.kernels import columns as at
from dawnline.sim.kernels.ahead import state_ahead
from dawnline.sim.kernels.assumed import NONE, SUN_INCIDENCE
from dawnline.sim.kernels.blocks import any_of, of
from dawnline.sim.kernels.caps import (
    ABSENT,
    OUT_OF_SERVICE,
    STILL,
    allowed_w,
    awake_frac,
    cool_frac,
    given_w,
    held_by,
    taken_w,
)
from dawnline.sim.kernels.formulas import absorbed_w_m2, computing_w, dynamic_frac, limiter_code, settled_j
from dawnline.sim.kernels.raising import raise_all
from dawnline.sim.kernels.step import APART, Own, Step

Floats = NDArray[np.float64]


@compiled_apart
def caps_block(d: Floats, first: int, last: int, scalars: Floats, step: Step, own: Own) -> None:
    """Write what satellites first to last may draw, whose arrays' watts are known, and what limits them."""
    per_horizon, given = scalars[1], step.given
    lit, standing = given.sunlit_frac[first:last], given.standing[first:last]
    energy_j, loop_k = given.energy_j[first:last], given.loop_k[first:last]
    busy, limit = step.asked.busy_frac[first:last], step.offered.busy_limit[first:last]
    codes, array_w, least_w = step.done.limiter[first:last], own.array_w, own.allowed_w
    for i in range(len(lit)):
        full_w = of(d, at.FULL_W, i)
        spare_w = array_w[i] - of(d, at.HOUSEKEEPING_W, i)
        more_w, less_w = given_w(d, i, energy_j[i], per_horizon), taken_w(d, i, energy_j[i], per_horizon)
        cool_w, awake_w = full_w * cool_frac(d, i, loop_k[i]), full_w * awake_frac(d, i, lit[i])
        supply_w = spare_w + (more_w if lit[i] < 1.0 else -less_w)
        allowed = allowed_w(full_w, supply_w, cool_w, awake_w, standing[i])
        held = held_by(full_w, lit[i], spare_w, supply_w, less_w, cool_w, awake_w, allowed)
        code = limiter_code(held, busy[i], limit[i], standing[i] >= OUT_OF_SERVICE)
        least_w[i] = allowed
        codes[i] = NONE if standing[i] == ABSENT else code


@compiled_apart
def shape_block(d: Floats, first: int, last: int, step: Step, own: Own) -> None:
    """Write what satellites first to last want of their power above idling, by busy share and clock."""
    busy, clock = step.asked.busy_frac[first:last], step.offered.clock[first:last]
    shape, least_w = own.heat_w[: last - first], own.allowed_w
    for i in range(len(busy)):
        shape[i] = busy[i]
    raise_all(d, at.GAMMA, shape, state_ahead(step.given, last, len(busy)), own.seen)
    if not any_of(d, at.CLOCKED, len(busy)):
        return
    for i in range(len(busy)):
        # The power of a clock, over the full one's, is the share of the power above idling it came from.
        idle_w, per_span, clocked = of(d, at.IDLE_W, i), of(d, at.PER_SPAN, i), of(d, at.CLOCKED, i)
        dynamic = dynamic_frac(least_w[i], idle_w, per_span)
        slowed = dynamic if clock[i] > 0.0 else 0.0
        shape[i] = shape[i] * slowed if clocked > 0.0 else shape[i]


@compiled_apart
def power_block(d: Floats, first: int, last: int, scalars: Floats, step: Step, own: Own) -> None:
    """Write the batteries of satellites first to last, their heat, what a frame tells; add up the joules."""
    sun_w_m2, dt_s, per_step = scalars[2], scalars[3], scalars[4]
    given, asked, done = step.given, step.asked, step.done
    lit, zenith = given.sunlit_frac[first:last], given.zenith_cosine[first:last]
    energy_j, standing = given.energy_j[first:last], given.standing[first:last]
    busy, view = asked.busy_frac[first:last], asked.earth_view[first:last]
    draw = asked.draw_frac[first:last]
    util, load_w, told_w = done.gpu_util_frac[first:last], done.load_w[first:last], done.array_w[first:last]
    soc, sunlit = done.soc_frac[first:last], done.sunlit_frac[first:last]
    heat_w, array_w, least_w, in_j, load_j, loss_j, stored_j, _ = own
    for begin in range(0, len(lit), APART):
        for k in range(min(APART, len(lit) - begin)):
            i = begin + k
            capacity_j, rate_w, housekeeping_w = (
                of(d, at.CAPACITY_J, i), of(d, at.RATE_W, i), of(d, at.HOUSEKEEPING_W, i),
            )  # fmt: skip
            charge, per_charge = of(d, at.CHARGE_FRAC, i), of(d, at.PER_CHARGE, i)
            discharge, per_discharge = of(d, at.DISCHARGE_FRAC, i), of(d, at.PER_DISCHARGE, i)
            absorptivity, emissivity = of(d, at.ABSORPTIVITY, i), of(d, at.EMISSIVITY, i)
            edge, faces_m2 = of(d, at.EDGE_FRAC, i), of(d, at.FACES_M2, i)
            idle_w, full_w = of(d, at.IDLE_W, i), of(d, at.FULL_W, i)
            computes, per_capacity = of(d, at.COMPUTES, i), of(d, at.PER_CAPACITY, i)
            wanted_w = min(computing_w(idle_w, full_w, heat_w[i], draw[i]), least_w[i]) + housekeeping_w
            wanted_w = 0.0 if standing[i] >= STILL else wanted_w
            settled = settled_j(
                energy_j[i], array_w[i], wanted_w, capacity_j, rate_w, charge, per_discharge, dt_s
            )
            # The change as it was really kept: all that follows is exact to the rounding of these few joules.
            moved_j = settled - energy_j[i]
            charged_j, drained_j = max(moved_j, 0.0), max(-moved_j, 0.0)
            taken_j, given_j = charged_j * per_charge, drained_j * discharge
            met_j = min(array_w[i], wanted_w) * dt_s
            used_j, lost_j = met_j + given_j, (taken_j - charged_j) + (drained_j - given_j)
            absorbed = absorbed_w_m2(
                absorptivity, emissivity, lit[i] * (sun_w_m2 * SUN_INCIDENCE) * edge,
                view[i], max(0.0, zenith[i]), sun_w_m2,
            )  # fmt: skip
            energy_j[i] = settled
            in_j[k] += met_j + taken_j
            load_j[k] += used_j
            loss_j[k] += lost_j
            stored_j[k] += moved_j
            heat_w[i] = (used_j + lost_j) * per_step + faces_m2 * absorbed
            util[i] = np.float32(np.nan if standing[i] == ABSENT else busy[i] * computes)
            load_w[i] = np.float32(used_j * per_step)
            told_w[i] = np.float32(array_w[i])
            soc[i] = np.float32(settled * per_capacity)
            sunlit[i] = np.float32(lit[i])
