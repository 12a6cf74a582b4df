"""Events as people say them in one line: ``fault site:aws/us-east-1 for 2h``.

The words are checked as a scenario file's are: an event that is injected is one that could stand there.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dawnline.fleet.fleet import Fleet
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.duration import show_duration
from dawnline.scenario.event import Event
from dawnline.scenario.event_form import parts_of
from dawnline.scenario.events import events_of, in_order
from dawnline.scenario.findings import Findings
from dawnline.scenario.lines import LineIndex
from dawnline.scenario.problem import Problem, ScenarioError
from dawnline.scenario.reading import TomlText
from dawnline.scenario.sections import checked_sections

# What stays where no duration is said, in a file too.
_FOR_GOOD = ("lease_end", "deorbit", "price")


def events_from_texts(
    texts: Sequence[str],
    at_s: float,
    *,
    fleet: Fleet,
    epoch: Epoch,
    duration_s: float,
) -> tuple[Event, ...]:
    """Return the events that begin at ``at_s``, in the order that a scenario has; without ``for`` they stay.

    With a notice it is given at ``at_s``, and they begin when it has passed.

    Raises ScenarioError with every problem, each naming the event by its number.
    """
    rest = show_duration(float(math.ceil(max(duration_s - at_s, 0.0)) + 1))
    tables_of = [_table(number, text, at_s, rest) for number, text in enumerate(texts)]
    findings = Findings("--event", LineIndex(""))
    sections = checked_sections(
        TomlText("--event", {"scenario": {}, "event": tables_of}, LineIndex("")), findings
    )
    events = events_of(sections.events, fleet.tables, epoch, duration_s, findings, workloads=fleet.workloads)
    findings.raise_errors()
    return in_order(replace(event, start_s=at_s + event.notice_s) for event in events)


def _table(number: int, text: str, at_s: float, rest: str) -> dict[str, Any]:
    """Return the section of a scenario file that says what a text says."""
    try:
        parts = parts_of(text)
    except ValueError as error:
        message, _, expected = str(error).partition("; expected ")
        raise ScenarioError([Problem("--event", None, f"event[{number}]", message, expected)]) from None
    table: dict[str, Any] = {**parts, "start": f"{at_s:.9f}s"}
    if parts["kind"] not in _FOR_GOOD:
        table.setdefault("duration", rest)
    for key in ("share", "factor", "safe_mode_below_km"):
        if key in parts:
            table[key] = _number(number, key, parts[key])
    return table


def _number(number: int, key: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        problem = Problem(
            "--event", None, f"event[{number}].{key}", f"{text[:40]!r} is no number", "one like 0.5"
        )
        raise ScenarioError([problem]) from None
