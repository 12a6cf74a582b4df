"""The compiled step of serving queues against plain numpy: the same whole numbers and the same bits."""

from dataclasses import fields

import numpy as np
import pytest

from dawnline.fleet.throughput import THROUGHPUTS
from dawnline.sim.serving import Served, ServingQueues
from dawnline.sim.serving_rates import MODEL_70B, serving_rates
from dawnline.sim.tally import Tally
from dawnline_testing.serving_referee import RefereeQueues


def columns(tally: Tally) -> list[list[int]]:
    return [tally.requests.tolist(), tally.prompt_tokens.tolist(), tally.output_tokens.tolist()]


def assert_same(mine: Served, other: Served) -> None:
    assert columns(mine.served) == columns(other.served)
    assert set(mine.dropped) == set(other.dropped)
    for reason, tally in mine.dropped.items():
        assert columns(tally) == columns(other.dropped[reason]), reason
    for field in fields(Served):
        if field.name not in {"served", "dropped"}:
            assert np.array_equal(getattr(mine, field.name), getattr(other, field.name)), field.name


@pytest.mark.parametrize(
    ("seed", "dt_s", "crowd"), [(1, 60.0, 3.0), (2, 1.0, 0.2), (3, 60.0, 900.0), (4, 7.3, 40.0)]
)
def test_every_number_is_the_referees(seed: int, dt_s: float, crowd: float) -> None:
    rng, n = np.random.default_rng(seed), 400
    machines = [THROUGHPUTS[name] for name in ("h100", "gb300", "tpu-v5e")]
    rates = serving_rates(machines, MODEL_70B).take(rng.integers(0, 3, n))
    mine, other = ServingQueues(rates), RefereeQueues(rates)
    seen, accelerators = np.zeros(3), np.zeros(n)
    for step in range(40):
        requests = rng.poisson(crowd * rng.random(n))
        arrived = Tally(requests, requests * 700 + requests // 3, requests * rng.integers(1, 900, n))
        accelerators = rng.choice([0.0, 3.5, 16.0, 200.0], n) if step % 5 == 0 else accelerators
        clock = rng.choice([0.0, 0.4, 1.0], n, p=[0.1, 0.3, 0.6]) if step % 3 else None
        lost = rng.random(n) < 0.05 if step % 4 == 0 else None
        before = mine.queued
        told = mine.step(arrived, accelerators, dt_s, clock=clock, lost=lost)
        assert_same(told, other.step(arrived, accelerators, dt_s, clock=clock, lost=lost))
        for own, its in ((mine.waiting, other.waiting), (mine.decoding, other.decoding)):
            assert columns(own) == columns(its)
        assert np.array_equal(mine.down_s, other.down_s)
        out = told.served.plus(Tally.total_of(told.dropped.values()))
        assert columns(before.plus(arrived)) == columns(out.plus(mine.queued))
        seen += [told.dropped[reason].requests.sum() > 0 for reason in range(3)]
    assert seen[1] > 0 or dt_s < 5.0
    assert seen[2] > 0
    assert seen[0] > 0 or crowd < 100.0


def test_what_was_there_before_a_step_is_not_written_over() -> None:
    rates = serving_rates([THROUGHPUTS["h100"]] * 5, MODEL_70B)
    queues, many = ServingQueues(rates), np.full(5, 100)
    arrived = Tally(many, many * 500, many * 100)
    queues.step(arrived, np.full(5, 8.0), 60.0)
    kept = queues.waiting, queues.decoding, queues.down_s
    was = [columns(kept[0]), columns(kept[1])]
    queues.step(arrived, np.full(5, 8.0), 60.0)
    assert [columns(kept[0]), columns(kept[1])] == was
    assert columns(arrived) == [[100] * 5, [50_000] * 5, [10_000] * 5]
