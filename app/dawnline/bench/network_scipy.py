"""The other peer of the network bench: scipy's compiled Dijkstra over the same links."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dawnline.bench.result import PeerError
from dawnline.network.links import LinkState
from dawnline.network.routes import Routes
from dawnline.orbits.constants import LIGHT_M_S


class ScipyPaths:
    """Paths from places over the links of a state, the graph built anew each time as ours is.

    Places that send and places that receive are nodes of their own, so that none carries another's traffic;
    who passes on pays its hop as the signal comes in.
    """

    def __init__(self, state: LinkState, places: Sequence[int]) -> None:
        try:
            from scipy.sparse import csr_array
            from scipy.sparse.csgraph import dijkstra
        except ImportError as error:
            raise PeerError(f"scipy is not installed ({error})") from error
        self._array, self._dijkstra = csr_array, dijkstra
        self._state = state
        self._places = np.array(places)

    def paths(self) -> Any:
        """Return (k, nodes) times from the places, and the nodes before."""
        state, n = self._state, self._state.nodes.transit
        total = state.nodes.total - n
        up, users = state.lasers.is_up, state.users.is_up
        a, b = state.lasers.ends[up].T
        light_s = state.lasers.length_m[up] / LIGHT_M_S + state.rules.hop_s
        place, satellite = state.users.ends[users].T
        access_s = state.users.length_m[users] / LIGHT_M_S + state.rules.access_s
        tails = np.concatenate((a, b, place, satellite))
        heads = np.concatenate((b, a, satellite, place + total))
        weights = np.concatenate((light_s, light_s, access_s + state.rules.hop_s, access_s))
        graph = self._array((weights, (tails, heads)), shape=(n + 2 * total, n + 2 * total))
        return self._dijkstra(graph, indices=self._places, return_predecessors=True)

    def longest_difference_m(self, routes: Routes) -> float:
        """Return by how much the lengths to all places differ from ours at most, as light goes."""
        nodes = self._state.nodes
        times, _ = self.paths()
        to = np.arange(nodes.transit, nodes.total)
        theirs = times[:, to + nodes.total - nodes.transit]
        own = routes.latency_s[:, to].copy()
        own[np.arange(len(own)), self._places - nodes.transit] = np.inf
        theirs[np.arange(len(own)), self._places - nodes.transit] = np.inf
        if (np.isinf(own) != np.isinf(theirs)).any():
            return float("inf")
        both = np.isfinite(own)
        return float(np.abs(own[both] - theirs[both]).max(initial=0.0)) * LIGHT_M_S
