"""The one selection: asked for by a view or a name, shown by all, gone down the table with J and K."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTabBar, QTableView
from pytestqt.qtbot import QtBot

from dawnline.cli.main import main
from dawnline.commands.complaint import CommandError
from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.overview import overview_scene
from dawnline.shell.furnish import Furnishing


def test_a_pick_on_the_globe_is_selected_everywhere(desk: Furnishing, qtbot: QtBot) -> None:
    desk.globe_place.globe.picked.emit(("satellite", 30))
    assert desk.session.selection == EntityRef("satellite", 30)
    desk.settle()
    assert desk.session.recording is not None
    name = desk.session.recording.header.fleet.satellites.names[30]
    inspector = desk.window.docks["inspector"]
    qtbot.waitUntil(lambda: name in [label.text() for label in inspector.findChildren(QLabel)])
    row = desk.window.docks["table"].findChild(QTableView).currentIndex()
    assert name in [row.siblingAtColumn(column).data() for column in range(3)]
    assert desk.globe_place.globe.controls.scene is not None
    assert desk.globe_place.globe.controls.scene.selected_satellite == 30


def test_a_site_brings_its_tab(desk: Furnishing) -> None:
    desk.globe_place.globe.picked.emit(("pin", 2))
    assert desk.session.selection == EntityRef("site", 2)
    desk.settle()
    tabs = desk.window.docks["table"].findChild(QTabBar)
    assert tabs.tabText(tabs.currentIndex()) == "Sites"
    desk.globe_place.globe.picked.emit(None)
    assert desk.session.selection is None


def test_a_run_without_satellites_begins_with_its_sites(
    open_desk: Callable[..., Furnishing], tmp_path: Path
) -> None:
    run = tmp_path / "ground.dawn"
    assert main(["simulate", "us-east-1-outage", "-o", str(run), "--duration", "3m"]) == 0
    desk = open_desk(run)
    desk.settle()
    tabs = desk.window.docks["table"].findChild(QTabBar)
    assert tabs.tabText(tabs.currentIndex()) == "Sites"
    assert desk.window.docks["table"].findChild(QTableView).model().rowCount() == 12
    # Nor is anything said of power in orbit, where nobody is.
    told = overview_scene(desk.session.recording, 60.0, SceneCache())
    labels = [label for label, _ in told.values]
    assert "Ground power" in labels
    assert not {"Orbit power", "Satellites"} & set(labels)
    assert "Power drawn in orbit" not in [strip.title for strip in told.strips.strips]


def test_a_name_selects_and_back_goes_back(desk: Furnishing) -> None:
    assert desk.invoker.run("select.entity", "us-east-1")
    first = desk.session.selection
    assert first is not None
    assert desk.invoker.run("select.entity", "us-west-2")
    assert desk.session.selection != first
    assert desk.invoker.run("edit.undo")
    assert desk.session.selection == first


def test_down_the_table_and_up_again(desk: Furnishing, qtbot: QtBot) -> None:
    desk.settle()
    desk.invoker.run("select.next")
    qtbot.waitUntil(lambda: desk.session.selection == EntityRef("satellite", 0))
    desk.settle()
    desk.invoker.run("select.next")
    qtbot.waitUntil(lambda: desk.session.selection == EntityRef("satellite", 1))
    desk.settle()
    desk.invoker.run("select.previous")
    qtbot.waitUntil(lambda: desk.session.selection == EntityRef("satellite", 0))


def test_without_a_run_there_is_nobody(desk: Furnishing) -> None:
    desk.session.close()
    with pytest.raises(CommandError, match="nothing is open"):
        desk.invoker.desk.selection.find("us-east-1")
    desk.globe_place.globe.picked.emit(("satellite", 3))  # a click on what is still on the screen
    assert desk.session.selection is None
