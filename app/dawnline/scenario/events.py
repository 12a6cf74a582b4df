"""Events of a scenario: what they happen to, and when."""

from collections.abc import Iterable, Mapping
from typing import Any

from dawnline.fleet.entity import EntityRef, EntityTable, Kind
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.duration import EXPECTED, parse_duration
from dawnline.scenario.event import Event
from dawnline.scenario.findings import Findings, one_of
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.schema_ground import EventSection
from dawnline.scenario.sections import Row

_TARGETS: dict[str, tuple[Kind, ...]] = {"fault": ("satellite", "site"), "power_cap": ("satellite", "site")}
# Looking for a near name among a million takes seconds; among these it takes milliseconds.
_MAX_CANDIDATES = 2_000


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
    kinds: tuple[Kind, ...] = ("satellite", "site")
    refs = {kind: {id_: index for index, id_ in enumerate(tables[kind].ids)} for kind in kinds}
    events: list[Event] = []
    for row in rows:
        if findings.is_full():
            break
        given = row.value
        start_s = _start_s(given.start, epoch, (*row.path, "start"), findings)
        target = _target(given, refs, (*row.path, "target"), findings)
        value = _value(given, row.path, findings)
        if start_s is None or target is None or value is None:
            continue
        if start_s > duration_s or start_s + given.duration <= 0.0:
            findings.warn((*row.path, "start"), "this event is outside the run", "a time within the run")
        events.append(Event(given.kind, target, start_s, given.duration, value))
    return tuple(
        sorted(events, key=lambda event: (event.start_s, event.target.kind, event.target.index, event.kind))
    )


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


def _target(
    given: EventSection, refs: Mapping[Kind, Mapping[str, int]], path: KeyPath, findings: Findings
) -> EntityRef | None:
    kinds = _TARGETS[given.kind]
    kind = given.target.partition(":")[0]
    for allowed in kinds:
        if kind == allowed and given.target in refs[allowed]:
            return EntityRef(allowed, refs[allowed][given.target])
    ids = [id_ for allowed in kinds if allowed == kind or kind not in kinds for id_ in refs[allowed]]
    if len(ids) > _MAX_CANDIDATES:
        example = f"the id of a {' or '.join(kinds)}, such as {ids[0]!r}"
    else:
        example = one_of(ids, given.target)
    findings.error(path, f"there is no {' or '.join(kinds)} {given.target!r}", example)
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
