"""A fault of ours while the window is open: said in words, once, written down, and the window lives on.

Qt goes on after an exception in a slot; so it must not pass unseen, and a script must not end well. Nothing
is sent: a report is a file in the user's log folder.
"""

import os
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from dawnline.shell.crash.folder import keep_report, reports_folder
from dawnline.shell.crash.journal import Journal

MOST_REPORTS = 5  # of one window: a fault in the beat would write sixty a second

Tell = Callable[[str, tuple[str, ...], bool], None]


class FaultWatch(QObject):
    """Hears of every exception that nothing caught, in any thread. ``count`` says how many there were.

    It writes their reports, and tells of the first one between ``begin`` and ``end``.
    """

    _heard = Signal(str, tuple, bool)

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._tell: Tell = lambda _title, _lines, _report: None
        self._journal = journal
        self._places: set[str] = set()
        self._lock = threading.Lock()
        self.count = 0
        self._heard.connect(self._say)  # from another thread it waits for the window's

    def begin(self, tell: Tell) -> None:
        """Take the place of Python's own hooks.

        ``tell`` is called in the window's thread with a title, lines, and whether there is a report.
        """
        self._tell = tell
        sys.excepthook = self._hear
        threading.excepthook = self._hear_thread

    def end(self) -> None:
        """Give the places back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def note(self, error: BaseException) -> Path | None:
        """Write the report of an exception, if it is one of a new place; return its path if it could be."""
        from dawnline.present.crash.report import CrashReport, place_of  # nothing of a start waits for it

        with self._lock:
            place = f"{type(error).__name__} {place_of(error)}"
            if place in self._places or len(self._places) >= MOST_REPORTS:
                return None
            self._places.add(place)
        now = datetime.now(UTC)
        thread = threading.current_thread()
        report = CrashReport.of_exception(
            error,
            when=now.isoformat(timespec="seconds"),
            thread="the window's thread" if thread is threading.main_thread() else f"thread {thread.name}",
            system=self._journal.system,
            commands=self._journal.commands,
            home=str(Path.home()),
        )
        try:
            return keep_report(report.text, reports_folder(), now)
        except OSError:
            return None  # a full disk, a home that cannot be written: the words are told still

    def _hear(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, Exception):
            return  # somebody wants to leave
        from dawnline.present.crash.report import place_of, words_of

        self.count += 1
        path = self.note(error)
        if self.count > 1:
            return
        words = f"{words_of(error, str(Path.home()))} ({place_of(error)})"
        if sys.stderr is not None:  # a windowed program on Windows has none
            sys.stderr.write(f"dawnline: this is a fault of Dawnline: {words}\n")
            if os.environ.get("DAWNLINE_DEBUG"):
                traceback.print_exception(kind, error, trace)
        lines = (words, "What is open is unharmed. Please report this line.")
        if path is not None:
            lines = (words, f"What is open is unharmed. A report is kept as {path.name}; nothing is sent.")
        self._heard.emit("A fault of Dawnline", lines, path is not None)

    def _hear_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self._hear(told.exc_type, told.exc_value, told.exc_traceback)

    def _say(self, title: str, lines: tuple[str, ...], has_report: bool) -> None:
        self._tell(title, lines, has_report)
