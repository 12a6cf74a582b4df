"""Filling: cheaper first, ties by room, never more than asked, than room, than a cap; in any order."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.fill import fill
from dawnline.sim.placing.stage import Stage
from dawnline_testing.placing import choices

W, R, P = 2, 3, 4
NEVER = np.inf


def stage(cost: Sequence[float] | np.ndarray, share: float = 1.0, cap: float | None = None) -> Stage:
    return Stage(np.full(W, share), np.broadcast_to(np.asarray(cost, np.float64), (W, R, P)), cap)


def asked(total: float) -> np.ndarray:
    return np.full((W, R), total / (W * R))


def by_pool(told: Choices, *stages: Stage) -> np.ndarray:
    return fill(told, stages).sum(axis=(0, 1))


def test_the_cheapest_is_full_before_the_next_gets_anything() -> None:
    told = choices(asked=asked(60.0), room=[25.0, 100.0, 30.0, 100.0])
    assert by_pool(told, stage([1.0, 3.0, 2.0, NEVER])) == pytest.approx([25.0, 5.0, 30.0, 0.0])


def test_equal_costs_share_in_proportion_to_room() -> None:
    told = choices(asked=asked(60.0), room=[10.0, 20.0, 30.0, 40.0])
    assert by_pool(told, stage([1.0, 1.0, 1.0, 2.0])) == pytest.approx([10.0, 20.0, 30.0, 0.0])
    assert by_pool(told, stage([1.0, 1.0, 2.0, 2.0])) == pytest.approx([10.0, 20.0, 30 * 3 / 7, 30 * 4 / 7])


def test_who_asks_for_the_same_pool_gets_the_same_share_of_it() -> None:
    told = choices(asked=np.array([[10.0, 20.0, 30.0], [0.0, 0.0, 60.0]]), room=[60.0, 0.0, 0.0, 0.0])
    assert fill(told, [stage([1.0] * 4)])[:, :, 0] == pytest.approx(told.asked / 2.0)


def test_what_a_stage_leaves_goes_on_to_the_next() -> None:
    told = choices(asked=asked(100.0), room=[1000.0] * 4)
    first, second = stage([0.0, NEVER, NEVER, NEVER], 0.3), stage([NEVER, 0.0, NEVER, NEVER])
    assert by_pool(told, first, second) == pytest.approx([30.0, 70.0, 0.0, 0.0])
    assert by_pool(told, first) == pytest.approx([30.0, 0.0, 0.0, 0.0])


def test_a_cap_on_providers_sends_work_on_and_holds_over_stages() -> None:
    told = choices(asked=asked(100.0), room=[1000.0] * 4, provider=[0, 0, 1, 2])
    cost = [1.0, 2.0, 3.0, 4.0]
    assert by_pool(told, stage(cost, cap=0.4)) == pytest.approx([40.0, 0.0, 40.0, 20.0])
    twice = by_pool(told, stage([1.0, NEVER, NEVER, NEVER], cap=0.4), stage(cost, cap=0.4))
    assert twice == pytest.approx([40.0, 0.0, 40.0, 20.0])
    assert by_pool(told, stage(cost, cap=0.3)) == pytest.approx([30.0, 0.0, 30.0, 30.0])


def test_nothing_goes_where_data_may_not_be_or_no_way_leads() -> None:
    allowed = np.array([[True, True, True, True], [False, False, True, True]])
    rtt_s = np.array([[0.1, 0.2, np.inf, 0.4]] * 3)
    told = choices(asked=asked(60.0), room=[100.0] * 4, allowed=allowed, rtt_s=rtt_s)
    placed = fill(told, [stage([0.0] * 4)])
    assert placed[1].sum(axis=0) == pytest.approx([0.0, 0.0, 0.0, 30.0])
    assert placed[:, :, 2].sum() == 0.0
    assert placed.sum() == pytest.approx(60.0)


amounts = st.one_of(st.just(0.0), st.floats(1e-3, 1e6))
prices = st.sampled_from([0.0, 0.1, 0.2, 1.0, NEVER])


@st.composite
def problems(draw: st.DrawFn) -> tuple[Choices, list[Stage]]:
    told = choices(
        asked=draw(arrays(np.float64, (W, R), elements=amounts)),
        room=draw(arrays(np.float64, P, elements=amounts)),
        rtt_s=draw(arrays(np.float64, (R, P), elements=st.sampled_from([0.0, 0.1, NEVER]))),
        allowed=draw(arrays(np.bool_, (W, P))),
        provider=draw(arrays(np.int64, P, elements=st.integers(0, 2))),
    )
    stages = [
        Stage(
            draw(arrays(np.float64, W, elements=st.floats(0, 1))),
            draw(arrays(np.float64, (W, R, P), elements=prices)),
            draw(st.sampled_from([None, 0.2, 0.5])),
        )
        for _ in range(draw(st.integers(1, 3)))
    ]
    return told, stages


def slack(told: Choices) -> float:
    return 1e-9 * (1.0 + float(told.asked.sum()))


@given(problem=problems())
def test_limits_hold(problem: tuple[Choices, list[Stage]]) -> None:
    told, stages = problem
    placed, some = fill(told, stages), slack(problem[0])
    assert placed.min() >= 0.0
    assert (placed.sum(axis=2) <= told.asked + some).all()
    assert (placed.sum(axis=(0, 1)) <= told.room + some).all()
    never = np.all([np.isinf(one.cost) for one in stages], axis=0)
    closed = never | np.isinf(told.rtt_s)[None] | ~told.allowed[:, None, :]
    assert not placed[closed].any()
    if stages[-1].cap_frac is not None:
        for one in range(3):
            mine = placed[:, :, told.provider == one].sum(axis=(1, 2))
            before = [fill(told, stages[:-1])[:, :, told.provider == one].sum(axis=(1, 2))]
            most = np.maximum(stages[-1].cap_frac * told.asked.sum(axis=1), before[0])
            assert (mine <= most + some).all()


@given(problem=problems())
def test_nobody_waits_beside_an_open_pool_nor_pays_more_than_needed(
    problem: tuple[Choices, list[Stage]],
) -> None:
    told, (first, *_) = problem
    only = Stage(np.ones(W), first.cost)
    placed, some = fill(told, [only]), slack(told)
    free = told.room - placed.sum(axis=(0, 1))
    left = told.asked - placed.sum(axis=2)
    cost = np.where(np.isinf(told.rtt_s)[None] | ~told.allowed[:, None, :], NEVER, first.cost)
    for pool in np.flatnonzero(free > some):
        assert (left[np.isfinite(cost[:, :, pool])] <= some).all()
        dearer = cost > cost[:, :, pool : pool + 1]
        assert (placed[dearer] <= some).all()


@given(problem=problems(), order=st.permutations(range(P)), rows=st.permutations(range(R)))
def test_no_order_matters(
    problem: tuple[Choices, list[Stage]], order: list[int], rows: list[int]
) -> None:  # fmt: skip
    told, stages = problem
    turned = choices(
        asked=told.asked[::-1][:, rows],
        room=told.room[order],
        rtt_s=told.rtt_s[rows][:, order],
        allowed=told.allowed[::-1][:, order],
        provider=told.provider[order],
    )
    mixed = [
        Stage(one.share_frac[::-1], one.cost[::-1][:, rows][:, :, order], one.cap_frac) for one in stages
    ]
    expected = fill(told, stages)[::-1][:, rows][:, :, order]
    assert np.abs(fill(turned, mixed) - expected).max() <= slack(told)
    assert np.array_equal(fill(told, stages), fill(told, stages))


@given(
    asked=arrays(np.float64, (W, R), elements=amounts),
    room=arrays(np.float64, P, elements=amounts),
    cost=arrays(np.float64, (R, P), elements=prices),
)
def test_workloads_that_ask_alike_get_what_they_would_get_one_by_one(
    asked: np.ndarray, room: np.ndarray, cost: np.ndarray
) -> None:
    told = choices(asked=asked, room=room)
    shared = np.broadcast_to(cost, (W, R, P))
    together = fill(told, [Stage(np.ones(W), shared)])
    apart = fill(told, [Stage(np.ones(W), shared.copy())])
    assert np.abs(together - apart).max() <= slack(told)
