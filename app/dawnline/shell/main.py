"""Opens the desk: first the window with its empty states, then what is heavy, stage by stage.

Only Qt and the theme are imported before the first paint; numpy and vispy come after it for the lit Earth,
and behind that the rooms below and pyqtgraph.
"""

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from dawnline.shell.crash.folder import reports_folder
from dawnline.shell.crash.journal import Journal
from dawnline.shell.fault import FaultWatch
from dawnline.shell.file_opens import FileOpens
from dawnline.shell.geometry import keep_geometry, restore_geometry
from dawnline.shell.opening import Opening
from dawnline.shell.system_names import name_process
from dawnline.shell.window import DeskWindow
from dawnline_widgets.theme.palette import apply_theme

if TYPE_CHECKING:
    from dawnline_widgets.globe.widget import GlobeImagePlace, GlobeWidget

WINDOW_SIZE = (1440, 900)


@dataclass(frozen=True, eq=False)
class _Start:
    """What the stages of a start share."""

    opening: Opening
    on_stage: Callable[[str], None]
    journal: Journal
    file_opens: FileOpens


def open_desk(opening: Opening, *, on_stage: Callable[[str], None] = lambda _stage: None) -> int:
    """Open the window and return the exit status when it has closed: 1 if there was a fault of ours.

    ``on_stage`` hears ``painted`` after the first paint and ``globe`` when the lit Earth is on the screen.
    """
    journal = Journal()
    journal.begin(reports_folder())  # before Qt, which loads the driver of OpenGL
    watch = FaultWatch(journal)
    untold: Path | None = None
    try:
        app = make_application()
        return _show(app, watch, _Start(opening, on_stage, journal, FileOpens(app)))
    except Exception as error:
        untold = watch.note(error)
        raise
    finally:
        journal.end(untold)


def _show(app: QApplication, watch: FaultWatch, start: _Start) -> int:
    window = DeskWindow()
    scripted = bool(start.opening.steps)  # a script shows the same on every machine
    if scripted or not restore_geometry(window):
        window.resize(*WINDOW_SIZE)
        _fit_screen(window)
    if not scripted:
        window.closing.connect(lambda: keep_geometry(window))
    window.painted.connect(lambda: _furnish(window, start))
    watch.begin(lambda title, lines, report: _tell(window, title, lines, report and not scripted))
    # Ctrl+C in the terminal closes the window, so that its worker ends with it.
    # Not at once: Python may be in the middle of a paint.
    before = signal.signal(signal.SIGINT, lambda _number, _frame: QTimer.singleShot(0, window, window.close))
    window.show()
    try:
        status = app.exec()
    finally:
        signal.signal(signal.SIGINT, before)
        watch.end()
        start.file_opens.end()
    return status or min(watch.count, 1)


def make_application() -> QApplication:
    """Return the application, dressed; the one there is if there is one."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    name_process()
    app = QApplication(sys.argv[:1])
    apply_theme(app, bundled_fonts())
    icon = files("dawnline_assets").joinpath("icons/dawnline-256.png")
    if icon.is_file():
        app.setWindowIcon(QIcon(str(icon)))
    return app


def bundled_fonts() -> list[bytes]:
    """Return the font files that ship with the program."""
    folder = files("dawnline_assets").joinpath("fonts")
    return [entry.read_bytes() for entry in folder.iterdir() if entry.name.endswith((".otf", ".ttf"))]


def _furnish(window: DeskWindow, start: _Start) -> None:
    """Load what the first paint did not need, and open what was asked for."""
    start.on_stage("painted")
    from dawnline.shell.driver import first_system_lines
    from dawnline.shell.first_globe import show_first_globe

    start.journal.describe(first_system_lines())

    def go_on(globe: "GlobeWidget | GlobeImagePlace") -> None:
        start.on_stage("globe")
        from dawnline.shell.driver import opengl_words
        from dawnline.shell.finery import dress, dress_later
        from dawnline.shell.furnish import furnish

        scripted = bool(start.opening.steps)
        (dress if scripted else dress_later)(globe)
        asked = start.file_opens.take()
        desk = furnish(window, globe, replace(start.opening, file=asked) if asked else start.opening)
        desk.invoker.note = start.journal.note
        start.file_opens.serve(lambda name: desk.invoker.run("file.open", name))
        start.journal.describe((*first_system_lines(), opengl_words()))
        if not scripted:
            _tell_of_leftovers(window)

    show_first_globe(window, go_on)


def _tell(window: DeskWindow, title: str, lines: tuple[str, ...], has_report: bool) -> None:
    from dawnline.shell.crash.offer import tell_of_fault

    tell_of_fault(window, title, lines, has_report=has_report)


def _tell_of_leftovers(window: DeskWindow) -> None:
    from dawnline.shell.crash.leftovers import reports_of_leftovers
    from dawnline.shell.crash.offer import tell_of_leftovers

    reports = reports_of_leftovers(reports_folder())
    if reports:
        tell_of_leftovers(window, reports)


def _fit_screen(window: DeskWindow) -> None:
    room = window.screen().availableGeometry()
    if room.width() < window.width() or room.height() < window.height():
        window.resize(min(room.width(), window.width()), min(room.height(), window.height()))
