"""Workloads as rows of a table: how much is served, how late, what waits; a dash for what one has not."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.workload import Workload
from dawnline.present.recorded import is_recorded, values_of
from dawnline.present.working.counts import DROPPED, LATE, SLOW, counts_of
from dawnline.recording.recording import Recording
from dawnline_widgets.tables.scene import Column

Floats = NDArray[np.float64]


def is_counted(recording: Recording) -> bool:
    """Return whether a run has workloads that are counted in anything but accelerators."""
    return any(work.requests or work.gang or work.jobs for work in recording.header.fleet.workloads)


def workload_columns(recording: Recording, frame: int) -> tuple[Column, ...]:
    """Return the columns of workloads at a frame: what matters first."""
    works = recording.header.fleet.workloads
    requests = np.array([work.requests is not None for work in works])
    jobs = np.array([work.jobs is not None for work in works])
    gangs = np.array([work.gang is not None for work in works])
    demand, left = _read(recording, "demand", frame), _read(recording, "unserved", frame)
    with np.errstate(invalid="ignore", divide="ignore"):
        served = np.where(demand > 0.0, 100.0 * (1.0 - left / demand), np.nan)
        made = np.where(requests, counts_of(recording, frame, "arrived"), np.nan)
        late = _share(counts_of(recording, frame, *LATE, *SLOW), made)
        lost = _share(counts_of(recording, frame, *DROPPED), made)
    waiting = np.where(requests, counts_of(recording, frame, "queued"), np.nan)
    waiting = np.where(jobs, counts_of(recording, frame, "jobs_waiting"), waiting)
    columns = [
        Column("Served", "%", served, bar=True, low=0.0, high=100.0),
        Column("Late", "%", late),
        Column("Turned away", "%", lost),
        Column("In hand", "", waiting, decimals=0),
        Column("Made", "/s", made / recording.header.step_s),
        Column("First token", "ms", np.where(requests, 1e3 * _read(recording, "ttft_s", frame), np.nan)),
        Column("Goodput", "%", np.where(gangs, 100.0 * _read(recording, "goodput_frac", frame), np.nan)),
        Column("Jobs late", "", np.where(jobs, counts_of(recording, frame, "jobs_late"), np.nan), decimals=0),
        Column("Asks for", "GPUs", demand, decimals=0),
        Column("Counted in", "", np.array([_unit(work) for work in works], np.str_)),
    ]
    return tuple(column for column in columns if _says_something(column))


def _unit(work: Workload) -> str:
    if work.requests is not None:
        return "requests"
    return "a gang" if work.gang is not None else "jobs" if work.jobs is not None else "GPUs"


def _says_something(column: Column) -> bool:
    """Return whether any workload can have it; what is always there stays, though it be unknown now."""
    always = {"Served", "Late", "Asks for", "Counted in"}
    return column.title in always or bool(np.isfinite(column.values.astype(np.float64)).any())


def _read(recording: Recording, key: str, frame: int) -> Floats:
    if not is_recorded(recording, "workload", key):
        return np.full(len(recording.header.fleet.workloads), np.nan)
    return values_of(recording, "workload", key, frame).astype(np.float64)


def _share(part: Floats, whole: Floats) -> Floats:
    return np.where(whole > 0.0, 100.0 * part / whole, np.nan)
