"""Gangs in motion: failures and kept time as the closed forms have them, balances whatever happens."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dawnline.sim import gang_math
from dawnline.sim.training import Gangs, Trained, TrainingJobs

DAY_S = 86_400.0


def column(*values: float) -> np.ndarray:
    return np.array(values, np.float64)


def run(jobs: TrainingJobs, granted: np.ndarray, dt_s: float, steps: int) -> list[Trained]:
    return [jobs.step(granted, dt_s, k) for k in range(steps)]


def test_54_days_of_llama_3() -> None:
    # Six runs of the same kind; each draws its own failures.
    wanted = np.full(6, 16_384.0)
    gangs = Gangs.of(wanted, wanted, checkpoint_s=10.0, restart_s=300.0)
    steps = run(TrainingJobs(gangs, seed=3), wanted, 600.0, 54 * 144)
    failures = np.array([step.failed for step in steps]).sum(axis=0)
    # 419 in the time at work; a Poisson number of 6 x 419 scatters by 2 %.
    held = sum(step.held.sum() for step in steps)
    restarted = sum(step.restarted.sum() for step in steps)
    assert failures.mean() == pytest.approx(419 * (1.0 - restarted / held), rel=0.08)
    kept = sum((step.computed + step.communicated - step.lost).sum() for step in steps) / held
    mtbf_s = gang_math.gang_mtbf_s(wanted[:1])
    expected = gang_math.effective_frac(gangs.interval_s[:1], column(10.0), column(300.0), mtbf_s)[0]
    assert kept == pytest.approx(expected, abs=0.01)
    assert kept > 0.9


def test_a_rigid_gang_works_with_all_or_not_at_all() -> None:
    gangs = Gangs.of(column(100.0, 100.0), column(100.0, 20.0), mtbf_s=1e18, restart_s=0.0)
    jobs = TrainingJobs(gangs, seed=1)
    step = jobs.step(column(99.0, 99.0), 60.0, 1)
    assert step.works.tolist() == [False, True]
    assert step.waited[0] == 99.0 * 60.0
    assert (step.computed + step.communicated + step.saved)[1] == pytest.approx(99.0 * 60.0)


def test_losing_machines_costs_the_work_since_the_checkpoint_and_a_restart() -> None:
    def jobs() -> TrainingJobs:
        gangs = Gangs.of(column(64.0), column(64.0), mtbf_s=1e12, restart_s=600.0)
        return TrainingJobs(gangs, seed=1)

    hard = jobs()
    run(hard, column(64.0), 60.0, 60)
    # 3,600 s, the first 600 s of which began the run; an interval of hours, so nothing is saved yet.
    stopped = hard.step(column(0.0), 60.0, 61)
    assert stopped.preempted[0]
    assert stopped.lost[0] == pytest.approx(64.0 * 3000.0, rel=1e-3)
    again = [hard.step(column(64.0), 60.0, 62 + k) for k in range(11)]
    assert [step.computed[0] > 0.0 for step in again] == [False] * 10 + [True]
    assert sum(step.restarted[0] for step in again) == 64.0 * 600.0


@pytest.mark.parametrize(("checkpoint_s", "dt_s"), [(60.0, 60.0), (90.0, 60.0), (60.0, 600.0), (0.0, 60.0)])
def test_who_knows_that_it_will_be_stopped_saves_last_and_loses_nothing(
    checkpoint_s: float, dt_s: float
) -> None:
    gangs = Gangs.of(
        column(64.0), column(64.0), mtbf_s=1e12, restart_s=600.0, checkpoint_s=max(checkpoint_s, 1e-9)
    )
    jobs, plain = TrainingJobs(gangs, seed=1), TrainingJobs(gangs, seed=1)
    saved = usual = 0.0
    for k in range(20):
        left_s = (19 - k) * dt_s
        saved += float(jobs.step(column(64.0), dt_s, k, left_s=column(left_s)).saved[0])
        usual += float(plain.step(column(64.0), dt_s, k).saved[0])
    # What saving takes, and no more; it is begun early enough, however short steps are.
    assert saved - usual == pytest.approx(64.0 * checkpoint_s, rel=0.1, abs=1e-3)
    stopped = jobs.step(column(0.0), dt_s, 20)
    assert stopped.preempted[0]
    assert stopped.lost[0] == 0.0
    assert plain.step(column(0.0), dt_s, 20).lost[0] > 0.0
    again = jobs.step(column(64.0), 600.0, 21)
    assert (again.restarted[0], again.computed[0]) == (64.0 * 600.0, 0.0)


def test_everybody_waits_for_the_slowest() -> None:
    gangs = Gangs.of(column(10.0), column(10.0), mtbf_s=1e18, restart_s=0.0)
    full = TrainingJobs(gangs, seed=1).step(column(10.0), 60.0, 1)
    slow = TrainingJobs(gangs, seed=1).step(column(10.0), 60.0, 1, speed=column(0.5))
    assert slow.computed[0] == pytest.approx(0.5 * full.computed[0])
    assert slow.held[0] == pytest.approx(full.held[0])


def test_a_state_is_continued_exactly_and_steps_draw_their_own_luck() -> None:
    gangs = Gangs.of(column(5e5, 5e5), column(1e5, 5e5))
    first, second = TrainingJobs(gangs, seed=9), TrainingJobs(gangs, seed=9)
    run(first, column(5e5, 5e5), 60.0, 40)
    second.restore(first.state())
    one, two = (own.step(column(3e5, 5e5), 60.0, 41) for own in (first, second))
    assert one.held.tolist() == two.held.tolist()
    assert first.unsaved.tolist() == second.unsaved.tolist()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([0.0, 5.0, 32.0, 1e5]),
            st.sampled_from([0.0, 0.3, 1.0]),
            st.sampled_from([0.0, 3.0, 60.0, np.inf]),
        ),
        min_size=1,
        max_size=40,
    ),
    st.sampled_from([1.0, 60.0, 600.0]),
    st.sampled_from([4.0, 32.0]),
)
def test_accelerator_seconds_balance(steps: list, dt_s: float, least: float) -> None:
    jobs = TrainingJobs(Gangs.of(column(32.0), column(least), mtbf_s=32 * 3000.0, checkpoint_s=5.0), seed=2)
    done = lost = 0.0
    for k, (granted, speed, left_s) in enumerate(steps):
        step = jobs.step(column(granted), dt_s, k, speed=column(speed), left_s=column(left_s))
        assert step.held[0] == pytest.approx(granted * dt_s, rel=1e-12, abs=1e-9)
        parts = (step.computed, step.communicated, step.saved, step.restarted, step.waited, step.lost)
        assert all(part[0] >= -1e-9 for part in parts)
        done += float(step.computed[0] + step.communicated[0])
        lost += float(step.lost[0])
    # What is lost was done before, and what is not saved yet is not lost yet.
    assert lost + float(jobs.unsaved[0]) <= done + 1e-6


def test_impossible_gangs_are_refused() -> None:
    with pytest.raises(ValueError, match="least"):
        Gangs.of(column(8.0), column(9.0))
