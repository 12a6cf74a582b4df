"""Sentences on pairs, gateways and regions name what was recorded, or say that it is unknown."""

import dataclasses

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present import status
from dawnline.present.cache import SceneCache
from dawnline.present.evidence import Evidence
from dawnline.present.inspector import inspector_scene
from dawnline.present.network.pair_words import handovers_s, pair_sentences
from dawnline.present.network.strip import rtt_strip
from dawnline.present.table import statuses, table_scene
from dawnline.recording.recording import Recording

QUITO_DUBLIN = EntityRef("pair", 4)


def test_a_way_is_told_with_its_time_and_its_first_satellite(net: Recording, cache: SceneCache) -> None:
    first, second = pair_sentences(net, QUITO_DUBLIN, 30, cache)
    rtt_ms = float(net.values("pair", "rtt_s", 30)[4]) * 1e3
    hops = int(net.values("pair", "hops", 30)[4])
    assert first.startswith("Over satellites and fibre since 00:2")
    assert first.endswith(f": {rtt_ms:.1f} ms there and back, {hops} hops.")
    row = int(net.values("pair", "entry_satellite", 30)[4])
    assert second.startswith(f"First over {net.header.fleet.satellites.names[row]} since 00:")
    assert second.endswith("in the hour before.")


def test_no_way_is_told_with_when_and_why(net: Recording, cache: SceneCache) -> None:
    (line,) = pair_sentences(net, QUITO_DUBLIN, 15, cache)
    assert line == (
        "No way since 00:10:00, until 00:20:00, because region quito has failed, from 00:10:00 to 00:20:00."
    )


def test_without_an_event_somebody_else_may_know_why(net: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(net, "header", dataclasses.replace(net.header, events=()))
    (line,) = pair_sentences(net, QUITO_DUBLIN, 15, SceneCache(), "no link of quito is up.")
    assert line == "No way since 00:10:00, until 00:20:00, because no link of quito is up."
    (line,) = pair_sentences(net, QUITO_DUBLIN, 15, SceneCache())
    assert line.endswith("why is unknown: no event tells it.")


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
    assert gateway.why[0] == "Failed from 00:15:00 to 00:25:00."
    assert gateway.why[1] == "0 of its 8 antennas point at satellites."
    region = inspector_scene(net, 900.0, EntityRef("region", 2), cache)
    assert region.why[0] == "Failed from 00:10:00 to 00:20:00."
    assert "No way to the nearest site that can serve." in region.why


def test_the_table_lists_pairs_with_their_status(net: Recording, cache: SceneCache) -> None:
    scene = table_scene(net, 900.0, "pair", None, cache)
    assert [column.title for column in scene.columns] == ["Name", "Round trip", "Hops", "Way"]
    expected = [status.NORMAL] * 4 + [status.SERIOUS] * 2
    assert statuses(net, "pair", 15).tolist() == expected
    assert statuses(net, "gateway", 18).tolist() == [status.SERIOUS, status.NORMAL]
    assert statuses(net, "pair", None).tolist() == [status.OFF] * 6
