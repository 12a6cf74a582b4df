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

# Buckets of the queue: narrow enough to hold a few nodes each, and no further than a quarter of a second;
# what is later waits in the last one. They change how fast, never what.
_FARTHEST_S = 0.25
_FEWEST, _MOST, _NODES_A_BUCKET = 128, 8192, 4
# From fewer sources than this, other threads are not worth waking.
_FEW = 8


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
    state: LinkState, sources: Sequence[int] | Ints | None = None, delay: Delay | None = None
) -> Routes:
    """Return the shortest paths from nodes to all others; from every region and site if none are named.

    ``delay`` is what queues add to each link.
    """
    kernels = Kernels()
    wanted = np.asarray(state.nodes.terminals if sources is None else sources, np.int32)
    return routes_over(kernels, graph_of(kernels, state, delay), state, wanted)


def routes_over(kernels: Kernels, graph: Any, state: LinkState, sources: Ints) -> Routes:
    """Return the shortest paths over a graph that was made of the state."""
    buckets = int(np.clip(state.nodes.transit // _NODES_A_BUCKET, _FEWEST, _MOST))
    width_s = _FARTHEST_S / buckets
    if len(sources) < _FEW:
        latency_s, before = kernels.paths.few_paths(sources, graph, width_s, buckets)
    else:
        with PARALLEL:
            latency_s, before = kernels.paths.all_paths(sources, graph, width_s, buckets)
    return Routes(sources, latency_s, before)
