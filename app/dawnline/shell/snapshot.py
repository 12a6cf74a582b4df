"""Pictures without a person: the globe, or the whole window, at a time.

Qt runs ``offscreen``, so it works with and without a display, and no window flashes up.
"""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLayout

from dawnline.commands.complaint import CommandError
from dawnline.commands.table import find_command
from dawnline.fleet.entity import EntityRef
from dawnline.present.worker import WorkerState
from dawnline.recording.recording import Recording


@dataclass(frozen=True)
class Snapshot:
    """What to draw."""

    t_s: float
    size_px: tuple[int, int]
    view: Literal["globe", "window"]
    channel: str
    selection: EntityRef | None
    made_for_it: bool = False  # the run was simulated up to this time, on purpose no further
    commands: tuple[tuple[str, str], ...] = ()  # ids and arguments, run in turn before the picture is taken


def write_snapshot(recording: Recording, snapshot: Snapshot, path: Path) -> None:
    """Draw and write the picture; raise CommandError if it cannot be written."""
    image = draw_snapshot(recording, snapshot)
    if not image.save(str(path)):
        raise CommandError(f"{path}: cannot be written; check the folder and the space that is left")


def draw_snapshot(recording: Recording, snapshot: Snapshot) -> QImage:
    """Return the picture; raise CommandError where OpenGL cannot draw the globe that was asked for."""
    if QApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from dawnline.shell.finery import dress
    from dawnline.shell.first_globe import place_globe
    from dawnline.shell.furnish import furnish_places
    from dawnline.shell.main import make_application
    from dawnline.shell.window import DeskWindow

    app = make_application()
    window = DeskWindow()
    # The picture has the size that was asked for, and the offscreen platform knows no least sizes.
    window.layout().setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # type: ignore[union-attr]
    problems: list[str] = []
    desk = furnish_places(window, place_globe(window))
    desk.globe_place.globe.failed.connect(problems.append)
    dress(desk.globe_place.globe)
    try:
        if snapshot.made_for_it:
            desk.session.worker = WorkerState("complete")
        desk.session.open(recording, playing=False)
        desk.session.view = replace(desk.session.view, channel=snapshot.channel)
        desk.session.select(snapshot.selection)
        desk.session.playhead.seek(snapshot.t_s)
        window.resize(*snapshot.size_px)
        if snapshot.view == "window":
            desk.add_inspector()
            window.show()
        else:
            desk.globe_place.globe.setParent(None)
            desk.globe_place.globe.resize(*snapshot.size_px)
        app.processEvents()
        desk.settle()
        desk.globe_place.globe.controls.pilot.animated = False
        for command_id, argument in snapshot.commands:
            desk.invoker.run_or_raise(find_command(command_id), argument)
            desk.settle()
        if snapshot.view == "window":
            return window.grab().toImage()
        picture = desk.globe_place.globe.picture()
        app.processEvents()
        if problems:
            raise CommandError(f"the globe cannot be drawn here: {problems[0]}")
        return picture
    finally:
        desk.close()
        window.close()
        window.deleteLater()
