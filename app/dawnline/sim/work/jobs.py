"""Batch jobs: those of a trace or drawn ones, on what room is left when everybody else has theirs.

While a surge lasts each job comes as often as it says, a broken part by luck: so no event shifts a draw.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.workload import JobDemand
from dawnline.scenario.scenario import Scenario
from dawnline.scenario.traces.columns import JobTrace
from dawnline.sim.arrays import Floats, Indices
from dawnline.sim.batch import Batched, BatchQueue, Jobs, jobs_of, once
from dawnline.sim.fault import uniforms
from dawnline.sim.streams import JOB_GAPS, JOB_SIZES, JOB_SURGES, stream_of
from dawnline.sim.work.sources import job_surge, named, shares_of
from dawnline.telemetry.frame import Values

# Jobs of a workload are drawn so many at a time.
_BLOCK = 1024
# The longest time at work over the mean: what is drawn beyond it has a chance of 1e-9.
_LONGEST = 20.7
# From when jobs are submitted (n,) to how often each one comes.
Times = Callable[[Floats], Indices]


class JobWork:
    """The jobs of a scenario: a queue for each of its workloads that has some.

    Attributes
    ----------
    rows : (j,) the rows of those in the table of workloads.
    """

    def __init__(self, scenario: Scenario) -> None:
        found = [(row, one.jobs) for row, one in enumerate(scenario.fleet.workloads) if one.jobs is not None]
        self.rows = np.array([row for row, _ in found], np.int64)
        self._queues = [BatchQueue(_jobs(scenario, row, demand)) for row, demand in found]

    def asked(self, t0_s: float, t1_s: float) -> Floats:
        """Return the accelerators (j,) that jobs could use from ``t0_s`` to ``t1_s``."""
        if not t1_s > t0_s:
            return np.zeros(len(self._queues))
        return np.array([queue.usable(t0_s, t1_s) / (t1_s - t0_s) for queue in self._queues], np.float64)

    def step(self, t0_s: float, t1_s: float, accelerators: Floats) -> list[Batched]:
        """Let the time pass with so many accelerators (j,) for the jobs of each workload."""
        given = zip(self._queues, accelerators, strict=True)
        return [queue.step(t0_s, t1_s, float(some)) for queue, some in given]

    def channels(self, done: list[Batched], workloads: int) -> dict[str, Values]:
        """Return the values of a frame, by workload: zero for those without jobs."""
        columns = {key: np.zeros(workloads, np.int32) for key in _CHANNELS}
        for row, one in zip(self.rows, done, strict=True):
            counts = (one.running, one.waiting, one.finished, one.missed)
            for key, count in zip(_CHANNELS, counts, strict=True):
                columns[key][row] = count
        return dict(columns)

    def state(self) -> dict[str, NDArray[np.generic]]:
        """Return copies of everything that the next step depends on."""
        return {
            f"jobs_{row}_left": queue.left.copy()
            for row, queue in zip(self.rows, self._queues, strict=True)
        }  # fmt: skip

    def restore(self, state: Mapping[str, NDArray[np.generic]]) -> None:
        """Continue from a state."""
        for row, queue in zip(self.rows, self._queues, strict=True):
            queue.left = state[f"jobs_{row}_left"].astype(np.float64)


_CHANNELS = ("jobs_running", "jobs_waiting", "jobs_finished", "jobs_late")


def drawn_jobs(demand: JobDemand, *, seed: int, row: int, duration_s: float, times: Times = once) -> Jobs:
    """Return the jobs that come in a time: a Poisson process of exponential sizes, the same for any time.

    So a longer run begins with the jobs of a shorter one, though not in the same order of deadlines.
    """
    if not demand.jobs_per_h > 0.0:
        nothing = np.zeros(0)
        return Jobs(nothing, nothing, once(nothing), nothing, nothing)
    submitted, hours, begins_s, block = [], [], 0.0, 0
    while begins_s < duration_s:
        gaps = -np.log1p(-uniforms(seed, stream_of(JOB_GAPS, row), block, _BLOCK))
        times_s = begins_s + np.cumsum(gaps) * (3600.0 / demand.jobs_per_h)
        sizes = -np.log1p(-uniforms(seed, stream_of(JOB_SIZES, row), block, _BLOCK))
        submitted.append(times_s)
        hours.append(np.minimum(sizes, _LONGEST) * demand.job_h)
        begins_s, block = float(times_s[-1]), block + 1
    submit_s = np.concatenate(submitted)
    comes = submit_s < duration_s
    trace = JobTrace(
        "drawn",
        None,
        submit_s[comes],
        np.concatenate(hours)[comes] * 3600.0,
        np.full(int(comes.sum()), demand.job_accelerators),
    )
    return _with_deadlines(trace, demand, seed, duration_s, times)


def _jobs(scenario: Scenario, row: int, demand: JobDemand) -> Jobs:
    seed, duration_s, times = scenario.seed, scenario.duration_s, _times(scenario, row)
    if not demand.trace:
        return drawn_jobs(demand, seed=seed, row=row, duration_s=duration_s, times=times)
    trace = named("trace", demand.trace, scenario.traces)
    if not isinstance(trace, JobTrace):
        raise ValueError(f"trace {demand.trace!r} holds no jobs; expected a trace of jobs")
    return _with_deadlines(trace, demand, seed, duration_s, times)


def _times(scenario: Scenario, row: int) -> Times:
    """Return how often each job of a workload comes as the scenario's surges have it, in whole numbers."""
    shares = shares_of(scenario.fleet.regions)

    def times(submit_s: Floats) -> Indices:
        luck = uniforms(scenario.seed, stream_of(JOB_SURGES, row), 0, len(submit_s))
        factor = job_surge(scenario.events, row, shares, submit_s)
        return np.maximum(np.floor(factor + luck), 0.0).astype(np.int64)

    return times


def _with_deadlines(trace: JobTrace, demand: JobDemand, seed: int, duration_s: float, times: Times) -> Jobs:
    slack, grace_s = demand.slack, demand.grace_s
    return jobs_of(trace, seed=seed, window_s=duration_s, slack=slack, grace_s=grace_s, times=times)[0]
