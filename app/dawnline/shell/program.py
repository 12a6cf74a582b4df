"""The program itself (the ``App`` of the commands): leaving, and a picture of the window."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from dawnline.commands.complaint import CommandError
from dawnline.shell.window import DeskWindow


class Program:
    """Closes the window and takes its picture."""

    def __init__(self, window: DeskWindow) -> None:
        self._window = window

    def quit(self) -> None:
        """Close the window; the event loop ends with it."""
        self._window.close()

    def snapshot(self, path: Path | None) -> None:
        """Save a picture of the window; without a path, ask where."""
        if path is None:
            name, _ = QFileDialog.getSaveFileName(
                self._window, "Save a picture", "dawnline.png", "PNG (*.png)"
            )
            if not name:
                return
            path = Path(name)
        if not self._window.grab().save(str(path)):
            raise CommandError(f"{path}: cannot be written; name a .png file in a folder that exists")
