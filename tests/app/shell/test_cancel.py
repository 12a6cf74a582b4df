"""A simulation, and a file that opens, have a way out: the button beside their progress, and Esc."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from dawnline_testing.patience import PATIENCE_MS
from dawnline_testing.small_scenario import write_small_scenario


def test_the_button_cancels_and_what_is_there_stays(open_desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk = open_desk(write_small_scenario(tmp_path, duration="1000h"))
    bar = desk.window.top_bar
    button = next(child for child in bar.findChildren(QToolButton) if child.text() == "Cancel")
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.session.worker.phase == "cancelled", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not button.isVisible())
    assert bar.chip_text.startswith("CANCELLED")
    recording = desk.session.recording
    assert 0 < recording.frame_count < recording.header.frame_count
    assert desk.window.notice.isHidden()


@pytest.mark.parametrize("how", ["button", "Esc"])
def test_opening_is_said_and_cancelled(
    open_desk, run_file: Path, qtbot: QtBot, gate: threading.Event, how: str
) -> None:
    assert not gate.is_set()
    desk = open_desk()
    bar, scene = desk.window.top_bar, lambda: desk.globe_place.globe.controls.scene
    desk.files.open(run_file)
    button = next(child for child in bar.findChildren(QToolButton) if child.text() == "Cancel")
    qtbot.waitUntil(button.isVisible)
    assert bar.chip_text == "OPENING small.dawn"
    assert "Esc" in button.toolTip()
    qtbot.waitUntil(lambda: scene().caption == "Opening small.dawn")
    if how == "button":
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(desk.window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not button.isVisible())
    assert not desk.files.opening
    qtbot.waitUntil(lambda: bar.chip_text == "")
    assert desk.session.recording is None
    assert desk.window.notice.isHidden()


def test_esc_while_opening_keeps_the_selection(
    desk, run_file: Path, qtbot: QtBot, gate: threading.Event
) -> None:
    desk.invoker.run("select.next")
    selected = desk.session.selection
    assert selected is not None
    assert not gate.is_set()
    desk.files.open(run_file)
    qtbot.keyClick(desk.window, Qt.Key.Key_Escape)
    assert (desk.files.opening, desk.session.selection) == (False, selected)
    qtbot.keyClick(desk.window, Qt.Key.Key_Escape)
    assert desk.session.selection is None
