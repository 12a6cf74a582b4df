"""Story: the simulation's process is killed while the window plays what it has written so far."""

import os
import signal
import sys

import psutil
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dawnline.shell.inspector_place import InspectorPlace
from dawnline.shell.window import DeskWindow
from dawnline_testing.story import Story, play
from dawnline_widgets.globe.widget import GlobeWidget


def story(window: DeskWindow) -> Story:
    """Tell it."""
    yield lambda: window.findChild(InspectorPlace) is not None
    window.activateWindow()  # no window manager does it on a bare screen
    yield window.isActiveWindow
    globe = window.findChild(GlobeWidget)
    yield lambda: bool(window.top_bar.clock_text.strip("-: UTC"))
    workers = [child for child in psutil.Process().children() if "simulate" in child.cmdline()]
    words = workers[0].cmdline()
    run = words[words.index("-o") + 1]
    # With the first frame alone there is nothing to play: it says so until more have come.
    yield lambda: window.top_bar.chip_text.startswith("SIMULATING")
    chip_before = window.top_bar.chip_text
    os.kill(workers[0].pid, signal.SIGKILL)
    yield lambda: not window.notice.isHidden()
    notice = window.notice.text
    clock = window.top_bar.clock_text
    QTest.keyClick(globe, Qt.Key.Key_8)
    yield lambda: window.top_bar.clock_text != clock  # it lives: time goes on in what there is
    return {
        "workers": len(workers),
        "chip_before": chip_before,
        "chip_after": window.top_bar.chip_text,
        "notice": notice,
        "run": run,
    }


if __name__ == "__main__":
    sys.exit(play(["open", sys.argv[1]], story))
