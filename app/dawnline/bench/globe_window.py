"""Frames of the real window, one after the other: run as a program on a run file, it prints what each took.

Four kinds, in turn, at the same place of the same window: ``empty`` (a bare QOpenGLWidget), ``camera`` (the
globe, camera moving), ``clock`` (the globe, camera at rest, time playing; only frames in which satellites
moved), and ``python``, the part of the latter that is ours before the painting. All in milliseconds.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEventLoop
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QApplication

from dawnline.bench.result import PeerError
from dawnline.recording.recording import Recording
from dawnline.shell.finery import dress
from dawnline.shell.first_globe import place_globe
from dawnline.shell.furnish import Furnishing, furnish_places
from dawnline.shell.main import make_application
from dawnline.shell.window import DeskWindow
from dawnline_widgets.globe.widget import GlobeWidget

SIZE = (1280, 800)
ROUNDS = 5
WARM_UP = 4  # frames: a widget that comes back, copies that are made at rest
BEAT_S = 1.0 / 30.0
DRAG_PX = 3.0  # a calm hand at 30 frames a second
LONGEST_FRAME_S = 30.0


class Empty(QOpenGLWidget):
    """The peer: it draws nothing."""

    def paintGL(self) -> None:
        """Draw nothing."""


class Frames:
    """The frames of one widget: each is asked for, and waited for until it is on the screen."""

    def __init__(self, window: DeskWindow, widget: QOpenGLWidget) -> None:
        self._window = window
        self._widget = widget
        self._swapped = False
        widget.frameSwapped.connect(self._note)

    def bring(self) -> None:
        """Put the widget into the middle of the window."""
        self._window.place_globe(self._widget)
        for _ in range(WARM_UP):
            self.milliseconds(lambda: None)

    def milliseconds(self, prepare: Callable[[], object]) -> float:
        """Return what a frame takes, its preparation included."""
        start_s = perf_counter()
        self._swapped = False
        prepare()
        self._widget.update()
        while not self._swapped:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 100)
            if perf_counter() - start_s > LONGEST_FRAME_S:
                raise PeerError(f"no frame within {LONGEST_FRAME_S:.0f} s")
        return (perf_counter() - start_s) * 1e3

    def _note(self) -> None:
        self._swapped = True


def measure(path: Path, count: int) -> dict[str, list[float]]:
    """Return the milliseconds of about ``count`` frames of each kind."""
    make_application()
    window = DeskWindow()
    globe = place_globe(window)
    if not isinstance(globe, GlobeWidget):
        raise PeerError("OpenGL widgets cannot be drawn on this platform")
    dress(globe)  # relief, Milky Way, coasts and borders, as a person sees them
    desk = furnish_places(window, globe)
    desk.add_inspector()
    window.resize(*SIZE)
    window.show()
    desk.session.open(Recording.open(path), playing=True)
    desk.beat.show_all()
    told: dict[str, list[float]] = {"empty": [], "camera": [], "clock": [], "python": []}
    empty, ours = Frames(window, Empty()), Frames(window, globe)
    try:
        for _ in range(ROUNDS):
            empty.bring()
            told["empty"] += [empty.milliseconds(lambda: None) for _ in range(count // ROUNDS)]
            ours.bring()
            told["camera"] += [ours.milliseconds(lambda: _turn(globe)) for _ in range(count // ROUNDS)]
            for _ in range(WARM_UP):
                ours.milliseconds(lambda: _play(desk, globe))
            for _ in range(count // ROUNDS):
                _clock_frame(desk, globe, ours, told)
    finally:
        desk.close()
        window.close()
    return told


def _clock_frame(desk: Furnishing, globe: GlobeWidget, ours: Frames, told: dict[str, list[float]]) -> None:
    python_ms: list[float] = []
    frame_ms = ours.milliseconds(lambda: python_ms.append(_play(desk, globe)))
    if python_ms[0] > 0.0:
        told["clock"].append(frame_ms)
        told["python"].append(python_ms[0])


def _turn(globe: GlobeWidget) -> None:
    globe.controls.camera.drag(DRAG_PX, 0.0, globe.controls.size)


def _play(desk: Furnishing, globe: GlobeWidget) -> float:
    """Let the clock go on and the globe ask anew; return the milliseconds, zero if no satellite moved."""
    before = globe.controls.scene
    start_s = perf_counter()
    desk.session.playhead.advance(BEAT_S)
    desk.globe_place.refresh()
    took_ms = (perf_counter() - start_s) * 1e3
    scene = globe.controls.scene
    if before is None or scene is None or scene.t_s == before.t_s:
        return 0.0
    return took_ms if scene.keyframes.t0_s <= scene.t_s <= scene.keyframes.t1_s else 0.0


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
