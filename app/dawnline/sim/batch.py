"""Batch work: jobs with deadlines that can be stopped, moved and go on, the earliest deadline first.

Work is counted in accelerator-seconds: ``submitted = done + left`` at all times, and every job is waiting,
running, finished in time or finished late.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dawnline.scenario.traces.columns import JobTrace
from dawnline.sim.arrays import Bools, Floats, Indices
from dawnline.sim.fault import uniforms
from dawnline.sim.streams import JOB_SUBMISSIONS


@dataclass(frozen=True, eq=False)
class Jobs:
    """n jobs, in the order of their deadlines, each (n,).

    Attributes
    ----------
    submit_s, deadline_s : when one may begin, and when it should be done.
    times : how many equal ones come together: one, unless a surge lets it come more or less often.
    accelerators : that all of them use at most; with fewer they take longer.
    work : accelerator-seconds that all of them need.
    """

    submit_s: Floats
    deadline_s: Floats
    times: Indices
    accelerators: Floats
    work: Floats

    def __len__(self) -> int:
        return len(self.work)


def once(submit_s: Floats) -> Indices:
    """Return that every job comes once (n,)."""
    return np.ones(len(submit_s), np.int64)


def jobs_of(
    trace: JobTrace,
    *,
    seed: int,
    window_s: float,
    slack: float = 3.0,
    grace_s: float = 3600.0,
    times: Callable[[Floats], Indices] = once,
) -> tuple[Jobs, int]:
    """Return the jobs of a trace, and how many were left out because they never ran.

    A deadline is ``slack`` times the run time and ``grace_s`` after the submission. Where a trace does not
    say when jobs came, they come at random in ``window_s``; where not on what, each has one accelerator.
    ``times`` says, by when jobs are submitted (n,), how often each one comes.

    Raises ValueError for a slack below one, with which no job could be in time.
    """
    if not (slack >= 1.0 and window_s > 0.0 and grace_s >= 0.0):
        raise ValueError(f"slack {slack}, window {window_s} s; expected slack >= 1 and a window")
    accelerators = np.where(np.isnan(trace.gpus), 1.0, trace.gpus)
    ran = np.isfinite(trace.run_s) & (trace.run_s > 0.0) & (accelerators > 0.0)
    drawn = uniforms(seed, JOB_SUBMISSIONS, 0, len(trace)) * window_s
    submit_s = np.where(np.isnan(trace.submit_s), drawn, trace.submit_s)
    many = times(submit_s)[ran]
    submit_s, run_s, accelerators = submit_s[ran], trace.run_s[ran], accelerators[ran] * many
    deadline_s = submit_s + slack * run_s + grace_s
    order = np.argsort(deadline_s, kind="stable")
    submit_s, deadline_s, accelerators, work = (
        column[order] for column in (submit_s, deadline_s, accelerators, run_s * accelerators)
    )
    return Jobs(submit_s, deadline_s, many[order], accelerators, work), int((~ran).sum())


@dataclass(frozen=True, eq=False)
class Batched:
    """What a step did: accelerator-seconds submitted and done, and jobs by what became of them.

    ``late`` are those of ``finished`` that missed their deadline; ``overdue`` those that missed it in this
    step and are not finished; ``missed`` counts every late job once, when its deadline passes.
    """

    submitted: float
    done: float
    left: float
    running: int
    waiting: int
    finished: int
    late: int
    overdue: int
    missed: int


class BatchQueue:
    """The state of batch jobs on a pool of accelerators.

    ``left`` (n,) is what they still need: nothing before they come, so that a state says the same whatever
    will come.
    """

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self.left = np.zeros(len(jobs))

    def step(self, t0_s: float, t1_s: float, accelerators: float) -> Batched:
        """Let the time from ``t0_s`` to ``t1_s`` pass with so many accelerators for all jobs together."""
        jobs = self._jobs
        came = self._came(t0_s, t1_s)
        self.left = np.where(came, jobs.work, self.left)
        who = self._active(self.left, t1_s)
        active = np.zeros(len(jobs), np.bool_)
        active[who] = True
        work = self._advance(who, t0_s, t1_s, max(0.0, accelerators))
        open_ = active & (self.left > 0.0)
        finished = active & ~open_
        missed = (jobs.deadline_s < t1_s) & (jobs.deadline_s >= t0_s)
        running = self._count(who[work > 0.0])
        return Batched(
            submitted=float(jobs.work[came].sum()),
            done=float(work.sum()),
            left=float(self.left[jobs.submit_s < t1_s].sum()),
            running=running,
            waiting=self._count(who) - running,
            finished=self._count(finished),
            late=self._count(self._late(finished, t1_s)),
            overdue=self._count(open_ & missed),
            missed=self._count(active & missed),
        )

    def usable(self, t0_s: float, t1_s: float) -> float:
        """Return the accelerator-seconds that the jobs could use from ``t0_s`` to ``t1_s``."""
        left = np.where(self._came(t0_s, t1_s), self._jobs.work, self.left)
        return float(self._usable(self._active(left, t1_s), left, t0_s, t1_s).sum())

    def _came(self, t0_s: float, t1_s: float) -> Bools:
        return (self._jobs.submit_s >= t0_s) & (self._jobs.submit_s < t1_s)

    def _active(self, left: Floats, t1_s: float) -> Indices:
        return np.flatnonzero((self._jobs.submit_s < t1_s) & (left > 0.0))

    def _count(self, which: Bools | Indices) -> int:
        return int(self._jobs.times[which].sum())

    def _usable(self, who: Indices, left: Floats, t0_s: float, t1_s: float) -> Floats:
        """Return what jobs can use: less than their size if they come late or are nearly done."""
        time_s = t1_s - np.maximum(self._jobs.submit_s[who], t0_s)
        return np.minimum(self._jobs.accelerators[who] * time_s, left[who])

    def _advance(self, who: Indices, t0_s: float, t1_s: float, accelerators: float) -> Floats:
        """Work on jobs in the order of their deadlines; return what was done of each."""
        usable = self._usable(who, self.left, t0_s, t1_s)
        before = np.cumsum(usable) - usable
        done = np.clip(accelerators * (t1_s - t0_s) - before, 0.0, usable)
        full = done >= self.left[who]
        self.left[who] = np.where(full, 0.0, self.left[who] - done)
        return np.asarray(done)

    def _late(self, finished: Bools, t1_s: float) -> Bools:
        """Say which jobs ended after their deadline: an end is known to a step."""
        return finished & (self._jobs.deadline_s < t1_s)
