"""The real window: it crashes after a command, or finds what the last one left and has faults of its own."""

import ctypes
import json
import sys
import threading

from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QToolButton

from dawnline.shell.window import DeskWindow
from dawnline_testing.story import Story, play


class Folders(QObject):
    """Stands where the file manager of the system would."""

    opened: list[str]

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def fail() -> None:
    raise LookupError("in /home/somebody/secret plans.toml")


def crash(window: DeskWindow) -> Story:
    yield lambda: script_has_run(window)
    ctypes.string_at(0)


def script_has_run(window: DeskWindow) -> bool:
    """Return whether the script of this start has run its command."""
    return window.docks["table"].isHidden()


def look(window: DeskWindow) -> Story:
    folders = Folders()
    folders.opened = []
    QDesktopServices.setUrlHandler("file", folders, "open")
    offer = window.notice.findChild(QToolButton, "notice-offer")
    yield lambda: window.notice.isVisible() and offer.isVisible()
    seen = {"leftover": window.notice.text}
    offer.click()
    yield lambda: not window.notice.isVisible()
    for _ in range(3):
        QTimer.singleShot(0, fail)
    yield window.notice.isVisible
    seen["fault"] = window.notice.text
    window.notice.hide()
    thread = threading.Thread(target=fail, name="a thread")
    thread.start()
    thread.join()
    yield lambda: True
    seen["again"] = window.notice.isVisible()
    seen["dialogs"] = [type(w).__name__ for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
    window.findChild(QAction, "help.reports").trigger()
    seen["opened"] = folders.opened
    QDesktopServices.unsetUrlHandler("file")
    return seen


print(json.dumps({"status": play(["open", *sys.argv[2:]], {"crash": crash, "look": look}[sys.argv[1]])}))
