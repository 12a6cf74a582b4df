"""Caps of providers: nobody is sent more than its share, and what nobody may take is told as turned away."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dawnline.scenario.policy import PlacementPolicy
from dawnline.sim.work.caps import within_caps
from dawnline_testing.working import KNOWN_SITE, frames_of, requests, unbalanced, working_scenario

ROUNDING = 1e-9
AMOUNTS = st.floats(0.0, 1e6, allow_subnormal=False).map(lambda some: 0.0 if some < 1e-3 else some)


@given(
    plan=arrays(np.float64, (4, 5), elements=AMOUNTS),
    asked=arrays(np.float64, 4, elements=AMOUNTS),
    provider=arrays(np.int64, 5, elements=st.integers(-1, 3)),
    cap_frac=st.floats(0.05, 1.0),
)
def test_no_provider_gets_more_than_its_cap(plan, asked, provider, cap_frac) -> None:
    found = within_caps(plan, asked, provider, cap_frac)
    rows = found.plan.sum(axis=1, keepdims=True)
    share = np.divide(found.plan, rows, out=np.zeros_like(plan), where=rows > 0.0)
    sent = share * ((1.0 - found.refuse_frac) * asked)[:, None]
    for one in set(provider.tolist()):
        assert sent[:, provider == one].sum() <= cap_frac * asked.sum() * (1.0 + ROUNDING) + ROUNDING
    assert ((found.refuse_frac >= 0.0) & (found.refuse_frac <= 1.0)).all()
    assert (found.refuse_frac[plan.sum(axis=1) <= 0.0] == 0.0).all()
    if cap_frac >= 1.0:
        assert not found.refuse_frac.any()


def test_a_plan_within_its_caps_stays_as_it_is() -> None:
    plan, asked = np.array([[4.0, 4.0, 2.0]]), np.array([10.0])
    found = within_caps(plan, asked, np.array([0, 1, 2]), 0.4)
    assert np.array_equal(found.plan, plan)
    assert (found.refuse_frac[0], found.refuse_moved_frac) == (0.0, 0.0)


def test_what_is_left_over_does_not_follow_the_others() -> None:
    # Asked 10, placed 4 and 4: two tenths may go nowhere.
    found = within_caps(np.array([[4.0, 4.0]]), np.array([10.0]), np.array([0, 1]), 0.4)
    assert found.refuse_frac[0] == pytest.approx(0.2)
    assert found.refuse_moved_frac == pytest.approx(0.2)
    # Without caps all of it is sent: machines have queues.
    assert within_caps(np.array([[4.0, 4.0]]), np.array([10.0]), np.array([0, 1]), None).refuse_frac[0] == 0.0


@pytest.mark.parametrize(("cap_frac", "turned_away"), [(0.3, 0.4), (0.4, 0.2), (0.5, 0.0)])
def test_caps_hold_in_a_run_and_balance(cap_frac: float, turned_away: float) -> None:
    """Satellites and both sites are two providers, each with room for all."""
    sites = tuple(replace(KNOWN_SITE, name=name, power_cap_w=1e9) for name in ("a", "b"))
    policy = PlacementPolicy("provider-diversified", provider_cap_frac=cap_frac)
    frames = frames_of(working_scenario([requests(8.0)], n=12, sites=sites, policy=policy), 12)
    assert unbalanced(frames) == []
    rows = [frame.ledger["workload"] for frame in frames]
    arrived, refused = (
        sum(row[f"requests_{what}"] for row in rows) for what in ("arrived", "dropped_no_capacity")
    )
    assert refused / arrived == pytest.approx(turned_away, abs=0.01)
    assert arrived > 1000
