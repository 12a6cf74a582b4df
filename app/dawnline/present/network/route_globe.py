"""The chosen route on the globe: a bright line with its direction, the other ways dim, its ends by name."""

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray

from dawnline.network.nodes import Nodes
from dawnline.present.cache import SceneCache
from dawnline.present.network.gateways import places_ecef
from dawnline.present.network.look import Look
from dawnline.present.network.now import name_of, now
from dawnline.present.network.routes import Way, ways_of
from dawnline.present.network.words import ms
from dawnline.present.view import RouteChoice
from dawnline.recording.recording import Recording
from dawnline_widgets.globe.scene import F32, ColourKey, Tag, Ways
from dawnline_widgets.theme import tokens

_WIDTH_PX = 2.4


def route_look(recording: Recording, t_s: float, choice: RouteChoice, cache: SceneCache) -> Look:
    """Return the lines, tags and key of the chosen route at a time."""
    at = now(recording, t_s, cache)
    ways = ways_of(recording, t_s, choice, cache)
    return cache.latest(
        recording, "route look", (at.t_s, choice), lambda: _look(recording, at.t_s, choice, ways, cache)
    )


def _look(
    recording: Recording, moment_s: float, choice: RouteChoice, ways: tuple[Way, ...], cache: SceneCache
) -> Look:
    nodes = now(recording, moment_s, cache).state.nodes
    ground = ground_places(recording, cache)
    shown = choice.alternative % max(len(ways), 1)
    key = (recording.header, "route", moment_s, choice)
    others = [way for index, way in enumerate(ways) if index != shown]
    lines = []
    if others:
        lines.append(_lines((key, "others"), others, nodes, ground, dim=True))
    if ways:
        lines.append(_lines(key, [ways[shown]], nodes, ground, dim=False))
    names = [name_of(recording, ref) for ref in (choice.source, choice.target)]
    title = f"{names[0]} → {names[1]}"
    time = ms(ways[shown].rtt_s) if ways else "no way"
    tags = tuple(
        _tag(text, nodes.node_of(ref), nodes, ground)
        for text, ref in ((names[0], choice.source), (f"{names[1]} · {time}", choice.target))
    )
    return Look(
        ways=tuple(lines),
        tags=tags,
        colour_keys=(ColourKey("routes", title, "", "", "", "", _note(ways, shown, nodes), tokens.ACCENT),),
    )


def _note(ways: tuple[Way, ...], shown: int, nodes: Nodes) -> str:
    if not ways:
        return "no way between them now"
    way = ways[shown]
    return f"{ms(way.rtt_s)} over {way.over(nodes.satellites)}"


def _lines(key: Hashable, ways: list[Way], nodes: Nodes, ground: F32, *, dim: bool) -> Ways:
    stops = np.concatenate([np.array(way.nodes, np.int64) for way in ways])
    lengths = np.array([len(way.nodes) for way in ways], np.int64)
    return stops_as_ways(
        key, "routes", stops, np.cumsum(lengths) - lengths, nodes, ground,
        token=tokens.SECONDARY if dim else tokens.ACCENT, alpha=0.55 if dim else 1.0,
        width_px=1.2 if dim else _WIDTH_PX, directed=not dim, dots=not dim,
    )  # fmt: skip


def stops_as_ways(
    key: Hashable, layer: str, stops: NDArray[np.int64],
    starts: NDArray[np.int64], nodes: Nodes, ground: F32, *,
    token: str, alpha: float, width_px: float, directed: bool = False, dots: bool = False,
) -> Ways:  # fmt: skip
    """Return polylines over nodes as the globe draws them."""
    flies = stops < nodes.satellites
    place = np.zeros((len(stops), 3), np.float32)
    place[~flies] = ground[stops[~flies] - nodes.satellites]
    return Ways(
        key=key, layer=layer, satellite=np.where(flies, stops, -1), place=place, starts=starts, token=token,
        alpha=alpha, width_px=width_px, directed=directed, dots=dots,
    )  # fmt: skip


def ground_places(recording: Recording, cache: SceneCache) -> F32:
    """Return (g, 3) where gateways, regions and sites are, in the order of the network's nodes."""
    return cache.get(recording, "ground of nodes", lambda: _ground(recording))


def _ground(recording: Recording) -> F32:
    fleet = recording.header.fleet
    places = [(gateway.lat_rad, gateway.lon_rad) for gateway in fleet.gateways]
    places += [(region.lat_rad, region.lon_rad) for region in fleet.regions]
    return places_ecef(places + [(site.lat_rad, site.lon_rad) for site in fleet.sites])


def _tag(text: str, node: int, nodes: Nodes, ground: F32) -> Tag:
    if node < nodes.satellites:
        return Tag(text, "routes", satellite=node)
    x, y, z = (float(part) for part in ground[node - nodes.satellites])
    return Tag(text, "routes", r_ecef=(x, y, z))
