"""What caps satellites: light, battery, heat and eclipse policy, worked out wherever a pass needs it.

Both passes work it out for themselves: to write it in one and read it in the other would take longer.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled_apart, inlined
from dawnline.sim.kernels import columns as at
from dawnline.sim.kernels.assumed import HELD_BACK_FRAC, NONE
from dawnline.sim.kernels.blocks import any_of, of
from dawnline.sim.kernels.formulas import (
    array_cosine,
    deliverable_w,
    derating_frac,
    eclipse_frac,
    lowest_cap,
    recharge_w,
)

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]

# How a satellite stands, by `Given.standing`, where it may not compute: it is out of service; it does nothing
# at all, decayed; nor is it there.
OUT_OF_SERVICE, STILL, ABSENT = np.uint8(1), np.uint8(2), np.uint8(3)


class Given(NamedTuple):
    """What is around satellites and how they are, each (n,): see `dawnline.sim.surroundings`.

    ``block_of`` are the designs of whole blocks (`dawnline.sim.kernels.blocks`); ``array_share`` is (0,)
    where all have their whole array. Energy and loops are as the step before left them, until the work's pass
    has written them.
    """

    row_of: NDArray[np.uint16]
    block_of: NDArray[np.int32]
    sunlit_frac: Floats
    zenith_cosine: Floats
    beta_sine: Floats
    array_share: Floats
    energy_j: Floats
    loop_k: Floats
    standing: Codes


@compiled_apart
def stand(flying: Codes, absent: Codes, faulted: Codes, decayed: Codes, standing: Codes) -> None:
    """Write how satellites (n,) stand, and who has decayed: also who does not fly and is there."""
    for i in range(len(decayed)):
        decayed[i] |= (flying[i] | absent[i]) ^ 1
    for i in range(len(standing)):
        still = decayed[i] | absent[i]
        standing[i] = (faulted[i] | still) + still + absent[i]


@compiled_apart
def array_block(d: Floats, first: int, last: int, sun: float, given: Given, array_w: Floats) -> None:
    """Write what the arrays of satellites first to last make; ``sun`` is the irradiance over that at 1 AU."""
    n = last - first
    lit, standing = given.sunlit_frac[first:last], given.standing[first:last]
    for i in range(n):
        lit_w = of(d, at.RATED_ARRAY_W, i) * sun * lit[i]
        array_w[i] = 0.0 if standing[i] >= STILL else lit_w
    if len(given.array_share) > 0:
        share = given.array_share[first:last]
        for i in range(n):
            array_w[i] *= share[i]
    if any_of(d, at.SINGLE_AXIS, n) or any_of(d, at.BODY_FIXED, n):
        zenith, beta = given.zenith_cosine[first:last], given.beta_sine[first:last]
        for i in range(n):
            array_w[i] *= array_cosine(zenith[i], beta[i], of(d, at.SINGLE_AXIS, i), of(d, at.BODY_FIXED, i))


# A design's numbers are read into names before anything is made of them: the compiler sees arrays of
# satellites only in what is plain arithmetic from there on.


@inlined
def taken_w(d: Floats, i: int, energy_j: float, per_horizon: float) -> float:
    """Return what recharging takes of the array."""
    capacity_j, rate_w, per_charge = of(d, at.CAPACITY_J, i), of(d, at.RATE_W, i), of(d, at.PER_CHARGE, i)
    return recharge_w(energy_j, capacity_j, rate_w, per_charge, per_horizon)


@inlined
def given_w(d: Floats, i: int, energy_j: float, per_horizon: float) -> float:
    """Return what the pack can add to the array."""
    floor_j, rate_w, discharge = of(d, at.FLOOR_J, i), of(d, at.RATE_W, i), of(d, at.DISCHARGE_FRAC, i)
    return deliverable_w(energy_j, floor_j, rate_w, discharge, per_horizon)


@inlined
def cool_frac(d: Floats, i: int, loop_k: float) -> float:
    """Return the share of full load that the loop's temperature allows."""
    trip_k, per_range = of(d, at.TRIP_K, i), of(d, at.PER_RANGE, i)
    return derating_frac(loop_k, trip_k, per_range)


@inlined
def awake_frac(d: Floats, i: int, light: float) -> float:
    """Return the share of full load that the eclipse policy allows."""
    floor, hibernates = of(d, at.ECLIPSE_FLOOR, i), of(d, at.HIBERNATES, i)
    return eclipse_frac(light, floor, hibernates)


@inlined
def allowed_w(full_w: float, supply_w: float, cool_w: float, awake_w: float, standing: int) -> float:
    """Return what a satellite may draw for computing."""
    least_w = min(max(min(supply_w, cool_w, awake_w), 0.0), full_w)
    return 0.0 if standing >= OUT_OF_SERVICE else least_w


@inlined
def held_by(
    full_w: float, light: float, spare_w: float, supply_w: float, wanting_w: float, cool_w: float,
    awake_w: float, least_w: float,
) -> int:  # fmt: skip
    """Return the limiter of a satellite with work enough: the lowest cap, or none that bites."""
    dark = light < 1.0
    kept_w = full_w - max(0.0, wanting_w - max(0.0, spare_w - full_w))
    battery_w = supply_w if dark else kept_w
    power_cap_w = np.inf if dark else spare_w
    code = lowest_cap(cool_w, battery_w, awake_w, power_cap_w)
    return code if least_w < full_w * (1.0 - HELD_BACK_FRAC) else NONE
