"""Why two places reach each other by no way at a moment: which step of it is missing."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.network.reason import WORDS, Reason
from dawnline.network.routes import find_routes
from dawnline.present.cache import SceneCache
from dawnline.present.network.now import Now, name_of, now
from dawnline.present.network.reasons import reasons_scene
from dawnline.present.network.words import plural
from dawnline.present.view import RouteChoice
from dawnline.recording.recording import Recording


def no_way_because(recording: Recording, t_s: float, choice: RouteChoice, cache: SceneCache) -> str:
    """Return a sentence on why there is no way, without its capital; "" where there is one."""
    at = now(recording, t_s, cache)
    return cache.latest(recording, "no way", (at.t_s, choice), lambda: _because(at, t_s, choice, cache))


def _because(at: Now, t_s: float, choice: RouteChoice, cache: SceneCache) -> str:
    nodes = at.state.nodes
    source, target = nodes.node_of(choice.source), nodes.node_of(choice.target)
    reached = find_routes(at.state, [source]).latency_s[0]
    if np.isfinite(reached[target]):
        return ""
    for ref, node in ((choice.source, source), (choice.target, target)):
        if at.state.lost[node]:
            return f"{name_of(at.recording, ref)} is lost: {WORDS[Reason(int(at.state.lost[node]))]}."
    if not np.isfinite(reached[: nodes.transit]).any():
        return _without_links(at, t_s, choice.source, cache)
    return _cut_off(at, t_s, choice, reached, cache)


def _without_links(at: Now, t_s: float, ref: EntityRef, cache: SceneCache) -> str:
    """Return what hinders the links of a place that has none up."""
    scene = reasons_scene(at.recording, t_s, ref, cache)
    name = name_of(at.recording, ref)
    down = [row for row in scene.rows if not row.is_up]
    if not down:
        return f"{name} sees no satellite that serves it."
    first = down[0]
    told = ", ".join(part for part in (first.value, first.limit) if part)
    return f"no link of {name} is up; the nearest, {first.name}: {first.reason} ({told})."


def _cut_off(
    at: Now, t_s: float, choice: RouteChoice, reached: NDArray[np.float64],
    cache: SceneCache,
) -> str:  # fmt: skip
    nodes = at.state.nodes
    satellites = int(np.isfinite(reached[: nodes.satellites]).sum())
    gateways = int(np.isfinite(reached[nodes.satellites : nodes.transit]).sum())
    scene = reasons_scene(at.recording, t_s, choice.target, cache)
    name = name_of(at.recording, choice.target)
    if not any(row.is_up for row in scene.rows):
        return _without_links(at, t_s, choice.target, cache)
    far = f"{plural(satellites, 'satellite')} and {plural(gateways, 'gateway')}"
    return f"signals reach {far}, and none of them is linked to {name}."
