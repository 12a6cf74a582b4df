"""Story: OpenGL is too old to draw the globe; the window says so, and everything else works."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from dawnline.shell.inspector_place import InspectorPlace
from dawnline.shell.window import DeskWindow
from dawnline_testing.story import Story, play


def story(window: DeskWindow) -> Story:
    """Tell it."""
    yield lambda: window.findChild(InspectorPlace) is not None
    window.activateWindow()  # no window manager does it on a bare screen
    yield window.isActiveWindow
    yield lambda: bool(window.top_bar.clock_text.strip("-: UTC"))
    yield lambda: not window.notice.isHidden()
    notice, clock = window.notice.text, window.top_bar.clock_text
    QTest.keyClick(window, Qt.Key.Key_End)
    yield lambda: window.top_bar.clock_text != clock
    QTest.keyClick(window, Qt.Key.Key_J)
    inspector = window.findChild(InspectorPlace)
    yield lambda: "SHELL-P00S00" in [label.text() for label in inspector.findChildren(QLabel)]
    return {"notice": notice, "clock": window.top_bar.clock_text}


if __name__ == "__main__":
    sys.exit(play(["open", sys.argv[1]], story))
