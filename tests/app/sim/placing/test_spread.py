"""Work is spread evenly within limits, over one pool and over many."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dawnline.sim.placing.spread import spread, spread_in_turn, spread_over_pools
from dawnline_testing.pools import pools_of


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


@given(
    pool_of=arrays(np.int64, 20, elements=st.integers(-1, 3)),
    count=arrays(np.float64, 20, elements=st.integers(0, 1000).map(float)),
    limit=arrays(np.float64, 20, elements=st.floats(0, 1)),
    preferred=arrays(np.float64, 20, elements=st.sampled_from([0.0, 1.0])),
    share=arrays(np.float64, 4, elements=st.floats(0, 1.2)),
)
def test_every_pool_is_spread_as_if_it_were_alone(
    pool_of: np.ndarray, count: np.ndarray, limit: np.ndarray, preferred: np.ndarray, share: np.ndarray
) -> None:
    pools = pools_of(pool_of, 4)
    room = np.array([(count * limit)[pool_of == pool].sum() for pool in range(4)])
    busy = spread_over_pools(share * room, pools, count, limit, preferred)
    assert not busy[pool_of < 0].any()
    for pool in range(4):
        mine = pool_of == pool
        alone = spread_in_turn(float(share[pool] * room[pool]), count[mine], limit[mine], preferred[mine])
        # Machines without accelerators may be told any share: it comes to no work.
        there = count[mine] > 0.0
        assert busy[mine][there] == pytest.approx(alone[there], abs=1e-8)
