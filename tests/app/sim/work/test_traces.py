"""Traces through the whole simulation: totals are the file's, to the last token."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.workload import Workload
from dawnline.scenario.traces.columns import FAMILIES, JobTrace, RateTrace, RequestTrace
from dawnline.scenario.traces.reading import read_trace
from dawnline.sim.simulation import Simulation
from dawnline_testing.data import shared_data
from dawnline_testing.working import COUNTED, frames_of, jobs, requests, unbalanced, working_scenario

# Requests, prompt and output tokens of each file, counted apart from the program.
AZURE = {"conv": (19_366, 22_361_870, 4_088_665), "code": (8_819, 18_059_974, 245_896)}


def replayed(name: str = "requests", **changes: object) -> Workload:
    return requests(0.0, name, trace=name, **changes)


def totals(frames: list, what: str) -> tuple[float, ...]:
    return tuple(sum(frame.ledger["workload"][f"{part}_{what}"] for frame in frames) for part in COUNTED)


@pytest.mark.parametrize("policy", ["by-share", "nearest"])
def test_azure_s_hours_arrive_and_are_served_to_the_last_token(policy: str) -> None:
    traces = {
        name: read_trace(shared_data(f"traces/azure/AzureLLMInferenceTrace_{name}.csv"))[0] for name in AZURE
    }
    base = working_scenario(tuple(replayed(name) for name in AZURE), traces=traces)
    frames = frames_of(replace(base, policy=replace(base.policy, placement=policy)), 62)
    assert unbalanced(frames) == []
    expected = tuple(float(sum(column)) for column in zip(*AZURE.values(), strict=True))
    assert totals(frames, "arrived") == expected
    dropped = [
        totals(frames, f"dropped_{why}") for why in ("queue_full", "no_capacity", "machine_lost", "unreached")
    ]
    assert not np.any(dropped)
    assert totals(frames, "served") == expected
    arrived = np.sum([frame.values["workload"]["arrived"] for frame in frames], axis=0)
    assert arrived.tolist() == [row[0] for row in AZURE.values()]


def small_trace(n: int = 100) -> RequestTrace:
    times_s = np.linspace(0.0, 290.0, n)
    return RequestTrace("made", None, times_s, np.full(n, 1000), np.full(n, 200))


def test_a_trace_begins_when_it_is_told_and_comes_as_often() -> None:
    work = replayed(trace_begins_s=120.0, trace_pace=2.0, trace_repeats=3)
    frames = frames_of(working_scenario((work,), traces={"requests": small_trace()}), 8)
    came = [frame.ledger["workload"]["requests_arrived"] for frame in frames]
    # From 120 s to 265 s, at twice the pace: two steps and a half.
    assert [count > 0 for count in came] == [False, False, False, True, True, True, False, False]
    assert sum(came) == 300


def test_rates_of_a_trace_give_their_mean() -> None:
    bins = 5
    trace = RateTrace(
        "made", 60.0, np.full(bins, 30.0), np.ones(bins),
        np.full(bins, FAMILIES.index("Exponential"), np.uint8), np.ones(bins), np.ones(bins),
    )  # fmt: skip
    frames = frames_of(working_scenario((replayed(),), traces={"requests": trace}), 9)
    came = np.array([frame.ledger["workload"]["requests_arrived"] for frame in frames])
    # Poisson of 9,000: six sigmas are 570.
    assert abs(came.sum() - 9000) < 570
    assert (came[1:6] > 0).all()
    assert not came[6:].any()


def test_jobs_of_a_trace_are_all_done() -> None:
    trace = JobTrace(
        "made",
        None,
        np.array([0.0, 30.0, 400.0]),
        np.array([60.0, 300.0, 100.0]),
        np.array([8.0, 4.0, np.nan]),
    )
    frames = frames_of(working_scenario((jobs(0.0, trace="jobs"),), traces={"jobs": trace}), 15)
    assert unbalanced(frames) == []
    done = sum(frame.ledger["workload"]["jobs_done_accelerator_s"] for frame in frames)
    assert done == pytest.approx(60.0 * 8 + 300.0 * 4 + 100.0)
    assert sum(int(frame.values["workload"]["jobs_finished"][0]) for frame in frames) == 3


def test_names_that_nothing_is_known_by_are_refused() -> None:
    for work in (replayed("missing"), requests(1.0, shape="flat"), requests(1.0, model="a larger one")):
        with pytest.raises(ValueError, match="is unknown; expected one of"):
            Simulation(working_scenario((work,)))
    with pytest.raises(ValueError, match="expected a trace of jobs"):
        Simulation(working_scenario((jobs(0.0, trace="a"),), traces={"a": small_trace()}))
