"""The one timer: each beat the playhead advances, then every visible view asks again."""

from collections.abc import Sequence
from time import monotonic
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer

from dawnline.shell.session import Session
from dawnline.timeline.playhead import Moved

BEAT_MS = 16
LOOK_FOR_FRAMES_S = 0.4
LONGEST_BEAT_S = 0.25  # after a stall time goes on, it does not leap


class Place(Protocol):
    """One view of the window."""

    @property
    def visible(self) -> bool:
        """Return whether a person can see it."""
        ...

    @property
    def interval_s(self) -> float:
        """Return how long it may show what it shows while time plays."""
        ...

    def refresh(self) -> None:
        """Ask anew and show."""
        ...


class Beat(QObject):
    """Drives the playhead and the places."""

    def __init__(self, session: Session, places: Sequence[Place], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._places = list(places)
        self._shown_s = [0.0] * len(places)
        self._due = [True] * len(places)
        self._last_s = monotonic()
        self._looked_s = 0.0
        session.touched.connect(self.ask_all)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        """Begin."""
        self._last_s = monotonic()
        self._timer.start(BEAT_MS)

    def stop(self) -> None:
        """End."""
        self._timer.stop()

    def add(self, place: Place) -> None:
        """Add a place that became ready later."""
        self._places.append(place)
        self._shown_s.append(0.0)
        self._due.append(True)

    def ask_all(self) -> None:
        """Let every place ask anew at the next beat, whatever the clock does."""
        self._due = [True] * len(self._places)
        self._shown_s = [0.0] * len(self._places)

    def show_all(self) -> None:
        """Let every visible place show now: for pictures."""
        for place in self._places:
            if place.visible:
                place.refresh()

    def beat(self) -> None:
        """Let the playhead go on, and the visible places whose time it is ask anew."""
        now_s = monotonic()
        dt_s, self._last_s = min(now_s - self._last_s, LONGEST_BEAT_S), now_s
        self._look_for_frames(now_s)
        moved = self._session.playhead.advance(dt_s)
        if moved is Moved.SEEK:
            self.ask_all()
        elif moved is Moved.TICK:
            self._due = [True] * len(self._places)
        for index, place in enumerate(self._places):
            if self._due[index] and place.visible and now_s - self._shown_s[index] >= place.interval_s:
                self._due[index] = False
                self._shown_s[index] = now_s
                place.refresh()

    def _look_for_frames(self, now_s: float) -> None:
        recording = self._session.recording
        if recording is None or now_s - self._looked_s < LOOK_FOR_FRAMES_S:
            return
        self._looked_s = now_s
        if recording.refresh():
            self._session.catch_up()
            self._due = [True] * len(self._places)
