"""What happened in a run: its events, whom they hit, and how they were got over."""

import math
from collections.abc import Iterator

from dawnline.fleet.fleet import Fleet
from dawnline.present.numbers import duration, word
from dawnline.present.recovery import recovery_of
from dawnline.present.recovery_words import recovery_text
from dawnline.present.report.sizes import moment
from dawnline.recording.recording import Recording
from dawnline.scenario.event import Event

_MOST = 12
_FOR_GOOD = {"lease_end": "its lease ends", "deorbit": "it leaves its orbit"}


def happened(recording: Recording) -> Iterator[str]:
    """Yield a sentence for each event, the first dozen that begin within the run."""
    header = recording.header
    events = [event for event in header.events if event.start_s <= recording.end_s]
    for event in events[:_MOST]:
        when = moment(header.epoch, event.start_s, header.duration_s)
        found = recovery_text(recovery_of(recording, event))
        yield f"**{when}, {_whom(header.fleet, event)}**: {_what(event)}. {found[0].upper()}{found[1:]}."
    if len(events) > _MOST:
        yield f"and {len(events) - _MOST:,} more events."


def _whom(fleet: Fleet, event: Event) -> str:
    ends = [event.target] if event.other is None else [event.target, event.other]
    return " to ".join(fleet.entity_id(end) for end in ends)


def _what(event: Event) -> str:
    lasts = f" for {duration(event.duration_s)}" if math.isfinite(event.duration_s) else " from then on"
    match event.kind:
        case "power_cap":
            return f"its power is capped at {100.0 * event.value:.0f} %{lasts}"
        case "demand_surge":
            return f"it asks for {event.value:g} times as much{lasts}"
        case "price":
            return f"its prices are {event.value:g} times what they were{lasts}"
        case "storm":
            below = f"safe mode below {event.safe_mode_below_m / 1e3:g} km"
            safe = f", {below}" if event.safe_mode_below_m > 0.0 else ""
            return f"a solar storm, {event.value:g} times the upsets{safe}{lasts}"
        case "fault":
            return f"it fails{lasts}"
        case kind:
            noticed = f", {duration(event.notice_s)} after its notice" if event.notice_s > 0.0 else ""
            return _FOR_GOOD.get(kind, word(kind)) + noticed
