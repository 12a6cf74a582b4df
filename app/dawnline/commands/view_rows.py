"""Commands of the selection, of the panels, and of help."""

from collections.abc import Callable

from dawnline.commands.command import EVERYWHERE, Command
from dawnline.commands.protocols import Desk
from dawnline.commands.time_rows import is_open

PANELS = (
    ("table", "Fleet table"), ("inspector", "Inspector"), ("timeline", "Timeline"), ("layers", "Layers"),
    ("network", "Network"), ("money", "Money and carbon"),
)  # fmt: skip


def _select(desk: Desk, argument: str) -> None:
    desk.selection.select(desk.selection.find(argument))


def _step(n: int) -> Callable[[Desk, str], None]:
    return lambda desk, _: desk.selection.step(n)


def _toggle(panel: str) -> Callable[[Desk, str], None]:
    return lambda desk, _: desk.panels.show(panel, not desk.panels.shown(panel))


def _shown(panel: str) -> Callable[[Desk], bool]:
    return lambda desk: desk.panels.shown(panel)


def _full_screen(desk: Desk, _: str) -> None:
    desk.panels.set_full_screen(not desk.panels.full_screen)


def _escape(desk: Desk, _: str) -> None:
    if desk.files.opening:  # Esc ends what is under way first
        desk.files.cancel()
    elif desk.branches.work == "waiting":
        desk.branches.cancel()
    else:
        desk.selection.select(None)


SELECT_ROWS = (
    Command("select.find", "Find a satellite or site", "Select",
            lambda desk, _: desk.selection.focus_search(), ("Ctrl+F",), EVERYWHERE, enabled=is_open),
    Command("select.entity", "Select by name", "Select", _select,
            enabled=is_open, argument="entity", jumps=True),
    Command("select.next", "Select the next row", "Select", _step(1), ("J",), enabled=is_open, jumps=True),
    Command("select.previous", "Select the row before", "Select", _step(-1), ("K",),
            enabled=is_open, jumps=True),
    Command("select.clear", "Select nothing", "Select", _escape, ("Esc",),
            jumps=True),  # Esc is pressed to be sure: with nothing selected it is no mistake
)  # fmt: skip

VIEW_ROWS = (
    *(Command(f"view.{panel}", title, "View", _toggle(panel), (f"Ctrl+{digit}",), EVERYWHERE,
              checked=_shown(panel))
      for digit, (panel, title) in enumerate(PANELS, 1)),
    Command("view.full_screen", "Full screen", "View", _full_screen, ("F11",), EVERYWHERE,
            checked=lambda desk: desk.panels.full_screen),
)  # fmt: skip

HELP_ROWS = (
    Command("help.palette", "All commands…", "Help", lambda desk, _: desk.panels.open_palette(), ("Ctrl+K",),
            EVERYWHERE),
    Command("help.keys", "Keys", "Help", lambda desk, _: desk.panels.open_keys(), ("F1",), EVERYWHERE),
    Command("help.reports", "Crash reports", "Help", lambda desk, _: desk.app.open_reports()),
    Command("help.about", "About Dawnline", "Help", lambda desk, _: desk.app.open_about()),
)  # fmt: skip
