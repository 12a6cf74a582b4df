"""Pairs, gateways and regions in the inspector and the table: why they are linked as they are."""

import dataclasses

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present import status
from dawnline.present.cache import SceneCache
from dawnline.present.causes.lines import told_at_once, why_lines
from dawnline.present.evidence import Evidence
from dawnline.present.inspector import inspector_scene
from dawnline.present.network.handovers import handovers_s
from dawnline.present.network.strip import rtt_strip
from dawnline.present.states import statuses
from dawnline.present.table import table_scene
from dawnline.recording.recording import Recording

QUITO_DUBLIN = EntityRef("pair", 4)


def test_a_way_is_told_with_its_time_and_its_first_satellite(net: Recording, cache: SceneCache) -> None:
    (told,) = why_lines(net, QUITO_DUBLIN, 30 * 60.0, cache)
    rtt_ms = float(net.values("pair", "rtt_s", 30)[4]) * 1e3
    hops = int(net.values("pair", "hops", 30)[4])
    way, entry, handovers = told.text.split(", first over ")[0], *told.text.split(", ")[-2:]
    assert way.startswith(f"{rtt_ms:.1f} ms there and back over satellites and fibre since 00:2")
    assert way.endswith(f", {hops} hops")
    row = int(net.values("pair", "entry_satellite", 30)[4])
    assert entry.startswith(f"first over {net.header.fleet.satellites.names[row]} since 00:")
    assert handovers.endswith("in the hour before.")


def test_no_way_is_told_with_when_and_why(net: Recording, cache: SceneCache) -> None:
    cause, effect = why_lines(net, QUITO_DUBLIN, 15 * 60.0, cache)
    assert cause.entity == "region:quito"
    assert "from 00:10 UTC to 00:20 UTC" in cause.text
    assert effect.text == "No way since 00:10 UTC, until 00:20 UTC."
    assert (cause.starts, effect.starts) == (True, False)


def test_without_an_event_the_network_is_asked_why(net: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(net, "header", dataclasses.replace(net.header, events=()))
    told = told_at_once(net, QUITO_DUBLIN, 15 * 60.0, SceneCache())
    assert told.asks
    assert told.lines[0].text == "The network is being asked why."

    def no_way(one: EntityRef, other: EntityRef, t_s: float) -> str:
        assert (one.kind, other.kind, t_s) == ("region", "site", 900.0)
        return "no link of quito is up."

    cause, effect = why_lines(net, QUITO_DUBLIN, 15 * 60.0, SceneCache(), no_way)
    assert (cause.text, effect.text) == ("No link of quito is up.", told.lines[1].text)
    known, _ = why_lines(net, QUITO_DUBLIN, 15 * 60.0, SceneCache())
    assert known.text.startswith("Unknown: ")


def test_what_is_recorded_needs_no_network(net: Recording, cache: SceneCache) -> None:
    for ref, t_s in ((QUITO_DUBLIN, 900.0), (QUITO_DUBLIN, 1800.0), (EntityRef("gateway", 0), 1080.0)):
        told = told_at_once(net, ref, t_s, cache)
        assert not told.asks
        assert told.lines == why_lines(net, ref, t_s, cache)


def test_handovers_are_where_the_first_satellite_changes(net: Recording, cache: SceneCache) -> None:
    evidence = Evidence(net, EntityRef("pair", 1), 0, cache)
    times_s, rows = evidence.series("entry_satellite")
    found = handovers_s(evidence)
    assert found
    for t_s in found:
        frame = round(t_s / 60.0)
        assert rows[frame] != rows[frame - 1]
        assert min(rows[frame], rows[frame - 1]) >= 0
    (strip,) = rtt_strip(net, 0.0, EntityRef("pair", 1), cache).strips
    assert strip.marks_s == found
    assert strip.outages
    assert len(strip.t_s) == len(times_s)


def test_an_outage_is_a_gap_in_the_strip(net: Recording, cache: SceneCache) -> None:
    (strip,) = rtt_strip(net, 900.0, QUITO_DUBLIN, cache).strips
    np.testing.assert_array_equal(np.isnan(strip.value), (strip.t_s >= 600.0) & (strip.t_s < 1200.0))
    assert strip.now_text == "no way"
    assert rtt_strip(net, 900.0, None, cache).strips == ()


def test_the_inspector_shows_pairs_gateways_and_regions(net: Recording, cache: SceneCache) -> None:
    pair = inspector_scene(net, 900.0, QUITO_DUBLIN, cache)
    assert (pair.title, pair.status) == ("quito → dublin", status.SERIOUS)
    assert dict(pair.values)["Round trip"] == "no way"
    assert dict(pair.facts)["Great circle"] == "8,865 km"
    well = inspector_scene(net, 0.0, QUITO_DUBLIN, cache)
    assert well.status == status.NORMAL
    assert dict(well.values)["Entry satellite"] in net.header.fleet.satellites.names
    gateway = inspector_scene(net, 1080.0, EntityRef("gateway", 0), cache)
    assert "from 00:15 UTC to 00:25 UTC" in gateway.why[0]
    assert gateway.why[1].startswith("0 of its 8 antennas point at satellites since 00:15 UTC")
    assert gateway.status == status.SERIOUS
    region = inspector_scene(net, 900.0, EntityRef("region", 2), cache)
    assert "from 00:10 UTC to 00:20 UTC" in region.why[0]
    assert region.why[1].startswith("No way to any machine since 00:10 UTC")


def test_the_table_lists_pairs_with_their_status(net: Recording, cache: SceneCache) -> None:
    scene = table_scene(net, 900.0, "pair", None, cache)
    assert [column.title for column in scene.columns] == ["Name", "Round trip", "Hops", "Way"]
    expected = [status.NORMAL] * 4 + [status.SERIOUS] * 2
    assert statuses(net, "pair", 15).tolist() == expected
    assert statuses(net, "gateway", 18).tolist() == [status.SERIOUS, status.NORMAL]
    assert statuses(net, "pair", None).tolist() == [status.OFF] * 6


def test_of_an_end_only_what_there_is_is_told(net: Recording, cache: SceneCache) -> None:
    nowhere = dict(inspector_scene(net, 900.0, QUITO_DUBLIN, cache).values)
    assert "Hops" not in nowhere
    assert nowhere["Way"] == "none"
    assert "Hops" in dict(inspector_scene(net, 0.0, QUITO_DUBLIN, cache).values)
    assert "Unreached demand" in dict(inspector_scene(net, 900.0, EntityRef("region", 2), cache).values)
    assert "Unreached demand" not in dict(inspector_scene(net, 0.0, EntityRef("region", 2), cache).values)
