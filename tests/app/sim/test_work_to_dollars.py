"""From requests to dollars: arrivals, queues, power by phase, clocks and prices, one after the other."""

import numpy as np
import pytest

from dawnline.fleet.throughput import THROUGHPUTS
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.accelerators import known_accelerator
from dawnline.scenario.costs.grids import grids
from dawnline.sim.arrivals import CHAT_LENGTHS, Arrivals
from dawnline.sim.latency import CHAT_TARGET, answers
from dawnline.sim.money import spent, usd_per_million_tokens
from dawnline.sim.phases import clock_within, mean_power_w
from dawnline.sim.serving import Served, ServingQueues
from dawnline.sim.serving_rates import MODEL_70B, serving_rates
from dawnline.sim.tally import Tally
from dawnline.sim.week import CHAT

STEP_S = 60.0
ACCELERATORS = np.array([640.0, 640.0])
PUE = 1.15


def a_day(clock: float) -> tuple[list[Served], Tally, Tally, np.ndarray]:
    """Return the steps of a day at two places, what came, what is left, and the joules of each place."""
    model, _ = known_accelerator("h100")
    idle_w, rated_w = np.full(2, model.idle_w), np.full(2, model.max_w)
    source = Arrivals(
        Epoch.from_iso("2026-06-01T00:00:00Z"),
        np.radians(np.array([-90.0, 139.7])),
        np.array([60.0, 90.0]),
        shape=CHAT,
        lengths=CHAT_LENGTHS,
        seed=11,
    )
    queues = ServingQueues(serving_rates([THROUGHPUTS["h100"]] * 2, MODEL_70B))
    came, steps, energy_j = Tally.nothing(2), [], np.zeros(2)
    for k in range(1, 241):
        arrived = source.between(STEP_S * 6 * (k - 1), STEP_S * (6 * (k - 1) + 1), k)
        step = queues.step(arrived, ACCELERATORS, STEP_S, clock=np.full(2, clock))
        shares = {"prefill": step.prefill_frac, "decode": step.decode_frac}
        each_w = mean_power_w(idle_w, rated_w, shares, clock)
        assert (clock_within(idle_w, rated_w, shares, each_w) >= clock * 0.999).all()
        energy_j += PUE * ACCELERATORS * each_w * STEP_S
        came = came.plus(arrived)
        steps.append(step)
    return steps, came, queues.queued, energy_j


def test_a_day_of_chat_balances_and_costs_what_it_should() -> None:
    steps, came, left, energy_j = a_day(1.0)
    served = Tally.total_of(step.served for step in steps)
    dropped = Tally.total_of(part for step in steps for part in step.dropped.values())
    for total, *parts in zip(came.sums, served.sums, dropped.sums, left.sums, strict=True):
        assert total == sum(parts)
    assert served.sums[0] > 0.99 * came.sums[0]
    assert all(answers(step, np.full(2, 0.06), CHAT_TARGET).missed_ttft.sum() == 0 for step in steps)
    bill = spent(
        energy_j,
        ACCELERATORS * STEP_S * len(steps),
        usd_per_kwh=np.full(2, 0.06),
        usd_per_accelerator_hour=np.full(2, 2.0),
        kg_per_kwh=np.array([grids()["USA-IL"].kg_per_kwh, grids()["JPN"].kg_per_kwh]),
    )
    hours = 1280.0 * STEP_S * len(steps) / 3600.0
    assert bill.machine_usd.sum() == pytest.approx(2.0 * hours)
    # Between idling and the rated power all the time.
    kwh = energy_j.sum() / 3.6e6
    assert 0.075 * PUE * hours < kwh < 0.7 * PUE * hours
    price = usd_per_million_tokens(
        bill.total_usd, (served.prompt_tokens + served.output_tokens).astype(np.float64)
    )
    assert (price > 0.05).all()
    assert (price < 20.0).all()
    assert bill.carbon_kg.sum() == pytest.approx(kwh * 0.45, rel=0.6)


def test_a_lower_clock_saves_energy_and_takes_longer() -> None:
    steps, _, _, energy_j = a_day(1.0)
    slow_steps, _, _, slow_energy_j = a_day(0.7)
    assert (slow_energy_j < energy_j).all()
    for step, slow in zip(steps, slow_steps, strict=True):
        assert (slow.prefill_s > step.prefill_s).all()
        assert (slow.tpot_s >= step.tpot_s).all()
