"""The links of what is selected to and from the ground: a gateway's, a region's, a satellite's."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.network.look import Look
from dawnline.present.network.now import Now, name_of, now
from dawnline.present.network.route_globe import ground_places, stops_as_ways
from dawnline.recording.recording import Recording
from dawnline_widgets.globe.scene import ColourKey, Tag, Ways
from dawnline_widgets.theme import tokens

KINDS = frozenset({"satellite", "gateway", "region", "site"})
LAYER = "routes"


def reach_look(recording: Recording, t_s: float, ref: EntityRef, cache: SceneCache) -> Look:
    """Return the links of an entity that are up at a time, as lines: lasers apart from the ground."""
    at = now(recording, t_s, cache)
    return cache.latest(recording, "reach", (at.t_s, ref), lambda: _look(at, ref, cache))


def _look(at: Now, ref: EntityRef, cache: SceneCache) -> Look:
    state = at.state
    node = state.nodes.node_of(ref)
    lines, keys = [], []
    flies = ref.kind == "satellite"
    kinds = (
        ("lasers", state.lasers, tokens.TEXT, "Its lasers"),
        ("gateways", state.gateways, tokens.SKY, "Its gateways" if flies else "Its antennas"),
        ("users", state.users, tokens.ROSE, "Its users" if flies else "Satellites it uses"),
    )
    for name, links, token, title in kinds:
        ends = links.ends[links.is_up & (links.ends == node).any(axis=1)].astype(np.int64)
        if len(ends):
            lines.append(_lines(at, (name, ref), ends, token, cache))
            keys.append(ColourKey(LAYER, title, f"{len(ends)}", "", "", "", token=token))
    tags: tuple[Tag, ...] = ()
    if ref.kind == "region":  # regions have no mark of their own
        x, y, z = (float(part) for part in ground_places(at.recording, cache)[node - state.nodes.satellites])
        tags = (Tag(name_of(at.recording, ref), LAYER, r_ecef=(x, y, z), strong=True),)
    return Look(ways=tuple(lines), tags=tags, colour_keys=tuple(keys))


def _lines(
    at: Now, what: tuple[str, EntityRef], ends: NDArray[np.int64], token: str,
    cache: SceneCache,
) -> Ways:  # fmt: skip
    ground = ground_places(at.recording, cache)
    starts = np.arange(len(ends), dtype=np.int64) * 2
    return stops_as_ways(
        (at.recording.header, *what, at.t_s), LAYER, ends.reshape(-1), starts, at.state.nodes, ground,
        token=token, alpha=0.9, width_px=1.6,
    )  # fmt: skip
