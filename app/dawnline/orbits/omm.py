"""Reads orbit mean-elements messages (CCSDS 502.0-B) as CelesTrak and space-track.org write them: JSON, CSV.

Values become the same float64 as the TLE of the same element set gives.
"""

import csv
import json
import re
from collections.abc import Iterable, Mapping

from dawnline.orbits.element_rows import ElementRows, RecordError, shown
from dawnline.orbits.epoch import Epoch

_NUMBER = re.compile(r"[ ]*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?[ ]*")
_WHOLE = re.compile(r"[ ]*[0-9]{1,9}[ ]*")
# Where the next record of a JSON list begins after a spoiled one.
_NEXT_RECORD = re.compile(r"\}[\s,]*+(?=\{)")
_GAP = re.compile(r"[\s,]*+")
# One OMM has some 500 characters. Records are cut to this before they are decoded: nested bombs stay small.
_MAX_RECORD = 20_000
_RECORD = "an object {...} with the keys of an OMM"
_ORBIT = (
    "ECCENTRICITY",
    "ARG_OF_PERICENTER",
    "INCLINATION",
    "MEAN_ANOMALY",
    "MEAN_MOTION",
    "RA_OF_ASC_NODE",
)
REQUIRED = ("NORAD_CAT_ID", "EPOCH", *_ORBIT)


def read_json(text: str, rows: ElementRows) -> None:
    """Read one OMM object, or a list of them, record by record into ``rows``."""
    decode = json.JSONDecoder().raw_decode
    at = _gap_end(text, 0)
    if text[at : at + 1] == "[":
        at += 1
    line, counted = 1, 0
    while not rows.is_hopeless:
        at = _gap_end(text, at)
        if at >= len(text) or text[at] == "]":
            return
        line += text.count("\n", counted, at)
        counted = at
        try:
            record, length = decode(text[at : at + _MAX_RECORD])
        except (ValueError, RecursionError) as error:
            # A whole number of thousands of digits is a bare ValueError without ``msg``.
            why = (
                "nested too deep"
                if isinstance(error, RecursionError)
                else getattr(error, "msg", "huge number")
            )
            rows.report(line, "", f"this is not JSON ({why})", _RECORD)
            found = _NEXT_RECORD.search(text, at)
            if found is None:
                return
            at = found.end()
            continue
        at += length
        if isinstance(record, dict):
            _take(rows, line, record)
        else:
            rows.report(line, "", f"{shown(record)} is no record", _RECORD)


def _gap_end(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def read_csv(lines: Iterable[tuple[int, str]], rows: ElementRows) -> None:
    """Read (line number, line) pairs whose first names the columns; a record is a line."""
    header: list[str] = []
    for line, text in lines:
        if rows.is_hopeless:
            return
        try:
            fields = next(csv.reader([text]))
        except csv.Error as error:
            rows.report(line, "", f"not CSV ({error})", "fields parted by commas")
            continue
        if not header:
            header = [field.strip().upper() for field in fields]
        elif len(fields) != len(header):
            name = fields[0] if header[0] == "OBJECT_NAME" else ""
            rows.report(line, name, f"{len(fields)} fields", f"{len(header)}, as in the header")
        else:
            _take(rows, line, dict(zip(header, fields, strict=True)))


def _take(rows: ElementRows, line: int, record: Mapping[str, object]) -> None:
    name = record.get("OBJECT_NAME")
    label = name if isinstance(name, str) else ""
    try:
        _read(rows, line, label, record)
    except RecordError as error:
        rows.report(line, label or shown(record.get("NORAD_CAT_ID", "")), error.message, error.expected)


def _read(rows: ElementRows, line: int, name: str, record: Mapping[str, object]) -> None:
    missing = [key for key in REQUIRED if record.get(key) in (None, "")]
    if missing:
        raise RecordError(f"no {', '.join(missing)}", "every key of an OMM")
    for key, right in (("CENTER_NAME", "EARTH"), ("TIME_SYSTEM", "UTC")):
        said = record.get(key)
        if said not in (None, "", right):
            raise RecordError(f"{key} {shown(said)}", right)
    theory = record.get("MEAN_ELEMENT_THEORY")
    if theory not in (None, "", "SGP4", "SGP/SGP4"):
        raise RecordError(f"MEAN_ELEMENT_THEORY {shown(theory)}", "SGP4")
    number = record["NORAD_CAT_ID"]
    if not isinstance(number, int | str) or isinstance(number, bool) or not _WHOLE.fullmatch(str(number)):
        raise RecordError(f"NORAD_CAT_ID {shown(number)}", "a whole number of up to nine digits")
    moment = record["EPOCH"]
    try:
        epoch = Epoch.from_iso_utc(moment if isinstance(moment, str) else "")
    except ValueError:
        raise RecordError(f"EPOCH {shown(moment)}", "UTC such as 2026-05-30T06:00:00.000000") from None
    e, argp, i, anomaly, n, raan = (_number(record, key) for key in _ORBIT)
    rows.add(
        line,
        name,
        int(str(number)),
        epoch,
        _number(record, "BSTAR", 0.0),
        (_number(record, "MEAN_MOTION_DOT", 0.0), _number(record, "MEAN_MOTION_DDOT", 0.0)),
        (e, argp, i, anomaly, n, raan),
    )


def _number(record: Mapping[str, object], key: str, default: float | None = None) -> float:
    value = record.get(key)
    if default is not None and value in (None, ""):
        return default
    if isinstance(value, float):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15:
        return float(value)
    if isinstance(value, str) and len(value) < 40 and _NUMBER.fullmatch(value):
        return float(value)
    raise RecordError(f"{key} {shown(value)} is not a number", "a decimal number")
