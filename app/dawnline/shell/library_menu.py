"""The library of scenarios that ship, as a menu under File: each by its title, its story as a tip."""

from PySide6.QtWidgets import QMainWindow, QMenu

from dawnline.scenario.library import library
from dawnline.shell.invoker import Invoker

BEFORE = "file.cancel_opening"


class LibraryMenu(QMenu):
    """Lists the library; stands in the File menu below what opens files."""

    def __init__(self, window: QMainWindow, invoker: Invoker) -> None:
        super().__init__("Library of scenarios", window)
        self.setToolTipsVisible(True)
        for story in library():
            action = self.addAction(story.title.replace("&", "&&"))
            action.setToolTip(story.line)
            action.triggered.connect(lambda _on=False, name=story.name: invoker.run("file.library", name))
        for menu in window.menuBar().findChildren(QMenu):
            for action in menu.actions():
                if action.objectName() == BEFORE:
                    menu.insertMenu(action, self)
