"""The physics of one satellite: light, battery, heat, eclipse policy, accelerators, limiter.

Every formula becomes part of the loops that call it, so each is written without a branch that an array of
satellites could not take together. Units as everywhere; ``per_`` is one over.
"""

from dawnline.network.kernels.jit import inlined
from dawnline.sim.kernels.assumed import (
    ALBEDO_FRAC,
    BATTERY,
    COLDEST_LOOP_K,
    EARTH_INFRARED_W_M2,
    ECLIPSE,
    FAULT,
    HEAT,
    HELD_BACK_FRAC,
    NO_WORK,
    POWER_CAP,
    RECHARGE_S,
)


@inlined
def array_cosine(zenith_cosine: float, beta_sine: float, single_axis: float, body_fixed: float) -> float:
    """Return cos(theta) of an array: 1 where it tracks the Sun, else by the flag that is set.

    A wing that turns about the orbit normal sees the cosine of the beta angle. A panel on the body looks to
    zenith, by assumption: it is the side that a craft pointed at the Earth has free.
    """
    wing = max(0.0, 1.0 - beta_sine * beta_sine) ** 0.5
    panel = max(0.0, zenith_cosine)
    cosine = wing if single_axis > 0.0 else 1.0
    return panel if body_fixed > 0.0 else cosine


@inlined
def deliverable_w(
    energy_j: float, floor_j: float, rate_w: float, discharge_frac: float, per_horizon: float
) -> float:
    """Return what a pack can deliver over a time without passing its rate or a floor, at the bus."""
    return discharge_frac * min(rate_w, max(0.0, energy_j - floor_j) * per_horizon)


@inlined
def recharge_w(
    energy_j: float, capacity_j: float, rate_w: float, per_charge: float, per_horizon: float
) -> float:
    """Return the power that recharging has first, at the bus: full again in RECHARGE_S, or a longer step."""
    return min(rate_w, (capacity_j - energy_j) * min(1.0 / RECHARGE_S, per_horizon)) * per_charge


@inlined
def derating_frac(loop_k: float, trip_k: float, per_range: float) -> float:
    """Return the share of full load that a loop's temperature allows: one at throttle, none at trip."""
    return min(max((trip_k - loop_k) * per_range, 0.0), 1.0)


@inlined
def eclipse_frac(sunlit_frac: float, floor_frac: float, hibernates: float) -> float:
    """Return the share of full computing power that an eclipse policy allows.

    ``floor_frac`` is what the umbra leaves (one: ride-through), in the penumbra the Sun's visible share more.
    Who hibernates is switched off once more than half of the Sun is hidden.
    """
    throttled = floor_frac + (1.0 - floor_frac) * sunlit_frac
    awake = 0.0 if sunlit_frac < 0.5 else 1.0
    return awake if hibernates > 0.0 else throttled


@inlined
def lowest_cap(heat_w: float, battery_w: float, eclipse_w: float, power_cap_w: float) -> int:
    """Return the code of the lowest cap; of equals the first of heat, battery, eclipse, power_cap."""
    code, lowest = HEAT, heat_w
    code, lowest = (BATTERY, battery_w) if battery_w < lowest else (code, lowest)
    code, lowest = (ECLIPSE, eclipse_w) if eclipse_w < lowest else (code, lowest)
    return POWER_CAP if power_cap_w < lowest else code


@inlined
def dynamic_frac(allowed_w: float, idle_w: float, per_span: float) -> float:
    """Return the share of the power above idling that is allowed; nothing below idling."""
    return min(max((allowed_w - idle_w) * per_span, 0.0), 1.0)


@inlined
def computing_w(idle_w: float, full_w: float, shape: float, draw_frac: float) -> float:
    """Return what accelerators draw: idling, and above it by the shape of their busy share and their work."""
    return idle_w + (full_w - idle_w) * shape * draw_frac


@inlined
def settled_j(
    energy_j: float, array_w: float, load_w: float, capacity_j: float, rate_w: float,
    charge_frac: float, per_discharge: float, dt_s: float,
) -> float:  # fmt: skip
    """Return a pack's energy after a step.

    What the array gives beyond the load charges the pack, within its rate and room; a load beyond the array
    is met by the pack, within its rate and what it holds.
    """
    spare_j = (array_w - load_w) * dt_s
    rate_j = rate_w * dt_s
    room_j = min(rate_j, capacity_j - energy_j)
    held_j = min(rate_j, energy_j)
    wanted_j = spare_j * charge_frac if spare_j >= 0.0 else spare_j * per_discharge
    return energy_j + min(max(wanted_j, -held_j), room_j)


@inlined
def absorbed_w_m2(
    absorptivity: float, emissivity: float, solar_w_m2: float, earth_view: float, day_side: float,
    sun_w_m2: float,
) -> float:  # fmt: skip
    """Return what one face takes up from Sun and Earth.

    ``solar_w_m2`` is direct sunlight on the face, incidence and shadow counted; ``day_side`` the cosine of
    the Sun's zenith angle below the satellite, zero at night.
    """
    reflected = ALBEDO_FRAC * sun_w_m2 * earth_view * day_side
    return absorptivity * (solar_w_m2 + reflected) + emissivity * EARTH_INFRARED_W_M2 * earth_view


@inlined
def radiated_k(now_k: float, gain_k: float, loss_k3: float) -> float:
    """Return a loop's temperature after a substep of ``C dT/dt = heat - A eps sigma T^4``.

    Implicit Euler by two Newton steps: the residual is convex in T, so they approach the root from above and
    no step length gives a negative temperature. ``gain_k`` is heat dt / C, ``loss_k3`` A eps sigma dt / C.
    """
    cube = loss_k3 * now_k * now_k * now_k
    first = (now_k + gain_k + 3.0 * cube * now_k) / (1.0 + 4.0 * cube)
    cube = loss_k3 * first * first * first
    second = (now_k + gain_k + 3.0 * cube * first) / (1.0 + 4.0 * cube)
    return max(second, min(now_k + gain_k, COLDEST_LOOP_K))


@inlined
def limiter_code(held_by: int, busy_frac: float, busy_limit: float, out_of_service: bool) -> int:
    """Return the limiter: fault, then too little work, then what holds back."""
    code = NO_WORK if busy_frac < busy_limit - HELD_BACK_FRAC else held_by
    return FAULT if out_of_service else code
