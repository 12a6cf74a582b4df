"""Requests are split in whole numbers: nothing is lost or made, shares hold to one, chance decides who."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dawnline.sim.placing.splitting import split_machines, split_regions, total_at_pools
from dawnline.sim.tally import Tally
from dawnline_testing.pools import pools_of

R, P, M = 3, 4, 12
JUST_BELOW_ONE = float(np.nextafter(1.0, 0.0))
lucks = st.one_of(st.floats(0, JUST_BELOW_ONE), st.just(JUST_BELOW_ONE), st.just(0.0))
weights = st.one_of(st.just(0.0), st.floats(1e-6, 1e6))


@st.composite
def tallies(draw: st.DrawFn, n: int) -> Tally:
    requests = draw(arrays(np.int64, n, elements=st.integers(0, 10**6)))
    prompt = requests * draw(arrays(np.int64, n, elements=st.integers(1, 20_000)))
    output = requests * draw(arrays(np.int64, n, elements=st.integers(0, 3_000)))
    return Tally(requests, prompt, output)


def columns(tally: Tally) -> tuple[np.ndarray, ...]:
    return tally.requests, tally.prompt_tokens, tally.output_tokens


@given(
    tally=tallies(R),
    plan=arrays(np.float64, (R, P), elements=weights),
    luck=arrays(np.float64, R, elements=lucks),
)
def test_regions_send_all_they_have_in_the_planned_shares(
    tally: Tally, plan: np.ndarray, luck: np.ndarray
) -> None:
    total = plan.sum(axis=1)
    tally = tally.where(total > 0.0)
    parts = split_regions(tally, plan, luck)
    for whole, part in zip(columns(tally), columns(parts), strict=True):
        assert part.min() >= 0
        assert np.array_equal(part.reshape(R, P).sum(axis=1), whole)
    share = plan / np.where(total > 0.0, total, 1.0)[:, None]
    requests = parts.requests.reshape(R, P)
    assert np.abs(requests - tally.requests[:, None] * share).max() < 1.0 + 1e-6
    assert not requests[plan == 0.0].any()
    assert total_at_pools(parts, P).sums == tally.sums


@given(
    tally=tallies(P),
    pool_of=arrays(np.int64, M, elements=st.integers(-1, P - 1)),
    weight=arrays(np.float64, M, elements=weights),
    luck=arrays(np.float64, P, elements=lucks),
)
def test_machines_get_all_that_their_pool_has(
    tally: Tally, pool_of: np.ndarray, weight: np.ndarray, luck: np.ndarray
) -> None:
    tally = tally.where(np.bincount(pool_of[pool_of >= 0], minlength=P) > 0)
    parts = split_machines(tally, pools_of(pool_of, P), weight, luck)
    for pool in range(P):
        mine = pool_of == pool
        for whole, part in zip(columns(tally), columns(parts), strict=True):
            assert part.min() >= 0
            assert part[mine].sum() == whole[pool]
        own = weight[mine] if weight[mine].sum() > 0.0 else np.ones(mine.sum())
        share = own / max(float(own.sum()), 1e-300)
        assert (np.abs(parts.requests[mine] - tally.requests[pool] * share) < 1.0 + 1e-3).all()
    assert not parts.requests[pool_of < 0].any()


def test_few_requests_fall_to_everybody_in_turn_of_chance() -> None:
    pools = pools_of(np.zeros(M, np.int64), 1)
    weight = np.array([2.0, 1.0] * (M // 2))
    one = Tally(np.array([1]), np.array([700]), np.array([50]))
    got = np.zeros(M)
    lucky = (np.arange(1800) + 0.5) / 1800
    for luck in lucky:
        part = split_machines(one, pools, weight, np.array([luck]))
        assert part.sums == (1, 700, 50)
        got += part.requests
    assert got == pytest.approx(1800 * weight / weight.sum(), abs=1.0)


def test_what_cannot_be_split_is_refused() -> None:
    one = Tally(np.array([1]), np.array([5]), np.array([5]))
    with pytest.raises(ValueError, match="plan is nothing"):
        split_regions(one, np.zeros((1, 2)), np.zeros(1))
    with pytest.raises(ValueError, match="without machines"):
        split_machines(one, pools_of(np.array([-1, -1]), 1), np.ones(2), np.zeros(1))
