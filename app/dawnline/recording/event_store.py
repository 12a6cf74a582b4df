"""The events of a run's scenario as a document of its file, and back. Older files have none of them."""

import math
from collections.abc import Collection, Sequence

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.fleet import Fleet
from dawnline.recording import nouns
from dawnline.recording.store import Damaged, Store
from dawnline.scenario.event import Event

_NAME = "events"


def write_events(store: Store, events: Sequence[Event]) -> tuple[str, ...]:
    """Write the events; return the names of what was written, none where there are none."""
    if not events:
        return ()
    store.put_text(_NAME, nouns.to_json(events))
    return (_NAME,)


def read_events(store: Store, extras: Collection[str], fleet: Fleet) -> tuple[Event, ...]:
    """Return the events; raise Damaged if they hit what is not there or happen at no time."""
    if _NAME not in extras:
        return ()
    events = store.noun(nouns.EVENTS, _NAME)
    for event in events:
        lasts = event.duration_s >= 0.0  # for good where it is endless
        if not (lasts and math.isfinite(event.start_s) and math.isfinite(event.value)):
            raise Damaged(f"has an event at {event.start_s} s for {event.duration_s} s")
        if not 0.0 <= event.notice_s < math.inf:
            raise Damaged(f"has an event that is announced {event.notice_s} s before")
        if not 0.0 <= event.safe_mode_below_m < math.inf:
            raise Damaged(f"has a storm with a safe mode below {event.safe_mode_below_m} m")
        for end in (event.target, event.other):
            if end is not None and not _is_there(end, fleet):
                raise Damaged(f"has an event on {end.kind} {end.index}, which is not there")
    return events


def _is_there(ref: EntityRef, fleet: Fleet) -> bool:
    return ref.kind in fleet.tables and 0 <= ref.index < len(fleet.tables[ref.kind])
