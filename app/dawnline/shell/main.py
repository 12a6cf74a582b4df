"""Opens the desk: first the window with its empty states, then what is heavy, stage by stage.

Only Qt and the theme are imported before the first paint; numpy and vispy come after it for the lit Earth,
and behind that the rooms below and pyqtgraph.
"""

import signal
import sys
from collections.abc import Callable
from importlib.resources import files
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from dawnline.shell.fault import FaultWatch
from dawnline.shell.geometry import keep_geometry, restore_geometry
from dawnline.shell.opening import Opening
from dawnline.shell.window import DeskWindow
from dawnline_widgets.theme.palette import apply_theme

if TYPE_CHECKING:
    from dawnline_widgets.globe.widget import GlobeImagePlace, GlobeWidget

WINDOW_SIZE = (1440, 900)


def open_desk(opening: Opening, *, on_stage: Callable[[str], None] = lambda _stage: None) -> int:
    """Open the window and return the exit status when it has closed: 1 if there was a fault of ours.

    ``on_stage`` hears ``painted`` after the first paint and ``globe`` when the lit Earth is on the screen.
    """
    app = make_application()
    window = DeskWindow()
    if opening.steps or not restore_geometry(window):  # a script shows the same on every machine
        window.resize(*WINDOW_SIZE)
        _fit_screen(window)
    if not opening.steps:
        window.closing.connect(lambda: keep_geometry(window))
    window.painted.connect(lambda: _furnish(window, opening, on_stage))
    watch = FaultWatch(window.show_notice)
    watch.begin()
    # Ctrl+C in the terminal closes the window, so that its worker ends with it.
    # Not at once: Python may be in the middle of a paint.
    before = signal.signal(signal.SIGINT, lambda _number, _frame: QTimer.singleShot(0, window, window.close))
    window.show()
    try:
        status = app.exec()
    finally:
        signal.signal(signal.SIGINT, before)
        watch.end()
    return status or min(watch.count, 1)


def make_application() -> QApplication:
    """Return the application, dressed; the one there is if there is one."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    # Before the application: a dock that floats must not take the globe's buffers with it.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QCoreApplication.setApplicationName("Dawnline")
    app = QApplication(sys.argv[:1])
    app.setDesktopFileName("dawnline")
    apply_theme(app, bundled_fonts())
    icon = files("dawnline_assets").joinpath("icons/dawnline-256.png")
    if icon.is_file():
        app.setWindowIcon(QIcon(str(icon)))
    return app


def bundled_fonts() -> list[bytes]:
    """Return the font files that ship with the program."""
    folder = files("dawnline_assets").joinpath("fonts")
    return [entry.read_bytes() for entry in folder.iterdir() if entry.name.endswith((".otf", ".ttf"))]


def _furnish(window: DeskWindow, opening: Opening, on_stage: Callable[[str], None]) -> None:
    """Load what the first paint did not need, and open what was asked for."""
    on_stage("painted")
    from dawnline.shell.first_globe import show_first_globe

    def go_on(globe: "GlobeWidget | GlobeImagePlace") -> None:
        on_stage("globe")
        from dawnline.shell.finery import dress, dress_later
        from dawnline.shell.furnish import furnish

        (dress if opening.steps else dress_later)(globe)
        furnish(window, globe, opening)

    show_first_globe(window, go_on)


def _fit_screen(window: DeskWindow) -> None:
    room = window.screen().availableGeometry()
    if room.width() < window.width() or room.height() < window.height():
        window.resize(min(room.width(), window.width()), min(room.height(), window.height()))
