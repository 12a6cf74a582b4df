"""The first window: ours against a bare QOpenGLWidget window, each a fresh process."""

import os
import subprocess
import sys
from statistics import median
from time import perf_counter

from dawnline.bench.inputs import Inputs
from dawnline.bench.result import Result, not_measured
from dawnline.shell.screen import missing_screen

ROUNDS = 7
PAINT_GOAL, GLOBE_GOAL = 1.5, 5.0  # design section 7

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Bare(QOpenGLWidget):
    def paintGL(self):
        print("painted", flush=True)
window = QMainWindow()
window.setCentralWidget(Bare())
window.resize(1280, 800)
window.show()
app.exec()
"""
OURS = """
from dawnline.shell.main import open_desk
from dawnline.shell.opening import Opening
open_desk(Opening(), on_stage=lambda stage: print(stage, flush=True))
"""


def first_window(inputs: Inputs) -> list[Result]:
    """Return the time from process start to first paint, and to lit globe, over the bare window's."""
    del inputs
    if complaint := missing_screen():
        return [not_measured("first-window", complaint)]
    bare, painted, globe = [], [], []
    for _ in range(ROUNDS):
        bare.append(_seconds_until(BARE, ("painted",))["painted"])
        stages = _seconds_until(OURS, ("painted", "globe"))
        painted.append(stages["painted"])
        globe.append(stages["globe"])
    peer_s = median(bare)
    note = "peer: QMainWindow with an empty QOpenGLWidget"
    return [
        Result("first-window", "first paint", "ms", median(painted) * 1e3, peer_s * 1e3, PAINT_GOAL, note),
        Result("first-window", "lit globe", "ms", median(globe) * 1e3, peer_s * 1e3, GLOBE_GOAL, note),
    ]


def _seconds_until(program: str, words: tuple[str, ...]) -> dict[str, float]:
    """Start a process and return when it first says each word; then end it."""
    start_s = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ,
    )
    heard: dict[str, float] = {}
    try:
        for line in process.stdout or ():
            heard.setdefault(line.strip(), perf_counter() - start_s)
            if all(word in heard for word in words):
                break
    finally:
        process.kill()
        process.wait()
    missing = [word for word in words if word not in heard]
    if missing:
        raise RuntimeError(f"the window ended before it said {', '.join(missing)}")
    return heard
