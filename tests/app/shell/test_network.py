"""The network in the real window, by keys, mouse and commands: panel, route, links, layers, selection."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from dawnline.cli.picture_options import picture_command
from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.causes.lines import ASKING, told_at_once, why_lines
from dawnline.present.network.no_way import asking
from dawnline.shell.furnish import Furnishing
from dawnline.shell.network_place import NetworkPlace
from dawnline_testing.network_run import simulated_network
from dawnline_testing.patience import PATIENCE_MS


@pytest.fixture(scope="module")
def net_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run with a network."""
    return simulated_network(tmp_path_factory)


@pytest.fixture
def desk(open_desk, net_file: Path) -> Furnishing:
    """Return the window on it, held at its start."""
    return open_desk(net_file)


def place(desk: Furnishing) -> NetworkPlace:
    """Return the panel."""
    found = desk.window.docks["network"].widget()
    assert isinstance(found, NetworkPlace)
    return found


def words_of(widget: QWidget) -> str:
    """Return what a person reads in a widget."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_panel_is_away_until_somebody_asks_for_it(desk: Furnishing, qtbot: QtBot) -> None:
    dock = desk.window.docks["network"]
    assert dock.isHidden()
    qtbot.keyClick(desk.window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(dock.isVisible)
    assert desk.invoker.desk.panels.shown("network")
    assert not desk.invoker.desk.panels.shown("inspector")  # behind it now
    qtbot.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.invoker.desk.panels.shown("inspector"))
    qtbot.keyClick(desk.window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.invoker.desk.panels.shown("network"))
    qtbot.keyClick(desk.window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(dock.isHidden)


def test_a_cell_of_the_matrix_chooses_a_pair_everywhere(desk: Furnishing, qtbot: QtBot) -> None:
    desk.invoker.run("network.show", "matrix")
    matrix = place(desk).matrix
    qtbot.waitUntil(matrix.grid.isVisible, timeout=PATIENCE_MS)
    matrix.grid.setFocus()
    qtbot.keyClick(matrix.grid, Qt.Key.Key_Down)  # the first cell
    qtbot.keyClick(matrix.grid, Qt.Key.Key_Right)
    assert desk.session.selection == EntityRef("pair", 1)
    assert desk.session.view.route is not None
    assert matrix.texts()[0] == "madrid → sydney"
    recorded_ms = float(desk.session.recording.values("pair", "rtt_s", 0)[1]) * 1e3
    assert matrix.texts()[1] == f"{recorded_ms:.0f} ms"
    tabs = desk.window.docks["table"].findChild(QTabBar)
    qtbot.waitUntil(lambda: tabs.tabText(tabs.currentIndex()) == "Pairs")


def test_the_route_is_on_the_globe_and_hop_by_hop_in_its_tab(desk: Furnishing, qtbot: QtBot) -> None:
    assert desk.invoker.run("network.route", "madrid>sydney")
    assert desk.invoker.run("network.show", "route")
    controls = desk.globe_place.globe.controls
    qtbot.waitUntil(lambda: len(controls.scene.ways) == 2, timeout=PATIENCE_MS)
    bright = controls.scene.ways[-1]
    route = place(desk).route
    qtbot.waitUntil(lambda: "madrid → sydney" in route.accessibleDescription(), timeout=PATIENCE_MS)
    qtbot.keyClick(desk.window, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert desk.session.view.route.alternative == 1
    qtbot.waitUntil(lambda: controls.scene.ways[-1].key != bright.key, timeout=PATIENCE_MS)
    qtbot.keyClick(desk.window, Qt.Key.Key_P)  # its layer off
    qtbot.waitUntil(lambda: not controls.scene.ways)
    qtbot.keyClick(desk.window, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: len(controls.scene.ways) == 2)
    qtbot.keyClick(desk.window, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: not controls.scene.ways)
    qtbot.waitUntil(lambda: "network.route" in words_of(route), timeout=PATIENCE_MS)


def test_a_hop_selects_its_satellite_and_the_route_stays(desk: Furnishing, qtbot: QtBot) -> None:
    desk.invoker.run("network.route", "madrid>sydney")
    desk.invoker.run("network.show", "route")
    ladder = place(desk).route.ladder
    qtbot.waitUntil(lambda: ladder.isVisible() and ladder.height() > 100, timeout=PATIENCE_MS)
    ladder.setFocus()
    for _ in range(3):
        qtbot.keyClick(ladder, Qt.Key.Key_Down)
    qtbot.keyClick(ladder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.session.selection.kind != "pair")
    assert desk.session.selection.kind in {"satellite", "region"}
    assert desk.session.view.route is not None


def test_the_links_of_the_selected_are_listed_with_reasons(desk: Furnishing, qtbot: QtBot) -> None:
    desk.session.playhead.seek(1080.0)
    desk.invoker.run("select.entity", "gateway:cork")
    desk.invoker.run("network.show", "links")
    links = place(desk).links
    qtbot.waitUntil(lambda: bool(links.texts()), timeout=PATIENCE_MS)
    assert set(links.texts()) <= set(desk.session.recording.header.fleet.satellites.names) | {
        "perth",
        "dublin",
        "sydney",
    }
    links.chosen.emit("satellite:shell/SHELL-P0S00")
    assert desk.session.selection == EntityRef("satellite", 0)


def test_links_and_gateways_come_by_their_keys_and_are_picked(desk: Furnishing, qtbot: QtBot) -> None:
    controls = desk.globe_place.globe.controls
    qtbot.keyClick(desk.window, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: controls.scene.links is not None, timeout=PATIENCE_MS)
    assert len(controls.scene.links.ends) > 200
    qtbot.keyClick(desk.window, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: controls.scene.gateways is not None, timeout=PATIENCE_MS)
    controls.pilot.animated = False
    desk.globe_place.globe.set_fly_to(np.radians(-31.9), np.radians(115.9), 2.0)
    qtbot.waitUntil(lambda: not controls.camera.flying)
    globe = desk.globe_place.globe
    middle = QPoint(globe.width() // 2, globe.height() // 2)
    qtbot.mouseClick(globe, Qt.MouseButton.LeftButton, pos=middle)
    assert desk.session.selection == EntityRef("gateway", 1)
    qtbot.waitUntil(lambda: controls.scene.selected_gateway == 1)


def test_time_to_answer_comes_by_its_key_and_from_elsewhere(desk: Furnishing, qtbot: QtBot) -> None:
    controls = desk.globe_place.globe.controls
    qtbot.keyClick(desk.window, Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: controls.scene.field is not None, timeout=PATIENCE_MS)
    key = controls.scene.field.key
    assert controls.scene.colour_keys[-1].title == "Time to answer, best"
    qtbot.keyClick(desk.window, Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: controls.scene.field.key != key, timeout=PATIENCE_MS)
    assert controls.scene.colour_keys[-1].title == "Time to answer, sites"


def test_marks_move_along_the_route_only_while_time_does(desk: Furnishing, qtbot: QtBot) -> None:
    controls = desk.globe_place.globe.controls
    phase = controls.scene.phase
    desk.session.touch()
    qtbot.wait(80)
    assert controls.scene.phase == phase
    desk.session.playhead.play()
    qtbot.waitUntil(lambda: controls.scene.phase != phase)


def test_no_route_is_said_in_words(desk: Furnishing, qtbot: QtBot) -> None:
    assert not desk.invoker.run("network.route", "madrid>mars")
    qtbot.waitUntil(desk.window.notice.isVisible)
    assert not desk.invoker.run("network.next_alternative")
    assert desk.session.view.route is None


def test_a_run_without_a_network_says_what_to_add(open_desk, run_file: Path, qtbot: QtBot) -> None:
    desk = open_desk(run_file)
    assert desk.invoker.run("network.show")
    qtbot.waitUntil(lambda: "starlink-laser" in words_of(place(desk)))
    assert not desk.invoker.run("network.route", "tokyo>us-east-1")
    assert not desk.invoker.run("globe.layer_links")
    tabs = desk.window.docks["table"].findChild(QTabBar)
    assert [tabs.tabText(index) for index in range(tabs.count())] == ["Satellites", "Sites", "Work"]


def test_a_snapshot_takes_commands_of_the_network() -> None:
    assert picture_command("network.route madrid > sydney") == ("network.route", "madrid > sydney")
    assert picture_command("network.show route") == ("network.show", "route")


def test_the_inspector_tells_the_chain_that_the_command_line_tells(desk: Furnishing, qtbot: QtBot) -> None:
    recording = desk.session.recording
    assert recording is not None
    desk.invoker.run("timeline.seek", "+30m")
    inspector = desk.window.docks["inspector"].widget()
    asked = []
    satellites = recording.header.fleet.satellites.ids[::25]
    for name in ("pair:madrid>dublin", "gateway:cork", "region:madrid", "site:dublin", *satellites):
        ref = recording.find_entity(name)
        cache = SceneCache()
        lines = why_lines(recording, ref, desk.session.t_s, cache, asking(recording, cache))
        asked.append(told_at_once(recording, ref, desk.session.t_s, cache).asks)
        assert desk.invoker.run("select.entity", name)
        qtbot.waitUntil(
            lambda told=lines: all(line.text in inspector.text for line in told), timeout=PATIENCE_MS
        )
        assert ASKING not in inspector.text
    assert any(asked)


def test_a_workload_brings_its_tab_to_the_front(desk: Furnishing, qtbot: QtBot) -> None:
    recording = desk.session.recording
    assert recording is not None
    tabs = desk.window.docks["table"].findChild(QTabBar)
    qtbot.waitUntil(lambda: tabs.count() == 6)
    assert desk.invoker.run("select.entity", recording.header.fleet.tables["workload"].ids[0])
    qtbot.waitUntil(lambda: tabs.tabText(tabs.currentIndex()) == "Work")
