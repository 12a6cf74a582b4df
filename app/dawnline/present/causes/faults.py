"""Why a machine is off: an event, a fault or an upset that was drawn, not launched yet, gone, decayed.

Nothing that is recorded tells a fault from a radiation upset. One of them is claimed only where the other is
ruled out: its rate is zero, or the machine stood for less than it takes. Both take a fixed time.
"""

import math
from dataclasses import dataclass

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.cause import UNKNOWN, Cause, Causes, in_order
from dawnline.present.causes.happened import event_cause, events_on, owners
from dawnline.present.causes.power_words import effect_of
from dawnline.present.causes.witness import Witness
from dawnline.present.evidence import Spell
from dawnline.present.numbers import count, duration
from dawnline.scenario.safe_mode import safe_modes

# States of a satellite that is not there to work.
AWAY = frozenset({"decayed", "waiting", "gone"})
_ENDS = ("fault", "lease_end", "deorbit")
_WHICH = "the run does not record which"


@dataclass(frozen=True)
class _Drawn:
    """What chance may do to a machine: its kind, how often an hour, and how long it takes."""

    kind: str
    what: str
    per_h: float
    takes_s: float

    @property
    def text(self) -> str:
        """Return ``a fault (one in 100 h is drawn, each takes 30 min)``."""
        often, long = count(1.0 / self.per_h), duration(self.takes_s)
        return f"{self.what} (one in {often} h is drawn, each takes {long})"


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
    """Return what chance did, as far as the rates of the header and the time that it took tell."""
    spell = witness.spell(ref, "limiter")
    span = witness.span(spell)
    drawn = _rates(witness, ref)
    if not drawn:
        text = f"unknown: off {span}, and neither an event nor a rate of faults explains it"
        return witness.cause(UNKNOWN, ref, text, "limiter", spell=spell)
    lasted_s = math.inf if _is_overlaid(witness, ref, spell) else _lasted_s(spell)
    step_s = witness.header.step_s
    might = tuple(one for one in drawn if one.takes_s < lasted_s + step_s)
    if not might or (math.isfinite(lasted_s) and lasted_s > sum(one.takes_s for one in might) + 2.0 * step_s):
        takes = " and ".join(f"{one.what} takes {duration(one.takes_s)}" for one in drawn)
        text = f"unknown: off {span}; {takes}, and no event explains it"
        return witness.cause(UNKNOWN, ref, text, "limiter", spell=spell)
    text = " or ".join(one.text for one in might)
    text += f": {_WHICH}" if len(might) > 1 else _too_short_for(drawn, might)
    text += f"{_storm(witness, ref, spell)}, {span}"
    kind = might[0].kind if len(might) == 1 else "fault_or_upset"
    return witness.cause(kind, ref, text, "limiter", spell=spell)


def _lasted_s(spell: Spell) -> float:
    """Return how long a machine stood; endless where the run does not tell."""
    if spell.since_s is None or spell.until_s is None or not spell.exact:
        return math.inf
    return spell.until_s - spell.since_s


def _is_overlaid(witness: Witness, ref: EntityRef, spell: Spell) -> bool:
    """Say whether an event may have kept a machine off before or after, so that nobody knows how long."""
    until_s = math.inf if spell.until_s is None else spell.until_s
    meant = owners(witness, ref)
    return any(
        event.kind in (*_ENDS, "storm") and event.target in meant and event.other is None
        and event.start_s < until_s and event.start_s + event.duration_s > (spell.since_s or 0.0)
        for event in witness.header.events
        if event.kind != "storm" or event.safe_mode_below_m > 0.0
    )  # fmt: skip


def _too_short_for(drawn: tuple[_Drawn, ...], might: tuple[_Drawn, ...]) -> str:
    """Return what else is drawn, and took longer than this."""
    others = [one for one in drawn if one not in might]
    return "".join(f"; {one.what} would take {duration(one.takes_s)}" for one in others)


def _storm(witness: Witness, ref: EntityRef, spell: Spell) -> str:
    """Return that a storm blew when the machine stopped, if one did."""
    if spell.since_s is None or ref.kind != "satellite":
        return ""
    began = witness.at(round(spell.since_s / witness.header.step_s))
    storms = events_on(began, ref, "storm")
    return f"; a solar storm multiplied upsets by {storms[0].value:g} then" if storms else ""


def _rates(witness: Witness, ref: EntityRef) -> tuple[_Drawn, ...]:
    """Return what is drawn of a machine at all."""
    fleet = witness.fleet
    if ref.kind == "site":
        site = fleet.sites[ref.index]
        rows = [_Drawn("fault", "a fault", site.fault_rate_per_h, site.fault_repair_s)]
    else:
        bus = fleet.buses[int(fleet.bus_of[ref.index])]
        rows = [
            _Drawn("fault", "a fault", bus.fault_rate_per_h, bus.fault_repair_s),
            _Drawn("upset", "a radiation upset", bus.upsets_per_h, bus.upset_repair_s),
        ]
    return tuple(row for row in rows if row.per_h > 0.0)
