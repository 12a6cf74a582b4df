"""Cancelling a run: from standard input by a window, by Ctrl+C from a person."""

import os
import signal
import sys
import threading
from collections.abc import Iterable
from types import FrameType
from typing import Any


class CancelOnStdin:
    """Watches standard input in a thread; ``requested`` turns True once and stays so.

    The line ``cancel`` asks for it, and so does the end of the input, since a dead window ends its worker; a
    process started without an input is at its end.
    """

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lines = _own_input() if os.name == "nt" else sys.stdin or ()
        threading.Thread(target=self._watch, name="cancel-on-stdin", daemon=True).start()

    @property
    def requested(self) -> bool:
        """Return whether the run shall stop."""
        return self._event.is_set()

    def _watch(self) -> None:
        for line in self._lines:
            if line.strip() == "cancel":
                break
        self._event.set()


def _own_input() -> Iterable[str]:
    """Return standard input for one reader alone, and leave an empty one in its place.

    On Windows whoever only looks at an input waits as long as somebody reads it, and libraries do look when
    they are loaded: scipy's, which numba loads for its kernels where it is there.
    """
    if sys.stdin is None:
        return ()
    place = sys.stdin.fileno()
    own, nothing = os.dup(place), os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, place)
    os.close(nothing)
    return os.fdopen(own, encoding="utf-8")


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
