"""Why a satellite works as it does: what its limiter says, checked against what else was recorded."""

import math
from collections.abc import Callable

from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.entity import EntityRef
from dawnline.present.causes import faults, idle
from dawnline.present.causes.cause import Cause, Causes, after, in_order
from dawnline.present.causes.happened import event_cause, events_on
from dawnline.present.causes.power_words import (
    effect_of,
    full_load_w,
    no_limiter,
    rated_array_w,
    unproven,
)
from dawnline.present.causes.sunlight import is_dark, last_shadow, sunlight
from dawnline.present.causes.witness import Witness
from dawnline.present.numbers import percent, power

# A recorded share is rounded, and the power that counted was that of the step's beginning.
_NEAR_FRAC = 0.01
_NEAR_K = 0.5
_ABSOLUTE_ZERO_C = -273.15


def satellite_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a satellite is as busy as it is, the first cause first."""
    limiter = witness.word(ref, "limiter")
    if not limiter:
        return no_limiter(witness, ref)
    if witness.word(ref, "state") in faults.AWAY:
        return faults.fault_causes(witness, ref)
    found = _EXPLAIN[limiter](witness, ref)
    return after(found or unproven(witness, ref), effect_of(witness, ref))


def bus_of(witness: Witness, ref: EntityRef) -> SatelliteBus:
    """Return the design of a satellite."""
    return witness.fleet.buses[int(witness.fleet.bus_of[ref.index])]


def _none(witness: Witness, ref: EntityRef) -> Causes:
    del witness, ref
    return ()


def _eclipse(witness: Witness, ref: EntityRef) -> Causes:
    bus, light = bus_of(witness, ref), sunlight(witness, ref)
    if light is None or not is_dark(light) or bus.eclipse_policy == "ride-through":
        return ()
    if bus.eclipse_policy == "hibernate":
        text, limit = "policy hibernate switches accelerators off in shadow", 0.0
    else:
        limit = bus.throttle_frac
        text = f"policy throttle allows {percent(limit)} of full computing power in umbra"
    spell = witness.spell(ref, "limiter")
    told = f"{text} {witness.span(spell)}"
    return in_order((light, witness.cause("eclipse_policy", ref, told, "limiter", limit=limit, spell=spell)))


def _battery(witness: Witness, ref: EntityRef) -> Causes:
    light = sunlight(witness, ref)
    if light is None or math.isnan(witness.value(ref, "soc_frac")):
        return ()
    if not is_dark(light):
        return _recharging(witness, ref)
    bound = _floor(witness, ref) or _rate(witness, ref)
    return () if bound is None else in_order((light, bound))


def _floor(witness: Witness, ref: EntityRef) -> Cause | None:
    floor = 1.0 - bus_of(witness, ref).depth_of_discharge_frac
    if witness.value(ref, "soc_frac") > floor + _NEAR_FRAC:
        return None
    spell = witness.spell(ref, "soc_frac", lambda soc: soc <= floor + _NEAR_FRAC)
    text = f"battery {witness.text(ref, 'soc_frac')}, floor {percent(floor)}, {witness.span(spell)}"
    return witness.cause("battery_floor", ref, text, "soc_frac", limit=floor, spell=spell)


def _rate(witness: Witness, ref: EntityRef) -> Cause | None:
    bus = bus_of(witness, ref)
    rate_w = bus.battery_j * (1.0 - bus.battery_fade_frac) * bus.max_c_rate_per_h / 3600.0
    rate_w *= bus.discharge_efficiency_frac
    given_w = witness.value(ref, "load_w") - witness.value(ref, "array_w")
    if not given_w >= 0.98 * rate_w:
        return None
    spell = witness.spell(ref, "limiter")
    text = (
        f"battery gives {power(given_w)}, its highest rate {power(rate_w)} ({bus.max_c_rate_per_h:g} C), "
        f"{witness.span(spell)}"
    )
    return witness.cause("battery_rate", ref, text, "load_w", limit=rate_w, spell=spell, value=given_w)


def _recharging(witness: Witness, ref: EntityRef) -> Causes:
    if witness.value(ref, "soc_frac") > 1.0 - 1e-3:
        return ()
    spell = witness.spell(ref, "limiter")
    text = f"battery {witness.text(ref, 'soc_frac')}, recharging it comes first, {witness.span(spell)}"
    filling = witness.cause("recharging", ref, text, "soc_frac", limit=1.0, spell=spell)
    before = last_shadow(witness, ref)
    return in_order((filling,) if before is None else (before, filling))


def _power_cap(witness: Witness, ref: EntityRef) -> Causes:
    bus = bus_of(witness, ref)
    array_w, full_w, rated_w = witness.value(ref, "array_w"), full_load_w(bus), rated_array_w(bus)
    if not array_w < full_w:
        return ()
    spell = witness.spell(ref, "limiter")
    text = (
        f"array gives {witness.text(ref, 'array_w')} of its rated {power(rated_w)}, full load needs "
        f"{power(full_w)}, {witness.span(spell)}"
    )
    kind = "array" if rated_w < full_w else "array_pointing"
    for event in events_on(witness, ref, "power_cap"):
        # A little more than rated: the Sun is nearer in January.
        if array_w <= event.value * rated_w * 1.04:
            held = witness.cause("array", ref, text, "array_w", limit=full_w, spell=spell)
            return in_order((event_cause(witness, event), held))
    return in_order((witness.cause(kind, ref, text, "array_w", limit=full_w, spell=spell),))


def _heat(witness: Witness, ref: EntityRef) -> Causes:
    bus = bus_of(witness, ref)
    now_k = witness.value(ref, "radiator_k")
    before = witness.at(max(0, witness.frame - 1))
    hottest_k = max(now_k, before.value(ref, "radiator_k"))
    if not hottest_k > bus.throttle_k - _NEAR_K:
        return ()
    spell = witness.spell(ref, "radiator_k", lambda loop_k: loop_k > bus.throttle_k - _NEAR_K)
    begins, ends = (f"{limit_k + _ABSOLUTE_ZERO_C:.1f} °C" for limit_k in (bus.throttle_k, bus.trip_k))
    text = (
        f"radiator {witness.text(ref, 'radiator_k')}, load is cut from {begins}, to nothing at {ends}, "
        f"{witness.span(spell)}"
    )
    return in_order((witness.cause("heat", ref, text, "radiator_k", limit=bus.throttle_k, spell=spell),))


_EXPLAIN: dict[str, Callable[[Witness, EntityRef], Causes]] = {
    "none": _none,
    "no_work": idle.idle_causes,
    "eclipse": _eclipse,
    "battery": _battery,
    "power_cap": _power_cap,
    "heat": _heat,
    "fault": faults.fault_causes,
}
