"""Whether the compiled kernels are kept here, and the process that compiles them where they are not.

numba compiles for seconds with Python's lock in hand: in the window's own process the picture would stutter.
"""

import subprocess
import threading
from pathlib import Path

from dawnline.network.kernels import cache_folder
from dawnline.network.kernels.cache_place import source_stamp, writable_folder
from dawnline.shell.own_program import own_command

WORDS = ("self-test", "--warm")
PATIENCE_S = 180.0  # then the window's own process does it, in its thread
STOP_WITHIN_S = 4.0


def is_warm() -> bool:
    """Return whether the kernels of this very program have been compiled and kept."""
    return _note().is_file()


def note_warm() -> None:
    """Note that they are; what was noted of another build goes."""
    note = _note()
    for old in note.parent.glob("warm-*"):
        old.unlink(missing_ok=True)
    note.touch()


def _can_keep() -> bool:
    return writable_folder(cache_folder()) == str(cache_folder())


def _note() -> Path:
    return Path(writable_folder(cache_folder())) / f"warm-{source_stamp()}"


class Warmth:
    """Compiles the kernels in a process of their own, at most once; threads that need them wait for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._done = False
        self._process: subprocess.Popen[bytes] | None = None

    def ensure(self) -> None:
        """Return when the kernels are kept, or cannot be, or `stop` is called; not for the window's."""
        with self._lock:
            if self._done or not _can_keep() or is_warm():
                self._done = True
                return
            self._done = True
            program, words = own_command([*WORDS])
            quiet = subprocess.DEVNULL
            flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # of Windows
            try:
                self._process = subprocess.Popen(  # noqa: S603  our own program, a list of words, no shell
                    [program, *words], stdin=quiet, stdout=quiet, stderr=quiet, creationflags=flags
                )
            except OSError:
                return
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.stop()

    def stop(self) -> None:
        """End the process if it is still there, and start none any more."""
        with self._lock:
            self._done = True
            process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(STOP_WITHIN_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
