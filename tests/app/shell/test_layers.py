"""Layers: what is off is not in the scene, and everything else is as it was."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dawnline.commands.layer_rows import LAYERS
from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.globe import globe_scene
from dawnline.present.keyframes import keyframe_span, make_keyframes
from dawnline.recording.recording import Recording
from dawnline.shell.layers import Layers
from dawnline.shell.session import Session
from dawnline_widgets.globe.scene import GlobeScene


@pytest.fixture
def scene(run_file: Path) -> GlobeScene:
    with Recording.open(run_file) as recording:
        pair = make_keyframes(recording.header.ephemeris, *keyframe_span(0.0, 60.0))
        return globe_scene(recording, 0.0, Session().view, EntityRef("site", 0), pair, SceneCache())


def test_all_on_is_the_scene_itself(scene: GlobeScene, qtbot: QtBot) -> None:
    assert qtbot
    layers = Layers(Session())
    assert all(layers.shown(layer) for layer in Layers.OFFERED)
    assert layers.applied_to(scene) is scene


def test_off_and_on_again(scene: GlobeScene, qtbot: QtBot) -> None:
    assert qtbot
    layers = Layers(Session())
    for layer in Layers.OFFERED:
        layers.show(layer, False)
        assert not layers.shown(layer)
        assert layer in layers.applied_to(scene).hidden
        layers.show(layer, True)
    assert layers.applied_to(scene) is scene


def test_hidden_satellites_and_sites_are_not_drawn(scene: GlobeScene, qtbot: QtBot) -> None:
    assert qtbot
    layers = Layers(Session())
    assert scene.style.size_px.any()
    assert scene.selected_pin == 0
    layers.show("satellites", False)
    layers.show("sites", False)
    drawn = layers.applied_to(scene)
    assert not drawn.style.size_px.any()
    assert (len(drawn.pins.r_ecef), drawn.selected_pin) == (0, None)
    # Another key, or the GPU would keep what it has.
    assert drawn.style.key != scene.style.key
    assert drawn.pins.key != scene.pins.key


def test_every_layer_that_is_offered_has_a_command() -> None:
    assert set(Layers.OFFERED) <= {name for name, _, _ in LAYERS}


def test_channels_are_those_of_the_satellites(run_file: Path, qtbot: QtBot) -> None:
    assert qtbot
    session = Session()
    layers = Layers(session)
    assert layers.channels == ()
    session.open(Recording.open(run_file), playing=False)
    assert {"gpu_util_frac", "soc_frac", "limiter"} <= set(layers.channels)
    layers.set_channel("soc_frac")
    assert (layers.channel, session.view.channel) == ("soc_frac", "soc_frac")
    session.close()
