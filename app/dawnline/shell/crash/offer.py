"""Offers to open the folder of crash reports: a button on the notice, never a dialog."""

import os
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from dawnline.shell.crash.folder import reports_folder
from dawnline.shell.window import DeskWindow

LABEL = "Open the folder"


def tell_of_fault(window: DeskWindow, title: str, lines: tuple[str, ...], *, has_report: bool) -> None:
    """Show a fault that has just happened, and offer the folder if there is a report in it."""
    window.show_notice(title, lines, (LABEL, lambda: _show_folder(window)) if has_report else None)


def tell_of_leftovers(window: DeskWindow, reports: tuple[Path, ...]) -> None:
    """Say at the start that Dawnline crashed before, and offer the folder."""
    names = ", ".join(path.name for path in reports[:3])
    title = "Dawnline crashed the last time" if len(reports) == 1 else "Dawnline crashed before"
    lines = (
        f"What happened is written in {names}{' and others' if len(reports) > 3 else ''}. Nothing was sent.",
        "To report it, attach that file. Later: Help, Crash reports.",
    )
    window.show_notice(title, lines, (LABEL, lambda: _show_folder(window)))


def open_folder(folder: Path) -> bool:
    """Show a folder in the system's file manager, made if it is not there; return whether that was done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    own = os.environ.get("LD_LIBRARY_PATH")
    before = os.environ.get("LD_LIBRARY_PATH_ORIG")  # set by a bundle's start program; others want theirs
    try:
        if before is not None:
            os.environ["LD_LIBRARY_PATH"] = before
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
    finally:
        if before is not None and own is not None:
            os.environ["LD_LIBRARY_PATH"] = own


def _show_folder(window: DeskWindow) -> None:
    if open_folder(reports_folder()):
        window.notice.hide()
    else:
        window.show_notice("The folder cannot be opened here", (f"It is {reports_folder()}",))
