"""What of machines is taken, and what it draws: the mean of the work on them."""

import numpy as np
import pytest

from dawnline.scenario.accelerators import known_accelerator
from dawnline.sim.accelerator import Computers
from dawnline.sim.phases import DECODE, PREFILL, TRAINING
from dawnline.sim.work.capacity import Capacity, Load, draw_of


def test_work_of_one_kind_draws_what_full_load_does() -> None:
    load = Load(2)
    load.add(np.array([0.2, 0.0]))
    load.add(np.array([0.3, 0.1]))
    assert load.busy.tolist() == [0.5, 0.1]
    assert load.draw_frac is None


def test_a_mix_draws_its_mean_and_who_does_nothing_draws_as_full_load_would() -> None:
    load = Load(2)
    load.add(np.array([0.5, 0.0]), np.full(2, 0.4))
    load.add(np.array([0.5, 0.0]))
    assert load.draw_frac == pytest.approx([0.7, 1.0])


def test_what_is_held_is_the_sum_of_all() -> None:
    load = Load(1)
    assert not load.is_held
    load.hold(np.array([0.25]))
    load.hold(np.array([0.5]))
    assert load.held.tolist() == [0.75]


def test_a_phase_draws_its_share_of_the_rated_power_less_idling() -> None:
    model, _ = known_accelerator("h100")
    computers = Computers.of([model], [8], [0.1])
    span_w = model.max_w - model.idle_w
    assert draw_of(TRAINING, computers) == pytest.approx([1.0])
    for phase in (PREFILL, DECODE):
        expected = (model.max_w * phase.power_frac - model.idle_w) / span_w
        assert draw_of(phase, computers, computers) == pytest.approx([expected, expected])


def test_a_lower_clock_does_the_work_of_fewer() -> None:
    ones = np.ones(2)
    some = Capacity(1, np.array([10.0, 4.0]), ones, ones, np.array([0.5, 1.0]), np.zeros(2, np.bool_))
    assert some.full_count.tolist() == [5.0, 4.0]
