"""The layers at the desk: a strip over the globe, unfolded by a key, pressed through the commands."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dawnline.shell.furnish import Furnishing
from dawnline.shell.watchlist_menu import WatchlistMenu
from dawnline_widgets.layers.panel import STRIP_PX, WIDE_PX, LayersPanel
from dawnline_widgets.layers.row import LayerButton


def panel(desk: Furnishing) -> LayersPanel:
    found = desk.window.findChild(LayersPanel)
    assert found is not None
    return found


def row(desk: Furnishing, title: str) -> LayerButton:
    return next(row for row in panel(desk)._buttons.values() if row.text() == title)


def press(desk: Furnishing, keys: str) -> None:
    globe = desk.globe_place.globe
    globe.setFocus()
    sequence = QKeySequence(keys)[0]
    QTest.keyClick(globe, sequence.key(), sequence.keyboardModifiers())


def test_a_letter_turns_a_layer_off_and_its_cap_goes_out(desk: Furnishing, qtbot: QtBot) -> None:
    assert panel(desk).isVisible()
    assert panel(desk).width() == STRIP_PX
    assert row(desk, "Labels").isChecked()
    press(desk, "N")
    assert "labels" in desk.session.view.hidden
    qtbot.waitUntil(lambda: not row(desk, "Labels").isChecked())
    qtbot.mouseClick(row(desk, "Labels"), Qt.MouseButton.LeftButton)
    assert "labels" not in desk.session.view.hidden


def test_unfolded_it_keeps_to_the_globe_and_hides_a_fleet(desk: Furnishing, qtbot: QtBot) -> None:
    press(desk, "Ctrl+4")
    qtbot.waitUntil(lambda: panel(desk).width() == WIDE_PX)
    globe = desk.globe_place.globe
    assert panel(desk).parentWidget() is globe.parentWidget()
    assert globe.geometry().contains(panel(desk).geometry())
    qtbot.mouseClick(panel(desk)._fleets, Qt.MouseButton.LeftButton)
    name = desk.invoker.desk.layers.fleets[0]
    fleet = next(button for key, button in panel(desk)._buttons.items() if key == (name, True))
    qtbot.mouseClick(fleet, Qt.MouseButton.LeftButton)
    assert desk.session.view.hidden_fleets == {name}
    desk.window.resize(1000, 640)
    qtbot.waitUntil(lambda: globe.geometry().contains(panel(desk).geometry()))
    press(desk, "Ctrl+4")
    qtbot.waitUntil(lambda: panel(desk).width() == STRIP_PX)


def test_a_layer_that_this_run_lacks_says_why(desk: Furnishing) -> None:
    press(desk, "W")
    assert "this run has no gateways" in desk.window.notice.text


def test_watchlists_are_kept_and_chosen_in_their_menu(desk: Furnishing) -> None:
    names = iter(["  mine ", ""])
    menu = WatchlistMenu(desk.window, desk.invoker, lambda: next(names))
    menu.aboutToShow.emit()
    assert [(entry.text(), entry.isEnabled()) for entry in menu.actions()] == [("Keep the marked as…", False)]
    desk.invoker.run("select.mark_region", "2-4 9")
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    menu.actions()[0].trigger()  # no name, nothing kept
    desk.invoker.run("select.unmark_all")
    menu.aboutToShow.emit()
    assert [entry.text() for entry in menu.actions() if entry.text()] == [
        "mine",
        "Keep the marked as…",
        "Delete",
    ]
    menu.actions()[0].trigger()
    np.testing.assert_array_equal(desk.session.view.marked.indices, [2, 3, 4, 9])
    desk.settle()
    scene = desk.globe_place.globe.controls.scene
    assert scene is not None
    assert scene.caption.startswith("4 marked")
    menu._delete.actions()[0].trigger()
    assert desk.invoker.desk.marks.watchlists == ()
