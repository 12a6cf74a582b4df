"""Events of a scenario: what they happen to, and when."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from dawnline.fleet.entity import EntityTable, Kind
from dawnline.fleet.workload import Workload
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.duration import EXPECTED, parse_duration
from dawnline.scenario.event import Event, EventKind
from dawnline.scenario.event_times import Draw
from dawnline.scenario.findings import Findings
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.schema_event import EventSection
from dawnline.scenario.sections import Row
from dawnline.scenario.targets import Ends, Targets

# Of all events that are drawn at a rate: as many as a file may list.
MAX_DRAWN = 20_000
# What has a factor, and what stays: both have a meaning for these kinds alone.
_WITH_FACTOR = ("demand_surge", "price", "storm")
_FOR_GOOD = ("lease_end", "deorbit")
# What only one kind has.
_OWN: Mapping[str, EventKind] = {"notice": "lease_end", "safe_mode_below_km": "storm"}


def events_of(
    rows: Iterable[Row[EventSection]],
    tables: Mapping[Kind, EntityTable],
    epoch: Epoch,
    duration_s: float,
    findings: Findings,
    *,
    workloads: Iterable[Workload] = (),
    seed: int = 0,
) -> tuple[Event, ...]:
    """Return the events in the order of their start; what is wrong is noted.

    What happens at a rate is drawn by ``seed``: each time becomes an event of its own. ``workloads`` are
    those of the table, in any order: not all may be hit by everything.
    """
    rows = list(rows)
    if not rows:
        return ()
    targets = Targets(tables, workloads)
    events: list[Event] = []
    drawn = 0
    for number, row in enumerate(rows):
        if findings.is_full():
            break
        draw = Draw(seed, number)
        times_s = _times_s(row, epoch, duration_s, draw, MAX_DRAWN - drawn, findings)
        ends = _ends(row, targets, findings)
        value, lasts_s = _value(row.value, row.path, findings), _lasts_s(row.value, row.path, findings)
        own = _own(row.value, row.path, findings)
        if times_s is None or not ends or value is None or lasts_s is None or own is None:
            continue
        drawn += len(times_s) if row.value.rate_per_day is not None else 0
        for start_s, whom in zip(times_s, _whom(row, ends, targets, draw, times_s, findings), strict=True):
            events.extend(
                Event(row.value.kind, target, start_s, lasts_s, value, other, *own) for target, other in whom
            )
        if times_s and row.value.rate_per_day is None and not -lasts_s < times_s[0] <= duration_s:
            findings.warn((*row.path, "start"), "this event is outside the run", "a time within the run")
    return in_order(events)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events in the one order that a scenario has them in, whatever the file's."""
    return tuple(sorted(events, key=_order))


def _order(event: Event) -> tuple[float, str, int, str, str, int]:
    target, other = event.target, event.other
    last = ("", -1) if other is None else (other.kind, other.index)
    return (event.start_s, target.kind, target.index, event.kind, *last)


def _times_s(
    row: Row[EventSection], epoch: Epoch, duration_s: float, draw: Draw, most: int, findings: Findings
) -> list[float] | None:
    given, path = row.value, row.path
    if given.rate_per_day is None:
        if given.start is None:
            findings.error((*path, "start"), "is missing", "when it happens, or rate_per_day: how often")
            return None
        start_s = _start_s(given.start, epoch, (*path, "start"), findings)
        return None if start_s is None else [start_s]
    if given.start is not None:
        message = "stands beside start, which says when"
        findings.error((*path, "rate_per_day"), message, "one of the two")
        return None
    times_s = draw.times_s(given.rate_per_day, duration_s, most)
    if len(times_s) > most:
        message = f"{given.rate_per_day:g} a day are too many events"
        findings.error((*path, "rate_per_day"), message, f"at most {MAX_DRAWN:,} in a run")
        return None
    return times_s


def _ends(row: Row[EventSection], targets: Targets, findings: Findings) -> list[Ends]:
    """Return what an event hits: one end, a link's two, or of a storm all fleets of satellites."""
    given, path = row.value, (*row.path, "target")
    if given.target is None:
        if given.kind == "storm":
            fleets = targets.fleets("satellite")
            if not fleets:
                findings.error(path, "is missing, and there are no satellites", "a [[fleet]]")
            return [(fleet, None) for fleet in fleets]
        findings.error(path, "is missing", "the id of what it happens to, such as 'site:aws/us-east-1'")
        return []
    ends = targets.find(given.kind, given.target, path, findings)
    return [] if ends is None else [ends]


def _whom(
    row: Row[EventSection],
    ends: list[Ends],
    targets: Targets,
    draw: Draw,
    times_s: list[float],
    findings: Findings,
) -> list[list[Ends]]:
    """Return for each time whom an event hits then."""
    if row.value.hits == "all":
        return [ends for _ in times_s]
    if any(target.kind != "fleet" for target, _ in ends):
        message = f"one of {row.value.target!r} means nothing"
        findings.error((*row.path, "hits"), message, "'all', or a fleet as the target")
        return [[] for _ in times_s]
    members = [ref for target, _ in ends for ref in targets.members(row.value.kind, target)]
    return [[(members[pick], None)] for pick in draw.picks(len(times_s), len(members))]


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
    """Return the share or factor of an event, 0 where it has none."""
    needs = {"share": ("power_cap",), "factor": _WITH_FACTOR}
    found: float | None = 0.0
    for key, kinds in needs.items():
        value: float | None = getattr(given, key)
        if given.kind in kinds:
            if value is None:
                meant = (
                    "the share of the power that is left, 0 to 1"
                    if key == "share"
                    else "a factor such as 2.0"
                )
                findings.error((*path, key), "is missing", meant)
            found = value
        elif value is not None:
            expected = f'no such key, or kind = "{kinds[0]}"'
            findings.error((*path, key), f"means nothing for a {given.kind}", expected)
            return None
    return found


def _own(given: EventSection, path: KeyPath, findings: Findings) -> tuple[float, float] | None:
    """Return the notice (s) and the height of safe mode (m), 0 where none is given; None if it may not be."""
    strange = [key for key, kind in _OWN.items() if getattr(given, key) is not None and given.kind != kind]
    for key in strange:
        expected = f'no such key, or kind = "{_OWN[key]}"'
        findings.error((*path, key), f"means nothing for a {given.kind}", expected)
    return None if strange else (given.notice or 0.0, (given.safe_mode_below_km or 0.0) * 1e3)


def _lasts_s(given: EventSection, path: KeyPath, findings: Findings) -> float | None:
    """Return how long an event lasts (s), endless where it stays."""
    if given.kind in _FOR_GOOD:
        if given.duration is None:
            return math.inf
        findings.error((*path, "duration"), f"a {given.kind} is for good", "no such key")
        return None
    if given.duration is None and given.kind != "price":
        findings.error((*path, "duration"), "is missing", "how long it lasts, such as '30m'")
        return None
    return math.inf if given.duration is None else given.duration
