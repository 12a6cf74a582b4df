"""Layers: kept in the view, off in the scene; what a run lacks is not offered, and says why."""

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.globe import globe_scene
from dawnline.present.keyframes import keyframe_span, make_keyframes
from dawnline.present.layers import LAYERS, layers_scene
from dawnline.present.view import OFF_AT_FIRST, View
from dawnline.recording.recording import Recording
from dawnline.shell.colours import Colours
from dawnline.shell.layers import Layers
from dawnline.shell.session import Session
from dawnline_widgets.globe.scene import GlobeScene


@pytest.fixture
def session(run_file: Path, qtbot: QtBot):
    assert qtbot
    session = Session()
    session.open(Recording.open(run_file), playing=False)
    yield session
    session.close()


def scene(session: Session, selection: EntityRef | None = None) -> GlobeScene:
    assert session.recording is not None
    pair = make_keyframes(session.recording.header.ephemeris, *keyframe_span(0.0, 60.0))
    return globe_scene(session.recording, 0.0, session.view, selection, pair)


def test_at_first_the_quiet_ones_are_off(session: Session) -> None:
    layers = Layers(session)
    assert {layer.id for layer in LAYERS if not layers.shown(layer.id)} == OFF_AT_FIRST
    assert scene(session).hidden == OFF_AT_FIRST


@pytest.mark.parametrize("layer", [layer.id for layer in LAYERS])
def test_off_and_on_again(session: Session, layer: str) -> None:
    layers = Layers(session)
    before = layers.shown(layer)
    layers.show(layer, not before)
    assert layers.shown(layer) is not before
    assert (layer in scene(session).hidden) is before
    layers.show(layer, before)
    assert session.view == View()


def test_without_its_layer_there_is_no_orbit(session: Session) -> None:
    assert scene(session, EntityRef("satellite", 3)).path is not None
    Layers(session).show("orbit", False)
    assert scene(session, EntityRef("satellite", 3)).path is None


def test_what_a_run_lacks_is_said(session: Session) -> None:
    layers = Layers(session)
    assert layers.why_not("gateways").startswith("this run has no gateways: add [[gateway]]")
    assert layers.why_not("links").startswith("this run has no links: give a [[fleet]] its links")
    assert layers.why_not("routes").startswith("this run has no network")
    lacks = [layer.id for layer in LAYERS if layers.why_not(layer.id)]
    assert lacks == ["gateways", "links", "routes", "latency"]
    assert Layers(Session()).why_not("satellites") == "nothing is open"
    assert Layers(Session()).why_not("grid") == ""


def test_a_hidden_fleet_has_no_size_and_does_not_count(session: Session) -> None:
    layers = Layers(session)
    assert session.recording is not None
    fleet = session.recording.header.fleet
    name = layers.fleets[0]
    inside = fleet.satellites.parent == [group.name for group in fleet.groups].index(name)
    every = scene(session)
    layers.show_fleet(name, False)
    assert not layers.fleet_shown(name)
    shown = scene(session)
    assert shown.style.key != every.style.key
    np.testing.assert_array_equal(shown.style.size_px > 0, ~inside)
    assert every.legend.histogram.sum() - shown.legend.histogram.sum() == np.count_nonzero(
        inside & ~np.isnan(every.style.level)
    )


def test_the_panel_has_a_row_each_and_the_fleets_below_the_satellites(session: Session) -> None:
    rows = layers_scene(session.recording, session.view, SceneCache(), expanded=True, fleets_open=True).rows
    assert [row.id for row in rows if not row.is_fleet] != []
    assert {row.id for row in rows if not row.is_fleet} == {layer.id for layer in LAYERS}
    fleets = [row for row in rows if row.is_fleet]
    assert [row.id for row in fleets] == list(Layers(session).fleets)
    assert session.recording is not None
    assert sum(row.count or 0 for row in fleets) == len(session.recording.header.fleet.satellites)
    assert rows[[row.id for row in rows].index("satellites") + 1].is_fleet
    assert {row.id for row in rows if row.reason} == {"gateways", "links", "routes", "latency"}


def test_channels_are_those_of_the_satellites(session: Session) -> None:
    assert Colours(Session()).channels == ()
    colours = Colours(session)
    assert {"gpu_util_frac", "soc_frac", "limiter"} <= set(colours.channels)
    colours.set_ranges((20.0, 80.0), (50.0, 100.0))
    assert session.view.colour_range == pytest.approx((0.2, 0.8))
    assert colours.ranges == (pytest.approx((20.0, 80.0)), pytest.approx((50.0, 100.0)))
    colours.set_channel("soc_frac")
    assert (colours.channel, session.view.channel, colours.ranges) == ("soc_frac", "soc_frac", (None, None))
    colours.set_map("harbour")
    assert scene(session).style.colour_map == scene(session).pins.colour_map == "harbour"
