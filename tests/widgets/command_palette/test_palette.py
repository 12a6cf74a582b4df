"""The command palette by keys and mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from dawnline_widgets.command_palette.palette import CommandPalette
from dawnline_widgets.command_palette.scene import PaletteRow
from dawnline_widgets.theme import tokens

pytestmark = pytest.mark.usefixtures("dressed")

ROWS = (
    PaletteRow("timeline.play", "Play: Play or pause", "Space"),
    PaletteRow("timeline.follow", "Play: Follow the end", "F"),
    PaletteRow("timeline.loop", "Play: Loop a range", enabled=False),
    PaletteRow("view.full", "View: Full screen", "F11"),
)


@pytest.fixture
def palette(qtbot: QtBot) -> Iterator[CommandPalette]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    with qtbot.waitExposed(window):
        window.show()
    palette = CommandPalette(window)
    palette.open_with(ROWS)
    yield palette
    palette.close()


def line(palette: CommandPalette) -> QLineEdit:
    return palette.findChild(QLineEdit)


def test_it_lists_all_in_their_order_over_the_window(palette: CommandPalette) -> None:
    assert palette.titles() == tuple(row.title for row in ROWS)
    window = palette.parentWidget()
    assert window.geometry().contains(palette.geometry())
    assert abs(palette.geometry().center().x() - window.geometry().center().x()) <= 1
    assert palette.geometry().top() < window.geometry().center().y() // 2


def test_typing_and_enter_choose(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(line(palette), "follow")
    assert palette.titles() == ("Play: Follow the end",)
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.keyClick(line(palette), Qt.Key.Key_Return)
    assert chosen.args == ["timeline.follow"]
    assert not palette.isVisible()


def test_the_arrows_walk_round(qtbot: QtBot, palette: CommandPalette) -> None:
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(line(palette), key)
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.keyClick(line(palette), Qt.Key.Key_Enter)
    assert chosen.args == ["timeline.follow"]


def test_what_cannot_run_now_is_not_chosen_and_comes_last(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(line(palette), "l")
    assert palette.titles()[-1] == "Play: Loop a range"
    qtbot.keyClick(line(palette), Qt.Key.Key_Up)
    chosen = QSignalSpy(palette.chosen)
    qtbot.keyClick(line(palette), Qt.Key.Key_Return)
    assert chosen.count() == 0
    assert palette.isVisible()


def test_no_match_says_so_and_enter_does_nothing(qtbot: QtBot, palette: CommandPalette) -> None:
    chosen = QSignalSpy(palette.chosen)
    qtbot.keyClicks(line(palette), "qqq")
    assert [label.text() for label in palette.findChildren(QLabel) if label.isVisible()] == [
        "No command matches. Try fewer letters."
    ]
    qtbot.keyClick(line(palette), Qt.Key.Key_Return)
    assert chosen.count() == 0


def test_escape_closes(qtbot: QtBot, palette: CommandPalette) -> None:
    chosen = QSignalSpy(palette.chosen)
    qtbot.keyClick(line(palette), Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert chosen.count() == 0


def test_a_click_chooses(qtbot: QtBot, palette: CommandPalette) -> None:
    rows = palette.findChild(QListWidget)
    place = rows.visualItemRect(rows.item(3)).center()
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == ["view.full"]


def test_it_opens_empty_again(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(line(palette), "full")
    palette.close()
    palette.open_with(ROWS[:2])
    assert line(palette).text() == ""
    assert palette.titles() == tuple(row.title for row in ROWS[:2])


def test_matching_letters_stand_out(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(line(palette), "full")
    image = palette.findChild(QListWidget).viewport().grab().toImage()
    inked = {image.pixelColor(x, y).name().upper() for x in range(40, 160) for y in range(image.height())}
    assert tokens.ACCENT in inked
