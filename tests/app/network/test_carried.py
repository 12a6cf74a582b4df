"""What links carry: everything that is asked passes the first and the last link of its path, and queues."""

from itertools import pairwise

import numpy as np
import pytest

from dawnline.fleet.network import NetworkRules
from dawnline.network.carried import PACKET_BITS, Carried, carried, queue_s, queues
from dawnline.network.network import Network
from dawnline.network.routes import Routes, find_routes
from dawnline.orbits.ephemeris import Ephemeris
from dawnline_testing.network_fleets import (
    HYPATIA_EPOCH,
    LINKS,
    RULES,
    gateway,
    one_fleet,
    region,
    site,
    walker,
)

REGIONS = [region("tokyo", 35.7, 139.7), region("lagos", 6.5, 3.4), region("quito", -0.2, -78.5)]
SITES = [site("dublin", 53.3, -6.3), site("sydney", -33.9, 151.2)]
GATEWAYS = [gateway("cork", 51.9, -8.5), gateway("perth", -31.9, 115.9), gateway("lima", -12.0, -77.0)]


def network_of(rules: NetworkRules = RULES) -> Network:
    orbits = walker(20, 20, phasing=3)
    fleet = one_fleet(orbits, 20, LINKS, rules, regions=REGIONS, sites=SITES, gateways=GATEWAYS)
    return Network(fleet, Ephemeris(HYPATIA_EPOCH, [orbits]))


def expected(links, routes: Routes, flows: dict[tuple[int, int], float]) -> Carried:
    """Add up by walking every path by itself."""
    out = []
    for some in (links.lasers, links.gateways, links.users):
        bps = np.zeros(len(some))
        for (source, target), amount in flows.items():
            path = routes.path(source, target)
            for a, b in pairwise(path):
                row = some.row_of(a, b)
                if row >= 0 and some.is_up[row]:
                    bps[row] += amount
        out.append(bps)
    return Carried(*out)


@pytest.mark.parametrize("t_s", [0.0, 700.0])
def test_links_carry_what_goes_over_them(t_s: float) -> None:
    network = network_of()
    links = network.links_at(t_s)
    nodes = network.nodes
    sources = np.array(nodes.range_of("region"), np.int32)
    routes = find_routes(links, sources)
    weight = np.zeros(nodes.total)
    weight[[7, 120, 333]] = (1.0, 2.0, 5.0)
    weight[list(nodes.range_of("site"))] = (3.0, 1.0)
    amounts = np.array([[8e6, 4e6], [0.0, 1e6], [1e6, 0.0]])
    flows: dict[tuple[int, int], float] = {}
    for k, source in enumerate(sources.tolist()):
        for satellite, share in ((7, 1 / 8), (120, 2 / 8), (333, 5 / 8)):
            flows[source, satellite] = amounts[k, 0] * share
        for target, share in zip(nodes.range_of("site"), (0.75, 0.25), strict=True):
            flows[source, target] = amounts[k, 1] * share
    want, got = expected(links, routes, flows), carried(links, routes, weight, amounts)
    assert want.lasers.max() > 1e6
    assert want.users.max() > 1e6
    for key in ("lasers", "gateways", "users"):
        assert np.allclose(getattr(got, key), getattr(want, key), rtol=1e-12, atol=1e-3), key


def test_traffic_goes_to_the_groups_that_it_is_for() -> None:
    network = network_of()
    links = network.links_at(0.0)
    nodes = network.nodes
    sources = np.array(nodes.range_of("region"), np.int32)
    routes = find_routes(links, sources)
    weight, group_of = np.ones(nodes.total), np.full(nodes.total, -1, np.int32)
    group_of[[7, 120]], group_of[333] = 0, 2
    sydney = nodes.range_of("site")[1]
    group_of[sydney] = 1
    weight[120] = 3.0
    amounts = np.array([[8e6, 4e6, 0.0], [0.0, 1e6, 2e6], [1e6, 0.0, 0.0]])
    flows: dict[tuple[int, int], float] = {}
    for k, source in enumerate(sources.tolist()):
        for target, group, share in ((7, 0, 0.25), (120, 0, 0.75), (sydney, 1, 1.0), (333, 2, 1.0)):
            flows[source, target] = amounts[k, group] * share
    want, got = expected(links, routes, flows), carried(links, routes, weight, amounts, group_of)
    assert want.lasers.max() > 1e6
    for key in ("lasers", "gateways", "users"):
        assert np.allclose(getattr(got, key), getattr(want, key), rtol=1e-12, atol=1e-3), key


def test_what_cannot_be_reached_gets_nothing_and_the_others_all() -> None:
    network = network_of()
    links = network.links_at(0.0)
    links.users.reason[links.users.ends[:, 0] == network.nodes.range_of("region")[0]] = 1
    links.fibre_m[:] = np.inf
    sources = np.array(network.nodes.range_of("region"), np.int32)
    routes = find_routes(links, sources)
    weight = np.zeros(network.nodes.total)
    weight[: network.nodes.satellites] = 1.0
    got = carried(links, routes, weight, np.full((3, 2), 1e6))
    ends = links.users.ends[:, 0]
    entered = [got.users[ends == source].sum() for source in sources]
    assert entered == pytest.approx([0.0, 1e6, 1e6], rel=1e-9)


def test_queues_are_those_of_mm1_up_to_the_cap() -> None:
    rate = np.array([1e9, 1e9, 1e9, 1e9, 0.0, 0.0])
    load = np.array([0.0, 0.5e9, 0.9e9, 2e9, 0.0, 1.0])
    packet_s = PACKET_BITS / 1e9
    assert queue_s(load, rate, 0.05) == pytest.approx([0.0, packet_s, 9 * packet_s, 0.05, 0.0, 0.05])


def test_idle_links_have_no_queue_and_full_ones_send_paths_elsewhere() -> None:
    network = network_of()
    links = network.links_at(0.0)
    some = (links.lasers, links.gateways, links.users)
    assert queues(links, Carried(*(np.zeros(len(one)) for one in some))) is None
    target = 120
    up = np.bincount(links.users.ends[links.users.is_up, 0], minlength=network.nodes.total)
    source = int(up.argmax())  # it has another satellite to go by
    assert up[source] > 1
    routes = find_routes(links, [source])
    path = routes.path(source, target)
    full = [np.zeros(len(one)) for one in some]
    row = links.users.row_of(path[0], path[1])
    full[2][row] = 2.0 * links.users.rate_bps[row]
    delay = queues(links, Carried(*full))
    assert delay is not None
    again = find_routes(links, [source], delay)
    assert again.path(source, target)[1] != path[1]
    assert again.rtt_s(source, target) > routes.rtt_s(source, target)


def test_where_nobody_asks_nothing_is_carried() -> None:
    network = network_of()
    links = network.links_at(0.0)
    got = carried(links, find_routes(links, [0]), np.zeros(network.nodes.total), np.zeros((1, 2)))
    assert max(got.lasers.max(), got.gateways.max(), got.users.max()) == 0.0
