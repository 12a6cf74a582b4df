"""The simulation that fills the run which is open: shown from its first flush on, its failures in words."""

from pathlib import Path

from PySide6.QtCore import QObject

from dawnline.present.worker import WorkerState
from dawnline.recording.recording import Recording
from dawnline.shell.kept_runs import Inputs, read_run
from dawnline.shell.opener import Opener
from dawnline.shell.session import Session
from dawnline.shell.window import DeskWindow
from dawnline.shell.worker import Worker


class Filling(QObject):
    """One worker at most, and the run that it writes."""

    def __init__(self, session: Session, window: DeskWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._opener = Opener("first-flush", self)
        self._path: Path | None = None
        self.worker = Worker(self)
        self.worker.progressed.connect(self._hear)

    @property
    def running(self) -> bool:
        """Return whether a simulation is at work."""
        return self.worker.running

    @property
    def path(self) -> Path | None:
        """Return the run that is being written now."""
        return self._path if self.running else None

    def state_of(self, path: Path) -> WorkerState:
        """Return what is known of who writes a run; of no run but the last one that was begun here."""
        return self.worker.state if path == self._path else WorkerState()

    def start(self, inputs: Inputs, path: Path) -> None:
        """Simulate into ``path``; the session shows it as soon as there is something to show."""
        self._path = path
        self.worker.start(inputs.scenario, path, elements=inputs.elements, stale_ok=inputs.stale_ok)

    def stop(self) -> None:
        """End the simulation: another run is there."""
        self.worker.stop()
        self._opener.cancel()

    def close(self) -> None:
        """End thread and worker: the window goes."""
        self._opener.close()
        self.worker.stop()

    def _hear(self, state: WorkerState) -> None:
        session, path = self._session, self._path
        if session.recording is None or session.recording.path == path:  # else a branch of it is shown
            session.worker = state
        if session.recording is None and state.flushed_frames > 0 and not self._opener.busy and path:
            self._opener.begin(
                lambda: read_run(path),
                take=self._show,
                refuse=lambda error: self._window.show_notice("The run cannot be read", (str(error),)),
                drop=Recording.close,
            )
        if not state.running:
            self._catch_up()
        if state.phase == "failed":
            begun = session.recording is not None or self._opener.busy
            title = "The simulation stopped" if begun else "This scenario cannot be simulated"
            self._window.show_notice(title, state.problems)
        session.touch()

    def _show(self, recording: Recording) -> None:
        self._session.open(recording, playing=True)
        self._catch_up()  # the worker may be through by now

    def _catch_up(self) -> None:
        recording = self._session.recording
        if recording is not None and recording.path == self._path:
            recording.refresh()
            self._session.catch_up()
