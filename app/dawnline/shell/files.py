"""Opening files: a run is read, a scenario is simulated by the worker, element sets join a scenario.

Files are read in a thread. What is open stays until the new is there, and stays if that fails.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from dawnline.commands.complaint import CommandError
from dawnline.orbits.epoch import Epoch
from dawnline.present.worker import WorkerState
from dawnline.recording.recording import Recording
from dawnline.scenario.file_kind import file_kind
from dawnline.scenario.library import bundled_scenario
from dawnline.shell.filling import Filling
from dawnline.shell.kept_runs import FoundRun, Inputs, find_run, read_run
from dawnline.shell.opener import Opener
from dawnline.shell.run_shelf import forget_old_runs
from dawnline.shell.session import Session
from dawnline.shell.window import DeskWindow

FILTER = "Dawnline files (*.toml *.dawn *.tle *.txt *.3le *.json *.csv);;All files (*)"
SLOW_MS = 150  # what opens faster is not worth a word

T = TypeVar("T")


class Files(QObject):
    """What is open, and the worker that fills it (the ``Files`` of the commands).

    ``settled`` tells that an opening has ended, with the reason in words if nothing came of it.
    """

    settled = Signal(str)

    def __init__(self, session: Session, window: DeskWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._filling = Filling(session, window)
        self._opener = Opener("opening", self)
        self._name = ""
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._say_opening)
        self._inputs: Inputs | None = None

    @property
    def epoch(self) -> Epoch | None:
        """Return when the open run starts; None while nothing is open."""
        recording = self._session.recording
        return recording.header.epoch if recording else None

    @property
    def opening(self) -> bool:
        """Return whether a file is being opened."""
        return self._opener.busy

    @property
    def simulating(self) -> bool:
        """Return whether a simulation is at work."""
        return self._filling.running

    @property
    def can_simulate_again(self) -> bool:
        """Return whether what is open came from a scenario that can be simulated anew."""
        return self._session.source is not None and not self._filling.running

    @property
    def worker_process_id(self) -> int:
        """Return the process id of the worker, 0 when none runs."""
        return self._filling.worker.process_id

    def state_of(self, path: Path) -> WorkerState:
        """Return what is known of who writes a run; of no run but the last one that was begun here."""
        return self._filling.state_of(path)

    def open(self, path: Path | None, elements: tuple[str, ...] = (), *, stale_ok: bool = False) -> None:
        """Open a scenario (with these elements), a run or element sets; without a path, ask which.

        Raises CommandError if it is seen at once that it cannot be; the rest is told in a notice.
        """
        path = path or self._chosen()
        if path is None:
            return
        try:
            kind = file_kind(path)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror or error}") from error
        if elements and kind != "scenario":
            raise CommandError(f"{path}: takes no --elements; give them with a scenario (.toml)")
        match kind:
            case "run":
                self._begin(path.name, lambda: read_run(path), self._take_run, Recording.close)
            case "scenario":
                self._open_scenario(Inputs(path, elements, stale_ok))
            case "elements":
                self.open_elements((str(path),))

    def open_elements(self, elements: tuple[str, ...]) -> None:
        """Open the scenario that ships for element sets, with these."""
        self._open_scenario(Inputs(bundled_scenario("starlink-elements"), elements, stale_ok=True))

    def open_welcome(self) -> None:
        """Open the scenario that ships with the program."""
        self._open_scenario(Inputs(bundled_scenario("welcome")))

    def cancel(self) -> None:
        """Stop opening; where nothing is being opened, stop simulating. What is there stays."""
        if self._opener.busy:
            self._opener.cancel()
            self._end_opening("")
        else:
            self._filling.worker.cancel()

    def simulate_again(self) -> None:
        """Simulate the open scenario anew."""
        if self._session.source is not None and self._inputs is not None:
            self._open_scenario(self._inputs, anew=True)

    def close(self) -> None:
        """End threads and worker, and let go of the run: the window goes."""
        self._slow.stop()
        self._opener.close()
        self._filling.close()
        self._session.close()

    def _chosen(self) -> Path | None:
        start = str(self._session.source.parent) if self._session.source else ""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Open a scenario, a run or element sets", start, FILTER
        )
        return Path(name) if name else None

    def _open_scenario(self, inputs: Inputs, *, anew: bool = False) -> None:
        """Show the run that these inputs make: the one that is kept, or simulate it."""
        ours = self._filling.path
        self._begin(
            inputs.words,
            lambda: find_run(inputs, ours, anew=anew),
            lambda found: self._take_found(inputs, found),
            lambda found: found.complete.close() if found.complete else None,
        )

    def _begin(
        self, name: str, make: Callable[[], T], take: Callable[[T], None], drop: Callable[[T], None]
    ) -> None:
        def took(made: T) -> None:
            take(made)
            self._end_opening("")

        def refuse(error: CommandError) -> None:
            self._window.show_notice("This file cannot be opened", (str(error),))
            self._end_opening(str(error))

        self._name = name
        if not self._slow.isActive():
            self._slow.start()
        if self._session.opening:
            self._say_opening()
        self._opener.begin(make, take=took, refuse=refuse, drop=drop)

    def _say_opening(self) -> None:
        self._session.opening = self._name
        self._session.touch()

    def _end_opening(self, why: str) -> None:
        self._slow.stop()
        self._session.opening = ""
        self._session.touch()
        self.settled.emit(why)

    def _take_run(self, recording: Recording) -> None:
        self._filling.stop()
        self._session.source = self._inputs = None
        self._session.worker = WorkerState()
        self._session.open(recording, playing=False)
        if recording.frame_count == 0:
            self._window.show_notice(
                "This run holds no frame", (f"{recording.path} was ended before its first flush.",)
            )

    def _take_found(self, inputs: Inputs, found: FoundRun) -> None:
        """Show a run that was made before from the same inputs, or make it (again)."""
        self._filling.stop()
        self._session.source, self._inputs = inputs.scenario, inputs
        if found.complete is not None:
            self._session.worker = WorkerState()
            self._session.open(found.complete, playing=True)
            return
        self._session.close()
        self._session.opened.emit()
        self._window.top_bar.show_title(inputs.scenario.stem)
        self._filling.start(inputs, found.path)
        forget_old_runs(keep=found.path)
