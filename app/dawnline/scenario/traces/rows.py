"""The records of a trace while it is read, and what was wrong with those that were passed over."""

import re
from functools import lru_cache

from dawnline.orbits.element_rows import shown
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.problem import Problem

MAX_PROBLEMS = 100
_HOPELESS = 10_000
# The longest context of 2026 is ten million tokens; sums of any file that is read then fit into 63 bits.
MAX_TOKENS = 100_000_000
MAX_GPUS = 1_000_000
# Ten years. No published trace is longer, and a file of Unix times is told apart from one of seconds.
MAX_SECONDS = 3.2e8
# Julian date of 1970-01-01; nanoseconds since then fit into 63 bits until 2262.
_ZERO_JD = 2_440_587.5
_SECOND_NS = 1_000_000_000
_DAY_NS = 86_400 * _SECOND_NS
_NUMBER = re.compile(r"\+?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])"
    r"(?:\.([0-9]{1,9}))?(?:Z|\+00:?00)?"
)


class FieldError(Exception):
    """One field of a record is wrong: which, how, and what would be right."""

    def __init__(self, key: str, message: str, expected: str) -> None:
        super().__init__(key, message, expected)
        self.key = key
        self.message = message
        self.expected = expected


class Findings:
    """What was wrong with a trace so far; beyond ``MAX_PROBLEMS`` it is only counted."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.bad = 0
        self._problems: list[Problem] = []
        self._last_line = 1

    def report(self, line: int, key: str, message: str, expected: str) -> None:
        """Note a record that was passed over."""
        self.bad += 1
        self._last_line = line
        if len(self._problems) < MAX_PROBLEMS:
            self._problems.append(Problem(self.file, line, key, message, expected))

    def report_field(self, line: int, error: FieldError) -> None:
        """Note a record that was passed over because of one field."""
        self.report(line, error.key, error.message, error.expected)

    def is_hopeless(self, good: int) -> bool:
        """Say whether so much is wrong that reading on would only waste time: this is no trace."""
        return self.bad > _HOPELESS and self.bad > 10 * good

    def finish(self, good: int) -> tuple[Problem, ...]:
        """Return the problems; the last one counts those that are not listed."""
        untold = self.bad - len(self._problems)
        if untold <= 0:
            return tuple(self._problems)
        message = f"{untold} more records are wrong and were passed over"
        if self.is_hopeless(good):
            message += "; the rest of the file was not read"
        return (*self._problems, Problem(self.file, self._last_line, "", message, "a trace"))


def whole(text: str, key: str, most: int = MAX_TOKENS) -> int:
    """Return a count; raise FieldError unless it is a whole number from 0 to ``most``."""
    text = text.strip()
    if len(text) <= 18 and text.isascii() and text.isdigit():
        value = int(text)
        if value <= most:
            return value
    raise FieldError(key, f"{shown(text)} is no count", f"a whole number from 0 to {most:,}")


def number(text: str, key: str, most: float = MAX_SECONDS) -> float:
    """Return a plain number; raise FieldError unless it is one from 0 to ``most``."""
    text = text.strip()
    if len(text) < 40 and _NUMBER.fullmatch(text):
        value = float(text)
        if value <= most:
            return value
    raise FieldError(key, f"{shown(text)} is out of range or no number", f"a number from 0 to {most:g}")


def moment_ns(text: str, key: str) -> int:
    """Return nanoseconds since 1970; raise FieldError unless the text is a UTC moment."""
    match = _MOMENT.fullmatch(text.strip()) if len(text) < 60 else None
    day_ns = _day_ns(match[1]) if match else None
    if match is None or day_ns is None:
        raise FieldError(
            key, f"{shown(text)} is no moment", "a time in UTC such as 2023-11-16 18:17:03.9799600"
        )
    seconds = (int(match[2]) * 60 + int(match[3])) * 60 + int(match[4])
    fraction = match[5]
    below = int(fraction.ljust(9, "0")) if fraction else 0
    return day_ns + seconds * _SECOND_NS + below


def moment_of(ns: int) -> Epoch:
    """Return the moment that :func:`moment_ns` counted."""
    days, rest = divmod(ns, _DAY_NS)
    return Epoch(_ZERO_JD + days, rest / _DAY_NS)


@lru_cache(maxsize=4096)
def _day_ns(day: str) -> int | None:
    """Return when a day of the years 1970 to 2199 begins; None if the calendar has no such day."""
    try:
        begins = Epoch.from_iso_utc(day)
    except ValueError:
        return None
    if not 1970 <= int(day[:4]) < 2200:
        return None
    return round(begins.jd - _ZERO_JD) * _DAY_NS
