"""Events that are let happen in a run: from a person's words, and back into words."""

from collections.abc import Sequence
from typing import Literal

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.fleet import Fleet
from dawnline.orbits.constants import DAY_S
from dawnline.present.numbers import duration
from dawnline.recording.errors import EntityNotFound
from dawnline.recording.header import RunHeader
from dawnline.recording.recording import Recording
from dawnline.scenario.event import Event, EventKind
from dawnline.scenario.event_form import parts_of
from dawnline.scenario.event_text import events_from_texts

MOST_TOLD = 2


def events_at(recording: Recording, at_s: float, texts: Sequence[str]) -> tuple[Event, ...]:
    """Return events that begin at a time of a run; a target may be a bare name where that is unique.

    Raises ScenarioError with what is wrong in words, EntityNotFound where a bare name may mean several.
    """
    header = recording.header
    full = [_with_full_target(recording, text) for text in texts]
    return events_from_texts(full, at_s, fleet=header.fleet, epoch=header.epoch, duration_s=header.duration_s)


def _with_full_target(recording: Recording, text: str) -> str:
    """Return the text with the full id of its target; as it is where it has one, or has not the form."""
    try:
        target = parts_of(text).get("target", "")
    except ValueError:
        return text
    if not target or ":" in target:
        return text
    try:
        found = recording.header.fleet.entity_id(recording.find_entity(target))
    except EntityNotFound as error:
        if error.candidates:
            raise
        return text  # the checks of events name what is near
    kind, _, rest = text.strip().partition(" ")
    return f"{kind} {rest.strip().replace(' '.join(target.split()), found, 1)}"


def event_words(event: Event, fleet: Fleet) -> str:
    """Return what an event does: ``lost aws/us-east-1``, ``xai/colossus-1 at 30 % power``."""
    name = fleet.entity_id(event.target).partition(":")[2]
    if event.other is not None:
        name = f"link {name} to {fleet.entity_id(event.other).partition(':')[2]}"
    times = f"{event.value:g}\N{MULTIPLICATION SIGN}"
    words: dict[EventKind, str] = {
        "fault": f"lost {name}",
        "power_cap": f"{name} at {event.value * 100.0:.3g} % power",
        "demand_surge": f"{times} demand of {name}",
        "price": f"{times} prices at {name}",
        "storm": f"solar storm over {name}, {times} upsets{_safe_mode(event)}",
        "lease_end": f"lease of {name} ends{_noticed(event)}",
        "deorbit": f"{name} leaves orbit",
    }
    return words[event.kind]


def _safe_mode(event: Event) -> str:
    below_km = event.safe_mode_below_m / 1e3
    return f", safe mode below {below_km:g} km" if below_km > 0.0 else ""


def _noticed(event: Event) -> str:
    return f" after {duration(event.notice_s)} of notice" if event.notice_s > 0.0 else ""


def branch_words(header: RunHeader) -> str:
    """Return what a branch is: ``branch at 12:03: lost aws/us-east-1``; "" where the run is none."""
    facts = header.branch
    if facts is None:
        return ""
    clock = header.epoch.iso(facts.at_s)[11:16]
    day = int(facts.at_s // DAY_S)
    when = f"{clock} on day {day + 1}" if day else clock
    told = [event_words(event, header.fleet) for event in facts.events if _is_there(event, header.fleet)]
    more = f" and {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
    return f"branch at {when}: {', '.join(told[:MOST_TOLD])}{more}"


def _is_there(event: Event, fleet: Fleet) -> bool:
    """Return whether the fleet has what an event hits: a file may say anything."""
    ends = [event.target] if event.other is None else [event.target, event.other]
    return all(end.kind in fleet.tables and 0 <= end.index < len(fleet.tables[end.kind]) for end in ends)


def target_over(fleet: Fleet, ref: EntityRef, over: Literal["itself", "plane", "fleet"]) -> str:
    """Return the id of an entity, of the plane it flies in, or of the fleet or provider it belongs to.

    Raises ValueError, in words, if it has none.
    """
    name = fleet.entity_id(ref)
    if over == "itself":
        return name
    if over == "plane":
        row = int(fleet.plane_rows()[ref.index]) if ref.kind == "satellite" else -1
        if row < 0:
            raise ValueError(f"{name} flies in no plane that is known")
        return fleet.entity_id(EntityRef("plane", row))
    parent = (
        -1
        if ref.kind in ("fleet", "pair", "region", "workload")
        else int(fleet.tables[ref.kind].parent[ref.index])
    )
    if parent < 0:
        raise ValueError(f"{name} belongs to no fleet or provider")
    return fleet.entity_id(EntityRef("fleet", parent))
