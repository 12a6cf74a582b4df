"""Jobs that are drawn, and gangs as their demand describes them."""

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.workload import GangDemand, JobDemand
from dawnline.sim.work.gangs import gangs_of
from dawnline.sim.work.jobs import drawn_jobs

DAY_S = 86_400.0


def test_drawn_jobs_have_the_rate_and_the_mean_that_they_were_given() -> None:
    demand = JobDemand(60.0, job_accelerators=16.0, job_h=2.0, slack=3.0, grace_s=600.0)
    jobs = drawn_jobs(demand, seed=5, row=2, duration_s=30 * DAY_S)
    expected = 30 * 24 * 60
    # A Poisson number scatters by its root; the mean of exponentials by one over it.
    assert abs(len(jobs) - expected) < 5 * np.sqrt(expected)
    run_s = jobs.work / jobs.accelerators
    assert run_s.mean() == pytest.approx(7200.0, rel=5 / np.sqrt(expected))
    assert (jobs.accelerators == 16.0).all()
    assert jobs.deadline_s == pytest.approx(jobs.submit_s + 3.0 * run_s + 600.0)
    assert (np.diff(jobs.deadline_s) >= 0.0).all()


def test_a_longer_run_begins_with_the_same_jobs() -> None:
    demand = JobDemand(30.0)
    short, long = (drawn_jobs(demand, seed=1, row=0, duration_s=days * DAY_S) for days in (1.0, 9.0))
    first = np.sort(long.submit_s)[: len(short)]
    assert np.array_equal(np.sort(short.submit_s), first)
    other = drawn_jobs(demand, seed=1, row=1, duration_s=DAY_S)
    assert not np.isin(other.submit_s, short.submit_s).any()


def test_no_jobs_come_at_no_rate() -> None:
    assert len(drawn_jobs(JobDemand(0.0), seed=1, row=0, duration_s=DAY_S)) == 0


def demand(**changes: float) -> GangDemand:
    given = {"accelerators": 1000.0, "least_accelerators": 1000.0, "parameters": 70e9, "compute_s": 4.0}
    return GangDemand(EntityRef("site", 0), **{**given, "overlap_frac": 0.5, "link_bps": 1e12, **changes})


def test_what_is_not_hidden_of_an_all_reduce_is_exposed() -> None:
    # 140 GB of gradients, nearly twice over 1 Tbit/s: 2.238 s, two of which are hidden.
    gangs = gangs_of([demand(), demand(link_bps=0.0), demand(link_bps=1e15)])
    exposed_s = 8.0 * 140e9 * 2.0 * 999.0 / 1000.0 / 1e12 - 2.0
    assert gangs.exposed_frac == pytest.approx([exposed_s / (4.0 + exposed_s), 1.0, 0.0])
    # Young: sqrt(2 x 60 s x 50,700 h / 1000).
    assert gangs.interval_s[0] == pytest.approx(np.sqrt(2 * 60.0 * 50.7 * 3600.0))


def test_a_gang_that_saves_in_no_time_still_counts_its_work() -> None:
    gangs = gangs_of([demand(checkpoint_s=0.0)])
    assert gangs.interval_s[0] >= 1.0
