"""The legend is where a person looks for another channel: a click on it lists them."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dawnline.shell.channel_menu import ChannelMenu

ON_THE_LEGEND = QPoint(60, 40)


def test_a_click_on_the_legend_chooses_a_channel(open_desk, qtbot: QtBot, run_file: Path) -> None:
    desk = open_desk(run_file)
    globe = desk.globe_place.globe
    qtbot.waitUntil(lambda: globe.overlay.legend_box.contains(ON_THE_LEGEND.toPointF()))
    menu = desk.window.findChild(ChannelMenu)
    seen: list[list[str]] = []

    def choose() -> None:
        actions = menu.actions()
        seen.append([action.text() for action in actions])
        next(action for action in actions if action.text() == "Battery").trigger()
        menu.close()

    QTimer.singleShot(300, choose)
    qtbot.mouseClick(globe, Qt.MouseButton.LeftButton, pos=ON_THE_LEGEND)
    qtbot.waitUntil(lambda: bool(seen))
    catalogue = desk.session.recording.header.catalogue
    channels = [channel.name for channel in catalogue.of_kind("satellite")]
    assert seen[0] == [*channels, "Colours", "Dawn", "Aurora", "Harbour"]
    qtbot.waitUntil(lambda: globe.controls.scene.legend.title == "Battery")
    assert desk.session.selection is None  # nothing under the legend was picked
    QApplication.processEvents()


def test_without_a_run_it_says_what_to_do(open_desk) -> None:
    menu = open_desk().window.findChild(ChannelMenu)
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["Open a scenario or a run first"]
