"""Compiles the network's kernels ahead, or loads them from their cache; any thread may do it."""

import numpy as np

from dawnline.network.carried import carried
from dawnline.network.compiled import PARALLEL, Kernels
from dawnline.network.graph import graph_of
from dawnline.network.ground import DEFAULT_RULES
from dawnline.network.links import Links, LinkState
from dawnline.network.nodes import Nodes
from dawnline.network.routes import find_routes
from dawnline.orbits.constants import EARTH_RADIUS_M


def warm() -> str:
    """Call every kernel once on two satellites; return what was found, raise if a kernel is wrong."""
    kernels = Kernels()
    places = np.array([[1.1, 0.0, 0.0], [1.1, 0.1, 0.0], [1.0, 0.0, 0.0], [1.0, 0.05, 0.0]]) * EARTH_RADIUS_M
    r_m, ground_m = places[:2], places[2:]
    ends = np.array([[0, 1]], np.int32)
    members = np.arange(2, dtype=np.int32)
    none = np.zeros(2, np.uint8)
    length, reason = kernels.lasers.judge_lasers(
        ends, r_m, np.zeros((2, 3)), none, none[:1], np.array([[1e7, 0.0, 0.5, 1.0]]), np.full(1, np.inf)
    )
    kernels.lasers.moved_back(r_m, np.zeros((2, 3)), 1.0)
    pairs, _ = kernels.nearest.near(members, members, r_m, 1e7, 2)
    order = np.zeros(1, np.int64)
    kernels.nearest.share_terminals(ends, order, np.ones(1, np.bool_), np.ones(2, np.int32))
    up = ground_m / np.linalg.norm(ground_m, axis=1, keepdims=True)
    first = np.array([0, 2], np.int32)
    count, seen, far = kernels.ground.seen(
        ground_m, up, r_m, first, np.zeros((2, 1)), np.full((2, 1), 1e7), 8
    )
    ones = np.ones(2, np.int32)
    shared = kernels.ground.share_antennas(seen, np.argsort(far), np.zeros(count, np.uint8), ones, ones)
    users = Links(np.array([[2, 0], [3, 1]], np.int32), far[:2], np.zeros(2, np.uint8), np.ones(2))
    state = LinkState(
        t_s=0.0,
        nodes=Nodes(2, 0, 2, 0),
        rules=DEFAULT_RULES,
        places_m=places,
        lasers=Links(ends, length, reason, np.ones(1)),
        gateways=Links(np.empty((0, 2), np.int32), np.empty(0), np.empty(0, np.uint8), np.empty(0)),
        users=users,
        lost=np.zeros(4, np.uint8),
        fibre_m=np.full((2, 2), np.inf),
    )
    routes = find_routes(state)
    latency_s, before = kernels.paths.results(*routes.latency_s.shape)
    with PARALLEL:
        kernels.paths.all_paths(
            routes.sources, routes.sources - routes.sources[0], graph_of(kernels, state), 1, latency_s, before
        )
    carried(state, routes, np.ones(4), np.ones((2, 2)))
    if (
        routes.path(2, 3) != (2, 0, 1, 3)
        or len(pairs) != 2
        or not np.array_equal(latency_s, routes.latency_s)
        or not (shared == 0).any()
    ):
        raise RuntimeError(f"kernels went {routes.path(2, 3)} from 2 to 3; expected (2, 0, 1, 3)")
    return f"a path of {len(routes.path(2, 3)) - 1} links"
