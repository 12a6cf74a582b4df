"""Files that the system asks a running program to open: macOS sends an event for a double click."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QFileOpenEvent


class FileOpens(QObject):
    """Takes the events of an application; keeps the last file until somebody can open it."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._waiting: Path | None = None
        self._open: Callable[[str], object] | None = None
        app.installEventFilter(self)

    def take(self) -> Path | None:
        """Return the file that was asked for before anything could be opened; None from then on."""
        waiting, self._waiting = self._waiting, None
        return waiting

    def serve(self, open_file: Callable[[str], object]) -> None:
        """Open with this what is asked for from now on, and what still waits."""
        self._open = open_file
        waiting = self.take()
        if waiting is not None:
            open_file(str(waiting))

    def end(self) -> None:
        """Take no more events."""
        self._app.removeEventFilter(self)
        self._open = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Open a local file; leave every other event alone."""
        if isinstance(event, QFileOpenEvent) and event.type() == QEvent.Type.FileOpen:
            name = event.file() or event.url().toLocalFile()
            if not name:
                return False
            if self._open is None:
                self._waiting = Path(name)
            else:
                self._open(name)
            return True
        return False
