"""Routes as they are shown agree with what was recorded, and go over links that are up."""

from itertools import pairwise

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.network.alternatives import alternatives
from dawnline.present.cache import SceneCache
from dawnline.present.network.choice import choice_of_pair
from dawnline.present.network.no_way import no_way_because
from dawnline.present.network.now import now
from dawnline.present.network.route_scene import route_scene
from dawnline.present.network.routes import ways_of
from dawnline.present.recorded import values_of
from dawnline.present.view import MOST_WAYS, RouteChoice
from dawnline.recording.recording import Recording

# A run file keeps twelve bits of a round trip.
KEPT = 1.3e-4
TIMES_S = (0.0, 420.0, 1320.0, 2400.0)


@pytest.mark.parametrize("t_s", TIMES_S)
@pytest.mark.parametrize("pair", range(6))
def test_the_fastest_way_takes_what_was_recorded(
    net: Recording, cache: SceneCache, pair: int, t_s: float
) -> None:
    choice = choice_of_pair(net, EntityRef("pair", pair))
    ways = ways_of(net, t_s, choice, cache)
    frame = net.frame_index_at(t_s)
    assert ways[0].rtt_s == pytest.approx(values_of(net, "pair", "rtt_s", frame)[pair], rel=2 * KEPT)
    assert len(ways[0].hops) == values_of(net, "pair", "hops", frame)[pair]
    entry = ways[0].nodes[1]
    satellites = len(net.header.fleet.satellites)
    assert values_of(net, "pair", "entry_satellite", frame)[pair] == (entry if entry < satellites else -1)
    assert [way.rtt_s for way in ways] == sorted(way.rtt_s for way in ways)


def test_every_hop_is_an_up_link_and_other_ways_share_none(net: Recording, cache: SceneCache) -> None:
    choice = choice_of_pair(net, EntityRef("pair", 1))
    state = now(net, 0.0, cache).state
    used: list[set[tuple[int, int]]] = []
    for way in ways_of(net, 0.0, choice, cache):
        mine = set()
        for hop, (a, b) in zip(way.hops, pairwise(way.nodes), strict=True):
            kinds = {"laser": state.lasers, "gateway": state.gateways, "user": state.users}
            if hop.kind in kinds:
                links = kinds[hop.kind]
                assert links.is_up[links.row_of(a, b)]
            if hop.kind == "laser":
                mine.add((min(a, b), max(a, b)))
        used.append(mine)
    assert 1 < len(used) <= MOST_WAYS
    assert all(not one & other for one, other in pairwise(used))


def test_the_scene_adds_up_and_names_every_stop(net: Recording, cache: SceneCache) -> None:
    choice = choice_of_pair(net, EntityRef("pair", 1))
    scene = route_scene(net, 0.0, choice, cache)
    way = ways_of(net, 0.0, choice, cache)[0]
    assert scene.title == "madrid → sydney"
    assert scene.headline == f"{way.rtt_s * 1e3:.1f} ms"
    assert [hop.name for hop in (scene.hops[0], scene.hops[-1])] == ["madrid", "sydney"]
    assert scene.hops[-1].total_ms == pytest.approx(way.rtt_s * 500.0)
    assert sum(hop.leg_ms + hop.queue_ms for hop in scene.hops) == pytest.approx(scene.hops[-1].total_ms)
    assert [net.find_entity(hop.id).kind for hop in scene.hops] == [hop.kind for hop in scene.hops]
    assert len(scene.alternatives) == len(ways_of(net, 0.0, choice, cache))
    other = route_scene(net, 0.0, RouteChoice(choice.source, choice.target, 1), cache)
    assert other.chosen == 1
    assert other.headline == f"{other.alternatives[1].rtt_ms:,.1f} ms"


def test_between_sites_and_satellites_there_are_routes_too(net: Recording, cache: SceneCache) -> None:
    choice = RouteChoice(EntityRef("site", 0), EntityRef("satellite", 7))
    ways = ways_of(net, 0.0, choice, cache)
    state = now(net, 0.0, cache).state
    nodes = (state.nodes.node_of(choice.source), 7)
    assert [way.nodes for way in ways] == alternatives(state, *nodes, MOST_WAYS)


def test_of_a_region_that_is_lost_no_way_leads(net: Recording, cache: SceneCache) -> None:
    choice = choice_of_pair(net, EntityRef("pair", 4))
    assert ways_of(net, 900.0, choice, cache) == ()
    because = no_way_because(net, 900.0, choice, cache)
    assert because == "quito is lost: the place on the ground has failed."
    scene = route_scene(net, 900.0, choice, cache, because)
    assert (scene.headline, scene.hops) == ("no way", ())
    assert because in scene.empty
    assert np.isnan(values_of(net, "pair", "rtt_s", 15)[4])
    assert no_way_because(net, 0.0, choice, cache) == ""


def test_without_a_choice_the_scene_says_how_to_make_one(net: Recording, cache: SceneCache) -> None:
    scene = route_scene(net, 0.0, None, cache)
    assert "network.route" in scene.empty
