"""What an entity does now, as rows of words: what it has, and troubles quiet while there is none.

Times stand beside what was promised.
"""

import math

from dawnline.fleet.workload import GangDemand, JobDemand, RequestDemand
from dawnline.present.causes.times import short
from dawnline.present.evidence import Evidence
from dawnline.present.numbers import UNKNOWN, count
from dawnline.present.recorded import is_recorded
from dawnline.present.working.counts import DROPPED, LATE, SLOW, per_s, rate_text
from dawnline.present.working.full import WORD, is_full
from dawnline.present.working.own_channels import own_channels

Rows = tuple[tuple[str, str], ...]
# Shown only where there is some of it: most of the time there is none.
_QUIET = frozenset({"moved", "queued", "served", "unserved", "lost_accelerator_s"})


def values_now(evidence: Evidence) -> Rows:
    """Return (label, text) rows of an entity at a frame."""
    if evidence.ref.kind == "workload":
        return _workload(evidence)
    rows = []
    for channel in own_channels(evidence.recording, evidence.ref):
        value = evidence.value(channel.key)
        if channel.key in _QUIET and value == 0.0:
            continue
        text = evidence.text(channel.key)
        if channel.key == "served" and value > 0.0:
            text = f"{rate_text(per_s(evidence.recording, value))}"
        elif channel.key == "limiter" and is_full(evidence.recording, evidence.ref, evidence.frame):
            text = WORD
        elif channel.key in {"queued", "moved"}:
            text = _count(evidence, channel.key)
        rows.append((channel.name, text))
    return tuple(rows)


def _workload(evidence: Evidence) -> Rows:
    work = evidence.recording.header.fleet.workloads[evidence.ref.index]
    if work.requests is not None and _has(evidence, "arrived"):
        return (
            *_requests(evidence, work.requests),
            *_trouble(evidence),
            *_machines(evidence),
            *_price(evidence),
        )
    if work.gang is not None and _has(evidence, "gang_state"):
        return (*_gang(evidence, work.gang), *_machines(evidence))
    if work.jobs is not None and _has(evidence, "jobs_running"):
        return (*_jobs(evidence, work.jobs), *_machines(evidence))
    return _machines(evidence)


def _requests(evidence: Evidence, promised: RequestDemand) -> Rows:
    return (
        ("Requests made", _rate(evidence, "arrived")),
        ("Served", _rate(evidence, "served")),
        ("In hand", _count(evidence, "queued")),
        ("Time to first token", _time(evidence, "ttft_s", promised.ttft_target_s)),
        ("Time per token", _time(evidence, "tpot_s", promised.tpot_target_s)),
        ("Round trip", _time(evidence, "rtt_s")),
        ("Output", evidence.text("tokens_per_s")),
    )


def _machines(evidence: Evidence) -> Rows:
    """Return what is asked for in accelerators, and where it works; what is left over if something is."""
    rows = [
        ("Asks for", evidence.text("demand")),
        ("Of them in orbit", evidence.text("orbit")),
        ("On the ground", evidence.text("ground")),
    ]
    demand, left = evidence.value("demand"), evidence.value("unserved")
    if math.isnan(left) or left > 1e-4 * demand:
        rows.append(("Unserved", evidence.text("unserved")))
    return tuple(rows)


def _price(evidence: Evidence) -> Rows:
    if not _has(evidence, "usd_per_million_tokens"):
        return ()
    return (("A million tokens", evidence.text("usd_per_million_tokens")),)


def _trouble(evidence: Evidence) -> Rows:
    """Return what requests suffered from in this step: a row for each trouble that there is."""
    rows = []
    for none, keys in (("Turned away or lost", DROPPED), ("Late or slow", (*LATE, *SLOW))):
        there = [key for key in keys if _has(evidence, key) and evidence.value(key) != 0.0]
        names = {channel.key: channel.name for channel in own_channels(evidence.recording, evidence.ref)}
        rows += [(names[key], _share(evidence, key)) for key in there] or [(none, "none")]
    return tuple(rows)


def _gang(evidence: Evidence, gang: GangDemand) -> Rows:
    has = evidence.value("gang")
    members = UNKNOWN if math.isnan(has) else f"{count(has)} of {count(gang.accelerators)} GPUs"
    rows = [
        ("State", evidence.code("gang_state").replace("_", " ") or UNKNOWN),
        ("Gang", members),
        ("Works with at least", f"{count(gang.least_accelerators)} GPUs"),
        ("Goodput", evidence.text("goodput_frac")),
    ]
    if evidence.value("lost_accelerator_s") != 0.0:
        rows.append(("Work undone", evidence.text("lost_accelerator_s")))
    return tuple(rows)


def _jobs(evidence: Evidence, jobs: JobDemand) -> Rows:
    del jobs
    return (
        ("Running", _count(evidence, "jobs_running")),
        ("Waiting", _count(evidence, "jobs_waiting") if evidence.value("jobs_waiting") else "none"),
        ("Finished in this step", _count(evidence, "jobs_finished")),
        ("Deadlines missed", _count(evidence, "jobs_late") if evidence.value("jobs_late") else "none"),
    )


def _has(evidence: Evidence, key: str) -> bool:
    return is_recorded(evidence.recording, evidence.ref.kind, key)


def _number(evidence: Evidence, key: str) -> float:
    """Return a count; NaN where it is lost."""
    value = evidence.value(key)
    return math.nan if value < 0.0 else value


def _count(evidence: Evidence, key: str) -> str:
    return count(_number(evidence, key))


def _rate(evidence: Evidence, key: str) -> str:
    return rate_text(per_s(evidence.recording, _number(evidence, key)))


def _share(evidence: Evidence, key: str) -> str:
    """Return how many, and of what comes in the step which share: ``212 (1.1 %)``."""
    lost, came = _number(evidence, key), _number(evidence, "arrived")
    share = f" ({lost / came * 100.0:.1f} %)" if came > 0.0 and math.isfinite(lost) else ""
    return f"{count(lost)}{share}"


def _time(evidence: Evidence, key: str, promised_s: float | None = None) -> str:
    """Return a time beside what was promised: ``163.6 ms of 2.0 s``."""
    seconds = evidence.value(key)
    if math.isnan(seconds):
        return UNKNOWN
    limit = "" if promised_s is None else f" of {short(promised_s).replace('.0 ', ' ')}"
    return f"{short(seconds)}{limit}"
