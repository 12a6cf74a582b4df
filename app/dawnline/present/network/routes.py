"""Ways between two places at a moment: the fastest, with the queues that are known, and others beside it."""

from dataclasses import dataclass

import numpy as np

from dawnline.network.alternatives import alternatives
from dawnline.network.graph import Delay
from dawnline.network.itinerary import Hop, itinerary
from dawnline.network.links import LinkState
from dawnline.network.routes import find_routes
from dawnline.present.cache import SceneCache
from dawnline.present.network.loads import delay_of
from dawnline.present.network.now import Now, now
from dawnline.present.view import MOST_WAYS, RouteChoice
from dawnline.recording.recording import Recording


@dataclass(frozen=True)
class Way:
    """A way from its first node to its last, hop by hop; ``queue_s`` is the wait at each hop, one way."""

    nodes: tuple[int, ...]
    hops: tuple[Hop, ...]
    queue_s: tuple[float, ...]

    @property
    def rtt_s(self) -> float:
        """Return there and back, with the queues that are known."""
        return 2.0 * (sum(hop.seconds for hop in self.hops) + sum(self.queue_s))

    def over(self, satellites: int) -> str:
        """Return what it goes over: space, fibre, or space and fibre."""
        flies = any(node < satellites for node in self.nodes)
        fibre = any(hop.kind == "fibre" for hop in self.hops)
        return "space and fibre" if flies and fibre else "space" if flies else "fibre"


def ways_of(recording: Recording, t_s: float, choice: RouteChoice, cache: SceneCache) -> tuple[Way, ...]:
    """Return the ways between the chosen places at a time, the fastest first; none where there is none."""
    at = now(recording, t_s, cache)
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    key = (at.t_s, frame, choice.source, choice.target)
    return cache.latest(recording, "ways", key, lambda: _ways(at, frame, choice, cache))


def _ways(at: Now, frame: int | None, choice: RouteChoice, cache: SceneCache) -> tuple[Way, ...]:
    nodes, state = at.state.nodes, at.state
    source, target = nodes.node_of(choice.source), nodes.node_of(choice.target)
    delay = delay_of(at, frame, cache)
    paths = alternatives(state, source, target, MOST_WAYS)
    if delay is not None and paths:
        # With its queues the fastest way may be another one, as the run had it.
        paths.insert(0, find_routes(state, [source], delay).path(source, target))
    ways = [way_of(state, path, delay) for path in dict.fromkeys(paths)]
    return tuple(sorted(ways, key=lambda way: way.rtt_s)[:MOST_WAYS])


def way_of(state: LinkState, path: tuple[int, ...], delay: Delay | None) -> Way:
    """Return a path with its hops and waits."""
    hops = itinerary(state, path)
    return Way(path, hops, tuple(0.0 if delay is None else _wait_s(state, hop, delay) for hop in hops))


def _wait_s(state: LinkState, hop: Hop, delay: Delay) -> float:
    for kind, links, waits in (
        ("laser", state.lasers, delay.lasers),
        ("gateway", state.gateways, delay.gateways),
        ("user", state.users, delay.users),
    ):
        if hop.kind == kind:
            row = links.row_of(hop.start, hop.end)
            way = int(np.argmax(links.ends[row] == hop.end) == 0)
            return float(waits[row, way])
    return 0.0
