"""What the network adds to the globe: links, gateways, the route, links of the selected, the field."""

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.orbits.constants import LIGHT_M_S
from dawnline.present.cache import SceneCache
from dawnline.present.globe import globe_scene
from dawnline.present.keyframes import keyframe_span, make_keyframes
from dawnline.present.network.answer import COLUMNS, ROWS, answer_look, answer_s
from dawnline.present.network.choice import choice_of_pair
from dawnline.present.network.gateways import gateways_look
from dawnline.present.network.lasers import lasers_look
from dawnline.present.network.look import joined
from dawnline.present.network.now import now
from dawnline.present.network.reach import reach_look
from dawnline.present.network.route_globe import route_look
from dawnline.present.network.routes import ways_of
from dawnline.present.view import View
from dawnline.recording.recording import Recording


def test_lasers_that_are_up_are_lines_and_no_others(net: Recording, cache: SceneCache) -> None:
    look = lasers_look(net, 300.0, cache)
    lasers = now(net, 300.0, cache).state.lasers
    assert look.links is not None
    np.testing.assert_array_equal(look.links.ends, lasers.ends[lasers.is_up])
    assert ((look.links.level >= 0.0) & (look.links.level <= 1.0)).all()
    (key,) = look.colour_keys
    if key.title == "Laser latency":
        longest_ms = float(key.high_text)
        expected = lasers.length_m[lasers.is_up] / LIGHT_M_S * 1e3 / longest_ms
        np.testing.assert_allclose(look.links.level, np.minimum(expected, 1.0), rtol=1e-5)
    else:
        assert key.unit == "% of its rate"
    assert lasers_look(net, 310.0, cache).links is look.links  # the same moment


def test_gateways_grow_with_their_links(net: Recording, cache: SceneCache) -> None:
    pins = gateways_look(net, 1080.0, cache).gateways
    assert pins is not None
    assert pins.names == ("cork", "perth")
    assert pins.size_px[0] < pins.size_px[1]  # cork is lost
    lat = np.degrees(np.arcsin(pins.r_ecef[:, 2]))
    np.testing.assert_allclose(lat, (51.9, -31.9), atol=1e-3)


def test_the_route_is_bright_and_directed_and_its_others_dim(net: Recording, cache: SceneCache) -> None:
    choice = choice_of_pair(net, EntityRef("pair", 1))
    look = route_look(net, 300.0, choice, cache)
    others, bright = look.ways
    ways = ways_of(net, 300.0, choice, cache)
    assert bright.directed
    assert not others.directed
    assert others.alpha < bright.alpha
    satellites = len(net.header.fleet.satellites)
    nodes = np.array(ways[0].nodes)
    np.testing.assert_array_equal(bright.satellite, np.where(nodes < satellites, nodes, -1))
    assert len(others.starts) == len(ways) - 1
    assert [tag.text for tag in look.tags] == ["madrid", f"sydney · {ways[0].rtt_s * 1e3:.1f} ms"]
    lost = route_look(net, 900.0, choice_of_pair(net, EntityRef("pair", 4)), cache)
    assert lost.ways == ()
    assert lost.tags[1].text == "dublin · no way"


@pytest.mark.parametrize("ref", [EntityRef("satellite", 3), EntityRef("gateway", 1), EntityRef("region", 1)])
def test_links_of_the_selected_begin_or_end_at_it(net: Recording, cache: SceneCache, ref: EntityRef) -> None:
    state = now(net, 300.0, cache).state
    node = state.nodes.node_of(ref)
    look = reach_look(net, 300.0, ref, cache)
    count = sum(
        int((links.is_up & (links.ends == node).any(axis=1)).sum())
        for links in (state.lasers, state.gateways, state.users)
    )
    assert count
    assert sum(len(ways.starts) for ways in look.ways) == count
    assert sum(int(key.unit) for key in look.colour_keys) == count


def test_the_scene_takes_it_all(net: Recording, cache: SceneCache) -> None:
    choice = choice_of_pair(net, EntityRef("pair", 1))
    look = joined(
        route_look(net, 0.0, choice, cache),
        None,
        gateways_look(net, 0.0, cache),
        lasers_look(net, 0.0, cache),
        answer_look(net, 0.0, "either", cache),
    )
    pair = make_keyframes(net.header.ephemeris, *keyframe_span(0.0, 60.0))
    selected = EntityRef("gateway", 1)
    scene = globe_scene(net, 0.0, View(route=choice), selected, pair, cache, network=look, phase=0.4)
    assert (scene.links, scene.gateways, scene.field) == (look.links, look.gateways, look.field)
    assert len(scene.ways) == 2
    assert (scene.phase, scene.selected_gateway, scene.selected_name) == (0.4, 1, "perth")
    assert [key.layer for key in scene.colour_keys] == ["routes", "gateways", "links", "latency"]


def cell(lat_rad: float, lon_rad: float) -> tuple[int, int]:
    """Return the row and the column of the field that a place is in."""
    return int((0.5 - lat_rad / np.pi) * ROWS), int((lon_rad / (2 * np.pi) + 0.5) * COLUMNS) % COLUMNS


def test_an_answer_takes_about_as_long_as_regions_recorded(net: Recording, cache: SceneCache) -> None:
    at = now(net, 0.0, cache)
    field_s = answer_s(at, 0.0, "site")
    rtt_s = net.values("pair", "rtt_s", 0).reshape(3, 2)
    for index, region in enumerate(net.header.fleet.regions):
        here = 2.0 * field_s[cell(region.lat_rad, region.lon_rad)]
        # Half a cell is 220 km: 3 ms there and back by stretched fibre, and another satellite may be nearest.
        assert here == pytest.approx(float(rtt_s[index].min()), abs=8e-3)


def test_the_best_of_both_is_the_best_of_each(net: Recording, cache: SceneCache) -> None:
    at = now(net, 0.0, cache)
    either, site, orbit = (answer_s(at, 0.0, answer) for answer in ("either", "site", "orbit"))
    np.testing.assert_allclose(either, np.minimum(site, orbit), atol=2e-4)
    assert np.isfinite(site).all()  # there is fibre
    # Nobody is faster than light to the nearest satellite, 1,200 km up, and its scheduling.
    assert orbit[np.isfinite(orbit)].min() > 1.2e6 / LIGHT_M_S + 6e-3
    scene = answer_look(net, 0.0, "orbit", cache)
    assert scene.field is not None
    np.testing.assert_array_equal(np.isnan(scene.field.level), ~np.isfinite(orbit))
