"""Cancelling a run: from standard input by a window, by Ctrl+C from a person."""

import signal
import sys
import threading
from types import FrameType
from typing import Any


class CancelOnStdin:
    """Watches standard input in a thread; ``requested`` turns True once and stays so.

    The line ``cancel`` asks for it, and so does the end of the input, since a dead window ends its worker.
    """

    def __init__(self) -> None:
        self._event = threading.Event()
        threading.Thread(target=self._watch, name="cancel-on-stdin", daemon=True).start()

    @property
    def requested(self) -> bool:
        """Return whether the run shall stop."""
        return self._event.is_set()

    def _watch(self) -> None:
        for line in sys.stdin or ():  # a process started without an input has none: it is at its end
            if line.strip() == "cancel":
                break
        self._event.set()


class CancelOnInterrupt:
    """Within it the first Ctrl+C asks the run to end behind its frame; the next one ends the program."""

    def __init__(self) -> None:
        self.requested = False
        self._before: Any = None

    def __enter__(self) -> "CancelOnInterrupt":
        if threading.current_thread() is threading.main_thread():  # Python lets no other take signals
            self._before = signal.signal(signal.SIGINT, self._hear)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self.requested = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
