"""Reads orbit mean-elements messages (CCSDS 502.0-B) as CelesTrak and space-track.org write them: JSON, CSV.

Values become the same float64 as the TLE of the same element set gives.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping

from dawnline.orbits.element_rows import ElementRows, RecordError, shown
from dawnline.orbits.epoch import Epoch

_NUMBER = re.compile(r"[ ]*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?[ ]*")
_WHOLE = re.compile(r"[ ]*[0-9]{1,9}[ ]*")
# Where the next record of a JSON list begins after a spoiled one.
_NEXT_RECORD = re.compile(r"\}\s*,?\s*(?=\{)")
_GAP = re.compile(r"[\s,]*")
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
    at, line, counted = 0, 1, 0
    at = _GAP.match(text, at).end()  # type: ignore[union-attr]
    if text[at : at + 1] == "[":
        at += 1
    while True:
        at = _GAP.match(text, at).end()  # type: ignore[union-attr]
        if at >= len(text) or text[at] == "]":
            return
        line += text.count("\n", counted, at)
        counted = at
        try:
            record, at = decode(text, at)
        except (ValueError, RecursionError) as error:
            why = (
                "nested too deep"
                if isinstance(error, RecursionError)
                else getattr(error, "msg", "a huge number")
            )
            rows.report(line, "", f"not JSON from here on ({why})", "an object {...} with the keys of an OMM")
            found = _NEXT_RECORD.search(text, at)
            if found is None:
                return
            at = found.end()
            continue
        if isinstance(record, dict):
            _take(rows, line, record)
        else:
            rows.report(line, "", f"{shown(record)} is no record", "an object {...} with the keys of an OMM")


def read_csv(text: str, rows: ElementRows) -> None:
    """Read a table of OMMs whose first line names the columns."""
    header: list[str] = []
    for line, fields in _csv_rows(text, rows):
        if not any(field.strip() for field in fields):
            continue
        if not header:
            header = [field.strip().upper() for field in fields]
            continue
        if len(fields) != len(header):
            name = fields[0] if "OBJECT_NAME" in header[:1] else ""
            rows.report(line, name[:40], f"{len(fields)} fields", f"{len(header)}, as in the header")
            continue
        _take(rows, line, dict(zip(header, fields, strict=True)))


def _csv_rows(text: str, rows: ElementRows) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            rows.report(line, "", f"not CSV ({error})", "fields parted by commas")


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
    if isinstance(number, bool) or not _WHOLE.fullmatch(str(number)[:20]):
        raise RecordError(f"NORAD_CAT_ID {shown(number)}", "a whole number of up to nine digits")
    try:
        epoch = Epoch.from_iso_utc(str(record["EPOCH"]))
    except ValueError as error:
        raise RecordError(f"EPOCH: {error}", "UTC such as 2026-05-30T06:00:00.000000") from None
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
