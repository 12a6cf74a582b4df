"""The line on events, as a person sees and presses it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dawnline_widgets.timeline.event_line import EventLine
from dawnline_widgets.timeline.scene import EventLineScene

SCENE = EventLineScene(
    "2 of 7", "00:40 to 01:00", "lost aws/eu-central-1", "detected at once", is_on=True, entity="site:a/b"
)


@pytest.fixture
def line(dressed: QApplication, qtbot: QtBot) -> EventLine:
    assert dressed
    line = EventLine()
    qtbot.addWidget(line)
    line.resize(600, line.height())
    return line


def test_it_hides_itself_while_nothing_happens(line: EventLine) -> None:
    assert line.isHidden()
    line.show_scene(SCENE)
    assert not line.isHidden()
    assert line.text == "2 of 7 00:40 to 01:00 lost aws/eu-central-1 detected at once"
    assert line.accessibleDescription() == line.text
    assert line.toolTip().splitlines() == ["00:40 to 01:00 lost aws/eu-central-1", "detected at once"]
    line.show_scene(EventLineScene())
    assert line.isHidden()


def test_a_press_or_a_key_chooses_what_is_hit(line: EventLine, qtbot: QtBot) -> None:
    line.show_scene(SCENE)
    for press in (
        lambda: qtbot.mouseClick(line, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(line, Qt.Key.Key_Return),
    ):
        with qtbot.waitSignal(line.chosen) as chosen:
            press()
        assert chosen.args == ["site:a/b"]


def test_the_diamond_is_there_while_it_lasts(line: EventLine) -> None:
    line.show_scene(SCENE)
    lasts = line.grab().toImage()
    line.show_scene(EventLineScene(SCENE.number, SCENE.when, SCENE.what, SCENE.recovery))
    over = line.grab().toImage()
    differ = [x for x in range(600) if any(lasts.pixel(x, y) != over.pixel(x, y) for y in range(24))]
    assert differ
    assert max(differ) < 30
