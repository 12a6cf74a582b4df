"""Batch jobs: nothing is lost, the earliest deadline goes first, and real run times come out whole."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dawnline.scenario.traces.columns import JobTrace
from dawnline.scenario.traces.reading import read_trace
from dawnline.sim.batch import BatchQueue, Jobs, jobs_of, once
from dawnline_testing.data import shared_data


def jobs(*rows: tuple[float, float, float, float]) -> Jobs:
    """Return jobs of (submitted, deadline, accelerators, work), sorted by deadline; each comes once."""
    table = np.array(sorted(rows, key=lambda row: row[1]), np.float64)
    submit_s, deadline_s, accelerators, work = (column.copy() for column in table.T)
    return Jobs(submit_s, deadline_s, once(submit_s), accelerators, work)


def test_the_earliest_deadline_goes_first() -> None:
    queue = BatchQueue(jobs((0.0, 900.0, 8.0, 8 * 60.0), (0.0, 100.0, 8.0, 8 * 60.0)))
    first = queue.step(0.0, 60.0, 8.0)
    assert (first.finished, first.running, first.waiting, first.late) == (1, 1, 1, 0)
    assert queue.left.tolist() == [0.0, 480.0]
    second = queue.step(60.0, 120.0, 8.0)
    assert (second.finished, second.left) == (1, 0.0)


def test_a_job_takes_no_more_than_it_can_use_and_begins_when_it_comes() -> None:
    queue = BatchQueue(jobs((30.0, 900.0, 2.0, 1000.0)))
    step = queue.step(0.0, 60.0, 100.0)
    assert step.done == 2.0 * 30.0
    assert step.submitted == 1000.0


def test_late_and_overdue() -> None:
    queue = BatchQueue(jobs((0.0, 90.0, 1.0, 150.0), (0.0, 1e6, 1.0, 100.0)))
    steps = [queue.step(60.0 * k, 60.0 * (k + 1), 1.0) for k in range(6)]
    assert [step.overdue for step in steps] == [0, 1, 0, 0, 0, 0]
    assert [step.late for step in steps] == [0, 0, 1, 0, 0, 0]
    assert sum(step.finished for step in steps) == 2


def test_philly_run_times_are_all_worked_off() -> None:
    trace, _ = read_trace(shared_data("traces/philly/philly_runtime.csv"))
    assert isinstance(trace, JobTrace)
    day_s = 86_400.0
    own, left_out = jobs_of(trace, seed=1, window_s=14 * day_s, slack=2.0)
    assert len(own) + left_out == 83_154
    assert left_out == (trace.run_s == 0.0).sum()
    assert own.work.sum() == pytest.approx(trace.run_s.sum(), rel=1e-12)
    queue = BatchQueue(own)
    # Enough for everybody: every job ends in time, within a step.
    steps = [queue.step(day_s * k, day_s * (k + 1), 1e5) for k in range(14 + 62)]
    assert sum(step.submitted for step in steps) == pytest.approx(own.work.sum(), rel=1e-9)
    assert sum(step.done for step in steps) + queue.left.sum() == pytest.approx(own.work.sum(), rel=1e-9)
    assert sum(step.finished for step in steps) == len(own) - (queue.left > 0.0).sum()
    assert (queue.left > 0.0).mean() < 0.001


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 500), st.floats(0, 900), st.floats(0.1, 64), st.floats(0.1, 1e5)),
        min_size=1,
        max_size=20,
    ),
    st.lists(st.floats(0.0, 100.0), min_size=1, max_size=20),
    st.sampled_from([1.0, 60.0, 333.3]),
)
def test_work_balances(rows: list, capacity: list[float], dt_s: float) -> None:
    own = jobs(*rows)
    queue = BatchQueue(own)
    submitted = done = 0.0
    for k, accelerators in enumerate(capacity):
        step = queue.step(k * dt_s, (k + 1) * dt_s, accelerators)
        submitted += step.submitted
        done += step.done
        assert step.done <= accelerators * dt_s * (1 + 1e-9)
        assert step.left == pytest.approx(submitted - done, rel=1e-9, abs=1e-6)
    came = own.submit_s < len(capacity) * dt_s
    assert (queue.left >= 0.0).all()
    assert not queue.left[~came].any()


def test_jobs_that_come_several_times_are_several_jobs() -> None:
    def twice_and_thrice(submit_s: np.ndarray) -> np.ndarray:
        return np.select([submit_s < 30.0, submit_s > 30.0], [2, 3], 0)

    trace = JobTrace("x", None, np.array([0.0, 30.0, 90.0]), np.full(3, 60.0), np.full(3, 4.0))
    own, left_out = jobs_of(trace, seed=1, window_s=1e3, times=twice_and_thrice)
    assert left_out == 0
    queue = BatchQueue(own)
    assert queue.usable(0.0, 60.0) == 2 * 4.0 * 60.0
    first = queue.step(0.0, 60.0, 4.0)
    assert (first.submitted, first.done) == (480.0, 240.0)
    assert (first.running, first.waiting, first.finished) == (2, 0, 0)
    second = queue.step(60.0, 120.0, 100.0)
    assert (second.submitted, second.running, second.finished) == (720.0, 5, 2)
    assert queue.step(120.0, 180.0, 100.0).finished == 3
    assert not queue.left.any()


def test_a_state_knows_nothing_of_what_is_to_come() -> None:
    one, more = (BatchQueue(jobs((0.0, 900.0, 8.0, 960.0), (90.0, 950.0, 8.0, work))) for work in (1.0, 9.0))
    one.step(0.0, 60.0, 8.0)
    more.left = one.left.copy()
    assert more.left.tolist() == [480.0, 0.0]
    assert more.step(60.0, 120.0, 100.0).finished == 2


def test_an_impossible_slack_is_refused() -> None:
    nothing = JobTrace("x", None, np.zeros(1), np.ones(1), np.ones(1))
    with pytest.raises(ValueError, match="slack"):
        jobs_of(nothing, seed=1, window_s=1.0, slack=0.5)
