"""What takes power or service from a site: its contract, its grid, ramps, own power, faults."""

import math

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes import faults
from dawnline.present.causes.cause import Cause, Causes, in_order
from dawnline.present.causes.happened import event_cause, events_on
from dawnline.present.causes.power_words import site_full_load_w
from dawnline.present.causes.witness import Witness
from dawnline.present.numbers import percent, power

# A recorded share is rounded; a whole number of accelerators fits under a cap with less than this to spare.
_NEAR_FRAC = 0.02


def roots(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a site is off or capped; nothing where it is neither, or nothing recorded explains it."""
    limiter = witness.word(ref, "limiter")
    if limiter == "fault":
        return faults.fault_causes(witness, ref)
    return power_causes(witness, ref) if limiter == "power_cap" else ()


def power_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a site is held to a power, if its load is recorded within it."""
    share = witness.value(ref, "cap_frac")
    if math.isnan(share):
        return ()
    for event in events_on(witness, ref, "power_cap"):
        bound = event.value + _own_share(witness, ref)
        if share <= bound + _NEAR_FRAC:
            return in_order((event_cause(witness, event), _contract(witness, ref, event.value)))
    if share >= 1.0 - _NEAR_FRAC:
        return in_order((_contract(witness, ref, 1.0),))
    ramp = _ramp(witness, ref)
    return () if ramp is None else in_order((ramp,))


def _contract(witness: Witness, ref: EntityRef, left: float) -> Cause:
    """Return that a site keeps to what its contract leaves: with all that it draws, or beside own power."""
    site = witness.fleet.sites[ref.index]
    spell = witness.spell(ref, "limiter")
    which = "its contract of" if left == 1.0 else f"{percent(left)} of its contract of"
    full = f"full load needs {power(site_full_load_w(site))}, {witness.span(spell)}"
    limit_w = left * site.power_cap_w
    if not _has_own_power(witness, ref):
        drawn = witness.text(ref, "load_w")
        text = f"facility power {drawn} is within {which} {power(site.power_cap_w)}, {full}"
        return witness.cause("contract", ref, text, "load_w", limit=limit_w, spell=spell)
    text = (
        f"the grid gives {witness.text(ref, 'grid_w')}, within {which} {power(site.power_cap_w)}"
        f"{_own_words(witness, ref)}; facility power {witness.text(ref, 'load_w')}, {full}"
    )
    return witness.cause("contract", ref, text, "grid_w", limit=limit_w, spell=spell)


def _own_share(witness: Witness, ref: EntityRef) -> float:
    """Return what a site's own gas and battery may add, as a share of its contract."""
    site = witness.fleet.sites[ref.index]
    if not site.power_cap_w > 0.0:
        return 0.0
    return (site.on_site.gas_w + site.on_site.battery_w) / site.power_cap_w


def _has_own_power(witness: Witness, ref: EntityRef) -> bool:
    own = witness.fleet.sites[ref.index].on_site
    return own.gas_w + own.battery_w > 0.0 and witness.has("site", "grid_w")


def _own_words(witness: Witness, ref: EntityRef) -> str:
    own, words = witness.fleet.sites[ref.index].on_site, ""
    if own.gas_w > 0.0:
        words += f", own gas {witness.text(ref, 'gas_w')} of {power(own.gas_w)}"
    if own.battery_w > 0.0:
        words += f", its battery is at {witness.text(ref, 'battery_frac')}"
    return words


def _ramp(witness: Witness, ref: EntityRef) -> Cause | None:
    """Return that the load rises as fast as its grid allows, if it does."""
    site = witness.fleet.sites[ref.index]
    if site.ramp_frac_per_min is None or witness.frame == 0:
        return None
    before_w = witness.at(witness.frame - 1).value(ref, "load_w")
    allowed_w = site.ramp_frac_per_min * site.power_cap_w * witness.header.step_s / 60.0
    rise_w = witness.value(ref, "load_w") - before_w
    if not 0.9 * allowed_w <= rise_w <= 1.1 * allowed_w:
        return None
    spell = witness.spell(ref, "limiter")
    text = (
        f"its load rises by {power(rise_w)} a step, all that its grid allows "
        f"({percent(site.ramp_frac_per_min)} of its contract a minute), {witness.span(spell)}"
    )
    return witness.cause("ramp", ref, text, "load_w", limit=before_w + allowed_w, spell=spell)
