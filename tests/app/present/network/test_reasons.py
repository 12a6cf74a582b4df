"""Why links are up or not: the rows agree with the links, and say what was measured."""

import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.network.reason import WORDS, Reason
from dawnline.present.cache import SceneCache
from dawnline.present.network.now import now
from dawnline.present.network.reasons import SELECT, reasons_scene
from dawnline.recording.recording import Recording


@pytest.mark.parametrize("ref", [EntityRef("satellite", 41), EntityRef("gateway", 1), EntityRef("region", 0)])
def test_who_is_up_is_who_is_linked(net: Recording, cache: SceneCache, ref: EntityRef) -> None:
    at = now(net, 300.0, cache)
    node = at.state.nodes.node_of(ref)
    linked = set()
    for links in (at.state.lasers, at.state.gateways, at.state.users):
        for ends in links.ends[links.is_up & (links.ends == node).any(axis=1)].tolist():
            linked.add(at.id(ends[0] if ends[1] == node else ends[1]))
    scene = reasons_scene(net, 300.0, ref, cache)
    assert linked
    assert {row.id for row in scene.rows if row.is_up and row.kind != "fibre"} == linked
    assert sum(count for _, count in scene.summary) == len(scene.rows)
    assert [row.is_up for row in scene.rows] == sorted((row.is_up for row in scene.rows), reverse=True)


def test_a_laser_tells_its_length_and_its_limit(net: Recording, cache: SceneCache) -> None:
    rows = [row for row in reasons_scene(net, 0.0, EntityRef("satellite", 0), cache).rows if row.is_up]
    lasers = [row for row in rows if row.kind == "laser"]
    assert len(lasers) == 4
    assert all(row.value.endswith(" km") for row in lasers)
    assert {row.limit for row in lasers} == {"limit 9,000 km"}


def test_satellites_below_the_mask_are_told_with_their_elevation(net: Recording, cache: SceneCache) -> None:
    rows = reasons_scene(net, 0.0, EntityRef("region", 0), cache).rows
    low = [row for row in rows if row.reason == WORDS[Reason.MASK]]
    assert low
    for row in low:
        assert row.limit == "mask 10.0°"
        assert float(row.value.split("°")[0]) < 10.0


def test_a_gateway_that_failed_says_so_of_every_link_and_since_when(
    net: Recording, cache: SceneCache
) -> None:
    scene = reasons_scene(net, 1080.0, EntityRef("gateway", 0), cache)
    assert {row.reason for row in scene.rows} == {"the place on the ground has failed"}
    seen = [row for row in scene.rows if row.since]
    assert seen
    assert min(row.since for row in seen) == "00:15"
    assert all(row.status == 1 for row in scene.rows)


def test_of_a_pair_the_links_of_its_region_are_told(net: Recording, cache: SceneCache) -> None:
    assert reasons_scene(net, 0.0, EntityRef("pair", 2), cache).title == "Links of tokyo"
    assert reasons_scene(net, 0.0, None, cache).empty == SELECT
    assert reasons_scene(net, 0.0, EntityRef("workload", 0), cache).empty == SELECT
