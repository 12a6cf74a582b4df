"""The traces that a run's workloads replay, as columns of its file, and back: a run needs no other file."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from pydantic import TypeAdapter

from dawnline.fleet.fleet import Fleet
from dawnline.orbits.epoch import Epoch
from dawnline.recording import nouns
from dawnline.recording.layout import MAX_BLOB
from dawnline.recording.store import Column, Damaged, Store
from dawnline.scenario.traces.columns import (
    FAMILIES,
    Floats,
    JobTrace,
    RateTrace,
    RequestTrace,
    Trace,
)

_NAME = "traces"
_Form = Literal["requests", "rates", "jobs"]
_FORMS: dict[type, _Form] = dict(zip((RequestTrace, RateTrace, JobTrace), get_args(_Form), strict=True))
_COLUMNS: dict[_Form, tuple[str, ...]] = {
    "requests": ("arrival_s", "prompt_tokens", "output_tokens"),
    "rates": ("rate_per_s", "cv", "family", "shape", "scale"),
    "jobs": ("submit_s", "run_s", "gpus"),
}
_COUNTS = ("prompt_tokens", "output_tokens", "images", "family")
# What a number may be: far above any trace, far below what would overflow a sum.
_MOST = 1e12
_MOST_COUNT = 100_000_000


@dataclass(frozen=True)
class _Facts:
    """What is not a column: whose trace it is, its form, and the Julian date of its start if it has one."""

    workload: str
    form: _Form
    format: str
    count: int
    jd: float | None = None
    fraction: float | None = None
    bin_s: float = 0.0
    has_images: bool = False


_ALL = TypeAdapter(tuple[_Facts, ...])


def write_traces(store: Store, traces: Mapping[str, Trace]) -> tuple[str, ...]:
    """Write all traces; return the names of what was written, none where there are none."""
    if not traces:
        return ()
    facts = [_facts(name, trace) for name, trace in traces.items()]
    store.put_text(_NAME, nouns.to_json(facts))
    for number, (fact, trace) in enumerate(zip(facts, traces.values(), strict=True)):
        for key in _keys(fact):
            values = np.asarray(getattr(trace, key))
            column: Column = values.astype(np.int64) if key in _COUNTS else values.astype(np.float64)
            store.put_column(f"trace{number}.{key}", column)
    return (_NAME,)


def read_traces(store: Store, extras: Collection[str], fleet: Fleet) -> dict[str, Trace]:
    """Return the traces by workload; raise Damaged if one makes no sense or a workload lacks its own."""
    facts = store.noun(_ALL, _NAME) if _NAME in extras else ()
    traces = {fact.workload: _trace(store, number, fact) for number, fact in enumerate(facts)}
    for workload in fleet.workloads:
        for demand, forms in (
            (workload.requests, (RequestTrace, RateTrace)),
            (workload.jobs, (JobTrace,)),
        ):
            if demand is not None and demand.trace and not isinstance(traces.get(demand.trace), forms):
                raise Damaged(f"has a workload {workload.name!r} without the trace that it replays")
    return traces


def _facts(name: str, trace: Trace) -> _Facts:
    form = _FORMS[type(trace)]
    if isinstance(trace, RateTrace):
        return _Facts(name, form, trace.format, len(trace), bin_s=trace.bin_s)
    start = trace.start
    has_images = isinstance(trace, RequestTrace) and trace.images is not None
    return _Facts(
        name,
        form,
        trace.format,
        len(trace),
        jd=None if start is None else start.jd,
        fraction=None if start is None else start.fraction,
        has_images=has_images,
    )


def _keys(fact: _Facts) -> tuple[str, ...]:
    return (*_COLUMNS[fact.form], *(("images",) if fact.has_images else ()))


def _trace(store: Store, number: int, fact: _Facts) -> Trace:
    if not 0 <= fact.count <= MAX_BLOB // 8:
        raise Damaged(f"has a trace of {fact.count} records")
    columns = {key: _column(store, f"trace{number}.{key}", key, fact) for key in _keys(fact)}
    if fact.form == "rates":
        if not (math.isfinite(fact.bin_s) and fact.bin_s > 0.0):
            raise Damaged(f"has a trace in intervals of {fact.bin_s} s")
        family = columns.pop("family")
        if len(family) and family.max() >= len(FAMILIES):
            raise Damaged("has a trace whose gaps follow no known distribution")
        return RateTrace(fact.format, fact.bin_s, family=family.astype(np.uint8), **_floats(columns))
    start = _start(fact)
    if fact.form == "jobs":
        return JobTrace(fact.format, start, **_floats(columns))
    arrival_s = columns["arrival_s"].astype(np.float64)
    if len(arrival_s) and (np.diff(arrival_s) < 0.0).any():
        raise Damaged("has a trace whose requests are not in the order of their arrival")
    images = columns.get("images")
    return RequestTrace(
        fact.format,
        start,
        arrival_s,
        columns["prompt_tokens"].astype(np.int64),
        columns["output_tokens"].astype(np.int64),
        None if images is None else images.astype(np.int64),
    )


def _column(store: Store, name: str, key: str, fact: _Facts) -> Column:
    """Return a column whose numbers are all possible; NaN only where a trace of jobs does not tell."""
    is_count = key in _COUNTS
    values = store.column(name, fact.count, "<i8" if is_count else "<f8")
    told = values[~np.isnan(values)] if fact.form == "jobs" else values
    if len(told) and not (told.min() >= 0 and told.max() <= (_MOST_COUNT if is_count else _MOST)):
        raise Damaged(f"has a trace whose {key} is from {told.min()} to {told.max()}")
    return values


def _floats(columns: Mapping[str, Column]) -> dict[str, Floats]:
    return {key: values.astype(np.float64) for key, values in columns.items()}


def _start(fact: _Facts) -> Epoch | None:
    if fact.jd is None or fact.fraction is None:
        return None
    if not (0.0 <= fact.jd <= 1e7 and 0.0 <= fact.fraction <= 1.0):
        raise Damaged(f"has a trace that starts at the Julian date {fact.jd} + {fact.fraction}")
    return Epoch(fact.jd, fact.fraction)
