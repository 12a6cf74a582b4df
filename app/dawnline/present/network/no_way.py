"""Why two places reach each other by no way at a moment: which step of it is missing."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.network.reason import WORDS, Reason
from dawnline.network.routes import find_routes
from dawnline.network.verdict import Verdict
from dawnline.present.cache import SceneCache
from dawnline.present.causes.witness import NoWay
from dawnline.present.network.now import Now, name_of, now
from dawnline.present.network.reasons import measured, verdicts
from dawnline.present.network.words import plural
from dawnline.present.view import RouteChoice
from dawnline.recording.recording import Recording


def no_way_because(recording: Recording, t_s: float, choice: RouteChoice, cache: SceneCache) -> str:
    """Return a sentence on why there is no way, without its capital; "" where there is one.

    Of one place twice: why it has no link of its own.
    """
    at = now(recording, t_s, cache)
    return cache.latest(recording, "no way", (at.t_s, choice), lambda: _because(at, choice))


def asking(recording: Recording, cache: SceneCache) -> NoWay:
    """Return what a chain of causes asks the network with."""

    def no_way(one: EntityRef, other: EntityRef, t_s: float) -> str:
        return no_way_because(recording, t_s, RouteChoice(one, other), cache)

    return no_way


def _because(at: Now, choice: RouteChoice) -> str:
    if choice.source == choice.target:
        up = any(one.is_up for one in _to_satellites(at, choice.source))
        return "" if up else _without_links(at, choice.source)
    nodes = at.state.nodes
    source, target = nodes.node_of(choice.source), nodes.node_of(choice.target)
    reached = find_routes(at.state, [source]).latency_s[0]
    if np.isfinite(reached[target]):
        return ""
    for ref, node in ((choice.source, source), (choice.target, target)):
        if at.state.lost[node]:
            return f"{name_of(at.recording, ref)} is lost: {WORDS[Reason(int(at.state.lost[node]))]}."
    if not np.isfinite(reached[: nodes.transit]).any():
        return _without_links(at, choice.source)
    return _cut_off(at, choice, reached)


def _to_satellites(at: Now, ref: EntityRef) -> list[Verdict]:
    """Return the verdicts on the links of a place or a satellite to satellites: not those on fibres."""
    return [one for one in verdicts(at, ref) if (one.b if one.a == ref else one.a).kind == "satellite"]


def _without_links(at: Now, ref: EntityRef) -> str:
    """Return what hinders the links of a place that has none up."""
    name = name_of(at.recording, ref)
    down = [verdict for verdict in _to_satellites(at, ref) if not verdict.is_up]
    if not down:
        return f"{name} sees no satellite that serves it."
    first = min(down, key=lambda verdict: np.nan_to_num(verdict.length_m, nan=np.inf))
    told = ", ".join(part for part in measured(first) if part)
    other = name_of(at.recording, first.b if first.a == ref else first.a)
    return f"no link of {name} is up; the nearest, {other}: {first.words}{f' ({told})' if told else ''}."


def _cut_off(at: Now, choice: RouteChoice, reached: NDArray[np.float64]) -> str:
    nodes = at.state.nodes
    satellites = int(np.isfinite(reached[: nodes.satellites]).sum())
    gateways = int(np.isfinite(reached[nodes.satellites : nodes.transit]).sum())
    name = name_of(at.recording, choice.target)
    if not any(verdict.is_up for verdict in verdicts(at, choice.target)):
        return _without_links(at, choice.target)
    far = f"{plural(satellites, 'satellite')} and {plural(gateways, 'gateway')}"
    return f"signals reach {far}, and none of them is linked to {name}."
