"""Paths of lowest latency over space and fibre, from many sources at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.network.compiled import PARALLEL, Kernels
from dawnline.network.graph import Delay, graph_of
from dawnline.network.links import LinkState

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

# Batches of sources times nodes, from which on it is worth while to wake other threads: three milliseconds.
_WORTH_WAKING = 20_000
# Values from which on the C library takes new pages from the system each time (32 MiB, malloc's largest
# threshold): numpy then asks for huge ones, which come in a sixth of the time. Smaller room is made by the
# kernels, whom the library gives what it has.
_HUGE = 2**25 // 8


@dataclass(frozen=True, eq=False)
class Routes:
    """The tree of shortest paths of each source.

    Attributes
    ----------
    sources : (k,) nodes.
    latency_s : (k, n) one way from a source until a node has the signal; inf where it cannot be reached.
    before : (k, n) the node before on the way, -1 at the source and where there is no way. As links are as
        good both ways, it is also the next hop from that node to the source: the forwarding state.
    """

    sources: Ints
    latency_s: Floats
    before: Ints

    def row_of(self, source: int) -> int:
        """Return the row of a source; raise KeyError if paths from there were not asked for."""
        rows = np.flatnonzero(self.sources == source)
        if not len(rows):
            raise KeyError(f"no paths from node {source}; they were found from {len(self.sources)} others")
        return int(rows[0])

    def rtt_s(self, source: int, target: int) -> float:
        """Return there and back, in seconds; inf where there is no way."""
        return 2.0 * float(self.latency_s[self.row_of(source), target])

    def path(self, source: int, target: int) -> tuple[int, ...]:
        """Return the nodes of a path from source to target; empty where there is no way."""
        before = self.before[self.row_of(source)]
        if target != source and before[target] < 0:
            return ()
        nodes = [target]
        while nodes[-1] != source:
            nodes.append(int(before[nodes[-1]]))
        return tuple(reversed(nodes))


def find_routes(
    state: LinkState,
    sources: Sequence[int] | Ints | None = None,
    delay: Delay | None = None,
    *,
    alone: bool = False,
) -> Routes:
    """Return the shortest paths from nodes to all others; from every region and site if none are named.

    ``delay`` is what queues add to each link. ``alone`` keeps to the caller's thread, for a caller who has
    work for every core already; it changes no bit.
    """
    kernels = Kernels()
    wanted = np.asarray(state.nodes.terminals if sources is None else sources, np.int32)
    graph = graph_of(kernels, state, delay)
    return routes_over(kernels, graph, wanted, state.places_m[wanted], alone=alone)


def routes_over(
    kernels: Kernels, graph: Any, sources: Ints, places_m: Floats, *, alone: bool = False
) -> Routes:
    """Return the shortest paths over a graph from nodes at (k, 3) places."""
    order = np.argsort(np.arctan2(places_m[:, 1], places_m[:, 0]), kind="stable").astype(np.int32)
    k, n = len(sources), graph.satellites + len(graph.fibre_s)
    if k * n < _HUGE:
        latency_s, before = kernels.paths.results(k, n)
    else:
        latency_s, before = np.empty((k, n)), np.empty((k, n), np.int32)
    batches = -(-k // kernels.paths.LANES)
    if alone or batches * len(graph.near) < _WORTH_WAKING:
        kernels.paths.few_paths(sources, order, graph, latency_s, before)
    else:
        with PARALLEL:
            workers = min(kernels.threads(), batches)
            kernels.paths.all_paths(sources, order, graph, workers, latency_s, before)
    return Routes(sources, latency_s, before)
