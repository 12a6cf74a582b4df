"""The queues of inference: exact balances whatever happens, and times against closed forms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dawnline.fleet.throughput import THROUGHPUTS
from dawnline.scenario.traces.columns import RequestTrace
from dawnline.scenario.traces.reading import read_trace
from dawnline.sim.latency import CHAT_TARGET, Target, answers, chance_wait, missed
from dawnline.sim.replay import Replay
from dawnline.sim.serving import MACHINE_LOST, NO_CAPACITY, QUEUE_FULL, Served, ServingQueues
from dawnline.sim.serving_rates import MODEL_70B, serving_rates
from dawnline.sim.tally import Tally
from dawnline_testing.data import shared_data


def tally(*rows: tuple[int, int, int]) -> Tally:
    table = np.array(rows, np.int64)
    return Tally(table[:, 0].copy(), table[:, 1].copy(), table[:, 2].copy())


def queues(n: int, patience_s: float = 30.0) -> ServingQueues:
    return ServingQueues(serving_rates([THROUGHPUTS["h100"]] * n, MODEL_70B), patience_s)


def columns(some: Tally) -> np.ndarray:
    return np.stack([some.requests, some.prompt_tokens, some.output_tokens])


def check_balance(before: Tally, arrived: Tally, step: Served, after: Tally) -> None:
    came = columns(before) + columns(arrived)
    went = columns(step.served) + sum(columns(part) for part in step.dropped.values()) + columns(after)
    assert (came == went).all()
    assert (columns(after) >= 0).all()
    assert all((columns(part) >= 0).all() for part in (step.served, *step.dropped.values()))


ARRIVAL = st.tuples(st.integers(0, 3000), st.integers(0, 4000), st.integers(0, 600)).map(
    lambda row: (row[0], row[0] * row[1], row[0] * row[2])
)
PLACES = 3


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.tuples(*[ARRIVAL] * PLACES),
            st.tuples(*[st.sampled_from([0.0, 0.5, 8.0, 64.0, 1e5])] * PLACES),
            st.tuples(*[st.sampled_from([0.0, 0.4, 1.0])] * PLACES),
            st.tuples(*[st.booleans()] * PLACES),
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([0.1, 1.0, 60.0, 900.0]),
)
def test_everything_is_served_queued_or_dropped(steps: list, dt_s: float) -> None:
    own = queues(PLACES)
    for rows, accelerators, clock, lost in steps:
        before, arrived = own.queued, tally(*rows)
        step = own.step(
            arrived, np.array(accelerators), dt_s, clock=np.array(clock), lost=np.array(lost)
        )  # fmt: skip
        check_balance(before, arrived, step, own.queued)
        assert (step.prefill_frac + step.decode_frac <= 1.0 + 1e-9).all()
        # No tokens are left without a request that they belong to.
        assert ((own.queued.requests > 0) | (columns(own.queued)[1:].sum(axis=0) == 0)).all()


def test_a_trace_is_served_to_its_last_token() -> None:
    trace, _ = read_trace(shared_data("traces/azure/AzureLLMInferenceTrace_conv.csv"))
    assert isinstance(trace, RequestTrace)
    replay = Replay(trace, np.ones(2), seed=1)
    own, total = queues(2), Tally.nothing(2)
    for k in range(62):
        step = own.step(replay.between(60.0 * k, 60.0 * (k + 1)), np.full(2, 16.0), 60.0)
        total = total.plus(step.served)
        assert all(part.sums == (0, 0, 0) for part in step.dropped.values())
    assert own.queued.sums == (0, 0, 0)
    assert total.sums == (19_366, 22_361_870, 4_088_665)


def test_an_overloaded_place_works_at_its_full_rate() -> None:
    own = queues(1, patience_s=60.0)
    # 100 prompts of 1,000 and outputs of 200 tokens a second: prefill alone would need 11 instances.
    arrived = tally((6000, 6_000_000, 1_200_000))
    steps = [own.step(arrived, np.array([8.0]), 60.0) for _ in range(30)]
    last = steps[-1]
    assert last.prefill_frac[0] + last.decode_frac[0] == pytest.approx(1.0, abs=0.02)
    busy_s = last.served.prompt_tokens[0] / 9000.0 + last.served.output_tokens[0] / 3840.0
    assert busy_s == pytest.approx(60.0, rel=0.02)
    assert last.dropped[QUEUE_FULL].requests[0] > 0
    # Nobody who was let in waits longer than people are patient.
    assert last.backlog_s[0] <= 60.0 * 1.001  # one request is 0.2 s
    assert answers(last, np.zeros(1), CHAT_TARGET).missed_ttft[0] == last.prefilled[0]


def test_a_place_that_stops_loses_its_streams_and_then_its_queue() -> None:
    own = queues(2, patience_s=59.0)
    arrived = tally((500, 500_000, 150_000), (500, 500_000, 150_000))
    own.step(arrived, np.array([64.0, 64.0]), 1.0)
    streams, waiting = own.decoding.requests.copy(), own.waiting.requests.copy()
    assert ((streams > 0) & (waiting > 0)).all()
    nothing = Tally.nothing(2)
    step = own.step(nothing, np.array([0.0, 64.0]), 60.0, lost=np.array([True, False]))
    assert step.dropped[MACHINE_LOST].requests.tolist() == [streams[0], 0]
    assert step.dropped[NO_CAPACITY].requests.tolist() == [waiting[0], 0]
    assert columns(own.queued)[:, 0].tolist() == [0, 0, 0]


def test_what_waits_can_be_sent_elsewhere() -> None:
    own = queues(2, patience_s=1e9)
    arrived = tally((100, 9000, 900), (7, 70, 7))
    own.step(arrived, np.zeros(2), 60.0)
    gone = own.withdraw(np.array([True, False]))
    assert gone.sums == (100, 9000, 900)
    assert own.queued.sums == (7, 70, 7)


def test_a_state_is_continued_exactly() -> None:
    first, second = queues(1), queues(1)
    arrived = tally((900, 2_000_000, 300_000))
    first.step(arrived, np.array([8.0]), 60.0)
    second.restore(first.state())
    after = [own.step(arrived, np.array([8.0]), 60.0) for own in (first, second)]
    assert (columns(after[0].served) == columns(after[1].served)).all()
    assert (columns(first.queued) == columns(second.queued)).all()


def test_the_first_token_is_network_queue_and_prefill() -> None:
    own = queues(1)
    # A calm place: one prompt of 900 tokens takes a tenth of a second.
    step = own.step(tally((6, 5400, 600)), np.array([80.0]), 60.0)
    calm = answers(step, np.array([0.06]), Target(2.0, 0.1))
    assert calm.ttft_s[0] == pytest.approx(0.06 + 900 / 9000.0, rel=1e-3)
    assert (calm.missed_ttft[0], calm.missed_tpot[0]) == (0, 0)
    assert calm.tpot_s[0] == pytest.approx(1.0 / 60.0, rel=0.02)
    strict = answers(step, np.array([0.06]), Target(0.15, 0.01))
    assert strict.missed_ttft[0] == step.prefilled[0] == 6
    assert strict.missed_tpot[0] == step.served.requests[0] > 0
    # Half the clock: a prefill takes nearly twice as long, a token, which waits for memory, hardly more.
    slow = queues(1).step(tally((6, 5400, 600)), np.array([80.0]), 60.0, clock=np.array([0.5]))
    slowed = answers(slow, np.zeros(1), CHAT_TARGET)
    assert slowed.ttft_s[0] == pytest.approx(0.1 * (0.9 / 0.5 + 0.1), rel=0.01)
    assert slowed.tpot_s[0] == pytest.approx((0.3 / 0.5 + 0.7) / 60.0, rel=0.02)


def test_the_wait_of_chance_is_that_of_one_server() -> None:
    # M/M/1: a share rho waits, all together rho / (1 - rho) services.
    for rho in (0.1, 0.5, 0.9):
        waits = chance_wait(np.array([rho]), np.ones(1), np.array([0.2]), 1.0)
        assert waits.probability[0] * waits.mean_s[0] == pytest.approx(0.2 * rho / (1 - rho), rel=1e-9)
    # M/M/8 at 0.9: Erlang C gives 0.702 of requests that wait (Sakasegawa is within 5 %).
    waits = chance_wait(np.array([0.9]), np.array([8.0]), np.array([0.2]), 1.0)
    assert waits.probability[0] == pytest.approx(0.702, rel=0.06)
    late = missed(
        np.array([1000]), np.array([0.1]), chance_wait(np.array([0.5]), np.ones(1), np.ones(1), 1.0), 2.1
    )
    # P(W > 2 s) = rho exp(-(1 - rho) 2 s / 1 s) = 0.5 / e.
    assert late[0] == round(1000 * 0.5 * np.exp(-1.0))
