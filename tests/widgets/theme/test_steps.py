"""Steps: what is shown, what can be chosen, and by what."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from dawnline_widgets.theme.steps import StepList

LINES = ("In umbra since 12:03 UTC", "Battery 31 %, floor 30 %", "A remark")


def shown(qtbot) -> StepList:
    steps = StepList()
    qtbot.addWidget(steps)
    steps.resize(300, 200)
    steps.show_steps(LINES, (True, False, True), (True, True, False))
    steps.show()
    qtbot.waitExposed(steps)
    return steps


def test_lines_are_shown_and_a_number_keeps_its_unit(qtbot) -> None:
    steps = shown(qtbot)
    assert steps.texts() == LINES
    labels = [label.text() for label in steps.findChildren(QLabel)]
    assert labels[1] == "Battery 31\N{NO-BREAK SPACE}%, floor 30\N{NO-BREAK SPACE}%"
    steps.show_steps(LINES[:1], (True,), (True,))
    assert steps.texts() == LINES[:1]
    assert [row.isVisible() for row in steps.findChildren(QLabel)] == [True, False, False]


def test_a_click_and_enter_choose_what_leads_somewhere(qtbot) -> None:
    steps = shown(qtbot)
    rows = [label.parentWidget() for label in steps.findChildren(QLabel)]
    with qtbot.waitSignal(steps.chosen) as chosen:
        qtbot.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    assert chosen.args == [1]
    with qtbot.waitSignal(steps.chosen) as chosen:
        qtbot.keyClick(rows[0], Qt.Key.Key_Return)
    assert chosen.args == [0]
    with qtbot.assertNotEmitted(steps.chosen):
        qtbot.mouseClick(rows[2], Qt.MouseButton.LeftButton)
        qtbot.mouseClick(rows[0], Qt.MouseButton.RightButton)
        qtbot.keyClick(rows[2], Qt.Key.Key_Return)
