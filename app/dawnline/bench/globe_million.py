"""The window with very many satellites: run as a program on a run file, it prints what each thing took.

The beats are those of the window, one behind the other, and all places of the window are there. What a beat
holds the window for is told apart from what its painting takes: that is the driver's. All in milliseconds.
"""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, sleep

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from dawnline.bench.result import PeerError
from dawnline.shell.beat import BEAT_MS
from dawnline.shell.finery import dress
from dawnline.shell.first_globe import place_globe
from dawnline.shell.furnish import Furnishing, furnish_places
from dawnline.shell.main import make_application
from dawnline.shell.window import DeskWindow
from dawnline_widgets.globe.hand.pick import pick
from dawnline_widgets.globe.widget import GlobeWidget

SIZE = (1280, 800)
SPEEDS = (1.0, 100.0, 10_000.0)
SEEKS = (0.9, 0.1, 0.6, 0.3)  # of the run
PICKS = ((0.5, 0.5), (0.35, 0.4), (0.62, 0.55), (0.5, 0.25), (0.45, 0.7))  # of the globe's width and height
LONGEST_S = 120.0
SETTLE_BEATS = 40


@dataclass
class Window:
    """A furnished window whose beats somebody else makes."""

    desk: Furnishing
    globe: GlobeWidget
    held_ms: list[float] = field(default_factory=list)  # by each beat

    def beat(self) -> None:
        """Make one beat, then let Qt deliver and paint."""
        start_s = perf_counter()
        self.desk.beat.beat()
        self.held_ms.append((perf_counter() - start_s) * 1e3)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        sleep(max(0.0, BEAT_MS * 1e-3 - (perf_counter() - start_s)))

    def forget(self) -> None:
        """Begin anew to note what beats hold."""
        self.held_ms = []

    @property
    def longest_ms(self) -> float:
        """Return the longest that a beat held the window for since ``forget``."""
        return max(self.held_ms)

    def is_right(self) -> bool:
        """Return whether the globe shows the time of the playhead, with keyframes and colours for it."""
        scene, session = self.globe.controls.scene, self.desk.session
        if scene is None or session.recording is None:
            return False
        keyframes = scene.keyframes
        right = keyframes.t0_s <= session.t_s <= keyframes.t1_s and len(keyframes.r0) > 0
        return right and scene.t_s == session.t_s

    def milliseconds_until_right(self) -> float:
        """Return how long it takes until the right picture is on the screen."""
        start_s = perf_counter()
        while True:
            self.beat()
            if self.is_right():
                return (perf_counter() - start_s) * 1e3
            if perf_counter() - start_s > LONGEST_S:
                raise PeerError(f"no right picture within {LONGEST_S:.0f} s")


def measure(path: Path, seconds: float) -> dict[str, list[float]]:
    """Return the milliseconds of opening, seeking, playing (``seconds`` at each speed) and picking."""
    make_application()
    desk_window = DeskWindow()
    globe = place_globe(desk_window)
    if not isinstance(globe, GlobeWidget):
        raise PeerError("OpenGL widgets cannot be drawn on this platform")
    dress(globe)
    desk = furnish_places(desk_window, globe)
    desk.add_inspector()
    desk_window.resize(*SIZE)
    desk_window.show()
    window = Window(desk, globe)
    for _ in range(4):
        window.beat()
    told: dict[str, list[float]] = {}
    try:
        start_s = perf_counter()
        window.forget()
        desk.files.open(path)  # in a thread, while the beats go on
        asked_ms = (perf_counter() - start_s) * 1e3
        told["open"] = [asked_ms + window.milliseconds_until_right()]
        told["open held"] = [max(asked_ms, window.longest_ms)]
        _settle(window)
        told["seek"], told["seek held"] = [], []
        for part in SEEKS:
            window.forget()
            desk.session.playhead.seek(part * desk.session.playhead.duration_s)
            told["seek"].append(window.milliseconds_until_right())
            _settle(window)
            told["seek held"].append(window.longest_ms)
        told["pick"] = _picks(globe)
        for speed in SPEEDS:
            told[f"play {speed:g}"] = _played(window, speed, seconds)
    finally:
        desk.close()
        desk_window.close()
    return told


def _settle(window: Window) -> None:
    """Let what threads still make arrive."""
    for _ in range(SETTLE_BEATS):
        window.beat()


def _played(window: Window, speed: float, seconds: float) -> list[float]:
    """Return how long each beat held the window at a speed; from the start again at the end."""
    playhead = window.desk.session.playhead
    playhead.seek(0.0)
    playhead.set_speed(speed)
    playhead.play()
    _settle(window)
    window.forget()
    end_s = perf_counter() + seconds
    while perf_counter() < end_s:
        if not playhead.playing:
            playhead.seek(0.0)
            playhead.play()
        window.beat()
    playhead.pause()
    return window.held_ms


def _picks(globe: GlobeWidget) -> list[float]:
    scene, size = globe.controls.scene, (globe.width(), globe.height())
    if scene is None:
        return []
    took_ms = []
    for across, down in PICKS:
        start_s = perf_counter()
        pick(scene, globe.pose, size, (across * size[0], down * size[1]))
        took_ms.append((perf_counter() - start_s) * 1e3)
    return took_ms


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), float(sys.argv[2]))))
