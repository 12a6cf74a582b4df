"""A line of lanes at once: each does what the same loop in numpy does, to the bit."""

from typing import Any

import numpy as np
import pytest

from dawnline.network.kernels import jit, lanes

# By way of the kernels, which tell numba where to keep things before it is imported.
njit = jit.numba.njit
LANES, NODES = lanes.LANES, 2 * lanes.LANES
HERE = 7


@pytest.fixture
def time() -> np.ndarray:
    """Return times of nodes, some never reached."""
    rng = np.random.default_rng(2)
    found = rng.random((NODES, LANES))
    found[rng.random((NODES, LANES)) < 0.2] = np.inf
    return found


@pytest.fixture
def links() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return neighbours of nodes, and the times from them and to them; the last is a node itself."""
    rng = np.random.default_rng(3)
    near = rng.integers(0, NODES, (NODES, lanes.NEAR)).astype(np.int32)
    near_s, back_s = rng.random((2, NODES, lanes.NEAR)) * 0.3
    near[:, -1], near_s[:, -1], back_s[:, -1] = np.arange(NODES), np.inf, np.inf
    return near, near_s, back_s


@njit
def taken(time: Any, near: Any, near_s: Any, back_s: Any) -> Any:
    return lanes.take(time, HERE, near, near_s, back_s)


@njit
def traced(time: Any, near: Any, near_s: Any, found: Any) -> None:
    lanes.trace(time, HERE, near, near_s, found, 1)


@njit
def heard(time: Any, node: Any, link_s: Any, best: Any, came: Any) -> None:
    lanes.hear(time, node, link_s, best, came)


@njit
def turned(time: Any, nodes: Any, low: Any, times: Any, numbers: Any) -> None:
    lanes.turn_times(time, low, times)
    lanes.turn_nodes(nodes, low, numbers)


def test_a_node_takes_the_best_offer_and_tells_whom_it_is_news_to(
    time: np.ndarray, links: tuple[np.ndarray, ...]
) -> None:
    near, near_s, back_s = links
    seen = set()
    for own in np.linspace(0.0, 1.5, 21):
        now = np.minimum(time, 1.0)
        now[HERE] = own
        best = (now[near[HERE]] + near_s[HERE][:, None]).min(axis=0)
        wanted = now.copy()
        wanted[HERE] = np.minimum(best, now[HERE])
        wakes = (wanted[HERE] + back_s[HERE][:, None] < now[near[HERE]]).any(axis=1)
        bits = taken(now, near, near_s, back_s)
        np.testing.assert_array_equal(now, wanted)
        assert bits == int((best < own).any()) + sum(2 << k for k in np.flatnonzero(wakes))
        assert bits < 16, "nobody wakes itself"
        seen.add(bits)
    assert len(seen) > 1


def test_a_node_whose_times_are_the_best_already_has_nothing_new(
    time: np.ndarray, links: tuple[np.ndarray, ...]
) -> None:
    taken(time, *links)
    assert taken(time, *links) & 1 == 0


def test_a_time_is_traced_to_the_first_whom_it_is_from(
    time: np.ndarray, links: tuple[np.ndarray, ...]
) -> None:
    near, near_s, _ = links
    near_s[HERE, 2], near[HERE, 2] = near_s[HERE, 1], near[HERE, 1]
    time[HERE] = np.inf
    time[HERE, 3:] = (time[near[HERE]] + near_s[HERE][:, None]).min(axis=0)[3:]
    time[HERE, -1] = 1e-3
    offers = time[near[HERE]] + near_s[HERE][:, None]
    wanted = [
        next((near[HERE, k] for k in range(lanes.NEAR) if offers[k, lane] == time[HERE, lane] < np.inf), -1)
        for lane in range(LANES)
    ]
    found = np.full((3, LANES), -7, np.int32)
    traced(time, near, near_s, found)
    np.testing.assert_array_equal(found[1], wanted)
    assert (found[[0, 2]] == -7).all()
    assert (found[1, :3] == -1).all()
    assert found[1, -1] == -1
    assert len(set(found[1].tolist())) > 2


def test_the_best_that_was_heard_stays_with_whom_it_was_from(time: np.ndarray) -> None:
    best, came = np.full(LANES, np.inf), np.full(LANES, -1, np.int32)
    links_s = np.random.default_rng(4).random(NODES)
    for node in range(NODES):
        heard(time, np.int32(node), links_s[node], best, came)
    heard(time, np.int32(0), links_s[0], best, came)
    offers = time + links_s[:, None]
    np.testing.assert_array_equal(best, offers.min(axis=0))
    np.testing.assert_array_equal(came, offers.argmin(axis=0))


def test_squares_are_turned(time: np.ndarray) -> None:
    numbers = np.arange(NODES * LANES, dtype=np.int32).reshape(NODES, LANES)
    times, nodes = np.empty((LANES, LANES)), np.empty((LANES, LANES), np.int32)
    for low in (0, 5, LANES):
        turned(time, numbers, low, times, nodes)
        np.testing.assert_array_equal(times, time[low : low + LANES].T)
        np.testing.assert_array_equal(nodes, numbers[low : low + LANES].T)
