"""Reads traces that are comma-separated tables: one record a line, columns found by their names.

A new table is one row in ``TABLES``, and a function from the fields of a record to its numbers.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.element_rows import shown
from dawnline.scenario.traces.columns import Floats, JobTrace, RequestTrace, Trace
from dawnline.scenario.traces.rows import (
    MAX_GPUS,
    FieldError,
    Findings,
    moment_ns,
    moment_of,
    number,
    whole,
)

_MAX_LINE = 100_000
_SECOND_NS = 1e9
# What stands in a field that a log has no value for.
_NOTHING = ("", "none", "null", "nan")

Times = NDArray[np.int64] | NDArray[np.float64]
Record = tuple[float, ...]
Reader = Callable[[Sequence[str]], Record]


@dataclass(frozen=True)
class Table:
    """One published table: the columns that are read, and how.

    ``read`` takes their fields in this order and returns: of a request, its time, prompt tokens, output
    tokens and images; of a job, the time of its submission, time at work and accelerators. ``is_moment`` says
    that the time is in nanoseconds since 1970.
    """

    name: str
    holds: str
    columns: tuple[str, ...]
    read: Reader
    is_moment: bool
    has_images: bool = False


def _azure(fields: Sequence[str]) -> Record:
    time, prompt, output = fields
    return moment_ns(time, "TIMESTAMP"), whole(prompt, "ContextTokens"), whole(output, "GeneratedTokens"), 0


def _azure_images(fields: Sequence[str]) -> Record:
    return (*_azure(fields[:3])[:3], whole(fields[3], "NumImages", 1_000_000))


def _burst(fields: Sequence[str]) -> Record:
    time, prompt, output = fields
    return number(time, "Timestamp"), whole(prompt, "Request tokens"), whole(output, "Response tokens"), 0


def _helios(fields: Sequence[str]) -> Record:
    submitted, duration, gpus = fields
    run_s = np.nan if _is_nothing(duration) else number(duration, "duration")
    return moment_ns(submitted, "submit_time"), run_s, whole(gpus, "gpu_num", MAX_GPUS)


def _alibaba(fields: Sequence[str]) -> Record:
    created, deleted, scheduled, gpus, milli = fields
    run_s = np.nan
    if not (_is_nothing(deleted) or _is_nothing(scheduled)):
        begins_s = number(scheduled, "scheduled_time")
        run_s = number(deleted, "deletion_time") - begins_s
        if run_s < 0.0:
            raise FieldError(
                "deletion_time", f"{shown(deleted)} is before the pod ran", f"{begins_s:g} or more"
            )
    held = whole(gpus, "num_gpu", MAX_GPUS)
    # gpu_milli is of each accelerator: below 1000 it is shared.
    return number(created, "creation_time"), run_s, held * min(1.0, whole(milli, "gpu_milli") / 1000.0)


def _run_time(fields: Sequence[str]) -> Record:
    return 0.0, number(fields[0], "runtime"), np.nan


TABLES = (
    Table(
        "Azure LMM inference (multimodal)",
        "requests",
        ("TIMESTAMP", "ContextTokens", "GeneratedTokens", "NumImages"),
        _azure_images,
        is_moment=True,
        has_images=True,
    ),
    Table(
        "Azure LLM inference",
        "requests",
        ("TIMESTAMP", "ContextTokens", "GeneratedTokens"),
        _azure,
        is_moment=True,
    ),
    Table(
        "BurstGPT", "requests", ("Timestamp", "Request tokens", "Response tokens"), _burst, is_moment=False
    ),
    Table("Helios", "jobs", ("submit_time", "duration", "gpu_num"), _helios, is_moment=True),
    Table(
        "Alibaba GPU v2023 pods",
        "jobs",
        ("creation_time", "deletion_time", "scheduled_time", "num_gpu", "gpu_milli"),
        _alibaba,
        is_moment=False,
    ),
    Table("Philly run times", "run times", ("runtime",), _run_time, is_moment=False),
)


def table_of(header: str) -> tuple[Table, tuple[int, ...], int] | None:
    """Return the table that a line is the header of, where its columns are, and how many there are."""
    names = [name.strip().lower() for name in _fields(header)]
    for table in TABLES:
        wanted = [name.lower() for name in table.columns]
        if all(name in names for name in wanted):
            return table, tuple(names.index(name) for name in wanted), len(names)
    return None


def read_table(
    lines: Iterator[tuple[int, str]], table: Table, places: Sequence[int], width: int, findings: Findings
) -> Trace:
    """Return the columns of a table's records; what is wrong is noted and passed over."""
    records: list[Record] = []
    read = table.read
    for line, text in lines:
        try:
            fields = text.split(",") if '"' not in text else _fields(text)
            if len(fields) != width:
                findings.report(line, "", f"{len(fields)} fields", f"{width}, as in the header")
            else:
                records.append(read([fields[place] for place in places]))
                continue
        except FieldError as error:
            findings.report_field(line, error)
        if findings.is_hopeless(len(records)):
            break
    return _trace(table, records)


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines that are not blank, with their numbers from one; they end in LF or CRLF."""
    at, line, end = 0, 0, len(text)
    while at < end:
        line += 1
        stop = text.find("\n", at)
        stop = end if stop < 0 else stop
        # A line longer than any record is cut: it will have too many fields, or too few.
        content = text[at : min(stop, at + _MAX_LINE)].rstrip()
        at = stop + 1
        if content:
            yield line, content


def _fields(text: str) -> list[str]:
    try:
        return next(csv.reader([text]))
    except (csv.Error, StopIteration) as error:
        raise FieldError("", f"not CSV ({error})", "fields parted by commas") from None


def _is_nothing(text: str) -> bool:
    return text.strip().lower() in _NOTHING


def _trace(table: Table, records: list[Record]) -> Trace:
    if table.holds == "requests":
        times, (prompt, output, images) = _columns(records, 4)
        start_ns, arrival_s = _from_start(table, times)
        order = np.argsort(arrival_s, kind="stable")
        return RequestTrace(
            table.name,
            None if start_ns is None else moment_of(start_ns),
            arrival_s[order],
            prompt.astype(np.int64)[order],
            output.astype(np.int64)[order],
            images.astype(np.int64)[order] if table.has_images else None,
        )
    times, (run_s, gpus) = _columns(records, 3)
    if table.holds == "run times":
        unknown = np.full(len(records), np.nan)
        return JobTrace(table.name, None, unknown, run_s, unknown.copy())
    start_ns, submit_s = _from_start(table, times)
    order = np.argsort(submit_s, kind="stable")
    start = None if start_ns is None else moment_of(start_ns)
    return JobTrace(table.name, start, submit_s[order], run_s[order], gpus[order])


def _columns(records: list[Record], width: int) -> tuple[Times, list[Floats]]:
    """Return the times (nanoseconds since 1970 as int64: they have more than 53 bits), and the rest."""
    if not records:
        return np.empty(0), [np.empty(0) for _ in range(width - 1)]
    first, *rest = zip(*records, strict=True)
    columns = [np.array(column, np.float64) for column in rest]
    if isinstance(first[0], int):
        return np.array(first, np.int64), columns
    return np.array(first, np.float64), columns


def _from_start(table: Table, times: Times) -> tuple[int | None, Floats]:
    if not table.is_moment or not len(times):
        return None, times.astype(np.float64)
    start = times.min()
    return int(start), (times - start) / _SECOND_NS
