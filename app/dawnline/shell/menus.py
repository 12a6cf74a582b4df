"""Menus and keys, made from the table of commands."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QMainWindow, QMenu, QPlainTextEdit

from dawnline.commands.command import Command, Menu
from dawnline.commands.table import COMMANDS, MENUS, in_menu
from dawnline.scenario.library import library
from dawnline.shell.invoker import Invoker
from dawnline_widgets.command_palette.scene import PaletteRow

TEXT_WIDGETS = (QLineEdit, QPlainTextEdit, QAbstractSpinBox)


class Menus(QObject):
    """Fills the menu bar; each command is one QAction, with its keys, its tick and whether it can run.

    ``others`` are menus made elsewhere that stand on top of ours.
    """

    def __init__(self, window: QMainWindow, invoker: Invoker, others: Mapping[Menu, QMenu]) -> None:
        super().__init__(window)
        self._invoker = invoker
        self._actions: dict[str, tuple[Command, QAction]] = {}
        for menu in MENUS:
            drop_down = window.menuBar().addMenu(menu)
            drop_down.aboutToShow.connect(self._freshen)
            drop_down.aboutToHide.connect(self._enable_all)
            if menu in others:
                drop_down.addMenu(others[menu])
            for command in in_menu(menu):
                self._add(window, drop_down, command)
        QApplication.instance().focusChanged.connect(self._fit_keys_to_focus)  # type: ignore[union-attr]

    def _add(self, window: QMainWindow, menu: QMenu, command: Command) -> None:
        action = QAction(command.title, window)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(command.checked is not None)
        action.triggered.connect(lambda _checked=False, name=command.id: self._invoker.run(name))
        menu.addAction(action)
        window.addAction(action)  # keys work also while the menu bar is hidden
        self._actions[command.id] = (command, action)

    def _freshen(self) -> None:
        """Set ticks and greys before a menu shows."""
        for command, action in self._actions.values():
            action.setEnabled(self._invoker.can_run(command))
            if action.isCheckable():
                action.setChecked(self._invoker.is_checked(command))

    def _enable_all(self) -> None:
        """Let every key reach its command again, which says in words why it cannot run."""
        for _, action in self._actions.values():
            action.setEnabled(True)

    def _fit_keys_to_focus(self, _old: object, now: object) -> None:
        """In a text field plain letters type: only commands of context ``text`` keep their keys."""
        typing = isinstance(now, TEXT_WIDGETS)
        for command, action in self._actions.values():
            keys = command.keys if not typing or "text" in command.contexts else ()
            action.setShortcuts([QKeySequence(key) for key in keys])


def palette_rows(invoker: Invoker) -> list[PaletteRow]:
    """Return what the palette offers: every command that needs no argument, watchlists, library, branches."""
    rows = [
        PaletteRow(
            id=command.id,
            title=f"{command.menu}: {command.title}",
            keys=", ".join(command.keys),
            enabled=invoker.can_run(command),
        )
        for command in COMMANDS
        if not command.needs_argument
    ]
    rows += [
        PaletteRow(id=f"watchlist.show {name}", title=f"Select: Mark the watchlist {name}", keys="")
        for name in invoker.desk.marks.watchlists
    ]
    rows += [
        PaletteRow(id=f"file.library {story.name}", title=f"File: Library: {story.title}", keys="")
        for story in library()
    ]
    runs = invoker.desk.branches.runs
    rows += [
        PaletteRow(id=f"branch.show {number}", title=f"Events: Show {words}", keys="")
        for number, words in enumerate(runs, 1)
        if len(runs) > 1
    ]
    return rows
