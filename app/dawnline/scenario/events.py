"""Events of a scenario: what they happen to, and when."""

from collections.abc import Iterable, Mapping
from typing import Any

from dawnline.fleet.entity import EntityTable, Kind
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.duration import EXPECTED, parse_duration
from dawnline.scenario.event import Event
from dawnline.scenario.findings import Findings
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.schema_ground import EventSection
from dawnline.scenario.sections import Row
from dawnline.scenario.targets import Targets


def events_of(
    rows: Iterable[Row[EventSection]],
    tables: Mapping[Kind, EntityTable],
    epoch: Epoch,
    duration_s: float,
    findings: Findings,
) -> tuple[Event, ...]:
    """Return the events in the order of their start; what is wrong is noted."""
    rows = list(rows)
    if not rows:
        return ()
    targets = Targets(tables)
    events: list[Event] = []
    for row in rows:
        if findings.is_full():
            break
        given = row.value
        start_s = _start_s(given.start, epoch, (*row.path, "start"), findings)
        ends = targets.find(given.kind, given.target, (*row.path, "target"), findings)
        value = _value(given, row.path, findings)
        if start_s is None or ends is None or value is None:
            continue
        if start_s > duration_s or start_s + given.duration <= 0.0:
            findings.warn((*row.path, "start"), "this event is outside the run", "a time within the run")
        events.append(Event(given.kind, ends[0], start_s, given.duration, value, ends[1]))
    return in_order(events)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events in the one order that a scenario has them in, whatever the file's."""
    return tuple(sorted(events, key=_order))


def _order(event: Event) -> tuple[float, str, int, str, str, int]:
    target, other = event.target, event.other
    last = ("", -1) if other is None else (other.kind, other.index)
    return (event.start_s, target.kind, target.index, event.kind, *last)


def _start_s(given: Any, epoch: Epoch, path: KeyPath, findings: Findings) -> float | None:
    text = given.isoformat() if hasattr(given, "isoformat") else given
    if isinstance(text, str):
        try:
            return parse_duration(text.removeprefix("+"))
        except ValueError:
            pass
        try:
            return Epoch.from_iso(text).seconds_since(epoch)
        except ValueError:
            pass
    findings.error(
        path, "is no time", f"{EXPECTED} after the scenario's start, or an ISO-8601 time with its zone"
    )
    return None


def _value(given: EventSection, path: KeyPath, findings: Findings) -> float | None:
    if given.kind == "power_cap":
        if given.share is None:
            findings.error((*path, "share"), "is missing", "the share of the power that is left, 0 to 1")
        return given.share
    if given.share is not None:
        findings.error((*path, "share"), "means nothing for a fault", 'no such key, or kind = "power_cap"')
        return None
    return 0.0
