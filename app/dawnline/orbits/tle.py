"""Reads two-line element sets, with or without a name line before each pair.

Values become the same float64 as in Vallado's own reader (SGP4.cpp, twoline2rv).
"""

import re
from collections.abc import Iterable
from itertools import takewhile

from dawnline.orbits.element_rows import ElementRows, RecordError, shown
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.tle_columns import read_line

# A line that means to be line 1 or 2, even if it is cut or spoiled further on.
_MEANS_1 = re.compile(r"1 [ 0-9A-Z]{5}[ A-Z]( |$)")
_MEANS_2 = re.compile(r"2 [ 0-9A-Z]{5}( |$)")
_PAIR = "a line 1 and its line 2, one after the other"
_POWERS = {exponent: 10.0**exponent for exponent in range(-9, 10)}


def read_tle(lines: Iterable[tuple[int, str]], rows: ElementRows) -> None:
    """Read (line number, line) pairs into ``rows``; blank lines and ``#`` comments are passed over."""
    name, name_at = "", 0
    first, first_at = "", 0
    for at, raw in takewhile(lambda _: not rows.is_hopeless, lines):
        line = raw.rstrip()
        if first:
            if _MEANS_2.match(line):
                _take(rows, (first_at, name, first, line))
                name, first = "", ""
                continue
            rows.report(first_at, name, "line 1 has no line 2 after it", _PAIR)
            name, first = "", ""
        if not line or line.startswith("#"):
            continue
        if _MEANS_1.match(line):
            first, first_at = line, at
        elif _MEANS_2.match(line):
            rows.report(at, name, "line 2 has no line 1 before it", _PAIR)
            name = ""
        else:
            if name:
                rows.report(name_at, name, f"{shown(name)} is followed by no element set", _PAIR)
            # Three-line sets of space-track.org write "0 " before the name.
            name, name_at = line.removeprefix("0 ").strip(), at
    if first:
        rows.report(first_at, name, "line 1 has no line 2 after it", _PAIR)
    elif name:
        rows.report(name_at, name, f"{shown(name)} is followed by no element set", _PAIR)


def _take(rows: ElementRows, record: tuple[int, str, str, str]) -> None:
    at, name, first, _ = record
    try:
        _read(rows, record)
    except RecordError as error:
        label = name or f"NORAD {first[2:7].strip()}"
        rows.report(at + error.lines_below, label, error.message, error.expected)


def _read(rows: ElementRows, record: tuple[int, str, str, str]) -> None:
    at, name, first, second = record
    one, two = read_line(1, first), read_line(2, second)
    if one["number"] != two["number"]:
        raise RecordError(
            f"line 2 is of {shown(two['number'])}, line 1 of {shown(one['number'])}",
            "the two lines of one satellite",
            1,
        )
    rows.add(
        at,
        name,
        _catalogue_number(one["number"]),
        _epoch(int(one["year"]), one["day"]),
        _power(one["bstar"]),
        (float(one["ndot"]), _power(one["nddot"])),
        (
            int(two["e"].replace(" ", "0")) / 1e7,
            float(two["argp"]),
            float(two["i"]),
            float(two["anomaly"]),
            float(two["n"]),
            float(two["raan"]),
        ),
    )


def _catalogue_number(text: str) -> int:
    """Return 100000 for ``A0000``: Alpha-5, where a letter other than I and O stands for 10 to 33."""
    letter = text[0]
    if not letter.isalpha():
        return int(text)
    return ("ABCDEFGHJKLMNPQRSTUVWXYZ".index(letter) + 10) * 10_000 + int(text[1:])


def _epoch(year: int, day: str) -> Epoch:
    """Return the epoch of a two-digit year (57 to 56 are 1957 to 2056) and a day ``ddd.dddddddd`` from 1."""
    whole = int(day[:3])
    if not 1 <= whole <= 366:
        raise RecordError(f"day of the epoch {whole} in line 1", "001 to 366")
    full = year + (2000 if year < 57 else 1900)
    # Vallado (2013), equation 3-42 for the years 1957 to 2056; eight digits over 1e8 round once.
    return Epoch(full * 365 + (full - 1) // 4 + whole + 1_721_044.5, int(day[4:]) / 1e8)


def _power(text: str) -> float:
    """Return the value of `` 12345-6``: 0.12345e-6."""
    return float(f"{text[0].strip()}.{text[1:6].replace(' ', '0')}") * _POWERS[int(text[6:])]
