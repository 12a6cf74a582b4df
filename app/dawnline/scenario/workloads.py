"""Workloads of a scenario: counted in accelerators, requests, jobs, or a training gang."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dawnline.fleet.fleet import Fleet
from dawnline.fleet.workload import GangDemand, JobDemand, RequestDemand, Workload
from dawnline.scenario.costs.grids import grids
from dawnline.scenario.findings import Findings, one_of
from dawnline.scenario.gang import gang_of
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.schema_workload import WorkloadSection
from dawnline.scenario.sections import Row
from dawnline.scenario.trace_source import TraceFile, TraceFiles
from dawnline.scenario.traces.columns import JobTrace, RequestTrace, Trace

Form = Literal["accelerators", "requests", "gang", "jobs"]

_CURVE = ("peak_accelerators", "daily_amplitude", "half_daily_amplitude", "peak_local_hour")
_REPLAY = ("begins", "pace", "repeats")
_TARGETS = ("ttft_target_ms", "tpot_target_ms", "patience", "model")
_GANG = (
    "at", "accelerators", "least_accelerators", "parameters", "step_compute", "overlap", "link_gbps",
    "checkpoint", "restart", "mtbf_h",
)  # fmt: skip
_JOBS = ("jobs_per_h", "job_accelerators", "job_hours", "slack", "grace")
_REPLAYED_JOBS = ("trace", "slack", "grace")
_EVERY = (*_CURVE, "requests_per_s", "shape", "lengths", *_TARGETS, "trace", *_REPLAY, *_GANG, *_JOBS)
# What says how much is asked for, by kind: exactly one of them must be there.
_COUNTED: Mapping[str, Mapping[str, Form]] = {
    "inference": {"peak_accelerators": "accelerators", "requests_per_s": "requests", "trace": "requests"},
    "batch": {"peak_accelerators": "accelerators", "jobs_per_h": "jobs", "trace": "jobs"},
}


@dataclass(frozen=True, eq=False)
class Workloads:
    """All workloads; the traces of those that replay one, and what is in their files, by their names."""

    workloads: tuple[Workload, ...] = ()
    traces: Mapping[str, Trace] = field(default_factory=dict)
    sha256: Mapping[str, str] = field(default_factory=dict)


def workloads_of(
    rows: Iterable[Row[WorkloadSection]], fleet: Fleet, files: TraceFiles, findings: Findings
) -> Workloads:
    """Return all workloads that are right; ``fleet`` has everything else. What is wrong is noted."""
    workloads: list[Workload] = []
    traces: dict[str, Trace] = {}
    sha256: dict[str, str] = {}
    for row in rows:
        given, path = row.value, row.path
        if any(workload.name == given.name for workload in workloads):
            message = f"workload {given.name!r} is there twice"
            findings.error((*path, "name"), message, "another name for each")
        _check_countries(given, path, fleet, findings)
        counted = _counted(given, path, findings)
        if counted is None:
            continue
        form, key = counted
        file = files.trace(given.trace, (*path, "trace")) if given.trace is not None else None
        if given.trace is not None and (file is None or not _fits(file, form, path, findings)):
            continue
        _check_keys(given, form, key, None if file is None else file.trace, path, findings)
        workload = _workload(given, form, fleet, path, findings)
        if workload is None:
            continue
        workloads.append(workload)
        if file is not None:
            traces[given.name], sha256[given.name] = file.trace, file.sha256
    return Workloads(tuple(workloads), traces, sha256)


def asks_regions(rows: Iterable[Row[WorkloadSection]]) -> list[Row[WorkloadSection]]:
    """Return the workloads that regions ask for; gangs and jobs come from nowhere."""
    return [
        row
        for row in rows
        if row.value.peak_accelerators is not None
        or row.value.requests_per_s is not None
        or (row.value.kind == "inference" and row.value.trace is not None)
    ]


def _counted(given: WorkloadSection, path: KeyPath, findings: Findings) -> tuple[Form, str] | None:
    """Return in what a workload is counted, and the key that says so."""
    if given.kind == "training":
        return "gang", "kind"
    keys = _COUNTED[given.kind]
    there = [key for key in keys if getattr(given, key) is not None]
    if len(there) == 1:
        return keys[there[0]], there[0]
    *most, last = keys
    if there:
        message = f"stands beside {there[0]}, which says how much is asked for too"
        findings.error((*path, there[1]), message, f"one of {', '.join(most)} and {last}")
    else:
        first = next(iter(keys))
        findings.error((*path, first), "is missing", f"{', '.join(most)} or {last}")
    return None


def _fits(file: TraceFile, form: Form, path: KeyPath, findings: Findings) -> bool:
    """Say whether a trace is of what the workload is counted in."""
    is_jobs = isinstance(file.trace, JobTrace)
    if form == "gang" or is_jobs == (form == "jobs"):
        return True
    if is_jobs:
        message, expected = "holds jobs ({})", 'a trace of requests, or kind = "batch"'
    else:
        message, expected = "holds requests ({})", 'a trace of jobs, or kind = "inference"'
    findings.error((*path, "trace"), message.format(file.trace.format), expected)
    return False


def _check_keys(
    given: WorkloadSection, form: Form, key: str, trace: Trace | None, path: KeyPath, findings: Findings
) -> None:
    """Note keys that mean nothing for this kind of workload."""
    known: tuple[str, ...]
    if form == "accelerators":
        known, told = _CURVE, "a workload that is counted in accelerators"
    elif form == "gang":
        known, told = _GANG, "training"
    elif form == "jobs":
        known, told = (
            (_JOBS, "drawn jobs") if trace is None else (("trace", "slack", "grace"), "replayed jobs")
        )
    elif trace is None:
        known, told = ("requests_per_s", "shape", "lengths", *_TARGETS), "requests that are drawn"
    elif isinstance(trace, RequestTrace):
        known, told = ("trace", *_REPLAY, *_TARGETS), "requests that are replayed"
    else:
        known, told = ("trace", "lengths", *_REPLAY, *_TARGETS), "rates that are replayed"
    for other in _EVERY:
        if other not in known and getattr(given, other) is not None:
            findings.error(
                (*path, other),
                f"means nothing for {told}",
                f"no such key beside {key}, but any of {', '.join(known)}",
            )


def _meant(form: Form, trace: Trace | None) -> tuple[tuple[str, ...], str]:
    """Return the keys that mean something for a workload, and what it is called."""
    if form == "accelerators":
        return _CURVE, "a workload that is counted in accelerators"
    if form == "gang":
        return _GANG, "training"
    if form == "jobs":
        return (_JOBS, "jobs that are drawn") if trace is None else (_REPLAYED_JOBS, "jobs that are replayed")
    if trace is None:
        return ("requests_per_s", "shape", "lengths", *_TARGETS), "requests that are drawn"
    if isinstance(trace, RequestTrace):
        return ("trace", *_REPLAY, *_TARGETS), "requests that are replayed"
    return ("trace", "lengths", *_REPLAY, *_TARGETS), "rates that are replayed"


def _check_countries(given: WorkloadSection, path: KeyPath, fleet: Fleet, findings: Findings) -> None:
    if given.countries is None:
        return
    known = [code for code in grids() if "-" not in code]
    for index, code in enumerate(given.countries):
        if code not in known:
            findings.error((*path, "countries", index), f"{code!r} is no country", one_of(known, code))
    if fleet.sites and not any(site.country in given.countries for site in fleet.sites):
        findings.warn(
            (*path, "countries"), "no site is in any of these countries", "a [[site]] in one of them"
        )


def _workload(
    given: WorkloadSection, form: Form, fleet: Fleet, path: KeyPath, findings: Findings
) -> Workload | None:
    common: dict[str, Any] = {
        "name": given.name,
        "title": given.title or given.name,
        "kind": given.kind,
        "orbit_share_frac": given.orbit_share,
        "traffic_bps": given.traffic_kbps * 1e3,
        "countries": tuple(dict.fromkeys(given.countries or ())),
        "peak_accelerators": given.peak_accelerators or 0.0,
        "daily_amplitude": 0.0,
        "half_daily_amplitude": 0.0,
        "peak_local_hour": 15.0,
    }
    if form == "accelerators":
        common["daily_amplitude"] = 0.5 if given.daily_amplitude is None else given.daily_amplitude
        common["half_daily_amplitude"] = given.half_daily_amplitude or 0.0
        common["peak_local_hour"] = 15.0 if given.peak_local_hour is None else given.peak_local_hour
        return Workload(**common)
    if form == "requests":
        return Workload(**common, requests=_requests(given))
    if form == "jobs":
        return Workload(**common, jobs=_jobs(given))
    gang: GangDemand | None = gang_of(given, fleet, path, findings)
    return None if gang is None else Workload(**common, gang=gang)


def _requests(given: WorkloadSection) -> RequestDemand:
    said = {
        "shape": given.shape,
        "lengths": given.lengths,
        "model": given.model,
        "ttft_target_s": None if given.ttft_target_ms is None else given.ttft_target_ms / 1e3,
        "tpot_target_s": None if given.tpot_target_ms is None else given.tpot_target_ms / 1e3,
        "patience_s": given.patience,
        "trace": None if given.trace is None else given.name,
        "trace_begins_s": given.begins,
        "trace_pace": given.pace,
        "trace_repeats": given.repeats,
    }
    return RequestDemand(rate_per_s=given.requests_per_s or 0.0, **_told(said))


def _jobs(given: WorkloadSection) -> JobDemand:
    said = {
        "job_accelerators": given.job_accelerators,
        "job_h": given.job_hours,
        "slack": given.slack,
        "grace_s": given.grace,
        "trace": None if given.trace is None else given.name,
    }
    return JobDemand(jobs_per_h=given.jobs_per_h or 0.0, **_told(said))


def _told(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value is not None}
