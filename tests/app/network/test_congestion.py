"""Loads and queues: closed forms on a line, conservation on a real network."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.network.carried import PACKET_BITS
from dawnline.network.congestion import assign
from dawnline.network.links import Links, LinkState
from dawnline.network.nodes import Nodes
from dawnline.network.routes import find_routes
from dawnline_testing.network_fleets import RULES

RATE_BPS = 1e6


def two_ways(cap_s: float = 0.05) -> LinkState:
    """Return region 4 and site 5 joined by satellites 0, 1 (short) and by 2, 3 (longer)."""

    def links(ends: list[tuple[int, int]], lengths_m: list[float], rate_bps: float) -> Links:
        m = len(ends)
        return Links(
            np.array(ends, np.int32), np.array(lengths_m), np.zeros(m, np.uint8), np.full(m, rate_bps)
        )

    users = links([(4, 0), (4, 2), (5, 1), (5, 3)], [600e3, 1_400e3, 600e3, 1_400e3], 1e12)
    return LinkState(
        t_s=0.0,
        nodes=Nodes(4, 0, 1, 1),
        rules=replace(RULES, hop_s=0.0, access_s=0.0, queue_cap_s=cap_s),
        places_m=np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [-0.6, 0, 0], [1.6, 0, 0]]) * 1e6,
        lasers=links([(0, 1), (2, 3)], [1_000e3, 1_000e3], RATE_BPS),
        gateways=Links(
            np.empty((0, 2), np.int32), np.empty(0), np.empty(0, np.uint8), np.empty(0)
        ),
        users=users,
        lost=np.zeros(6, np.uint8),
        fibre_m=np.full((2, 2), np.inf),
    )  # fmt: skip


def demand(forth_bps: float, back_bps: float = 0.0) -> np.ndarray:
    return np.array([[0.0, forth_bps], [back_bps, 0.0]])


def test_a_light_load_takes_the_short_way_and_waits_as_m_m_1() -> None:
    state = two_ways()
    loads = assign(state, demand(0.1 * RATE_BPS, 0.2 * RATE_BPS))
    np.testing.assert_allclose(loads.lasers_bps, [[0.1 * RATE_BPS, 0.2 * RATE_BPS], [0.0, 0.0]])
    service_s = PACKET_BITS / RATE_BPS
    np.testing.assert_allclose(loads.delay.lasers[0], [service_s / 9.0, service_s / 4.0])
    free = find_routes(state).latency_s
    assert loads.latency_s[0, 5] - free[0, 5] == pytest.approx(service_s / 9.0, rel=1e-5)
    np.testing.assert_allclose(loads.delivered_bps[0, 5], 0.1 * RATE_BPS)


def test_a_heavy_load_is_split_and_what_is_too_much_is_dropped() -> None:
    state = two_ways()
    loads = assign(state, demand(1.5 * RATE_BPS))
    np.testing.assert_allclose(loads.lasers_bps[:, 0], [0.75 * RATE_BPS, 0.75 * RATE_BPS])
    np.testing.assert_allclose(loads.delivered_bps[0, 5], 1.5 * RATE_BPS)
    flood = assign(state, demand(4.0 * RATE_BPS))
    assert flood.delay.lasers.max() == state.rules.queue_cap_s
    # At the cap rho / (1 - rho) services are waiting.
    most = state.rules.queue_cap_s / (state.rules.queue_cap_s + PACKET_BITS / RATE_BPS)
    np.testing.assert_allclose(flood.delivered_bps[0, 5], 2.0 * most * RATE_BPS)


def test_what_enters_leaves(state: LinkState) -> None:
    """At every satellite as much arrives as goes on, and users' links carry what was asked."""
    k = len(state.nodes.terminals)
    asked = np.full((k, k), 2e9)
    np.fill_diagonal(asked, 0.0)
    loads = assign(state, asked)
    balance = np.zeros(state.nodes.total)
    for links, bps in ((state.lasers, loads.lasers_bps), (state.users, loads.users_bps)):
        for way in (0, 1):
            np.add.at(balance, links.ends[:, way], -bps[:, way])
            np.add.at(balance, links.ends[:, 1 - way], bps[:, way])
    gateways = np.zeros(state.nodes.total)
    for way in (0, 1):
        np.add.at(gateways, state.gateways.ends[:, way], -loads.gateways_bps[:, way])
        np.add.at(gateways, state.gateways.ends[:, 1 - way], loads.gateways_bps[:, way])
    n = state.nodes.satellites
    np.testing.assert_allclose((balance + gateways)[:n], 0.0, atol=1.0)
    assert (loads.delivered_bps <= 2e9 * (1 + 1e-12)).all()
    assert (loads.lasers_bps[~state.lasers.is_up] == 0.0).all()


def test_a_demand_of_another_shape_is_refused(state: LinkState) -> None:
    with pytest.raises(ValueError, match="demand of shape"):
        assign(state, np.zeros((2, 2)))
    with pytest.raises(ValueError, match="at least zero"):
        assign(two_ways(), demand(-1.0))
