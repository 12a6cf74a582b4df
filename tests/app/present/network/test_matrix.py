"""The matrix shows what was recorded; worked out from the links it is the same."""

import dataclasses

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.network.choice import choice_of_pair
from dawnline.present.network.matrix import matrix_scene
from dawnline.present.network.there import has_network, network_time_s, what_is_missing
from dawnline.recording.recording import Recording
from dawnline.telemetry.catalogue import CATALOGUE


def test_rows_are_regions_and_columns_sites(net: Recording, cache: SceneCache) -> None:
    scene = matrix_scene(net, 900.0, choice_of_pair(net, EntityRef("pair", 3)), cache)
    assert scene.rows == ("madrid", "tokyo", "quito")
    assert scene.columns == ("dublin", "sydney")
    assert scene.selected == (1, 1)
    recorded = net.values("pair", "rtt_s", 15).reshape(3, 2) * 1e3
    np.testing.assert_allclose(scene.value, recorded, rtol=1e-6)
    assert np.isnan(scene.value[2]).all()  # quito is lost


def test_a_run_without_round_trips_has_them_worked_out(
    net: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded = matrix_scene(net, 900.0, None, SceneCache())
    monkeypatch.setattr(net, "header", dataclasses.replace(net.header, catalogue=CATALOGUE))
    worked_out = matrix_scene(net, 900.0, None, SceneCache())
    assert "without queues" in worked_out.title
    np.testing.assert_allclose(worked_out.value, recorded.value, rtol=3e-4)


def test_a_run_without_a_network_says_what_to_add(lived: Recording, cache: SceneCache) -> None:
    assert not has_network(lived)
    scene = matrix_scene(lived, 0.0, None, cache)
    assert scene.rows == ()
    assert 'links = { preset = "starlink-laser" }' in scene.empty
    assert "[[gateway]]" in scene.empty
    assert scene.empty == what_is_missing(lived)
    assert what_is_missing(None).startswith("Nothing is open")


def test_the_moment_is_that_of_a_frame(net: Recording) -> None:
    assert network_time_s(net, 119.9) == 60.0
    assert network_time_s(net, 120.0) == 120.0
