"""What a frame tells of requests: at machines, regions and workloads."""

from collections.abc import Sequence

import numpy as np

from dawnline.fleet.entity import Kind
from dawnline.sim.arrays import Floats, Indices
from dawnline.sim.serving import DROP_REASONS, NO_CAPACITY, UNREACHED
from dawnline.sim.tally import Tally
from dawnline.sim.work.inference import Answered, Inference
from dawnline.telemetry.frame import Values

_Counts = dict[str, Indices]


def request_channels(
    inference: Inference, answered: Sequence[Answered], sizes: tuple[int, int, int, int], dt_s: float
) -> dict[Kind, dict[str, Values]]:
    """Return the values of requests in a frame; nothing has happened yet at the start of a run.

    Parameters
    ----------
    sizes : how many satellites, sites, regions and workloads there are.
    """
    n, sites, regions, workloads = sizes
    machines = _machine_counts(inference, answered, n + sites)
    of_regions = {key: np.zeros(regions, np.int64) for key in ("arrived", "to_orbit", "dropped")}
    to_sites = np.zeros((regions, sites), np.int64)
    for one in answered:
        of_regions["arrived"] += one.came.requests
        of_regions["to_orbit"] += one.sent.to_orbit
        of_regions["dropped"] += one.sent.unreached.requests + one.sent.refused.requests
        to_sites += one.sent.to_sites
    return {
        "satellite": {key: _count(column[:n]) for key, column in machines.items()},
        "site": {key: _count(column[n:]) for key, column in machines.items()},
        "region": {key: _count(column) for key, column in of_regions.items()},
        "pair": {"requests": _count(to_sites.ravel())},
        "workload": _workload_channels(answered, workloads, dt_s),
    }


def accelerators_at_work(answered: Sequence[Answered], inference: Inference, workloads: int) -> Floats:
    """Return the accelerators (w, m) that answer requests of each workload on each machine."""
    servers = inference.servers
    work = np.zeros((workloads, len(servers.serves)))
    for one in answered:
        work[one.service.row] = servers.on_machines(one.used * servers.count)
    return work


def tokens_per_s(answered: Sequence[Answered], workloads: int, dt_s: float) -> Floats:
    """Return the tokens of prompts and outputs (w,) that were worked on a second."""
    tokens = np.zeros(workloads)
    for one in answered:
        tokens[one.service.row] = sum(one.served.served.sums[1:]) / dt_s
    return tokens


def dropped_of(one: Answered) -> dict[int, Tally]:
    """Return what was dropped of a service, at machines and of regions, by reason."""
    refused = one.sent.refused.together.plus(one.sent.refused_moved)
    no_room = one.served.dropped[NO_CAPACITY].together.plus(refused)
    return {**one.served.dropped, NO_CAPACITY: no_room, UNREACHED: one.sent.unreached}


def _machine_counts(inference: Inference, answered: Sequence[Answered], m: int) -> _Counts:
    counts = {key: np.zeros(m, np.int64) for key in ("served", "queued", "moved")}
    places = inference.servers.places
    for service in inference.services:
        counts["queued"][places] += service.queues.queued_requests
    for one in answered:
        counts["served"][places] += one.served.served.requests
        counts["moved"][places] += one.moved.requests
    return counts


def _workload_channels(answered: Sequence[Answered], workloads: int, dt_s: float) -> dict[str, Values]:
    keys = ("arrived", "served", "queued", *(f"dropped_{reason}" for reason in DROP_REASONS))
    counts = {key: np.zeros(workloads, np.int64) for key in (*keys, "missed_ttft", "missed_tpot")}
    means = {key: np.full(workloads, np.nan) for key in ("ttft_s", "tpot_s", "rtt_s")}
    means["tokens_per_s"] = np.zeros(workloads)
    for one in answered:
        row, served = one.service.row, one.served
        counts["arrived"][row] = one.came.sums[0]
        counts["served"][row] = served.served.sums[0]
        counts["queued"][row] = one.service.queues.queued_requests.sum()
        for reason, tally in dropped_of(one).items():
            counts[f"dropped_{DROP_REASONS[reason]}"][row] = tally.sums[0]
        counts["missed_ttft"][row] = one.answers.missed_ttft.sum()
        counts["missed_tpot"][row] = one.answers.missed_tpot.sum()
        means["ttft_s"][row] = _mean(one.answers.ttft_s, served.prefilled)
        means["tpot_s"][row] = _mean(one.answers.tpot_s, served.served.output_tokens)
        means["rtt_s"][row] = one.sent.rtt_mean_s
        means["tokens_per_s"][row] = served.served.sums[2] / dt_s
    told: dict[str, Values] = {key: _count(column) for key, column in counts.items()}
    return told | {key: column.astype(np.float32) for key, column in means.items()}


def _mean(values: Floats, weight: Indices) -> float:
    """Return the mean of what has a weight; NaN where nothing has one."""
    there = (weight > 0) & np.isfinite(values)
    counted = np.where(there, weight, 0)
    total = int(counted.sum())
    # No scalar product: threads that it may wake take longer, and add in another order.
    return float((np.where(there, values, 0.0) * counted).sum()) / total if total else np.nan


def _count(column: Indices) -> Values:
    return np.minimum(column, np.iinfo(np.int32).max).astype(np.int32)
