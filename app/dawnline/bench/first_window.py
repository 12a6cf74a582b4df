"""The first window: ours against a bare QOpenGLWidget window, each a fresh process."""

from statistics import median

from dawnline.bench.fresh_process import seconds_until
from dawnline.bench.inputs import Inputs
from dawnline.bench.result import Result, not_measured
from dawnline.shell.screen import missing_screen

PAINT_GOAL, GLOBE_GOAL = 1.5, 5.0

# Both say it behind the paint, when the pixels have gone to the screen.
BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Bare(QOpenGLWidget):
    def paintGL(self):
        QTimer.singleShot(0, lambda: print("painted", flush=True))
window = QMainWindow()
window.setCentralWidget(Bare())
window.resize(1280, 800)
window.show()
app.exec()
"""
OURS = """
import sys
from pathlib import Path
from dawnline.shell.main import open_desk
from dawnline.shell.opening import Opening
file = Path(sys.argv[1]) if len(sys.argv) > 1 else None
open_desk(Opening(file=file), on_stage=lambda stage: print(stage, flush=True))
"""


def first_window(inputs: Inputs) -> list[Result]:
    """Return the time from process start to first paint, and to lit globe, over the bare window's."""
    if complaint := missing_screen():
        return [not_measured("first-window", complaint)]
    case = inputs.cases[0]
    openings = {
        "welcome": [],
        case.name: [str(inputs.run_file(case, inputs.effort.recorded_frames))],
    }
    results = []
    for name, words in openings.items():
        bare, painted, globe = [], [], []
        for number in range(inputs.effort.windows + 1):
            bare_s = seconds_until(["-c", BARE], ["painted"], inputs.folder)
            ours_s = seconds_until(["-c", OURS, *words], ["painted", "globe"], inputs.folder)
            if number:  # the first of each compiles and warms the disk's cache
                bare.append(bare_s["painted"])
                painted.append(ours_s["painted"])
                globe.append(ours_s["globe"])
        peer_ms = median(bare) * 1e3
        note = f"opening {name}; peer: QMainWindow with an empty QOpenGLWidget"
        results += [
            Result("first-window", "first paint", "ms", median(painted) * 1e3, peer_ms, PAINT_GOAL, note),
            Result("first-window", "lit globe", "ms", median(globe) * 1e3, peer_ms, GLOBE_GOAL, note),
        ]
    return results
