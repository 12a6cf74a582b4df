"""An open run file: what it is, how far it reaches, and whether somebody still writes it."""

import math
import sqlite3
import threading
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from dawnline.recording.connection import connect_reader, half_error, is_half
from dawnline.recording.errors import RunFileError
from dawnline.recording.header import RunHeader
from dawnline.recording.header_store import read_header
from dawnline.recording.progress import Progress, check_plausible, read_progress
from dawnline.recording.query import ask
from dawnline.recording.single_file import settle
from dawnline.recording.store import Damaged, Store
from dawnline.recording.writer_lock import is_being_written

State = Literal["running", "complete", "cancelled", "interrupted"]
_RIGHT = "a run file that `dawnline simulate` wrote"


class RunFile:
    """A run file that is open for reading; any thread may ask, and nothing is held between two calls.

    Raises RunFileError that says what is wrong with the file and what would be right. A run whose writer died
    is made one file again where the place can be written.

    Attributes
    ----------
    path : the file.
    header : what the run is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        settle(path)
        half = is_half(path)
        self._alive = is_being_written(path)
        self._connection = connect_reader(path)
        self._lock = threading.Lock()
        self._revision = 0
        try:
            self._version = self._data_version()
            self._progress: Progress = read_progress(self._connection)
            if half and self._progress.state == "running":
                raise half_error(path)
            self.header: RunHeader = read_header(Store(self._connection))
            check_plausible(path, self._progress, self.header)
        except (Damaged, sqlite3.Error) as error:
            self._connection.close()
            problem = str(error) if isinstance(error, Damaged) else f"is damaged ({error})"
            raise RunFileError(path, problem, _RIGHT) from None
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Let go of the file; the last one out leaves it a single file."""
        with self._lock:
            self._connection.close()
        settle(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def state(self) -> State:
        """Whether the run is being written, and if not, how it ended; as of the last refresh."""
        if self._progress.state != "running":
            return self._progress.state
        return "running" if self._alive else "interrupted"

    @property
    def frame_count(self) -> int:
        """How many frames can be read now; they are 0 to ``frame_count - 1``."""
        return self._progress.frames

    @property
    def end_s(self) -> float:
        """The time of the last frame that can be read; 0 where there is none."""
        return max(0, self.frame_count - 1) * self.header.step_s

    @property
    def revision(self) -> int:
        """Changes whenever a refresh found more frames or another state."""
        return self._revision

    def refresh(self) -> bool:
        """Look for newly flushed frames; return whether anything changed. Takes microseconds if not."""
        if self._progress.state != "running":
            return False
        alive = is_being_written(self.path)  # asked first: who is gone now has written what is read next
        progress = self._progress
        try:
            with self._lock:
                version = self._data_version()
                if version != self._version:
                    progress = read_progress(self._connection)
        except (sqlite3.DatabaseError, Damaged) as error:
            if isinstance(error, sqlite3.ProgrammingError):
                raise  # closed: a fault of the caller
            return False  # busy or just then unreadable: a later refresh sees it
        self._version = version
        grown = self._progress.frames <= progress.frames <= self.header.frame_count
        if not grown or (progress, alive) == (self._progress, self._alive):
            return False
        self._progress, self._alive = progress, alive
        self._revision += 1
        return True

    def frame_index_at(self, t_s: float) -> int:
        """Return the last frame at or before ``t_s``, kept within what is there; 0 if nothing is."""
        if not math.isfinite(t_s):
            raise ValueError(f"{t_s} is not a time; expected a finite number of seconds")
        # A time that was computed as k * step_s must give k, however it was rounded.
        index = math.floor(t_s / self.header.step_s * (1 + 1e-12) + 1e-9)
        return max(0, min(index, self.frame_count - 1))

    def _data_version(self) -> int:
        return int(ask(self._connection, "PRAGMA data_version")[0][0])
