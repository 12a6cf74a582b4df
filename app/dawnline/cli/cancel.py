"""Cancelling from standard input: the line ``cancel``, or its end, since a dead window ends its worker."""

import sys
import threading


class CancelOnStdin:
    """Watches standard input in a thread; ``requested`` turns True once and stays so."""

    def __init__(self) -> None:
        self._event = threading.Event()
        threading.Thread(target=self._watch, name="cancel-on-stdin", daemon=True).start()

    @property
    def requested(self) -> bool:
        """Return whether the run shall stop."""
        return self._event.is_set()

    def _watch(self) -> None:
        for line in sys.stdin:
            if line.strip() == "cancel":
                break
        self._event.set()
