"""Loads on links, and what their queues cost.

Every flow takes the shortest path; queues are those of M/M/1, rho / (1 - rho) services long; then half of
every flow takes the shortest path with these queues: one step of successive averages (Sheffi, Urban
Transportation Networks, 1985, section 5.4). Fibre has no limit here.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.network.carried import PACKET_BITS, queue_s
from dawnline.network.graph import Delay
from dawnline.network.itinerary import itinerary
from dawnline.network.links import Links, LinkState
from dawnline.network.routes import Routes, find_routes

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Loads:
    """What links carry. Each (m, 2) array is of the links of one kind in the order of the state, both ways.

    Attributes
    ----------
    lasers_bps, gateways_bps, users_bps : load asked of each link; more than its rate where it is full.
    delay : the queues.
    routes : shortest paths with the queues of the first assignment.
    latency_s : (k, n) of these paths with the queues as they are in the end; inf where there is no way.
    delivered_bps : (k, n) what is left of each flow after full links have dropped what they cannot carry.
    """

    lasers_bps: Floats
    gateways_bps: Floats
    users_bps: Floats
    delay: Delay
    routes: Routes
    latency_s: Floats
    delivered_bps: Floats


def assign(state: LinkState, demand_bps: Floats) -> Loads:
    """Return the loads of flows from every region and site (rows) to every node (columns), bits a second.

    ``demand_bps`` is (k, k) between regions and sites, in the order of ``state.nodes.terminals``, or (k, n)
    to all nodes. Raises ValueError for another shape, or a flow below zero.
    """
    nodes = state.nodes
    terminals = len(nodes.terminals)
    demand = np.asarray(demand_bps, np.float64)
    if demand.shape == (terminals, terminals):
        whole = np.zeros((terminals, nodes.total))
        whole[:, nodes.transit :] = demand
        demand = whole
    if demand.shape != (terminals, nodes.total) or not (demand >= 0.0).all():
        expected = f"({terminals}, {terminals}) or ({terminals}, {nodes.total}) flows of at least zero"
        raise ValueError(f"demand of shape {demand.shape}; expected {expected}")
    book = _Book(state)
    free = find_routes(state)
    first = book.loads(free, demand)
    routes = find_routes(state, delay=book.delay(first))
    loads = 0.5 * (first + book.loads(routes, demand))
    delay = book.delay(loads)
    passed = book.passed_frac(loads)
    latency_s, share = book.along(routes, demand, loads, passed)
    _, first_share = book.along(free, demand, loads, passed)
    lasers, gateways, users = book.split(loads)
    return Loads(lasers, gateways, users, delay, routes, latency_s, demand * 0.5 * (share + first_share))


class _Book:
    """Counts loads on the directed links that are up: two for each link, from the first end and back."""

    def __init__(self, state: LinkState) -> None:
        self._state = state
        self._kinds: tuple[Links, ...] = (state.lasers, state.gateways, state.users)
        self._starts = np.cumsum([0, *(2 * len(links) for links in self._kinds)])
        ends = np.concatenate([links.ends for links in self._kinds])
        up = np.concatenate([links.is_up for links in self._kinds])
        rows = np.flatnonzero(up)
        n = state.nodes.total
        keys = np.concatenate((ends[rows, 0].astype(np.int64) * n + ends[rows, 1],
                               ends[rows, 1].astype(np.int64) * n + ends[rows, 0]))  # fmt: skip
        where = np.concatenate((2 * rows, 2 * rows + 1))
        order = np.argsort(keys, kind="stable")
        self._keys, self._where = keys[order], where[order]
        self._rate_bps = np.repeat(np.concatenate([links.rate_bps for links in self._kinds]), 2)

    def loads(self, routes: Routes, demand: Floats) -> Floats:
        """Return the load of every directed link when all flows take these paths."""
        loads = np.zeros(len(self._rate_bps))
        for row, target, links in self._paths(routes, demand):
            loads[links] += demand[row, target]
        return loads

    def _paths(self, routes: Routes, demand: Floats) -> list[tuple[int, int, NDArray[np.int64]]]:
        """Return source row, target and directed links of each flow that has a way."""
        found = []
        n = self._state.nodes.total
        for row, target in zip(*(part.tolist() for part in np.nonzero(demand)), strict=True):
            path = routes.path(int(routes.sources[row]), target)
            if len(path) < 2:
                continue
            nodes = np.array(path, np.int64)
            keys = nodes[:-1] * n + nodes[1:]
            at = np.minimum(np.searchsorted(self._keys, keys), max(len(self._keys) - 1, 0))
            # Fibre is not in the book.
            known = self._keys[at] == keys if len(self._keys) else np.zeros(len(keys), np.bool_)
            found.append((row, target, self._where[at[known]] if len(self._keys) else at[:0]))
        return found

    def queue_s(self, loads: Floats) -> Floats:
        """Return how long a packet waits at each directed link."""
        return queue_s(loads, self._rate_bps, self._state.rules.queue_cap_s)

    def passed_frac(self, loads: Floats) -> Floats:
        """Return which share of its load a directed link carries: all, until its queue is at the cap."""
        cap_s = self._state.rules.queue_cap_s
        with np.errstate(divide="ignore", invalid="ignore"):
            most_bps = self._rate_bps * cap_s / (cap_s + PACKET_BITS / self._rate_bps)
            return np.asarray(np.where(loads > most_bps, most_bps / loads, 1.0), np.float64)

    def along(self, routes: Routes, demand: Floats, loads: Floats, passed: Floats) -> tuple[Floats, Floats]:
        """Return (k, n) latencies of paths with the queues now, and the share of each flow that arrives."""
        queue_s = self.queue_s(loads)
        latency_s = routes.latency_s.copy()
        share = np.where(np.isfinite(latency_s), 1.0, 0.0)
        for row, target, links in self._paths(routes, demand):
            latency_s[row, target] = self._light_s(routes, row, target) + queue_s[links].sum()
            share[row, target] = passed[links].prod()
        return latency_s, share

    def _light_s(self, routes: Routes, row: int, target: int) -> float:
        """Return the time of a path without queues."""
        hops = itinerary(self._state, routes.path(int(routes.sources[row]), target))
        return sum(hop.seconds for hop in hops)

    def delay(self, loads: Floats) -> Delay:
        """Return the queues of all links."""
        return Delay(*self.split(self.queue_s(loads)))

    def split(self, values: Floats) -> tuple[Floats, Floats, Floats]:
        """Return values of directed links as (m, 2) arrays, one for each kind."""
        parts = [
            values[start:stop].reshape(-1, 2)
            for start, stop in zip(self._starts[:-1], self._starts[1:], strict=True)
        ]
        return parts[0], parts[1], parts[2]
