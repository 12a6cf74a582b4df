"""The program itself (the ``App`` of the commands): leaving, a picture of the window, what it is."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from dawnline.commands.complaint import CommandError
from dawnline.shell.crash.folder import reports_folder
from dawnline.shell.crash.offer import open_folder
from dawnline.shell.window import DeskWindow


class Program:
    """Closes the window, takes its picture, and tells what the program is."""

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

    def open_about(self) -> None:
        """Tell what this program is, and whose works it carries."""
        from dawnline.shell.about_box import AboutBox

        AboutBox(self._window).open()

    def open_reports(self) -> None:
        """Open the folder of crash reports, where they will lie."""
        folder = reports_folder()
        if not open_folder(folder):
            raise CommandError(f"the folder of crash reports cannot be opened; it is {folder}")
