"""Arrivals follow the week, scatter as told, and depend on nothing but their own key and mean."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dawnline.orbits.epoch import Epoch
from dawnline.scenario.traces.columns import RequestTrace
from dawnline.scenario.traces.reading import read_trace
from dawnline.sim.arrivals import CHAT_LENGTHS, CODE_LENGTHS, LONG_CHAT_LENGTHS, Arrivals, Lengths
from dawnline.sim.week import CHAT, CODING, SHAPES, STEADY, WeekShape, local_hours
from dawnline_testing.data import shared_data

# A Saturday.
SATURDAY = Epoch.from_iso("2026-05-30T00:00:00Z")
MONDAY = Epoch.from_iso("2026-06-01T00:00:00Z")
DAY_S = 86_400.0


def arrivals(
    shape: WeekShape,
    rate_per_s: list[float],
    *,
    epoch: Epoch = MONDAY,
    lon_deg: list[float] | None = None,
    seed: int = 1,
    row: int = 0,
) -> Arrivals:
    lon = np.radians(np.array(lon_deg or [0.0] * len(rate_per_s)))
    return Arrivals(epoch, lon, np.array(rate_per_s), shape=shape, lengths=CHAT_LENGTHS, seed=seed, row=row)


def test_local_time_and_weekends() -> None:
    lon = np.radians(np.array([0.0, 135.0, -120.0]))
    hours, weekend = local_hours(SATURDAY, 6 * 3600.0, lon)
    assert hours == pytest.approx([6.0, 15.0, 22.0])
    assert weekend.tolist() == [True, True, False]
    sunday_night = local_hours(SATURDAY, 2 * DAY_S - 1.0, lon)[1]
    assert sunday_night.tolist() == [True, False, True]


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_working_day_has_the_mean_rate(shape: WeekShape) -> None:
    source = arrivals(shape, [2.0, 5.0], lon_deg=[0.0, 0.0])
    steps = np.arange(0.0, DAY_S + 1.0, 600.0)
    total = sum(source.mean(t0, t1) for t0, t1 in pairwise(steps))
    assert total == pytest.approx([2.0 * DAY_S, 5.0 * DAY_S], rel=1e-3)
    weekend = arrivals(shape, [2.0], epoch=SATURDAY)
    total = sum(weekend.mean(t0, t1) for t0, t1 in pairwise(steps))
    assert total == pytest.approx([2.0 * DAY_S * shape.weekend_frac], rel=1e-3)


def test_coding_peaks_in_the_afternoon_of_a_working_day() -> None:
    source = arrivals(CODING, [1.0])
    by_hour = np.array([source.mean(h * 3600.0, (h + 1) * 3600.0)[0] for h in range(7 * 24)])
    day, hour = divmod(int(by_hour.argmax()), 24)
    assert day < 5
    assert 14 <= hour < 16
    assert by_hour[:24].max() > 20.0 * by_hour[:24].min()
    assert by_hour[9:18].sum() > 0.6 * by_hour[:24].sum()


@pytest.mark.parametrize("cv", [0.0, 0.7, 1.0, 2.2, 12.8])
def test_counts_have_the_mean_and_the_spread_of_their_gaps(cv: float) -> None:
    shape = WeekShape("x", 0.0, 0.0, 12.0, 1.0, cv)
    source = arrivals(shape, [5.0] * 50)
    counts = np.stack([source.between(k * 60.0, (k + 1) * 60.0, k + 1).requests for k in range(200)])
    # 10,000 counts of 300: four standard errors.
    assert counts.mean() == pytest.approx(300.0, abs=0.02 + 4.0 * cv * np.sqrt(300.0 / 10_000))
    assert counts.var() / counts.mean() == pytest.approx(cv**2, rel=0.1, abs=0.01)


def test_regular_arrivals_are_exact_in_the_long_run() -> None:
    source = arrivals(WeekShape("x", 0.5, 0.0, 12.0, 1.0, 0.0), [0.0123, 7.7])
    mean, total = np.zeros(2), np.zeros(2, np.int64)
    for k in range(300):
        mean += source.mean(k * 60.0, (k + 1) * 60.0)
        total += source.between(k * 60.0, (k + 1) * 60.0, k).requests
    assert np.abs(total - mean).max() < 1.0


def test_a_surge_shifts_nobody_elses_luck() -> None:
    calm = arrivals(CHAT, [5.0, 5.0, 5.0]).between(0.0, 60.0, 9)
    surge = arrivals(CHAT, [5.0, 5.0, 5.0]).between(0.0, 60.0, 9, np.array([1.0, 40.0, 1.0]))
    assert surge.requests[1] > 10 * calm.requests[1]
    for before, after in zip(
        (calm.requests, calm.prompt_tokens, calm.output_tokens),
        (surge.requests, surge.prompt_tokens, surge.output_tokens),
        strict=True,
    ):
        assert before[[0, 2]].tolist() == after[[0, 2]].tolist()


def test_steps_can_be_drawn_in_any_order_and_seeds_differ() -> None:
    source, again = arrivals(CHAT, [9.0] * 8), arrivals(CHAT, [9.0] * 8)
    later = source.between(60.0, 120.0, 2)
    again.between(0.0, 60.0, 1)
    assert later.requests.tolist() == again.between(60.0, 120.0, 2).requests.tolist()
    for other in (arrivals(CHAT, [9.0] * 8, seed=2), arrivals(CHAT, [9.0] * 8, row=1)):
        assert later.requests.tolist() != other.between(60.0, 120.0, 2).requests.tolist()


@pytest.mark.parametrize("lengths", [CHAT_LENGTHS, CODE_LENGTHS, LONG_CHAT_LENGTHS], ids=lambda own: own.name)
def test_tokens_have_the_mean_of_the_trace(lengths: Lengths) -> None:
    source = Arrivals(
        MONDAY, np.zeros(40), np.full(40, 10.0), shape=STEADY, lengths=lengths, seed=3
    )  # fmt: skip
    total = np.zeros(3)
    for k in range(50):
        total += source.between(k * 60.0, (k + 1) * 60.0, k).sums
    assert total[1] / total[0] == pytest.approx(lengths.prompt_mean, rel=0.01)
    assert total[2] / total[0] == pytest.approx(lengths.output_mean, rel=0.01)


def test_lengths_are_those_of_the_files() -> None:
    folder = shared_data("traces")
    for lengths, name, header in (
        (CHAT_LENGTHS, "azure/AzureLLMInferenceTrace_conv.csv", 1),
        (CODE_LENGTHS, "azure/AzureLLMInferenceTrace_code.csv", 1),
    ):
        prompt, output = np.loadtxt(folder / name, delimiter=",", skiprows=header, usecols=(1, 2)).T
        assert (prompt.mean(), prompt.std() / prompt.mean()) == pytest.approx(
            (lengths.prompt_mean, lengths.prompt_cv), rel=0.01
        )
        assert (output.mean(), output.std() / output.mean()) == pytest.approx(
            (lengths.output_mean, lengths.output_cv), rel=0.01
        )


def test_bursts_are_those_of_the_files() -> None:
    for shape, name in ((CHAT, "conv"), (CODING, "code")):
        path = shared_data(f"traces/azure/AzureLLMInferenceTrace_{name}.csv")
        trace, _ = read_trace(path)
        assert isinstance(trace, RequestTrace)
        # Whole minutes only.
        a_minute = np.bincount((trace.arrival_s / 60.0).astype(np.int64))[:-1]
        assert np.sqrt(a_minute.var() / a_minute.mean()) == pytest.approx(shape.cv, rel=0.02)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.floats(0.0, 1e6), min_size=1, max_size=5),
    st.sampled_from([0.0, 0.3, 1.0, 2.2]),
    st.floats(0.1, 4000.0),
    st.integers(0, 2**40),
)
def test_anything_gives_whole_requests_with_tokens(
    rates: list[float], cv: float, dt_s: float, step: int
) -> None:
    tally = arrivals(WeekShape("x", 0.5, 0.1, 15.0, 0.7, cv), rates).between(0.0, dt_s, step)
    assert (tally.requests >= 0).all()
    assert (tally.prompt_tokens >= tally.requests).all()
    assert (tally.output_tokens >= tally.requests).all()
    assert ((tally.requests > 0) | (tally.prompt_tokens == 0)).all()


def test_impossible_weeks_are_refused() -> None:
    with pytest.raises(ValueError, match="24"):
        WeekShape("x", 0.0, 0.0, 0.0, 1.0, 1.0, hours=(1.0,) * 23)
    with pytest.raises(ValueError, match="expected"):
        WeekShape("x", 0.0, 0.0, 0.0, float("nan"), 1.0)
