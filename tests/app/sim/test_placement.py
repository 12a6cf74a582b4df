"""Placement serves what fits, spills the rest, loses nothing; work is spread evenly within limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dawnline.scenario.policy import PlacementPolicy
from dawnline.sim.placement import orbit_shares, place, place_reached, spread, spread_in_turn
from dawnline_testing.small_scenario import WORKLOAD

SHARES = np.array([0.6, 0.0])


def test_each_side_gets_its_share() -> None:
    placed = place(np.array([100.0, 50.0]), SHARES, PlacementPolicy(), 1e6, 1e6)
    assert placed.orbit == pytest.approx([60, 0])
    assert placed.ground == pytest.approx([40, 50])
    assert placed.unserved == pytest.approx([0, 0])


def test_what_does_not_fit_spills_over_and_the_rest_is_unserved() -> None:
    placed = place(np.array([100.0, 50.0]), SHARES, PlacementPolicy(), 80.0, 45.0)
    # The ground can serve half of the 90 it is offered; orbit has 20 left for the other 45.
    assert placed.ground.sum() == pytest.approx(45)
    assert placed.orbit.sum() == pytest.approx(80)
    assert placed.unserved.sum() == pytest.approx(25)


def test_without_spilling_over_the_other_side_stays_free() -> None:
    placed = place(np.array([100.0]), np.array([0.6]), PlacementPolicy(spill_over=False), 1e6, 10.0)
    assert (placed.orbit[0], placed.ground[0]) == pytest.approx((60, 10))
    assert placed.unserved[0] == pytest.approx(30)


def test_policies_offer_shares() -> None:
    assert orbit_shares("by-share", [WORKLOAD]) == pytest.approx([0.6])
    assert orbit_shares("orbit-first", [WORKLOAD]) == pytest.approx([1.0])
    assert orbit_shares("ground-first", [WORKLOAD]) == pytest.approx([0.0])


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
    placed = place(demand, shares, PlacementPolicy(spill_over=spill), orbit, ground)
    total = placed.orbit + placed.ground + placed.unserved
    assert np.allclose(total, demand, rtol=1e-9, atol=1e-6)
    assert placed.orbit.sum() <= orbit * (1 + 1e-9) + 1e-6
    assert placed.ground.sum() <= ground * (1 + 1e-9) + 1e-6
    assert min(placed.orbit.min(), placed.ground.min(), placed.unserved.min()) >= 0.0
    if spill and demand.sum() <= orbit + ground:
        assert placed.unserved.sum() <= 1e-9 * demand.sum() + 1e-6


def test_work_is_spread_to_one_level() -> None:
    busy = spread(19.0, np.full(3, 10.0), np.array([1.0, 0.3, 1.0]))
    assert busy == pytest.approx([0.8, 0.3, 0.8])


def test_more_work_than_fits_fills_everyone() -> None:
    limit = np.array([1.0, 0.3])
    assert spread(1e9, np.full(2, 10.0), limit) == pytest.approx(limit)
    assert spread(0.0, np.full(2, 10.0), limit) == pytest.approx([0, 0])


def test_work_a_hair_below_what_fits_is_still_spread() -> None:
    count, limit = np.array([10.0, 0.0, 7.0, 3.0]), np.array([0.3, 1.0, 0.1, 0.7])
    room = float((count * limit).sum())
    for work in (np.nextafter(room, 0.0), room * (1 - 1e-15), np.nextafter(0.0, 1.0)):
        busy = spread(work, count, limit)
        assert float((count * busy).sum()) == pytest.approx(work, rel=1e-12, abs=1e-300)
        assert (busy >= 0.0).all()


def test_the_preferred_are_filled_first() -> None:
    count, limit, preferred = np.full(4, 10.0), np.ones(4), np.array([1.0, 0.0, 1.0, 0.0])
    assert spread_in_turn(10.0, count, limit, preferred) == pytest.approx([0.5, 0, 0.5, 0])
    assert spread_in_turn(30.0, count, limit, preferred) == pytest.approx([1, 0.5, 1, 0.5])


@given(
    count=arrays(np.float64, 20, elements=st.integers(0, 1000).map(float)),
    limit=arrays(np.float64, 20, elements=st.floats(0, 1)),
    share=st.floats(0, 1),
)
def test_spread_work_is_all_there_and_within_limits(
    count: np.ndarray, limit: np.ndarray, share: float
) -> None:
    work = share * float((count * limit).sum())
    busy = spread(work, count, limit)
    assert (busy <= limit).all()
    assert float((count * busy).sum()) == pytest.approx(work, rel=1e-9, abs=1e-9)


ALL = np.ones(3, np.bool_)
ASKED = np.array([[60.0, 30.0, 10.0], [0.0, 20.0, 30.0]])


@given(orbit=st.floats(0, 300), ground=st.floats(0, 300), spills=st.booleans())
def test_where_all_is_reached_a_network_changes_nothing(orbit: float, ground: float, spills: bool) -> None:
    policy = PlacementPolicy(spill_over=spills)
    reached = place_reached(ASKED, SHARES, policy, (orbit, ground), (ALL, ALL))
    told, plain = reached.by_workload(), place(ASKED.sum(axis=1), SHARES, policy, orbit, ground)
    for key in ("demand", "orbit", "ground", "unserved"):
        assert getattr(told, key) == pytest.approx(getattr(plain, key), abs=1e-9)
    assert reached.unreached.max() == 0.0


def test_who_reaches_one_side_is_served_there_and_who_reaches_none_is_not() -> None:
    reaches = np.array([True, False, False]), np.array([False, True, False])
    told = place_reached(ASKED, SHARES, PlacementPolicy(), (1e6, 1e6), reaches)
    assert told.orbit == pytest.approx(ASKED * [1, 0, 0])
    assert told.ground == pytest.approx(ASKED * [0, 1, 0])
    assert told.unreached == pytest.approx(ASKED * [0, 0, 1])
    kept = place_reached(ASKED, SHARES, PlacementPolicy(spill_over=False), (1e6, 1e6), reaches)
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
    told = place_reached(asked, SHARES, PlacementPolicy(spill_over=spills), room, (orbit, ground))
    slack = 1e-9 * (asked.sum() + 1.0)
    assert told.orbit.sum() <= room[0] + slack
    assert told.ground.sum() <= room[1] + slack
    assert (told.orbit + told.ground <= asked + slack).all()
    assert min(told.orbit.min(), told.ground.min()) >= 0.0
    assert told.orbit[:, ~orbit].sum() == told.ground[:, ~ground].sum() == 0.0
    assert np.array_equal(told.unreached, asked * ~(orbit | ground))
