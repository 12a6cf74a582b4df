"""Replay: whatever the steps, what comes out is what the file holds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dawnline.scenario.traces.columns import RateTrace, RequestTrace
from dawnline.scenario.traces.reading import read_trace
from dawnline.sim.arrivals import CHAT_LENGTHS
from dawnline.sim.replay import RateReplay, Replay
from dawnline.sim.tally import Tally
from dawnline_testing.data import shared_data


def trace(arrival_s: list[float]) -> RequestTrace:
    n = len(arrival_s)
    tokens = np.arange(1, n + 1, dtype=np.int64)
    return RequestTrace("own", None, np.sort(np.array(arrival_s, np.float64)), tokens * 7, tokens * 3)


def whole_run(replay: Replay, n: int, step_s: float) -> Tally:
    steps = int(replay.ends_s // step_s) + 1
    tallies = [replay.between(k * step_s, (k + 1) * step_s) for k in range(steps)]
    return Tally.total_of([Tally.nothing(n), *tallies])


@pytest.mark.parametrize("step_s", [1.0, 60.0, 77.7, 3600.0])
@pytest.mark.parametrize(
    ("name", "totals"),
    [
        ("azure/AzureLLMInferenceTrace_conv.csv", (19_366, 22_361_870, 4_088_665)),
        ("azure/AzureLLMInferenceTrace_code.csv", (8_819, 18_059_974, 245_896)),
        ("mooncake/conversation_trace.jsonl", (12_031, 144_793_823, 4_122_048)),
    ],
)
def test_real_traces_come_out_whole(name: str, totals: tuple[int, int, int], step_s: float) -> None:
    requests, _ = read_trace(shared_data(f"traces/{name}"))
    assert isinstance(requests, RequestTrace)
    replay = Replay(requests, np.array([1.0, 2.0, 3.0]), seed=5)
    tally = whole_run(replay, 3, step_s)
    assert tally.sums == totals
    assert tally.requests / totals[0] == pytest.approx([1 / 6, 2 / 6, 3 / 6], abs=0.02)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.floats(0.0, 500.0), min_size=1, max_size=60),
    st.floats(0.7, 300.0),
    st.floats(0.25, 8.0),
    st.integers(0, 50),
    st.integers(1, 6),
)
def test_any_trace_comes_out_whole(
    times: list[float], step_s: float, pace: float, repeats: int, regions: int
) -> None:
    own = trace(times)
    replay = Replay(own, np.ones(regions), seed=1, pace=pace, repeats=repeats)
    expected = len(own), int(own.prompt_tokens.sum()), int(own.output_tokens.sum())
    assert whole_run(replay, regions, step_s).sums == tuple(repeats * total for total in expected)


def test_a_request_comes_in_its_own_step() -> None:
    replay = Replay(trace([0.0, 60.0, 61.0]), np.ones(1), seed=1, begins_s=120.0)
    assert [replay.between(60.0 * k, 60.0 * (k + 1)).sums[0] for k in range(5)] == [0, 0, 1, 2, 0]
    with pytest.raises(ValueError, match="pace"):
        Replay(trace([0.0]), np.ones(1), seed=1, pace=0.0)


def test_rates_of_servegen_come_out_in_the_mean() -> None:
    rates, _ = read_trace(shared_data("traces/servegen/m-small_chunk-14-trace.csv"))
    assert isinstance(rates, RateTrace)
    replay = RateReplay(rates, np.array([1.0, 3.0]), CHAT_LENGTHS, seed=4)
    day_s = 86_400.0
    expected = float((rates.rate_per_s * rates.bin_s).sum())
    spread = sum(replay.mean(k * 1000.0, (k + 1) * 1000.0) for k in range(1210))
    assert spread == pytest.approx([expected / 4.0, expected * 3.0 / 4.0])
    drawn = Tally.total_of([replay.between(k * 600.0, (k + 1) * 600.0, k) for k in range(144)])
    # Bursts of cv 9 on 9 million requests a day: the sum scatters by 0.4 %.
    assert drawn.requests.sum() == pytest.approx(replay.mean(0.0, day_s).sum(), rel=0.02)
    assert drawn.prompt_tokens.sum() / drawn.requests.sum() == pytest.approx(1154.7, rel=0.01)
    assert replay.between(20 * day_s, 21 * day_s, 1).sums == (0, 0, 0)
    with pytest.raises(ValueError, match="shares"):
        RateReplay(rates, np.zeros(2), CHAT_LENGTHS, seed=4)
