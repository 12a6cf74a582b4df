"""Reads traces in JSON: Mooncake's requests, one object a line, and the job log of Philly, one list."""

import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from dawnline.orbits.element_rows import shown
from dawnline.scenario.traces.columns import JobTrace, RequestTrace
from dawnline.scenario.traces.rows import (
    MAX_GPUS,
    MAX_SECONDS,
    MAX_TOKENS,
    FieldError,
    Findings,
    moment_ns,
    moment_of,
)

# One job of Philly has at most some hundred attempts. Records are cut to this before they are decoded:
# nested bombs stay small.
_MAX_RECORD = 2_000_000
_GAP = re.compile(r"[\s,]*+")
_NEXT_RECORD = re.compile(r"\}[\s,]*+(?=\{)")
_MOONCAKE = "an object with timestamp (ms), input_length and output_length"
_JOB = "an object with submitted_time and attempts"


def read_mooncake(lines: Iterator[tuple[int, str]], findings: Findings) -> RequestTrace:
    """Return the requests of a file with one JSON object a line."""
    records: list[tuple[float, int, int]] = []
    for line, text in lines:
        try:
            records.append(_mooncake_request(_decoded(text, _MOONCAKE)))
        except FieldError as error:
            findings.report_field(line, error)
            if findings.is_hopeless(len(records)):
                break
    table = np.array(records, np.float64).reshape(-1, 3)
    order = np.argsort(table[:, 0], kind="stable")
    return RequestTrace(
        "Mooncake",
        None,
        table[order, 0] / 1000.0,
        table[order, 1].astype(np.int64),
        table[order, 2].astype(np.int64),
    )


def read_philly_log(text: str, findings: Findings) -> JobTrace:
    """Return the jobs of a list of JSON objects, decoded one by one."""
    records: list[tuple[int, float, float]] = []
    for line, record in _records(text, findings):
        try:
            records.append(_philly_job(record))
        except FieldError as error:
            findings.report_field(line, error)
        if findings.is_hopeless(len(records)):
            break
    if not records:
        return JobTrace("Philly job log", None, np.empty(0), np.empty(0), np.empty(0))
    times = np.array([record[0] for record in records], np.int64)
    rest = np.array([record[1:] for record in records], np.float64)
    order = np.argsort(times, kind="stable")
    submit_s = (times - times.min())[order] / 1e9
    return JobTrace("Philly job log", moment_of(int(times.min())), submit_s, rest[order, 0], rest[order, 1])


def _records(text: str, findings: Findings) -> Iterator[tuple[int, object]]:
    decode = json.JSONDecoder().raw_decode
    at = text.index("[") + 1
    line, counted = 1, 0
    while True:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        if at >= len(text) or text[at] == "]":
            return
        line += text.count("\n", counted, at)
        counted = at
        # Most jobs are short: a small cut first spares copying two million characters for each.
        for size in (8_000, _MAX_RECORD):
            try:
                record, length = decode(text[at : at + size])
            except (ValueError, RecursionError) as error:
                why = _why(error)
                continue
            yield line, record
            at += length
            break
        else:
            findings.report(line, "", f"this is not JSON ({why})", _JOB)
            if findings.is_hopeless(0):
                return
            found = _NEXT_RECORD.search(text, at)
            if found is None:
                return
            at = found.end()


def _decoded(text: str, expected: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FieldError("", f"this is not JSON ({_why(error)})", expected) from None


def _why(error: Exception) -> str:
    # A whole number of thousands of digits is a bare ValueError without ``msg``.
    return "nested too deep" if isinstance(error, RecursionError) else getattr(error, "msg", "huge number")


def _mooncake_request(record: object) -> tuple[float, int, int]:
    if not isinstance(record, dict):
        raise FieldError("", f"{shown(record)} is no record", _MOONCAKE)
    time = record.get("timestamp")
    if isinstance(time, bool) or not isinstance(time, int | float) or not 0.0 <= time <= MAX_SECONDS * 1e3:
        expected = f"milliseconds from 0 to {MAX_SECONDS * 1e3:g}"
        raise FieldError("timestamp", f"{shown(time)} is out of range or no number", expected)
    return float(time), _tokens(record, "input_length"), _tokens(record, "output_length")


def _tokens(record: dict[str, Any], key: str) -> int:
    value = record.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_TOKENS:
        return value
    raise FieldError(key, f"{shown(value)} is no count", f"a whole number from 0 to {MAX_TOKENS:,}")


def _philly_job(record: object) -> tuple[int, float, float]:
    """Return when a job was submitted, how long all its attempts ran, and its accelerators."""
    if not isinstance(record, dict) or not isinstance(record.get("attempts"), list):
        raise FieldError("", f"{shown(record)} is no job", _JOB)
    submitted = record.get("submitted_time")
    submit_ns = moment_ns(submitted if isinstance(submitted, str) else "", "submitted_time")
    ran_ns, ended, gpus = 0, False, 0
    for attempt in record["attempts"]:
        if not isinstance(attempt, dict):
            raise FieldError(
                "attempts", f"{shown(attempt)} is no attempt", "objects with start_time, end_time"
            )
        gpus = max(gpus, _gpus(attempt.get("detail")))
        times = attempt.get("start_time"), attempt.get("end_time")
        if any(time in (None, "", "None") for time in times):
            continue
        begins, ends = (moment_ns(str(time), "attempts") for time in times)
        if ends < begins:
            raise FieldError("attempts", f"an attempt ends at {shown(times[1])}", f"{times[0]} or later")
        ran_ns, ended = ran_ns + ends - begins, True
    run_s = ran_ns / 1e9 if ended else np.nan
    return submit_ns, min(run_s, MAX_SECONDS) if ended else run_s, float(gpus) if gpus else np.nan


def _gpus(detail: object) -> int:
    """Return how many accelerators an attempt held on all its machines."""
    count = 0
    for machine in detail if isinstance(detail, list) else ():
        held = machine.get("gpus") if isinstance(machine, dict) else None
        if not isinstance(held, list):
            raise FieldError("attempts.detail", f"{shown(held)} lists no accelerators", "a list under `gpus`")
        count += len(held)
    if count > MAX_GPUS:
        raise FieldError("attempts.detail", f"{count:,} accelerators", f"at most {MAX_GPUS:,}")
    return count
