"""Opening files: a run is read, a scenario is simulated by the worker, element sets join a scenario."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from dawnline.commands.complaint import CommandError
from dawnline.orbits.epoch import Epoch
from dawnline.present.worker import WorkerState
from dawnline.recording.errors import RunFileError
from dawnline.recording.recording import Recording
from dawnline.recording.writer_lock import is_being_written
from dawnline.scenario.file_kind import file_kind
from dawnline.scenario.loading import bundled_scenario
from dawnline.shell.run_shelf import forget_old_runs, own_path_beside, run_path_for
from dawnline.shell.session import Session
from dawnline.shell.window import DeskWindow
from dawnline.shell.worker import Worker

FILTER = "Dawnline files (*.toml *.dawn *.tle *.txt *.3le *.json *.csv);;All files (*)"


class Files(QObject):
    """What is open, and the worker that fills it (the ``Files`` of the commands)."""

    def __init__(self, session: Session, window: DeskWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._worker = Worker(self)
        self._worker.progressed.connect(self._hear)
        self._run_path: Path | None = None
        self._elements: tuple[str, ...] = ()
        self._stale_ok = False

    @property
    def epoch(self) -> Epoch | None:
        """Return when the open run starts; None while nothing is open."""
        recording = self._session.recording
        return recording.header.epoch if recording else None

    @property
    def simulating(self) -> bool:
        """Return whether a simulation is at work."""
        return self._worker.running

    @property
    def can_simulate_again(self) -> bool:
        """Return whether what is open came from a scenario that can be simulated anew."""
        return self._session.source is not None and not self._worker.running

    @property
    def worker_process_id(self) -> int:
        """Return the process id of the worker, 0 when none runs."""
        return self._worker.process_id

    def choose(self) -> None:
        """Let a person choose a file, and open it."""
        start = str(self._session.source.parent) if self._session.source else ""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Open a scenario, a run or element sets", start, FILTER
        )
        if name:
            self.open(Path(name))

    def open(self, path: Path, elements: tuple[str, ...] = (), *, stale_ok: bool = False) -> None:
        """Open a scenario (with these elements), a run or element sets; CommandError if it cannot be."""
        try:
            kind = file_kind(path)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror or error}") from error
        if elements and kind != "scenario":
            raise CommandError(f"{path}: takes no --elements; give them with a scenario (.toml)")
        match kind:
            case "run":
                self._open_run(path)
            case "scenario":
                self.open_scenario(path, elements, stale_ok=stale_ok)
            case "elements":
                self.open_elements((str(path),))

    def open_elements(self, elements: tuple[str, ...]) -> None:
        """Open the scenario that ships for element sets, with these."""
        self.open_scenario(bundled_scenario("starlink-elements"), elements, stale_ok=True)

    def open_welcome(self) -> None:
        """Open the scenario that ships with the program."""
        self.open_scenario(bundled_scenario("welcome"))

    def open_scenario(
        self, path: Path, elements: tuple[str, ...] = (), *, stale_ok: bool = False, anew: bool = False
    ) -> None:
        """Show the run that these inputs make: the one that is kept, or simulate it."""
        try:
            run_path = run_path_for(path, elements)
        except OSError as error:
            raise CommandError(f"{error.filename or path}: {error.strerror or error}") from error
        self._worker.stop()
        self._session.source, self._elements, self._stale_ok = path, elements, stale_ok
        if is_being_written(run_path):  # by another window: this one makes its own
            run_path = own_path_beside(run_path)
        self._run_path = run_path
        if not anew and run_path.exists() and self._take_kept_run(run_path):
            return
        self._session.close()
        self._session.opened.emit()
        self._window.top_bar.show_title(path.stem)
        self._worker.start(path, self._run_path, elements=elements, stale_ok=stale_ok)
        forget_old_runs(keep=self._run_path)

    def cancel_simulation(self) -> None:
        """Stop simulating; what is there stays."""
        self._worker.cancel()

    def simulate_again(self) -> None:
        """Simulate the open scenario anew."""
        if self._session.source is not None:
            self.open_scenario(self._session.source, self._elements, stale_ok=self._stale_ok, anew=True)

    def close(self) -> None:
        """End the worker and let go of the run: the window goes."""
        self._worker.stop()
        self._session.close()

    def _open_run(self, path: Path) -> None:
        try:
            recording = Recording.open(path)
        except RunFileError as error:
            raise CommandError(str(error)) from error
        self._worker.stop()
        self._session.source = None
        self._session.worker = WorkerState()
        self._session.open(recording, playing=False)
        if recording.frame_count == 0:
            self._window.show_notice(
                "This run holds no frame", (f"{path} was ended before its first flush.",)
            )

    def _take_kept_run(self, path: Path) -> bool:
        """Open a run made before from the same inputs; return False if it must be made (again)."""
        try:
            recording = Recording.open(path)
        except RunFileError:
            return False
        if recording.state != "complete":
            recording.close()
            return False
        self._session.worker = WorkerState()
        self._session.open(recording, playing=True)
        return True

    def _hear(self, state: WorkerState) -> None:
        """Take what the worker says: open the run at its first flush, show a failure in words."""
        session = self._session
        session.worker = state
        first_flush = session.recording is None and state.flushed_frames > 0
        if first_flush and self._run_path is not None:
            try:
                session.open(Recording.open(self._run_path), playing=True)
            except RunFileError as error:
                self._window.show_notice("The run cannot be read", (str(error),))
        if not state.running and session.recording is not None:
            session.recording.refresh()
            session.catch_up()
        if state.phase == "failed":
            title = "The simulation stopped" if session.recording else "This scenario cannot be simulated"
            self._window.show_notice(title, state.problems)
        session.touch()
