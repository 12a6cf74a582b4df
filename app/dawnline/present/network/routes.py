"""Ways between two places at a moment: the fastest, and others that begin over another satellite."""

import itertools
from dataclasses import dataclass, replace

import numpy as np

from dawnline.network.links import Links, LinkState
from dawnline.network.routes import find_routes
from dawnline.orbits.constants import LIGHT_M_S
from dawnline.present.cache import SceneCache
from dawnline.present.network.now import Now, now
from dawnline.present.view import RouteChoice
from dawnline.recording.recording import Recording

MOST_WAYS = 4
_LEFT_OUT = 255  # in a copy of the links: not to be gone over


@dataclass(frozen=True)
class Leg:
    """One link of a way: what it is, its length, how long light and access take."""

    kind: str
    length_m: float
    time_s: float


@dataclass(frozen=True)
class Way:
    """A way from its first node to its last.

    ``arrival_s`` is when each node has the signal, with what satellites and gateways before it took to pass
    it on; no queues.
    """

    nodes: tuple[int, ...]
    legs: tuple[Leg, ...]
    arrival_s: tuple[float, ...]

    @property
    def rtt_s(self) -> float:
        """Return there and back."""
        return 2.0 * self.arrival_s[-1]

    def over(self, satellites: int) -> str:
        """Return what it goes over: space, fibre, or space and fibre."""
        flies = any(node < satellites for node in self.nodes)
        fibre = any(leg.kind == "fibre" for leg in self.legs)
        return "space and fibre" if flies and fibre else "space" if flies else "fibre"


def ways_of(recording: Recording, t_s: float, choice: RouteChoice, cache: SceneCache) -> tuple[Way, ...]:
    """Return the ways between the chosen places at a time, the fastest first; none where there is none."""
    at = now(recording, t_s, cache)
    key = (at.t_s, choice.source, choice.target)
    return cache.latest(recording, "ways", key, lambda: _ways(at, choice))


def _ways(at: Now, choice: RouteChoice) -> tuple[Way, ...]:
    nodes = at.state.nodes
    source, target = nodes.node_of(choice.source), nodes.node_of(choice.target)
    found: list[Way] = []
    state = at.state
    while len(found) < MOST_WAYS:
        path = find_routes(state, [source]).path(source, target)
        if len(path) < 2:
            break
        found.append(way_of(at.state, path))
        state = _without(state, path)
    return tuple(found)


def way_of(state: LinkState, path: tuple[int, ...]) -> Way:
    """Return a path with its legs and times; raise KeyError if a link of it is not there."""
    legs = tuple(_leg(state, a, b) for a, b in itertools.pairwise(path))
    arrival = [0.0]
    for node, leg in zip(path[:-1], legs, strict=True):
        passed_on = state.rules.hop_s if len(arrival) > 1 and node < state.nodes.transit else 0.0
        arrival.append(arrival[-1] + passed_on + leg.time_s)
    return Way(path, legs, tuple(arrival))


def _leg(state: LinkState, a: int, b: int) -> Leg:
    n = state.nodes.satellites
    if a >= n and b >= n:
        length_m = float(state.fibre_m[a - n, b - n])
        return Leg("fibre", length_m, length_m * state.rules.fibre_index / LIGHT_M_S)
    for kind, links, extra_s in (
        ("laser", state.lasers, 0.0),
        ("gateway", state.gateways, 0.0),
        ("user", state.users, state.rules.access_s),
    ):
        row = links.row_of(a, b)
        if row >= 0:
            length_m = float(links.length_m[row])
            return Leg(kind, length_m, length_m / LIGHT_M_S + extra_s)
    raise KeyError(f"no link between nodes {a} and {b}")


def _without(state: LinkState, path: tuple[int, ...]) -> LinkState:
    """Return the links without the way into space that a path takes; without its fibre if it takes none."""
    n = state.nodes.satellites
    if path[1] < n:
        return replace(
            state,
            users=_cut(state.users, path[0], path[1]),
            gateways=_cut(state.gateways, path[0], path[1]),
            lasers=_cut(state.lasers, path[0], path[1]),
        )
    fibre_m = state.fibre_m.copy()
    a, b = path[0] - n, path[1] - n
    fibre_m[a, b] = fibre_m[b, a] = np.inf
    return replace(state, fibre_m=fibre_m)


def _cut(links: Links, a: int, b: int) -> Links:
    row = links.row_of(a, b)
    if row < 0:
        return links
    reason = links.reason.copy()
    reason[row] = _LEFT_OUT
    return replace(links, reason=reason)
