"""Commands of groups: marking satellites, and watchlists, which keep what was marked."""

from typing import cast

import numpy as np

from dawnline.commands.command import Command
from dawnline.commands.complaint import CommandError
from dawnline.commands.protocols import Desk, MarkMode
from dawnline.commands.satellite_spans import satellites_of
from dawnline.commands.time_rows import is_open

_MODES = ("replace", "add", "remove")


def _mark_selected(desk: Desk, _: str) -> None:
    """Mark what is selected; again takes the mark away."""
    ref = desk.selection.selected
    if ref is None or ref.kind != "satellite":
        raise CommandError("only satellites can be marked; select one first")
    index = np.array([ref.index], np.int64)
    desk.marks.mark(index, "remove" if ref.index in desk.marks.marked else "add")


def _mark_region(desk: Desk, argument: str) -> None:
    mode, _, rest = argument.partition(" ")
    if mode not in _MODES:
        mode, rest = "replace", argument
    wanted = satellites_of(rest) if rest else np.zeros(0, np.int64)
    desk.marks.mark(wanted, cast("MarkMode", mode))


def _unmark_all(desk: Desk, _: str) -> None:
    desk.marks.mark(np.zeros(0, np.int64), "replace")


def _has_marked(desk: Desk) -> bool:
    return bool(len(desk.marks.marked))


def _nothing_marked(_: Desk) -> str:
    return "nothing is marked; press Shift+M, or drag over the globe with Shift held"


MARK_ROWS = (
    Command("select.mark", "Mark the selected, or no more", "Select", _mark_selected, ("Shift+M",),
            enabled=lambda desk: desk.selection.selected is not None,
            why_not=lambda _: "nothing is selected"),
    Command("select.mark_region", "Mark satellites by number", "Select", _mark_region,
            enabled=is_open, argument="marks"),
    Command("select.unmark_all", "Unmark all", "Select", _unmark_all, ("Shift+U",),
            enabled=_has_marked, why_not=_nothing_marked),
    Command("select.table_marked", "List only the marked", "Select",
            lambda desk, _: desk.marks.list_only(not desk.marks.listed), ("Ctrl+M",),
            enabled=lambda desk: _has_marked(desk) or desk.marks.listed, why_not=_nothing_marked,
            checked=lambda desk: desk.marks.listed),
    Command("watchlist.save", "Keep the marked as a watchlist", "Select",
            lambda desk, name: desk.marks.save(name), enabled=_has_marked, argument="name",
            why_not=_nothing_marked),
    Command("watchlist.show", "Mark a watchlist", "Select", lambda desk, name: desk.marks.load(name),
            enabled=is_open, argument="name"),
    Command("watchlist.delete", "Delete a watchlist", "Select", lambda desk, name: desk.marks.delete(name),
            argument="name"),
)  # fmt: skip
