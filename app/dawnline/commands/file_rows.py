"""Commands of files and of the program: open, simulate, picture, quit; and undo of where one looked."""

from pathlib import Path

from dawnline.commands.arguments import bundled_of
from dawnline.commands.command import EVERYWHERE, Command, here
from dawnline.commands.history import Place
from dawnline.commands.protocols import Desk


def _open(desk: Desk, argument: str) -> None:
    desk.files.open(Path(argument) if argument else None)


def _open_bundled(desk: Desk, argument: str) -> None:
    desk.files.open(bundled_of(argument))


def _snapshot(desk: Desk, argument: str) -> None:
    desk.app.snapshot(Path(argument) if argument else None)


def _go(desk: Desk, place: Place | None) -> None:
    if place is None:
        return
    now = here(desk)
    if place.run != now.run:
        desk.branches.show(place.run)
    if place.channel in desk.colours.channels:
        desk.colours.set_channel(place.channel)
        desk.colours.set_ranges(place.colour_range, place.shown_range)
    if place.selected != now.selected:
        desk.selection.select(place.selected)
    if place.t_s != now.t_s:
        desk.transport.seek(place.t_s)


FILE_ROWS = (
    Command("file.open", "Open a scenario, run or element set…", "File", _open, ("Ctrl+O",), EVERYWHERE,
            argument="path", optional=True),
    Command("file.welcome", "Open the welcome scenario", "File", lambda desk, _: desk.files.open_welcome()),
    Command("file.library", "Open a scenario of the library", "File", _open_bundled, argument="scenario"),
    Command("file.cancel_opening", "Cancel opening", "File",
            lambda desk, _: desk.files.cancel(), enabled=lambda desk: desk.files.opening),
    Command("file.cancel_simulation", "Cancel the simulation", "File", lambda desk, _: desk.files.cancel(),
            enabled=lambda desk: desk.files.simulating and not desk.files.opening),
    Command("file.simulate_again", "Simulate again", "File", lambda desk, _: desk.files.simulate_again(),
            ("Ctrl+R",), EVERYWHERE,
            enabled=lambda desk: desk.files.can_simulate_again and not desk.files.simulating),
    Command("app.snapshot", "Save a picture…", "File", _snapshot, ("Ctrl+Shift+S",), EVERYWHERE,
            argument="path", optional=True),
    Command("app.quit", "Quit", "File", lambda desk, _: desk.app.quit(), ("Ctrl+Q",), EVERYWHERE),
)  # fmt: skip

EDIT_ROWS = (
    Command("edit.undo", "Back to where I was", "Edit",
            lambda desk, _: _go(desk, desk.history.undo(here(desk))), ("Ctrl+Z", "Alt+Left"),
            enabled=lambda desk: desk.history.can_undo),
    Command("edit.redo", "Forward again", "Edit",
            lambda desk, _: _go(desk, desk.history.redo(here(desk))), ("Ctrl+Shift+Z", "Alt+Right"),
            enabled=lambda desk: desk.history.can_redo),
)  # fmt: skip
