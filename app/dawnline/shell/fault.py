"""A fault of ours while the window is open: said in words, once, and the window lives on.

Qt goes on after an exception in a slot; so it must not pass unseen, and a script must not end well.
"""

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType


class FaultWatch:
    """Hears of every exception that nothing caught. ``count`` says how many there were."""

    def __init__(self, tell: Callable[[str, tuple[str, ...]], None]) -> None:
        self._tell = tell
        self.count = 0

    def begin(self) -> None:
        """Take the place of Python's own hook."""
        sys.excepthook = self._hear

    def end(self) -> None:
        """Give the place back."""
        sys.excepthook = sys.__excepthook__

    def _hear(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.count += 1
        if self.count > 1:
            return  # a fault in the beat would be told sixty times a second
        last = traceback.extract_tb(trace)[-1:]
        place = f"{Path(last[0].filename).name}:{last[0].lineno}" if last else "an unknown place"
        words = f"{kind.__name__}: {error} ({place})"
        sys.stderr.write(f"dawnline: this is a fault of Dawnline: {words}\n")
        if os.environ.get("DAWNLINE_DEBUG"):
            traceback.print_exception(kind, error, trace)
        self._tell("A fault of Dawnline", (words, "What is open is unharmed. Please report this line."))
