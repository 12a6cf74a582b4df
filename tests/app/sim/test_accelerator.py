"""Accelerator power against the measured nodes (arXiv 2506.14551)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline.fleet.accelerator import Accelerator
from dawnline.sim.accelerator import Computers, busy_within, power_w
from dawnline_testing.small_scenario import H100

TRAINING = Accelerator("H100 SXM, training", idle_w=70.0, max_w=700.0, gamma=1.0)


def test_an_h100_node_draws_76_percent_of_its_rating_in_training() -> None:
    # 8 x H100 rated 10.2 kW; the rest of the node is 25 to 35 % of it: 0.38 on top of each GPU watt is 28 %.
    node = Computers.of([TRAINING], [8], [0.38])
    draw_w = power_w(node, np.ones(1))[0]
    assert draw_w == pytest.approx(0.76 * 10_200.0, rel=0.02)
    assert 950.0 < draw_w / 8 < 1280.0


def test_idle_and_half_load() -> None:
    node = Computers.of([H100, TRAINING], [1, 1], [0.0, 0.0])
    assert power_w(node, np.zeros(2)) == pytest.approx([70.0, 70.0])
    assert power_w(node, np.full(2, 0.5)) == pytest.approx([70 + 630 * 0.5**0.75, 385.0])


def test_below_idling_nothing_works() -> None:
    node = Computers.of([H100], [10], [0.1])
    assert busy_within(node, np.array([10 * 70 * 1.1 - 1.0]))[0] == 0.0
    assert busy_within(node, np.array([-5.0]))[0] == 0.0
    assert busy_within(node, np.array([1e9]))[0] == 1.0


def test_no_accelerators_no_work_and_no_warning() -> None:
    none = Computers.of([H100], [0], [0.1])
    assert busy_within(none, np.array([100.0]))[0] == 0.0
    assert power_w(none, np.zeros(1))[0] == 0.0


@given(busy=st.floats(0.0, 1.0), gamma=st.floats(0.2, 2.0), idle_w=st.floats(0.0, 500.0))
def test_power_and_work_are_inverse(busy: float, gamma: float, idle_w: float) -> None:
    computers = Computers.of([Accelerator("any", idle_w, 700.0, gamma)], [8], [0.12])
    draw = power_w(computers, np.array([busy]))
    # Near idle a small gamma turns the rounding of watts into the share's: compare in watts.
    again = power_w(computers, busy_within(computers, draw))
    assert again[0] == pytest.approx(draw[0], rel=1e-9)
