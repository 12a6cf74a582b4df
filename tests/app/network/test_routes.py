"""Paths: scipy is the referee of their lengths; closed forms and invariants of everything else."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from dawnline.network.alternatives import alternatives
from dawnline.network.compiled import Kernels
from dawnline.network.graph import Delay, graph_of
from dawnline.network.itinerary import itinerary
from dawnline.network.links import Links, LinkState
from dawnline.network.network import Network
from dawnline.network.nodes import Nodes
from dawnline.network.reason import Reason
from dawnline.network.routes import find_routes, routes_over
from dawnline.network.walk import Walk
from dawnline.orbits.constants import LIGHT_M_S
from dawnline_testing.network_fleets import RULES

# Sums of the same few numbers in another order.
ROUNDING_S = 1e-12


def referee_s(state: LinkState, delay: Delay | None = None) -> np.ndarray:
    """Return (k, n) times from regions and sites by scipy, on a graph built link by link.

    Each node has an end for what comes in and one for what goes out; between them a hop is paid, and only
    gateways and satellites have it.
    """
    nodes, rules = state.nodes, state.rules
    n = nodes.total
    edges: dict[tuple[int, int], float] = {(node, n + node): rules.hop_s for node in range(nodes.transit)}
    kinds = (state.lasers, state.gateways, state.users)
    waits = delay or Delay(*(np.zeros((len(links), 2)) for links in kinds))
    for links, extra, wait_s in (
        (state.lasers, 0.0, waits.lasers), (state.gateways, 0.0, waits.gateways),
        (state.users, rules.access_s, waits.users),
    ):  # fmt: skip
        for row in np.flatnonzero(links.is_up).tolist():
            a, b = links.ends[row].tolist()
            light_s = links.length_m[row] / LIGHT_M_S + extra
            edges[n + a, b], edges[n + b, a] = light_s + wait_s[row]
    for i in range(nodes.ground):
        for j in range(nodes.ground):
            if i != j and np.isfinite(state.fibre_m[i, j]):
                a, b = nodes.satellites + i, nodes.satellites + j
                edges[n + a, b] = state.fibre_m[i, j] * rules.fibre_index / LIGHT_M_S
    ends = np.array(list(edges))
    graph = csr_array((list(edges.values()), (ends[:, 0], ends[:, 1])), shape=(2 * n, 2 * n))
    times = dijkstra(graph, indices=[n + node for node in nodes.terminals])[:, :n]
    times[np.arange(len(times)), list(nodes.terminals)] = 0.0
    return times


def test_lengths_are_scipys(mixed: Network) -> None:
    for t_s in (0.0, 777.0, 4_000.0):
        state = mixed.links_at(t_s)
        routes = find_routes(state)
        assert np.isfinite(routes.latency_s).any()
        np.testing.assert_allclose(routes.latency_s, referee_s(state), rtol=0.0, atol=ROUNDING_S)


def test_lengths_are_scipys_where_one_way_waits_longer_than_the_other(state: LinkState) -> None:
    rng = np.random.default_rng(5)
    delay = Delay(
        *(rng.exponential(0.01, (len(links), 2)) for links in (state.lasers, state.gateways, state.users))
    )
    found = find_routes(state, delay=delay)
    np.testing.assert_allclose(found.latency_s, referee_s(state, delay), rtol=0.0, atol=ROUNDING_S)


def test_paths_are_the_same_in_any_order_and_any_company(state: LinkState) -> None:
    """The order of the walk and the sources of a batch tell how soon, not what: not a bit changes."""
    kernels = Kernels()
    sources = np.array(state.nodes.terminals, np.int32)
    transit = state.nodes.transit
    at_random = np.random.default_rng(3).permutation(transit).astype(np.int32)
    turns = np.array([0, transit // 3, transit], np.int32)
    wanted = routes_over(kernels, graph_of(kernels, state), sources, state.places_m[sources])
    other = replace(state, walk=Walk(at_random, turns))
    many = np.repeat(sources[::-1], 5)
    found = routes_over(kernels, graph_of(kernels, other), many, np.ones((len(many), 3)))
    np.testing.assert_array_equal(found.latency_s[::5][::-1], wanted.latency_s)
    np.testing.assert_array_equal(found.before[::5][::-1], wanted.before)


def test_paths_are_made_of_links_that_are_up_and_sum_up(state: LinkState) -> None:
    routes = find_routes(state)
    up = {tuple(sorted(pair)) for links in (state.lasers, state.gateways, state.users)
          for pair in links.ends[links.is_up].tolist()}  # fmt: skip
    for source in state.nodes.terminals:
        for target in range(state.nodes.total):
            path = routes.path(source, target)
            if target == source or not path:
                continue
            assert path[0] == source
            assert path[-1] == target
            assert all(node < state.nodes.transit for node in path[1:-1])
            hops = itinerary(state, path)
            for hop in hops:
                assert hop.kind == "fibre" or tuple(sorted((hop.start, hop.end))) in up
            told = routes.latency_s[routes.row_of(source), target]
            assert sum(hop.seconds for hop in hops) == pytest.approx(told, abs=ROUNDING_S)


def test_a_line_of_satellites_in_closed_form() -> None:
    """Region, satellite, satellite, gateway, site: light, three hops, access."""
    state = line_state()
    routes = find_routes(state)
    region_node, site_node = state.nodes.range_of("region")[0], state.nodes.range_of("site")[0]
    rules = state.rules
    light_s = (600e3 + 1_000e3 + 700e3) / LIGHT_M_S
    fibre_s = 200e3 * rules.fibre_index / LIGHT_M_S
    expected_s = light_s + fibre_s + rules.access_s + 3.0 * rules.hop_s
    assert routes.path(region_node, site_node) == (region_node, 0, 1, 2, site_node)
    assert routes.rtt_s(region_node, site_node) == pytest.approx(2.0 * expected_s, abs=ROUNDING_S)
    # The same way back, and to the satellites on the way.
    assert routes.path(site_node, region_node) == (site_node, 2, 1, 0, region_node)
    to_second = 1_600e3 / LIGHT_M_S + rules.access_s + rules.hop_s
    assert routes.latency_s[routes.row_of(region_node), 1] == pytest.approx(to_second, abs=ROUNDING_S)
    with pytest.raises(KeyError, match="no paths from node 0"):
        routes.row_of(0)


def line_state(hop_s: float = 1e-4) -> LinkState:
    """Return two satellites, a gateway (node 2), a region (3) and a site (4), in a row."""
    fibre_m = np.full((3, 3), np.inf)
    fibre_m[0, 2] = fibre_m[2, 0] = 200e3
    return LinkState(
        t_s=0.0,
        nodes=Nodes(2, 1, 1, 1),
        rules=replace(RULES, hop_s=hop_s),
        places_m=np.array([[0, 0, 0], [1, 0, 0], [1.7, 0, 0], [-0.6, 0, 0], [1.9, 0, 0]], float) * 1e6,
        lasers=links_of([(0, 1)], [1_000e3]),
        gateways=links_of([(2, 1)], [700e3]),
        users=links_of([(3, 0)], [600e3]),
        lost=np.zeros(5, np.uint8),
        fibre_m=fibre_m,
    )


def links_of(ends: list[tuple[int, int]], lengths_m: list[float]) -> Links:
    """Return links that are up, of 1 Gbit/s."""
    m = len(ends)
    return Links(np.array(ends, np.int32), np.array(lengths_m), np.zeros(m, np.uint8), np.full(m, 1e9))


def test_nothing_reaches_through_a_link_that_is_down() -> None:
    state = line_state()
    state.lasers.reason[0] = Reason.RANGE
    routes = find_routes(state)
    assert np.isinf(routes.rtt_s(3, 4))
    assert routes.path(3, 4) == ()
    assert routes.path(3, 3) == (3,)


def test_terminals_carry_no_transit(state: LinkState) -> None:
    """A region that sees both shells joins nothing: with its links gone all other paths stay as they were."""
    first = state.nodes.range_of("region")[0]
    without = replace(state, users=replace(state.users, reason=state.users.reason.copy()))
    without.users.reason[(state.users.ends[:, 0] == first)] = Reason.MASK
    before, after = find_routes(state), find_routes(without)
    others = [k for k, node in enumerate(before.sources) if node != first]
    columns = [node for node in range(state.nodes.total) if node != first]
    np.testing.assert_array_equal(
        before.latency_s[np.ix_(others, columns)], after.latency_s[np.ix_(others, columns)]
    )


def test_no_round_trip_beats_light_in_a_straight_line(state: LinkState) -> None:
    routes = find_routes(state)
    ends = state.places_m[list(state.nodes.terminals)]
    chord_s = np.linalg.norm(ends[:, None, :] - state.places_m[None, :, :], axis=-1) / LIGHT_M_S
    # Fibre follows the ground, which bulges over the chord between two places.
    assert (routes.latency_s >= chord_s - ROUNDING_S).all()


@given(which=st.lists(st.integers(0, 10**6), min_size=1, max_size=40), kind=st.sampled_from([0, 1, 2]))
def test_losing_links_never_shortens_a_path(state: LinkState, which: list[int], kind: int) -> None:
    names = ("lasers", "gateways", "users")
    links: Links = getattr(state, names[kind])
    reason = links.reason.copy()
    reason[np.array(which) % len(links)] = Reason.FAILED_LINK
    after = find_routes(replace(state, **{names[kind]: replace(links, reason=reason)}))
    assert (after.latency_s >= find_routes(state).latency_s - ROUNDING_S).all()


@given(more_s=st.floats(0.0, 0.05))
def test_slower_hops_never_shorten_a_path(state: LinkState, more_s: float) -> None:
    slower = replace(state, rules=replace(state.rules, hop_s=state.rules.hop_s + more_s))
    assert (find_routes(slower).latency_s >= find_routes(state).latency_s - ROUNDING_S).all()


def test_queues_lengthen_what_goes_through_them() -> None:
    state = line_state()
    delay = Delay(np.array([[0.002, 0.005]]), np.zeros((1, 2)), np.zeros((1, 2)))
    free, queued = find_routes(state), find_routes(state, delay=delay)
    forth = queued.latency_s[queued.row_of(3), 4] - free.latency_s[free.row_of(3), 4]
    back = queued.latency_s[queued.row_of(4), 3] - free.latency_s[free.row_of(4), 3]
    assert forth == pytest.approx(0.002, abs=ROUNDING_S)
    assert back == pytest.approx(0.005, abs=ROUNDING_S)


def test_alternatives_share_no_laser(state: LinkState) -> None:
    source, target = state.nodes.range_of("region")[1], state.nodes.range_of("region")[2]
    paths = alternatives(state, source, target, 4)
    assert len(paths) == 4
    assert paths[0] == find_routes(state).path(source, target)
    times = [sum(hop.seconds for hop in itinerary(state, path)) for path in paths]
    assert times == sorted(times)
    lasers = [
        {tuple(sorted((hop.start, hop.end))) for hop in itinerary(state, path) if hop.kind != "user"}
        for path in paths
    ]
    assert all(not (one & other) for k, one in enumerate(lasers) for other in lasers[k + 1 :])
    # The state that was asked is as it was.
    assert find_routes(state).path(source, target) == paths[0]
    assert alternatives(line_state(), 3, 4, 5) == [(3, 0, 1, 2, 4)]
