"""Money and carbon in the window: opened by a command, counted in a thread."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dawnline.shell.furnish import Furnishing
from dawnline.shell.money_place import PROMISE
from dawnline_testing.patience import PATIENCE_MS


def test_a_command_opens_what_the_run_cost(desk: Furnishing, qtbot: QtBot) -> None:
    dock = desk.window.docks["money"]
    assert dock.isHidden()
    assert desk.invoker.run("view.money")
    assert desk.money is not None
    place = desk.money
    qtbot.waitUntil(lambda: "[costs]" in place.text, timeout=PATIENCE_MS)
    assert "$ a GPU-hour, by assumptions alone" in place.text
    assert "Launch at which orbit costs what the ground does" in place.text
    assert desk.invoker.run("view.money")
    assert dock.isHidden()


def test_without_a_run_it_says_what_will_stand_there(open_desk) -> None:
    desk = open_desk()
    assert desk.invoker.run("view.money")
    desk.money.refresh()
    assert PROMISE in [label.text() for label in desk.money.findChildren(QLabel)]
