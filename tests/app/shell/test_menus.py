"""Menus, keys, palette and help: every command can be reached, keys do not disturb typing, refusals speak."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QTextBrowser
from pytestqt.qtbot import QtBot

from dawnline.commands.complaint import CommandError
from dawnline.commands.table import COMMANDS, MENUS, find_command
from dawnline.fleet.entity import EntityRef
from dawnline.scenario.library import bundled_scenario, library
from dawnline.shell.furnish import Furnishing
from dawnline.shell.menus import palette_rows
from dawnline_widgets.command_palette.palette import CommandPalette


def actions(desk: Furnishing) -> dict[str, QAction]:
    """Return the action of each command, by its id."""
    return {action.objectName(): action for action in desk.window.actions() if isinstance(action, QAction)}


def menu(desk: Furnishing, title: str) -> QMenu:
    bar = desk.window.menuBar()
    return next(entry.menu() for entry in bar.actions() if entry.text() == title)  # type: ignore[return-value]


def press(desk: Furnishing, keys: str) -> None:
    """Press keys as a person does while the globe has the focus."""
    desk.globe_place.globe.setFocus()
    sequence = QKeySequence(keys)[0]
    QTest.keyClick(desk.globe_place.globe, sequence.key(), sequence.keyboardModifiers())


def test_every_command_without_an_argument_is_in_its_menu(desk: Furnishing) -> None:
    assert [entry.text() for entry in desk.window.menuBar().actions()] == list(MENUS)
    for title in MENUS:
        shown = [action.objectName() for action in menu(desk, title).actions() if action.objectName()]
        assert shown == [c.id for c in COMMANDS if c.menu == title and not c.needs_argument]


def test_keys_reach_their_commands(desk: Furnishing, qtbot: QtBot) -> None:
    playhead, step_s = desk.session.playhead, desk.session.playhead.step_s
    press(desk, "Right")
    assert playhead.t_s == step_s
    press(desk, "Shift+Right")
    assert playhead.t_s == 11 * step_s
    press(desk, "Left")
    assert playhead.t_s == 10 * step_s
    press(desk, "End")
    assert playhead.t_s == playhead.duration_s
    press(desk, "Ctrl+Z")
    assert playhead.t_s == 10 * step_s
    press(desk, "9")
    assert playhead.speed == 10_000
    press(desk, "Space")
    qtbot.waitUntil(lambda: playhead.t_s > 10 * step_s)
    press(desk, "Space")
    channel = desk.session.view.channel
    press(desk, "C")
    assert desk.session.view.channel != channel
    press(desk, "J")
    qtbot.waitUntil(lambda: desk.session.selection is not None)
    press(desk, "Esc")
    assert desk.session.selection is None


def test_in_a_text_field_plain_letters_type(desk: Furnishing, qtbot: QtBot) -> None:
    before = desk.session.playhead.state, desk.session.view
    press(desk, "Ctrl+F")
    search = QApplication.focusWidget()
    assert isinstance(search, QLineEdit)
    QTest.keyClicks(search, "shell 1,c.")
    QTest.keyClick(search, Qt.Key.Key_Home)
    QTest.keyClick(search, Qt.Key.Key_Right)
    assert search.text() == "shell 1,c."
    assert search.cursorPosition() == 1
    assert (desk.session.playhead.state, desk.session.view) == before
    QTest.keyClick(search, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)  # this key works everywhere
    qtbot.waitUntil(desk.window.docks["timeline"].isHidden)
    desk.globe_place.globe.setFocus()
    press(desk, "Right")
    assert desk.session.t_s == desk.session.playhead.step_s


def test_a_menu_greys_what_cannot_run_and_ticks_what_is_on(desk: Furnishing, qtbot: QtBot) -> None:
    every = actions(desk)
    drop_down = menu(desk, "File")
    drop_down.popup(desk.window.pos())
    qtbot.waitUntil(drop_down.isVisible)
    assert not every["file.cancel_simulation"].isEnabled()
    assert every["file.open"].isEnabled()
    assert every["view.table"].isChecked()
    assert not every["timeline.play_pause"].isChecked()
    drop_down.hide()
    assert all(action.isEnabled() for action in every.values())  # so that a key can say why not
    desk.invoker.run("timeline.play")
    drop_down.aboutToShow.emit()
    assert every["timeline.play_pause"].isChecked()
    drop_down.aboutToHide.emit()


def test_a_refusal_is_said_in_the_notice(desk: Furnishing) -> None:
    press(desk, "Ctrl+R")  # a run file was opened: there is nothing to simulate again
    assert not desk.window.notice.isHidden()
    assert "Simulate again: not possible now" in desk.window.notice.text


def test_what_is_wrong_with_an_argument_is_said(desk: Furnishing) -> None:
    before = desk.session.playhead.state
    for command, argument, words in (
        ("timeline.seek", "+99h", "outside the run"),
        ("select.entity", "nobody at all", "nobody at all"),
        ("globe.channel", "gpu_utl_frac", "gpu_util_frac"),
        ("timeline.speed", "0", "speed"),
        ("timeline.fly", "", "timeline.fly"),
        ("file.open", "/no/such/file.dawn", "/no/such/file.dawn"),
        ("timeline.pause", "now", "no argument"),
    ):
        desk.window.notice.hide()
        assert not desk.invoker.run(command, argument)
        assert not desk.window.notice.isHidden()
        assert words in desk.window.notice.text
        assert desk.session.playhead.state == before


def test_a_script_hears_of_it_as_an_error(desk: Furnishing) -> None:
    with pytest.raises(CommandError, match="outside the run"):
        desk.invoker.run_or_raise(find_command("timeline.seek"), "+99h")


def test_the_palette_runs_what_is_chosen(desk: Furnishing, qtbot: QtBot) -> None:
    press(desk, "Ctrl+K")
    palette = desk.window.findChild(CommandPalette)
    assert palette is not None
    qtbot.waitUntil(palette.isVisible)
    line = palette.findChild(QLineEdit)
    qtbot.keyClicks(line, "go to the end")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.session.t_s == desk.session.playhead.duration_s)
    assert not palette.isVisible()
    press(desk, "Ctrl+K")
    qtbot.waitUntil(palette.isVisible)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_the_palette_offers_all_and_greys_what_cannot_run(desk: Furnishing) -> None:
    rows = {row.id: row for row in palette_rows(desk.invoker)}
    stories = {f"file.library {story.name}" for story in library()}
    assert set(rows) - stories == {command.id for command in COMMANDS if not command.needs_argument}
    assert not rows["file.cancel_simulation"].enabled
    assert rows["timeline.play"].enabled
    assert not rows["globe.go_to_selected"].enabled
    desk.session.select(EntityRef("site", 0))
    assert {row.id: row for row in palette_rows(desk.invoker)}["globe.go_to_selected"].enabled


def test_the_keys_are_listed(desk: Furnishing, qtbot: QtBot) -> None:
    press(desk, "F1")
    dialog = next(child for child in desk.window.findChildren(QDialog) if child.windowTitle() == "Keys")
    qtbot.waitUntil(dialog.isVisible)
    text = dialog.findChild(QTextBrowser).toPlainText()
    assert [c.title for c in COMMANDS if c.keys and c.title not in text] == []
    assert "Ctrl+Shift+S" in text
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_the_library_lists_each_story_and_opens_it(desk: Furnishing, monkeypatch: pytest.MonkeyPatch) -> None:
    files = menu(desk, "File")
    (entry,) = (action for action in files.actions() if action.text() == "Library of scenarios")
    assert files.actions().index(entry) == 2  # below what opens files
    shown = entry.menu().actions()  # type: ignore[attr-defined]
    assert [action.text().replace("&&", "&") for action in shown] == [story.title for story in library()]
    assert [action.toolTip() for action in shown] == [story.line for story in library()]
    opened: list[object] = []
    monkeypatch.setattr(desk.files, "open", opened.append)
    shown[0].trigger()
    assert opened == [bundled_scenario(library()[0].name)]
    rows = {row.id: row.title for row in palette_rows(desk.invoker)}
    for story in library():
        assert story.title in rows[f"file.library {story.name}"]


def test_a_scenario_that_does_not_ship_is_refused(desk: Furnishing) -> None:
    with pytest.raises(CommandError, match=r"known: .*welcome"):
        desk.invoker.run_or_raise(find_command("file.library"), "nobody")
