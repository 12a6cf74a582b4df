"""What is open: recording, playhead, view and selection. Views read it, commands change it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dawnline.fleet.entity import EntityRef
from dawnline.present.view import View
from dawnline.present.worker import WorkerState
from dawnline.recording.recording import Recording
from dawnline.timeline.playhead import Playhead

OPENING_SPEED = 60.0  # a minute a second: satellites visibly move, and an orbit passes in a minute and a half


class Session(QObject):
    """The state of one window. Whoever changes it calls ``touch``, and every visible view asks anew."""

    touched = Signal()
    opened = Signal()  # a recording was opened or closed
    switched = Signal()  # another run of the same fleet and time is shown
    made = Signal()  # from a thread: something that a view waits for is there

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.recording: Recording | None = None
        self.playhead = Playhead(0.0, 1.0)
        self.view = View()
        self.selection: EntityRef | None = None
        self.worker = WorkerState()
        self.opening = ""  # the name of a file whose opening takes long enough to be told of
        self.network_tab = "matrix"  # the one in front in the network's panel
        self.source: Path | None = None
        self.wanted_t_s: float | None = None  # a time asked for that the simulation has not reached yet
        self.made.connect(self.touch)

    @property
    def t_s(self) -> float:
        """Return the time of the playhead."""
        return self.playhead.t_s

    @property
    def growing(self) -> bool:
        """Return whether more frames are to come, from our worker or from whoever writes the run."""
        return self.worker.running or (self.recording is not None and self.recording.state == "running")

    def open(self, recording: Recording, *, playing: bool) -> None:
        """Take a recording; the playhead stands at its start."""
        self.close()
        self.recording = recording
        header = recording.header
        self.playhead = Playhead((header.frame_count - 1) * header.step_s, header.step_s)
        self.playhead.set_speed(OPENING_SPEED)
        self.catch_up()
        if playing:
            self.playhead.play()
        self.opened.emit()
        self.touch()

    def close(self) -> None:
        """Let go of the recording."""
        if self.recording is not None:
            self.recording.close()
        self.recording = None
        self.selection = None
        self.wanted_t_s = None
        self.playhead = Playhead(0.0, 1.0)

    def switch(self, recording: Recording, worker: WorkerState) -> None:
        """Show another run of the same fleet and time; the one that was shown stays open.

        Time, speed and selection stay; a time that it has not reached yet is waited for.
        """
        t_s = self.t_s if self.wanted_t_s is None else self.wanted_t_s
        self.recording, self.worker, self.wanted_t_s = recording, worker, None
        recording.refresh()
        self.catch_up()
        if self.t_s < t_s and self.growing:
            self.wanted_t_s = t_s
        self.switched.emit()
        self.touch()

    def catch_up(self) -> None:
        """Tell the playhead how far the run reaches now, and go to a time that was waited for."""
        if self.recording is None:
            return
        self.playhead.extend(self.recording.end_s, growing=self.growing)
        if self.wanted_t_s is not None and (self.recording.end_s >= self.wanted_t_s or not self.growing):
            self.playhead.seek(self.wanted_t_s)
            self.wanted_t_s = None

    def wait_for(self, t_s: float) -> None:
        """Hold, and go to a time as soon as the simulation has reached it."""
        self.playhead.pause()
        self.wanted_t_s = t_s
        self.catch_up()

    def select(self, ref: EntityRef | None) -> None:
        """Select one entity, everywhere."""
        if ref != self.selection:
            self.selection = ref
            self.touch()

    def touch(self) -> None:
        """Say that something a view shows has changed."""
        self.touched.emit()
