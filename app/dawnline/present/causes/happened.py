"""Events of the header as causes: which hit an entity, and how they read."""

import math

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.cause import Cause
from dawnline.present.causes.witness import Witness
from dawnline.present.numbers import percent
from dawnline.scenario.event import Event

_FAULTS = {
    "satellite": "fails", "plane": "is lost, all of its satellites", "site": "is out", "gateway": "is out",
    "region": "is cut off", "fleet": "is out, all of it",
}  # fmt: skip
_WORDS = {
    "demand_surge": "asks for {:g} times as much",
    "price": "costs {:g} times as much",
    "storm": "solar storm, {:g} times the upsets",
    "lease_end": "its lease has ended",
    "deorbit": "has left its orbit",
}

_FOR_GOOD = ("lease_end", "deorbit")


def events_on(witness: Witness, ref: EntityRef, *kinds: str) -> tuple[Event, ...]:
    """Return the events of some kinds that hold now for an entity, its plane or its fleet; links' not."""
    meant = owners(witness, ref)
    return tuple(event for event in witness.events(*kinds) if event.other is None and event.target in meant)


def owners(witness: Witness, ref: EntityRef) -> frozenset[EntityRef]:
    """Return an entity with whoever an event may name to mean it."""
    found = {ref}
    fleet = witness.fleet
    if ref.kind in fleet.tables:
        parent = int(fleet.tables[ref.kind].parent[ref.index])
        if parent >= 0:
            found.add(EntityRef("fleet", parent))
    if ref.kind == "satellite" and "plane" in fleet.tables and fleet.plane_of[ref.index] >= 0:
        planes = fleet.tables["plane"].parent
        first = int((planes < fleet.satellites.parent[ref.index]).sum())
        found.add(EntityRef("plane", first + int(fleet.plane_of[ref.index])))
    return frozenset(found)


def event_cause(witness: Witness, event: Event) -> Cause:
    """Return an event as a first cause; its value is the event's, its times are those of the header."""
    end_s = event.start_s + event.duration_s
    span = f"{'at' if event.kind in _FOR_GOOD else 'from'} {witness.clock(event.start_s)}"
    until_s = None
    if math.isfinite(end_s):
        until_s = end_s
        span += f" to {witness.clock(end_s)}"
    unit = {"power_cap": "frac", "fault": "", "lease_end": "", "deorbit": ""}.get(event.kind, "times")
    return Cause(
        f"event.{event.kind}", event.target, f"{_words(witness, event)} {span} (event)",
        value=event.value if unit else None, unit=unit, t_s=witness.now_s, since_s=event.start_s,
        until_s=until_s,
    )  # fmt: skip


def closing_events(witness: Witness) -> tuple[Event, ...]:
    """Return the ends of leases that are so near, and announced, that nothing new begins there."""
    step_s, now_s = witness.header.step_s, witness.now_s
    return tuple(
        event
        for event in witness.header.events
        if event.kind == "lease_end" and event.drains_s(step_s) <= now_s < event.start_s
    )


def closing_cause(witness: Witness, ref: EntityRef) -> Cause | None:
    """Return that a lease is about to end as announced, so that nothing new begins; None where none is."""
    meant = owners(witness, ref)
    for event in closing_events(witness):
        if event.target in meant:
            begins_s = event.drains_s(witness.header.step_s)
            text = (
                f"takes nothing new since {witness.clock(begins_s)}: its lease ends at "
                f"{witness.clock(event.start_s)}, as announced (event)"
            )
            return Cause(
                "lease_closing", event.target, text, t_s=witness.now_s, since_s=begins_s,
                until_s=event.start_s,
            )  # fmt: skip
    return None


def _words(witness: Witness, event: Event) -> str:
    if event.kind == "fault":
        if event.other is not None:
            return f"its link to {witness.name(event.other)} fails"
        return _FAULTS.get(event.target.kind, "fails")
    if event.kind == "power_cap":
        whose = "array's power is left" if event.target.kind == "satellite" else "contracted power is left"
        return f"curtailed: {percent(event.value)} of its {whose}"
    words = _WORDS[event.kind].format(event.value)
    if event.safe_mode_below_m > 0.0:
        words += f", safe mode below {event.safe_mode_below_m / 1e3:g} km: edge-on, computers off"
    return words
