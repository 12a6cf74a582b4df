"""One branch that is being made: its worker, and the run as soon as it has come to its own first frame."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dawnline.commands.complaint import CommandError
from dawnline.present.worker import WorkerState
from dawnline.recording.recording import Recording
from dawnline.shell.kept_runs import read_run
from dawnline.shell.opener import Opener
from dawnline.shell.worker import Worker


@dataclass(frozen=True)
class Wanted:
    """A branch that a person asked for: which run it leaves, when, and for what."""

    parent: Path
    at_s: float
    event: str

    @property
    def words(self) -> str:
        """Return what is said while it is awaited."""
        return f"branch: {self.event}"


class BranchWork(QObject):
    """Makes a branch in a process of its own, beside whatever else is simulated."""

    ready = Signal(object)  # Recording: open, with the frame at which it leaves
    told = Signal(object)  # WorkerState

    def __init__(self, wanted: Wanted, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._path = path
        self._is_read = False
        self._opener = Opener("branch-first-flush", self)
        self._worker = Worker(self)
        self._worker.progressed.connect(lambda state: self._hear(state))  # noqa: PLW0108 - held weakly otherwise

    @property
    def state(self) -> WorkerState:
        """Return what is known of the worker."""
        return self._worker.state

    @property
    def running(self) -> bool:
        """Return whether the worker is at work."""
        return self._worker.running

    @property
    def process_id(self) -> int:
        """Return the process id of the worker, 0 when none runs."""
        return self._worker.process_id

    def start(self) -> None:
        """Begin."""
        self._worker.start_branch(
            self._wanted.parent, self._path, at_s=self._wanted.at_s, event=self._wanted.event
        )

    def cancel(self) -> None:
        """Ask the worker to stop; what it has written stays."""
        self._worker.cancel()

    def close(self) -> None:
        """End thread and worker."""
        self._worker.stop()
        self._opener.close()

    def _hear(self, state: WorkerState) -> None:
        if not self._is_read and state.flushed_frames > 0:
            self._look()
        self.told.emit(state)

    def _look(self) -> None:
        """Open the run when it has come far enough; asked again with the next progress if it has not."""
        if self._opener.busy:
            return
        self._opener.begin(
            lambda: self._read(),  # noqa: PLW0108 - runs in a thread
            take=self._take,
            refuse=self._refuse,
            drop=lambda found: found.close() if found else None,
        )

    def _read(self) -> Recording | None:
        recording = read_run(self._path)
        if recording.frame_count and (recording.end_s >= self._wanted.at_s or recording.state != "running"):
            return recording
        recording.close()
        return None

    def _take(self, found: Recording | None) -> None:
        if found is not None and not self._is_read:
            self._is_read = True
            self.ready.emit(found)
        elif found is not None:
            found.close()
        elif not self.state.running and self.state.phase != "failed":
            self._look()  # it was complete while an earlier part of it was read

    def _refuse(self, error: CommandError) -> None:
        """Tell of a run that cannot be read; while it is written the worker's next word asks again."""
        if not self.state.running:
            self.told.emit(WorkerState(phase="failed", problems=(str(error),)))
