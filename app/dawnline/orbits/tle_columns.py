"""The columns of a two-line element set: where each field stands, how it reads, which one is wrong.

CelesTrak's "NORAD Two-Line Element Set Format" (celestrak.org/NORAD/documentation/tle-fmt.php), with the
Alpha-5 numbers of space-track.org. Only ASCII digits are digits.
"""

import re
from dataclasses import dataclass

from dawnline.orbits.element_rows import RecordError, shown

_LENGTH = 69


@dataclass(frozen=True)
class _Field:
    """One field: first column (from 0), what it looks like, its key if it is used, and an example."""

    start: int
    label: str
    pattern: str
    key: str = ""
    example: str = ""


def _padded(width: int) -> str:
    # Digits to the right, blanks to the left, at least one digit.
    ways = (f" {{{width - digits}}}[0-9]{{{digits}}}" for digits in range(width, 0, -1))
    return f"(?:{'|'.join(ways)})"


_NUMBER = rf"(?:[A-HJ-NP-Z][0-9]{{4}}|{_padded(5)})"
_ANGLE = r"(?= *[0-9]*\.)[ 0-9]{3}\.[0-9]{4}"
_POWER = rf"[ +-]{_padded(5)}[ +-][0-9]"
_BLANK = "blank column"
_FIELDS_1 = (
    _Field(0, "line number", "1 ", example="1"),
    _Field(2, "catalogue number", _NUMBER, "number", "25544, or A0000 (Alpha-5)"),
    _Field(7, "classification", "[ A-Z] ", example="U"),
    _Field(9, "launch designator", "[ -~]{8} ", example="98067A"),
    _Field(18, "year of the epoch", "[ 0-9][0-9]", "year", "26"),
    _Field(20, "day of the epoch", r"(?= *[0-9]+\.)[ 0-9]{3}\.[0-9]{8}", "day", "150.25000000"),
    _Field(32, _BLANK, " "),
    _Field(33, "derivative of the mean motion", r"[ +-]\.[0-9]{8}", "ndot", "-.00001234"),
    _Field(43, _BLANK, " "),
    _Field(44, "second derivative of the mean motion", _POWER, "nddot", "12345-6"),
    _Field(52, _BLANK, " "),
    _Field(53, "drag term", _POWER, "bstar", "12345-3"),
    _Field(61, "ephemeris type", " [ 0-9] ", example="0"),
    _Field(64, "element set number", "[ 0-9]{4}", example="999"),
    _Field(68, "checksum", "[ 0-9]?", "sum", "a digit"),
)
_FIELDS_2 = (
    _Field(0, "line number", "2 ", example="2"),
    _Field(2, "catalogue number", _NUMBER, "number", "25544, or A0000 (Alpha-5)"),
    _Field(7, _BLANK, " "),
    _Field(8, "inclination", _ANGLE, "i", " 53.0540"),
    _Field(16, _BLANK, " "),
    _Field(17, "right ascension of the node", _ANGLE, "raan", "295.8524"),
    _Field(25, _BLANK, " "),
    _Field(26, "eccentricity", "[ 0-9]{6}[0-9]", "e", "0003435 (for 0.0003435)"),
    _Field(33, _BLANK, " "),
    _Field(34, "argument of perigee", _ANGLE, "argp", "262.6267"),
    _Field(42, _BLANK, " "),
    _Field(43, "mean anomaly", _ANGLE, "anomaly", "204.2868"),
    _Field(51, _BLANK, " "),
    _Field(52, "mean motion", r"(?= *[0-9]*\.)[ 0-9]{2}\.[0-9]{8}", "n", "15.54005638"),
    _Field(63, "revolution number", "[ 0-9]{5}", example="12110"),
    _Field(68, "checksum", "[ 0-9]?", "sum", "a digit"),
)


def _line_pattern(fields: tuple[_Field, ...]) -> re.Pattern[str]:
    parts = (f"(?P<{field.key}>{field.pattern})" if field.key else field.pattern for field in fields)
    return re.compile("".join(parts))


_PATTERNS = {1: _line_pattern(_FIELDS_1), 2: _line_pattern(_FIELDS_2)}
_FIELDS = {1: _FIELDS_1, 2: _FIELDS_2}
# Checksum: the sum of the digits, a minus sign counts one, modulo ten.
_WEIGHTS = bytes(c - 48 if 48 <= c <= 57 else int(c == 45) for c in range(256))


def read_line(which: int, line: str) -> re.Match[str]:
    """Return the fields of line 1 or 2 by key; raise RecordError naming the first wrong column.

    What stands beyond column 69 is left alone. A missing checksum is allowed, a wrong one is not.
    """
    text = line[:_LENGTH]
    match = _PATTERNS[which].fullmatch(text)
    if match is None:
        raise _wrong_field(which, text)
    told = match["sum"].strip()
    if told:
        total = checksum(text)
        if total != int(told):
            message = f"checksum of line {which} is {told}, but its digits add up to {total}"
            raise RecordError(message, f"{total}", which - 1)
    return match


def checksum(line: str) -> int:
    """Return the checksum digit that the first 68 columns (ASCII) of a line call for."""
    return sum(line[:68].encode("ascii", "replace").translate(_WEIGHTS)) % 10


def _wrong_field(which: int, text: str) -> RecordError:
    below = which - 1
    if not text.isascii():
        return RecordError(f"line {which} has characters outside ASCII", "digits, letters and blanks", below)
    if len(text) < _LENGTH - 1:
        return RecordError(f"line {which} ends after {len(text)} columns", f"{_LENGTH} columns", below)
    fields = _FIELDS[which]
    for field, after in zip(fields, (*fields[1:], None), strict=True):
        stop = after.start if after else _LENGTH
        if not re.compile(field.pattern).match(text, field.start):
            where = f"columns {field.start + 1}-{stop}" if stop - field.start > 1 else f"column {stop}"
            found = f"{field.label} {shown(text[field.start : stop])} ({where} of line {which})"
            return RecordError(
                found, f"a value such as {field.example}" if field.example else "a blank", below
            )
    return RecordError(f"line {which} does not follow the columns", f"{_LENGTH} columns of a TLE", below)
