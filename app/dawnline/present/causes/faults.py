"""Why a machine is off: an event, a fault or an upset that was drawn, not launched yet, gone, decayed."""

import math

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.cause import UNKNOWN, Cause, Causes, in_order
from dawnline.present.causes.happened import event_cause, events_on
from dawnline.present.causes.power_words import effect_of
from dawnline.present.causes.witness import Witness
from dawnline.present.evidence import Spell
from dawnline.present.numbers import count, duration
from dawnline.scenario.safe_mode import safe_modes

# States of a satellite that is not there to work.
AWAY = frozenset({"decayed", "waiting", "gone"})
_ENDS = ("fault", "lease_end", "deorbit")


def fault_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a machine is off; its effect is the caller's, but for satellites that are away."""
    state = witness.word(ref, "state") if ref.kind == "satellite" else ""
    events = tuple(event_cause(witness, event) for event in events_on(witness, ref, *_ENDS))
    events += _safe_mode(witness, ref)
    if state in AWAY:
        root = events[:1] or (_away(witness, ref, state),)
        return in_order((*root, effect_of(witness, ref)))
    return in_order(events[:1]) or in_order((_drawn(witness, ref),))


def _safe_mode(witness: Witness, ref: EntityRef) -> Causes:
    """Return the storm in which a satellite flies edge-on, if it is low enough to have to."""
    storms = events_on(witness, ref, "storm") if ref.kind == "satellite" else ()
    found = safe_modes(witness.fleet, witness.header.ephemeris, storms)
    return tuple(event_cause(witness, event) for event, rows in found if ref.index in rows)


def _away(witness: Witness, ref: EntityRef, state: str) -> Cause:
    table, spell = witness.fleet.satellites, witness.spell(ref, "state")
    from_s, until_s = float(table.from_s[ref.index]), float(table.until_s[ref.index])
    if state == "waiting":
        known = math.isfinite(from_s) and witness.now_s < from_s
        text = f"not launched before {witness.clock(from_s)}" if known else "not launched yet"
        return witness.cause("not_launched", ref, text, "state", spell=Spell(None, from_s if known else None))
    if state == "gone":
        known = math.isfinite(until_s) and witness.now_s >= until_s
        text = f"left its orbit at {witness.clock(until_s)}" if known else "has left its orbit"
        return witness.cause("gone", ref, text, "state", spell=spell)
    text = f"decayed {witness.span(spell)}: its elements give no orbit (SGP4 error)"
    return witness.cause("decayed", ref, text, "state", spell=spell)


def _drawn(witness: Witness, ref: EntityRef) -> Cause:
    """Return a fault that chance drew: the header has its rate, and its length speaks not against it."""
    spell = witness.spell(ref, "limiter")
    span = witness.span(spell)
    rates = _rates(witness, ref)
    if spell.since_s is not None and spell.until_s is not None:
        step_s, lasted_s = witness.header.step_s, spell.until_s - spell.since_s
        rates = tuple(rate for rate in rates if rate[2] > lasted_s - 2.0 * step_s)
    if not rates:
        text = f"unknown: off {span}, and neither an event nor a rate of faults explains it"
        return witness.cause(UNKNOWN, ref, text, "limiter", spell=spell)
    words = " or ".join(
        f"{what} (one in {count(1.0 / per_h)} h is drawn, each takes {duration(takes_s)})"
        for what, per_h, takes_s in rates
    )
    storms = events_on(witness, ref, "storm")
    storm = f"; a solar storm multiplies upsets by {storms[0].value:g}" if storms else ""
    kind = "upset" if all(what.startswith("a radiation") for what, _, _ in rates) else "fault"
    return witness.cause(kind, ref, f"{words}{storm}, {span}", "limiter", spell=spell)


def _rates(witness: Witness, ref: EntityRef) -> tuple[tuple[str, float, float], ...]:
    fleet = witness.fleet
    if ref.kind == "site":
        site = fleet.sites[ref.index]
        rows = [("a fault", site.fault_rate_per_h, site.fault_repair_s)]
    else:
        bus = fleet.buses[int(fleet.bus_of[ref.index])]
        rows = [
            ("a fault", bus.fault_rate_per_h, bus.fault_repair_s),
            ("a radiation upset", bus.upsets_per_h, bus.upset_repair_s),
        ]
    return tuple(row for row in rows if row[1] > 0.0)
