"""What would have helped: one line, computed from recorded values, for the causes where they allow it."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.bus import SatelliteBus
from dawnline.present.causes.cause import Cause, Causes
from dawnline.present.causes.power_words import full_load_w, site_full_load_w
from dawnline.present.causes.witness import Witness
from dawnline.present.numbers import count, duration, power, three_digits

STEFAN_BOLTZMANN_W_M2_K4 = 5.670374419e-8  # CODATA 2018, exact
# A loop that changes by more than this in a step is not in balance, and tells nothing of its radiator.
_STEADY_K = 0.5
_J_PER_KWH = 3.6e6


def would_help(witness: Witness, causes: Causes) -> str:
    """Return what would have helped against the first cause that something is known to help against."""
    for cause in causes:
        explain = _EXPLAIN.get(cause.kind)
        line = explain(witness, cause) if explain else ""
        if line:
            return line
    return ""


def _bus(witness: Witness, cause: Cause) -> SatelliteBus:
    return witness.fleet.buses[int(witness.fleet.bus_of[cause.entity.index])]


def _window(witness: Witness, cause: Cause, key: str) -> NDArray[np.float64]:
    """Return the recorded values of a channel while a cause held; none where its end is not known."""
    times_s, values = witness.of(cause.entity).series(key)
    since_s = 0.0 if cause.since_s is None else cause.since_s
    if cause.until_s is None:
        return np.empty(0)
    return values[(times_s >= since_s) & (times_s < cause.until_s)].astype(np.float64)


def _battery(witness: Witness, cause: Cause) -> str:
    """Return how much larger the battery would have to be.

    ``E = sum(full load - load) dt / (eta_d DoD (1 - fade))`` over the frames at the floor: what full load
    lacked there, at the cells, of which only the depth of discharge is used.
    """
    bus = _bus(witness, cause)
    load_w = _window(witness, cause, "load_w")
    missing_j = float(np.maximum(full_load_w(bus) - load_w, 0.0).sum()) * witness.header.step_s
    usable = bus.discharge_efficiency_frac * bus.depth_of_discharge_frac * (1.0 - bus.battery_fade_frac)
    if not missing_j > 0.0 or not usable > 0.0:
        return ""
    more_kwh = missing_j / usable / _J_PER_KWH
    has_kwh = bus.battery_j / _J_PER_KWH
    return f"a battery {three_digits(more_kwh)} kWh larger than its {three_digits(has_kwh)} kWh"


def _rate(witness: Witness, cause: Cause) -> str:
    """Return the rate that full load needs: ``C = (full load - array) / (eta_d E)``, E the faded capacity."""
    bus = _bus(witness, cause)
    capacity_j = bus.battery_j * (1.0 - bus.battery_fade_frac) * bus.discharge_efficiency_frac
    lacks_w = full_load_w(bus) - witness.value(cause.entity, "array_w")
    if not lacks_w > 0.0 or not capacity_j > 0.0:
        return ""
    return f"a battery that may give {lacks_w * 3600.0 / capacity_j:.2g} C, or a larger one"


def _radiator(witness: Witness, cause: Cause) -> str:
    """Return how much larger the radiator would have to be to stay at the temperature where derating begins.

    In balance a square metre rids the loop of ``q = load / A`` at T; at the throttle temperature T0 it does
    ``q0 = q - faces eps sigma (T^4 - T0^4)``. Full load needs ``A0 = full load / q0``; A0 - A is told.
    """
    bus, loop_k = _bus(witness, cause), witness.value(cause.entity, "radiator_k")
    before_k = witness.at(max(0, witness.frame - 1)).value(cause.entity, "radiator_k")
    load_w = witness.value(cause.entity, "load_w")
    if witness.frame == 0 or not abs(loop_k - before_k) < _STEADY_K or not bus.radiator_area_m2 > 0.0:
        return ""
    emission = bus.radiator_faces * bus.radiator_emissivity_frac * STEFAN_BOLTZMANN_W_M2_K4
    per_m2 = load_w / bus.radiator_area_m2 - emission * (loop_k**4 - bus.throttle_k**4)
    more_m2 = full_load_w(bus) / per_m2 - bus.radiator_area_m2 if per_m2 > 0.0 else math.inf
    if not 0.0 < more_m2 < 10.0 * bus.radiator_area_m2:
        return ""
    return f"a radiator {three_digits(more_m2)} m² larger than its {three_digits(bus.radiator_area_m2)} m²"


def _array(witness: Witness, cause: Cause) -> str:
    """Return how much larger the array would have to be: ``A (full load / array power - 1)``."""
    bus, array_w = _bus(witness, cause), witness.value(cause.entity, "array_w")
    if not 0.0 < array_w < full_load_w(bus):
        return ""
    more_m2 = bus.array_area_m2 * (full_load_w(bus) / array_w - 1.0)
    return f"an array {three_digits(more_m2)} m² larger than its {three_digits(bus.array_area_m2)} m²"


def _contract(witness: Witness, cause: Cause) -> str:
    """Return the power that full load lacks: ``accelerators x power x overhead x PUE - limit``.

    The limit is the grid's; of its own power a site may have some.
    """
    if cause.limit is None:
        return ""
    site = witness.fleet.sites[cause.entity.index]
    lacks_w = site_full_load_w(site) - cause.limit
    if not lacks_w > 0.0:
        return ""
    if cause.limit >= site.power_cap_w:
        return f"a contract {power(lacks_w)} larger"
    has = f" (its gas gives {power(site.on_site.gas_w)} of it)" if site.on_site.gas_w > 0.0 else ""
    return f"{power(lacks_w)} of its own power while the curtailment lasts{has}"


def _policy(witness: Witness, cause: Cause) -> str:
    """Return that its battery could carry full load through the shadow, if it could.

    ``E DoD (1 - fade) eta_d >= full load x duration of the shadow``, full when it begins, and
    ``E (1 - fade) C eta_d >= full load``; the shadow must have ended in the run.
    """
    bus = _bus(witness, cause)
    if cause.since_s is None or cause.until_s is None:
        return ""
    usable_j = bus.battery_j * bus.depth_of_discharge_frac * (1.0 - bus.battery_fade_frac)
    carries_s = usable_j * bus.discharge_efficiency_frac / full_load_w(bus)
    lasts_s = cause.until_s - cause.since_s
    rate_w = bus.battery_j * (1.0 - bus.battery_fade_frac) * bus.max_c_rate_per_h / 3600.0
    if carries_s < lasts_s or rate_w * bus.discharge_efficiency_frac < full_load_w(bus):
        return ""
    told = f"its battery, full, carries full load for {duration(carries_s)}"
    return f"policy ride-through: {told}, and this shadow lasts {duration(lasts_s)}"


def _members(witness: Witness, cause: Cause) -> str:
    """Return that a gang which may shrink would have gone on with the members it has."""
    gang = witness.fleet.workloads[cause.entity.index].gang
    has = witness.value(cause.entity, "gang")
    if gang is None or not 0.0 < has < gang.least_accelerators:
        return ""
    return f"a gang that works with {count(has)} GPUs instead of {count(gang.least_accelerators)}"


_EXPLAIN: dict[str, Callable[[Witness, Cause], str]] = {
    "battery_floor": _battery,
    "battery_rate": _rate,
    "heat": _radiator,
    "array": _array,
    "contract": _contract,
    "eclipse_policy": _policy,
    "gang_waits": _members,
}
