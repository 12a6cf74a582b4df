"""Collects the records of an element file: checks what every format must obey, drops duplicates.

The parsers know where a value stands; this module knows what it may be.
"""

import math

import numpy as np

from dawnline.orbits.element_sets import SGP4_COLUMNS, ElementSets, RecordProblem
from dawnline.orbits.epoch import Epoch

# Radians a minute of one turn a day, and its derivatives: the very expressions of Vallado's SGP4, because
# the last bit of the columns depends on them.
XPDOTP = 1440.0 / (2.0 * math.pi)
_RADIANS = math.pi / 180.0
MAX_PROBLEMS = 1000
_MAX_NAME = 100
_HOPELESS = 10_000
# The years that a TLE can say (57 to 56). SGP4's deep-space part steps from the epoch: a far one would hang.
_FIRST_JD = Epoch.from_iso("1957-01-01T00:00:00Z").jd
_LAST_JD = Epoch.from_iso("2057-01-01T00:00:00Z").jd
# An orbit of 18 turns a day lies 270 km inside the Earth; the drag terms that a TLE can write.
_MAX_MEAN_MOTION = 18.0
_MAX_DRAG = 1e10


class RecordError(Exception):
    """One record is wrong: what, what would be right, and how many lines below its first."""

    def __init__(self, message: str, expected: str, lines_below: int = 0) -> None:
        super().__init__(message, expected)
        self.message = message
        self.expected = expected
        self.lines_below = lines_below


def shown(text: object) -> str:
    """Return a text from a file as it may stand in a message: quoted, escaped and short."""
    if not isinstance(text, str | int | float):
        return f"a {type(text).__name__}"
    whole = str(text)
    return repr(whole if len(whole) <= 40 else whole[:40] + "...")


class ElementRows:
    """Records so far, in the units of SGP4, and what was wrong with the others."""

    def __init__(self) -> None:
        self.problems: list[RecordProblem] = []
        self._untold = 0
        self._bad = 0
        self._names: list[str] = []
        self._numbers: dict[int, int] = {}
        self._rows: list[tuple[float, ...]] = []

    def __len__(self) -> int:
        return len(self._rows)

    def report(self, line: int, name: str, message: str, expected: str) -> None:
        """Note a bad record; beyond ``MAX_PROBLEMS`` they are only counted."""
        self._bad += 1
        self._note(line, name, message, expected)

    @property
    def is_hopeless(self) -> bool:
        """Whether so much is wrong that reading on would only waste time: this is no element file."""
        return self._bad > _HOPELESS and self._bad > 10 * len(self._rows)

    def _note(self, line: int, name: str, message: str, expected: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(RecordProblem(line, name.strip()[:_MAX_NAME], message, expected))
        else:
            self._untold += 1

    def add(
        self,
        line: int,
        name: str,
        number: int,
        epoch: Epoch,
        bstar: float,
        derivatives: tuple[float, float],
        orbit: tuple[float, float, float, float, float, float],
    ) -> None:
        """Take one record; raise RecordError if SGP4 could not take it.

        ``derivatives`` are those of the mean motion as a TLE writes them (halved, in turns/day^2; a sixth, in
        turns/day^3); ``orbit`` is eccentricity, argument of perigee, inclination, mean anomaly (degrees),
        mean motion (turns/day), node (degrees).
        """
        name = name.strip()
        if not name.isprintable() or len(name) > _MAX_NAME:
            raise RecordError(f"name {shown(name)}", f"at most {_MAX_NAME} printable characters")
        _check(epoch, (bstar, *derivatives), orbit)
        e, argp_deg, i_deg, anomaly_deg, mean_motion, raan_deg = orbit
        row = (
            epoch.jd,
            epoch.fraction,
            bstar,
            derivatives[0] / (XPDOTP * 1440.0),
            derivatives[1] / (XPDOTP * 1440.0 * 1440.0),
            e,
            argp_deg * _RADIANS,
            i_deg * _RADIANS,
            anomaly_deg * _RADIANS,
            mean_motion / XPDOTP,
            raan_deg * _RADIANS,
        )
        known = self._numbers.get(number)
        if known is None:
            self._numbers[number] = len(self._rows)
            self._names.append(name or f"NORAD {number}")
            self._rows.append(row)
            return
        newer = row[:2] > self._rows[known][:2]
        self._note(
            line,
            name,
            f"catalogue number {number} is there twice; {'this newer' if newer else 'the first'} one is kept",
            "one element set for each satellite",
        )
        if newer:
            self._names[known], self._rows[known] = name or self._names[known], row

    def finish(self) -> tuple[ElementSets, tuple[RecordProblem, ...]]:
        """Return the columns and the problems."""
        if self._untold:
            last = self.problems[-1].line
            message = f"{self._untold} more records are wrong and were skipped"
            if self.is_hopeless:
                message += "; the rest of the file was not read"
            self.problems.append(RecordProblem(last, "", message, "an element file"))
            self._untold = 0
        table = np.array(self._rows, np.float64).reshape(-1, len(SGP4_COLUMNS))
        columns = {key: np.ascontiguousarray(table[:, k]) for k, key in enumerate(SGP4_COLUMNS)}
        numbers = np.fromiter(self._numbers, np.int64, len(self._numbers))
        return ElementSets(tuple(self._names), numbers, columns), tuple(self.problems)


def _check(epoch: Epoch, drag: tuple[float, ...], orbit: tuple[float, ...]) -> None:
    e, argp_deg, i_deg, anomaly_deg, mean_motion, raan_deg = orbit
    if not _FIRST_JD <= epoch.jd < _LAST_JD:
        raise RecordError(f"epoch {epoch.iso()} is out of range", "a time in the years 1957 to 2056")
    if not 0.0 <= e < 1.0:
        raise RecordError(f"eccentricity {e:g} is no ellipse", "at least 0 and less than 1")
    if not 0.0 < mean_motion <= _MAX_MEAN_MOTION:
        raise RecordError(f"mean motion {mean_motion:g} is out of range", "0 to 18 turns a day, not 0")
    if not 0.0 <= i_deg <= 180.0:
        raise RecordError(f"inclination {i_deg:g} is out of range", "0 to 180 degrees")
    for label, angle in (
        ("node", raan_deg),
        ("argument of perigee", argp_deg),
        ("mean anomaly", anomaly_deg),
    ):
        if not -360.0 <= angle <= 360.0:
            raise RecordError(f"{label} {angle:g} is out of range", "0 to 360 degrees")
    for value in drag:
        if not abs(value) <= _MAX_DRAG:
            raise RecordError(f"drag term {value:g} is out of range", "a small finite number")
