"""Arguments of commands: texts, read and checked."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from dawnline.commands.complaint import CommandError
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.duration import parse_duration
from dawnline.scenario.event_form import parts_of
from dawnline.scenario.instant import seconds_from_start
from dawnline.scenario.library import bundled_scenario
from dawnline.timeline.speeds import checked_speed

LONGEST_NAME = 60
Argument = Literal[
    "moment", "two moments", "speed", "frames", "channel", "entity", "path", "range", "which range", "map",
    "colour map", "fleet", "name", "marks", "map", "route", "number", "tab", "answer", "event", "scenario",
]  # fmt: skip


def checked_argument(kind: Argument, text: str) -> None:
    """Raise CommandError if the text cannot be an argument of this kind in any run."""
    if kind == "two moments":
        for moment in _two(text):
            _check_moment(moment)
    elif kind in _CHECKS:
        _CHECKS[kind](text)


def speed_of(text: str) -> float:
    """Return a speed of the playhead such as ``600``, ``600x`` or ``-60``."""
    try:
        return checked_speed(float(text.rstrip("x\N{MULTIPLICATION SIGN}")))
    except ValueError as error:
        raise CommandError(f"{text[:40]!r} is no speed; expected -1000 to 10000, not 0") from error


def frames_of(text: str) -> int:
    """Return a whole number of frames, negative for back."""
    try:
        return int(text)
    except ValueError as error:
        raise CommandError(f"{text[:40]!r} is no number of frames; expected one like 10 or -1") from error


def number_of(text: str) -> int:
    """Return a whole number from 1 on."""
    if not (text.isascii() and text.isdecimal() and int(text[:9]) >= 1 and len(text) < 10):
        raise CommandError(f"{text[:40]!r} is no number; expected one like 2")
    return int(text)


def range_of(text: str) -> tuple[float, float]:
    """Return two numbers, the first not above the second."""
    numbers = [_number(part) for part in text.split()]
    if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
        raise CommandError(f"{text[:60]!r}: expected two numbers separated by a space, such as 20 80")
    if numbers[0] > numbers[1]:
        raise CommandError(f"{text[:60]!r}: the low end of a range comes first")
    return numbers[0], numbers[1]


def bundled_of(text: str) -> Path:
    """Return the file of a scenario that ships, by its name."""
    try:
        return bundled_scenario(text)
    except ValueError as error:
        raise CommandError(str(error)) from error


def name_of(text: str) -> str:
    """Return a name that a person gives: one line of at most 60 characters."""
    if len(text) > LONGEST_NAME or not text.isprintable():
        raise CommandError(
            f"{text[:40]!r} is no name; expected one line of at most {LONGEST_NAME} characters"
        )
    return text


def moment_of(text: str, start: Epoch, duration_s: float) -> float:
    """Return a time in seconds since the start: ISO-8601, ``+6h30m``, or a number of seconds."""
    seconds = _number(text)
    if seconds is None:
        try:
            return seconds_from_start(text, start=start, duration_s=duration_s)
        except ValueError as error:
            raise CommandError(f"time {error}") from error
    if not 0.0 <= seconds <= duration_s:
        raise CommandError(f"{text[:40]} s: outside the run, which lasts {duration_s:g} s")
    return seconds


def two_moments_of(text: str, start: Epoch, duration_s: float) -> tuple[float, float]:
    """Return two times separated by a space."""
    first, second = (moment_of(part, start, duration_s) for part in _two(text))
    return first, second


def _check_event(text: str) -> None:
    try:
        parts_of(text)
    except ValueError as error:
        raise CommandError(str(error)) from error


def _two(text: str) -> list[str]:
    parts = text.split()
    if len(parts) != 2:
        raise CommandError(f"{text[:60]!r}: expected two times separated by a space, such as +1h +2h30m")
    return parts


def _check_moment(text: str) -> None:
    if _number(text) is not None:
        return
    try:
        if text.startswith("+"):
            parse_duration(text[1:])
        else:
            Epoch.from_iso(text)
    except ValueError as error:
        raise CommandError(
            f"time {text[:40]}: {error}; write 2026-05-30T06:00:00Z, an offset like +6h30m, or seconds"
        ) from error


def _number(text: str) -> float | None:
    if text.startswith("+"):
        return None
    try:
        seconds = float(text)
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) else None


_CHECKS: dict[Argument, Callable[[str], object]] = {
    "speed": speed_of,
    "frames": frames_of,
    "moment": _check_moment,
    "range": range_of,
    "name": name_of,
    "number": number_of,
    "event": _check_event,
    "scenario": bundled_of,
}
