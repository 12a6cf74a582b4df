"""Two sides serve what fits, spill the rest and lose nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dawnline.sim.placing.sides import place, place_reached

SHARES = np.array([0.6, 0.0])


def test_each_side_gets_its_share() -> None:
    placed = place(np.array([100.0, 50.0]), SHARES, (1e6, 1e6), spill_over=True)
    assert placed.orbit == pytest.approx([60, 0])
    assert placed.ground == pytest.approx([40, 50])
    assert placed.unserved == pytest.approx([0, 0])


def test_what_does_not_fit_spills_over_and_the_rest_is_unserved() -> None:
    placed = place(np.array([100.0, 50.0]), SHARES, (80.0, 45.0), spill_over=True)
    # The ground can serve half of the 90 it is offered; orbit has 20 left for the other 45.
    assert placed.ground.sum() == pytest.approx(45)
    assert placed.orbit.sum() == pytest.approx(80)
    assert placed.unserved.sum() == pytest.approx(25)


def test_without_spilling_over_the_other_side_stays_free() -> None:
    placed = place(np.array([100.0]), np.array([0.6]), (1e6, 10.0), spill_over=False)
    assert (placed.orbit[0], placed.ground[0]) == pytest.approx((60, 10))
    assert placed.unserved[0] == pytest.approx(30)


@given(
    demand=arrays(np.float64, 3, elements=st.floats(0, 1e7)),
    shares=arrays(np.float64, 3, elements=st.floats(0, 1)),
    orbit=st.floats(0, 1e7),
    ground=st.floats(0, 1e7),
    spill=st.booleans(),
)
def test_no_demand_is_lost(
    demand: np.ndarray, shares: np.ndarray, orbit: float, ground: float, spill: bool
) -> None:
    placed = place(demand, shares, (orbit, ground), spill_over=spill)
    total = placed.orbit + placed.ground + placed.unserved
    assert np.allclose(total, demand, rtol=1e-9, atol=1e-6)
    assert placed.orbit.sum() <= orbit * (1 + 1e-9) + 1e-6
    assert placed.ground.sum() <= ground * (1 + 1e-9) + 1e-6
    assert min(placed.orbit.min(), placed.ground.min(), placed.unserved.min()) >= 0.0
    if spill and demand.sum() <= orbit + ground:
        assert placed.unserved.sum() <= 1e-9 * demand.sum() + 1e-6


ALL = np.ones(3, np.bool_)
ASKED = np.array([[60.0, 30.0, 10.0], [0.0, 20.0, 30.0]])


@given(orbit=st.floats(0, 300), ground=st.floats(0, 300), spills=st.booleans())
def test_where_all_is_reached_a_network_changes_nothing(orbit: float, ground: float, spills: bool) -> None:
    room = orbit, ground
    told = place_reached(ASKED, SHARES, room, (ALL, ALL), spill_over=spills).by_workload()
    plain = place(ASKED.sum(axis=1), SHARES, room, spill_over=spills)
    for key in ("demand", "orbit", "ground", "unserved"):
        assert getattr(told, key) == pytest.approx(getattr(plain, key), abs=1e-9)


def test_who_reaches_one_side_is_served_there_and_who_reaches_none_is_not() -> None:
    reaches = np.array([True, False, False]), np.array([False, True, False])
    told = place_reached(ASKED, SHARES, (1e6, 1e6), reaches, spill_over=True)
    assert told.orbit == pytest.approx(ASKED * [1, 0, 0])
    assert told.ground == pytest.approx(ASKED * [0, 1, 0])
    assert told.unreached == pytest.approx(ASKED * [0, 0, 1])
    kept = place_reached(ASKED, SHARES, (1e6, 1e6), reaches, spill_over=False)
    assert kept.orbit == pytest.approx(ASKED * [1, 0, 0] * SHARES[:, None])
    assert kept.ground == pytest.approx(ASKED * [0, 1, 0] * (1.0 - SHARES[:, None]))


@given(
    asked=arrays(np.float64, (2, 3), elements=st.floats(0, 1e7)),
    room=st.tuples(st.floats(0, 1e7), st.floats(0, 1e7)),
    orbit=arrays(np.bool_, 3),
    ground=arrays(np.bool_, 3),
    spills=st.booleans(),
)
def test_nobody_is_served_twice_or_where_nobody_reaches(
    asked: np.ndarray, room: tuple[float, float], orbit: np.ndarray, ground: np.ndarray, spills: bool
) -> None:
    told = place_reached(asked, SHARES, room, (orbit, ground), spill_over=spills)
    slack = 1e-9 * (asked.sum() + 1.0)
    assert told.orbit.sum() <= room[0] + slack
    assert told.ground.sum() <= room[1] + slack
    assert (told.orbit + told.ground <= asked + slack).all()
    assert min(told.orbit.min(), told.ground.min()) >= 0.0
    assert told.orbit[:, ~orbit].sum() == told.ground[:, ~ground].sum() == 0.0
    assert np.array_equal(told.unreached, asked * ~(orbit | ground))
