"""The journal of one window: enough for a report should its process crash, and gone when it ends well.

It lies in the folder of reports while the window is open, as ``running-*.txt``, and says which version runs
on which system and the ids of the commands that were run. Python's faulthandler holds the same file: in a
hard crash it writes the calls behind them. A lock beside it, which the system lets go however the process
ends, tells the others that its window lives. The next start reads what was left (``leftovers``).
"""

import contextlib
import faulthandler
import os
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QLockFile

from dawnline.shell.crash.folder import stamp_of

NAMED = "running-"
SYSTEM, COMMAND, REPORT = "system ", "command ", "report "
KEPT_COMMANDS = 20


class Journal:
    """What this window is and did last. Without a folder that can be written it remembers only."""

    def __init__(self) -> None:
        self.system: tuple[str, ...] = ()
        self._commands: deque[str] = deque(maxlen=KEPT_COMMANDS)
        self._stream: TextIO | None = None
        self._lock: QLockFile | None = None
        self._path: Path | None = None
        self._hears_crashes = False

    @property
    def commands(self) -> tuple[str, ...]:
        """Return the ids of the last commands, newest at the end; one that is run on and on counts once."""
        return tuple(self._commands)

    def begin(self, folder: Path) -> None:
        """Open the file, and let a crash write to it."""
        stem = f"{NAMED}{stamp_of(datetime.now(UTC))}-{os.getpid()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = QLockFile(str(folder / f"{stem}.lock"))
            lock.setStaleLockTime(0)  # a window may be open for weeks
            if not lock.tryLock(0):
                return
            self._lock, self._path = lock, folder / f"{stem}.txt"
            self._stream = self._path.open("w", encoding="utf-8", errors="replace", buffering=1)
        except OSError:
            self._let_go()
            return
        if not faulthandler.is_enabled():  # else somebody else wants to hear of it
            faulthandler.enable(self._stream)
            self._hears_crashes = True

    def describe(self, system: tuple[str, ...]) -> None:
        """Say what runs, and on what; may be said anew when more is known."""
        self._write("".join(f"{SYSTEM}{line}\n" for line in system if line not in self.system))
        self.system = system

    def note(self, command_id: str) -> None:
        """Remember that a command is about to run."""
        if not self._commands or self._commands[-1] != command_id:
            self._commands.append(command_id)
            self._write(f"{COMMAND}{command_id}\n")

    def end(self, untold: Path | None = None) -> None:
        """Forget all of it: the window ended well. ``untold`` is a report that the next start tells of."""
        if untold is not None:
            self._write(f"{REPORT}{untold.name}\n")
            self._path = None  # it stays
        if self._hears_crashes:
            faulthandler.disable()
            self._hears_crashes = False
        self._let_go()

    def _write(self, text: str) -> None:
        if self._stream is not None:
            with contextlib.suppress(OSError):  # a full disk must not end the window
                self._stream.write(text)

    def _let_go(self) -> None:
        with contextlib.suppress(OSError):
            if self._stream is not None:
                self._stream.close()
            if self._path is not None:
                self._path.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.unlock()
        self._stream = self._lock = self._path = None
