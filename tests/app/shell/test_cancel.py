"""A simulation has a way out: the button beside its progress."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from dawnline_testing.small_scenario import write_small_scenario


def test_the_button_cancels_and_what_is_there_stays(open_desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk = open_desk(write_small_scenario(tmp_path, duration="1000h"))
    bar = desk.window.top_bar
    button = next(child for child in bar.findChildren(QToolButton) if child.text() == "Cancel")
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.session.worker.phase == "cancelled", timeout=20_000)
    qtbot.waitUntil(lambda: not button.isVisible())
    assert bar.chip_text.startswith("CANCELLED")
    recording = desk.session.recording
    assert 0 < recording.frame_count < recording.header.frame_count
    assert desk.window.notice.isHidden()
