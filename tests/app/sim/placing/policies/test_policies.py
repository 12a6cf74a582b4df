"""Each policy on a small case made by hand that shows what it is for."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dawnline.scenario.policy import Placement as Name
from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.fill import fill
from dawnline.sim.placing.policies.policy import SidePolicy
from dawnline.sim.placing.policies.table import POLICIES
from dawnline.sim.placing.sides import place_reached
from dawnline_testing.placing import choices

# Two regions; near and far are 10 and 80 ms for the first, the other way round for the second.
RTT_S = np.array([[0.010, 0.080, 0.040], [0.080, 0.010, 0.040]])
ASKED = [[30.0, 20.0]]
ROOM = [100.0, 100.0, 100.0]
ORBIT = [False, False, True]


def served(name: str, told: Choices) -> np.ndarray:
    """Return what pools serve of each region (r, p), of all workloads."""
    return fill(told, POLICIES[name].stages(told)).sum(axis=0)


def test_every_name_of_a_scenario_has_its_policy_and_the_other_way_round() -> None:
    assert set(POLICIES) == set(get_args(Name))
    assert all(policy.name == name for name, policy in POLICIES.items())


def test_nearest_serves_everybody_next_door() -> None:
    assert served("nearest", choices(asked=ASKED, room=ROOM, rtt_s=RTT_S)) == pytest.approx(
        np.array([[30.0, 0.0, 0.0], [0.0, 20.0, 0.0]])
    )
    short = served("nearest", choices(asked=ASKED, room=[10.0, 100.0, 15.0], rtt_s=RTT_S))
    assert short == pytest.approx(np.array([[10.0, 5.0, 15.0], [0.0, 20.0, 0.0]]))


def test_nearest_without_a_network_shares_by_room() -> None:
    told = choices(asked=ASKED, room=[100.0, 100.0, 50.0])
    assert served("nearest", told).sum(axis=0) == pytest.approx([20.0, 20.0, 10.0])


def test_slo_first_goes_to_the_second_nearest_when_the_nearest_has_a_queue() -> None:
    calm = choices(asked=ASKED, room=ROOM, rtt_s=RTT_S, target_s=[2.0], wait_s=[[0.3, 0.3, 0.3]])
    assert served("slo-first", calm)[0] == pytest.approx([30.0, 0.0, 0.0])
    queued = choices(asked=ASKED, room=ROOM, rtt_s=RTT_S, target_s=[2.0], wait_s=[[2.5, 0.3, 0.3]])
    assert served("slo-first", queued)[0] == pytest.approx([0.0, 0.0, 30.0])
    assert served("nearest", queued)[0] == pytest.approx([30.0, 0.0, 0.0])


def by_fill(*waits_s: tuple[float, float, float]) -> np.ndarray:
    """Return the waits of one workload at three pools, from those that are full to those that hardly are."""
    return np.array(waits_s)[:, None, :]


def test_slo_first_fills_the_nearest_only_as_far_as_chance_lets_it_be_in_time() -> None:
    # In the first pool people wait three seconds when it is full, and half of one when half of its room is.
    steep = by_fill((3.0, 0.1, 0.1), (2.5, 0.1, 0.1), (0.5, 0.1, 0.1), (0.2, 0.1, 0.1))
    told = choices(asked=[[80.0, 0.0]], room=ROOM, rtt_s=RTT_S, target_s=[1.0], wait_s=steep)
    assert served("slo-first", told)[0] == pytest.approx([50.0, 0.0, 30.0])
    assert served("nearest", told)[0] == pytest.approx([80.0, 0.0, 0.0])
    few = choices(asked=[[40.0, 0.0]], room=ROOM, rtt_s=RTT_S, target_s=[1.0], wait_s=steep)
    assert served("slo-first", few)[0] == pytest.approx([40.0, 0.0, 0.0])
    # A place that is in time however full it is comes next, however far; late ones are filled up at last.
    crowd = choices(asked=[[220.0, 0.0]], room=ROOM, rtt_s=RTT_S, target_s=[1.0], wait_s=steep)
    assert served("slo-first", crowd)[0] == pytest.approx([50.0, 70.0, 100.0])
    rush = choices(asked=[[280.0, 0.0]], room=ROOM, rtt_s=RTT_S, target_s=[1.0], wait_s=steep)
    assert served("slo-first", rush)[0] == pytest.approx([80.0, 100.0, 100.0])


def test_slo_first_fills_a_place_as_far_as_the_most_sensitive_who_may_come_there_bears() -> None:
    waits = np.array([(2.0, 0.1, 0.1), (1.0, 0.1, 0.1), (0.5, 0.1, 0.1), (0.3, 0.1, 0.1)])
    both = np.stack((waits, waits), axis=1)

    def placed(asked: list, **columns: object) -> np.ndarray:
        told = choices(
            asked=asked, room=ROOM, rtt_s=RTT_S, target_s=[0.6, 9.0], wait_s=both, **columns
        )  # fmt: skip
        return fill(told, POLICIES["slo-first"].stages(told)).sum(axis=(0, 1))

    assert placed([[10.0, 0.0], [60.0, 0.0]]) == pytest.approx([50.0, 0.0, 20.0])
    # Who is not there, and whose data may not be there, is no reason to leave it.
    assert placed([[0.0, 0.0], [60.0, 0.0]]) == pytest.approx([60.0, 0.0, 0.0])
    bound = [[False, True, True], [True, True, True]]
    assert placed([[10.0, 0.0], [60.0, 0.0]], allowed=bound) == pytest.approx([60.0, 0.0, 10.0])


def test_slo_first_serves_late_rather_than_never_and_then_where_it_is_least_late() -> None:
    told = choices(
        asked=ASKED, room=[100.0, 100.0, 5.0], rtt_s=RTT_S, target_s=[0.2], wait_s=[[9.0, 3.0, 0.1]]
    )
    assert served("slo-first", told).sum(axis=0) == pytest.approx([0.0, 45.0, 5.0])


def test_slo_first_counts_the_way_for_those_in_a_hurry_only() -> None:
    told = choices(
        asked=[[30.0, 0.0], [30.0, 0.0]],
        room=ROOM,
        rtt_s=[[0.4, 0.5, np.inf], [0.4, 0.5, np.inf]],
        target_s=[0.45, 2.0],
        wait_s=[[0.2, 0.0, 0.0], [0.2, 0.0, 0.0]],
    )
    placed = fill(told, POLICIES["slo-first"].stages(told)).sum(axis=1)
    # Nothing is in time for the first: it goes where it is answered soonest. The second has time.
    assert placed == pytest.approx(np.array([[0.0, 30.0, 0.0], [30.0, 0.0, 0.0]]))


def test_cheapest_follows_a_change_of_price() -> None:
    before = choices(asked=ASKED, room=ROOM, rtt_s=RTT_S, usd_per_accelerator_h=[2.0, 3.0, 4.0])
    after = choices(asked=ASKED, room=ROOM, rtt_s=RTT_S, usd_per_accelerator_h=[5.0, 3.0, 4.0])
    assert served("cheapest", before).sum(axis=0) == pytest.approx([50.0, 0.0, 0.0])
    assert served("cheapest", after).sum(axis=0) == pytest.approx([0.0, 50.0, 0.0])


def test_of_equally_cheap_ones_the_nearest() -> None:
    price = [2.0, 2.0 + 1e-13, 2.0]
    told = choices(asked=ASKED, room=ROOM, rtt_s=RTT_S, usd_per_accelerator_h=price)
    assert served("cheapest", told) == pytest.approx(np.array([[30.0, 0.0, 0.0], [0.0, 20.0, 0.0]]))


def test_carbon_least_picks_the_cleaner_grid_however_far() -> None:
    told = choices(
        asked=ASKED,
        room=[100.0, 45.0, 100.0],
        rtt_s=RTT_S,
        kg_per_accelerator_h=[0.7, 0.02, 0.3],
        usd_per_accelerator_h=[1.0, 9.0, 2.0],
    )
    assert served("carbon-least", told).sum(axis=0) == pytest.approx([0.0, 45.0, 5.0])


def test_sunlit_first_takes_lit_satellites_then_the_ground_then_dark_ones() -> None:
    told = choices(
        asked=[[30.0, 20.0]],
        room=[20.0, 25.0, 100.0],
        rtt_s=[[0.1, 0.1, 0.01], [0.1, 0.1, 0.01]],
        is_orbit=[True, False, True],
        lit_frac=[1.0, 1.0, 0.0],
    )
    assert served("sunlit-first", told).sum(axis=0) == pytest.approx([20.0, 25.0, 5.0])


def test_eclipse_ahead_avoids_who_is_lit_now_but_dark_within_the_orbit() -> None:
    told = choices(
        asked=[[30.0, 20.0]],
        room=[100.0, 15.0, 10.0, 100.0],
        rtt_s=[[0.01, 0.1, 0.2, 0.2], [0.01, 0.1, 0.2, 0.2]],
        is_orbit=[True, True, False, True],
        lit_frac=[1.0, 1.0, 1.0, 1.0],
        lit_ahead_frac=[0.63, 1.0, 1.0, 0.7],
    )
    # All are lit now, and the nearest will be dark: who stays lit first, the ground, then the least dark.
    assert served("eclipse-ahead", told).sum(axis=0) == pytest.approx([0.0, 15.0, 10.0, 25.0])
    assert served("sunlit-first", told).sum(axis=0)[0] == pytest.approx(50.0)


def test_provider_diversified_gives_nobody_more_than_the_cap() -> None:
    told = choices(
        asked=[[60.0, 40.0]], room=ROOM, rtt_s=RTT_S, provider=[7, 9, 7], provider_cap_frac=0.4
    )  # fmt: skip
    placed = served("provider-diversified", told).sum(axis=0)
    assert placed[[0, 2]].sum() == pytest.approx(40.0)
    assert placed[1] == pytest.approx(40.0)
    assert served("nearest", told).sum(axis=0) == pytest.approx([60.0, 40.0, 0.0])


def test_the_cap_is_one_of_each_workload() -> None:
    told = choices(
        asked=[[100.0, 0.0], [0.0, 50.0]], room=ROOM, rtt_s=RTT_S, provider=[1, 2, 3], provider_cap_frac=0.5
    )
    placed = fill(told, POLICIES["provider-diversified"].stages(told)).sum(axis=1)
    assert placed == pytest.approx(np.array([[50.0, 0.0, 50.0], [0.0, 25.0, 25.0]]))


def test_sovereign_never_leaves_its_countries_and_leaves_work_unserved_rather() -> None:
    # The first workload may only be in the second pool's country, the second anywhere; orbit is in none.
    told = choices(
        asked=[[30.0, 20.0], [30.0, 20.0]],
        room=[30.0, 40.0, 1000.0],
        rtt_s=RTT_S,
        is_orbit=ORBIT,
        country=[0, 1, -1],
        allowed=[[False, True, False], [True, True, True]],
    )
    placed = fill(told, POLICIES["sovereign"].stages(told)).sum(axis=1)
    assert placed[0][[0, 2]].sum() == 0.0
    assert placed[1][2] == 0.0
    assert placed.sum() == pytest.approx(70.0)
    near = fill(told, POLICIES["nearest"].stages(told)).sum(axis=1)
    assert near[0][[0, 2]].sum() == 0.0
    assert near[1][2] > 0.0


@pytest.mark.parametrize("name", sorted(POLICIES))
def test_data_stays_in_its_countries_under_every_policy(name: str) -> None:
    told = choices(
        asked=[[30.0, 20.0], [30.0, 20.0]],
        room=ROOM,
        rtt_s=RTT_S,
        is_orbit=ORBIT,
        country=[0, 1, -1],
        allowed=[[True, False, False], [True, True, True]],
        orbit_share_frac=[0.5, 0.5],
        lit_ahead_frac=[1.0, 1.0, 0.6],
    )
    placed = fill(told, POLICIES[name].stages(told)).sum(axis=1)
    assert not placed[0][[1, 2]].any()
    assert placed[0][0] > 0.0


def test_sides_are_offered_their_shares() -> None:
    told = choices(asked=ASKED, room=ROOM, is_orbit=ORBIT, orbit_share_frac=[0.6])
    shares = {
        name: policy.orbit_share(told)[0]
        for name, policy in POLICIES.items()
        if isinstance(policy, SidePolicy)
    }
    assert shares == {"by-share": 0.6, "orbit-first": 1.0, "ground-first": 0.0}


@given(
    asked=arrays(np.float64, (2, 3), elements=st.floats(0, 1e6)),
    room=st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)),
    reaches=arrays(np.bool_, (3, 2)),
    spills=st.booleans(),
    name=st.sampled_from(["by-share", "orbit-first", "ground-first"]),
)
def test_stages_of_two_sides_say_what_their_own_arithmetic_says(
    asked: np.ndarray, room: tuple[float, float], reaches: np.ndarray, spills: bool, name: str
) -> None:
    told = choices(
        asked=asked,
        room=room,
        rtt_s=np.where(reaches, 0.0, np.inf),
        is_orbit=[True, False],
        orbit_share_frac=[0.6, 0.1],
        spill_over=spills,
    )
    policy = POLICIES[name]
    assert isinstance(policy, SidePolicy)
    placed = fill(told, policy.stages(told))
    sides = (reaches[:, 0], reaches[:, 1])
    own = place_reached(asked, policy.orbit_share(told), room, sides, spill_over=spills)
    some = 1e-9 * (1.0 + asked.sum())
    assert np.abs(placed[:, :, 0] - own.orbit).max() <= some
    assert np.abs(placed[:, :, 1] - own.ground).max() <= some
