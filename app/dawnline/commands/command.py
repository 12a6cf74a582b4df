"""A command: one row of the table, and how it is run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dawnline.commands.arguments import Argument, checked_argument
from dawnline.commands.complaint import CommandError
from dawnline.commands.history import Place
from dawnline.commands.protocols import Desk

Context = Literal["desk", "presenter", "text"]
Menu = Literal["File", "Edit", "Time", "Globe", "Network", "Events", "Select", "View", "Help"]

# Plain letters type in a text field, so only keys with Ctrl or F keys work there.
DESK: frozenset[Context] = frozenset({"desk"})
STAGE: frozenset[Context] = frozenset({"desk", "presenter"})
EVERYWHERE: frozenset[Context] = frozenset({"desk", "presenter", "text"})


def always(_: Desk) -> bool:
    """Return True: a command that can always run."""
    return True


@dataclass(frozen=True, eq=False)
class Command:
    """One thing that a person can do.

    Attributes
    ----------
    id : dotted, never changed once published: scripts name it.
    title : what a menu and the palette say.
    menu : the menu it is in.
    run : does it; gets the desk and the argument as text ("" where it takes none).
    keys : shortcuts in Qt's portable words (``Ctrl+O``, ``Shift+Left``).
    contexts : where the keys work.
    enabled : whether it can run now.
    checked : whether its tick is set; None for what has no tick.
    argument : the kind of its argument, None where it takes none.
    optional : whether the argument may be left out.
    jumps : whether it leaves a place that undo should go back to.
    why_not : says in words why it cannot run now; None where "not possible now" says it all.
    """

    id: str
    title: str
    menu: Menu
    run: Callable[[Desk, str], None]
    keys: tuple[str, ...] = ()
    contexts: frozenset[Context] = STAGE
    enabled: Callable[[Desk], bool] = always
    checked: Callable[[Desk], bool] | None = None
    argument: Argument | None = None
    optional: bool = False
    jumps: bool = False
    why_not: Callable[[Desk], str] | None = None

    @property
    def needs_argument(self) -> bool:
        """Return whether it cannot run without an argument (so it is in no menu)."""
        return self.argument is not None and not self.optional


def check_argument(command: Command, argument: str) -> None:
    """Raise CommandError, in words, if the argument cannot be right for this command in any run."""
    if command.argument is None and argument:
        raise CommandError(f"{command.id} takes no argument, but was given {argument[:60]!r}")
    if argument and command.argument:
        checked_argument(command.argument, argument)
    elif command.needs_argument:
        raise CommandError(f"{command.id} needs an argument: {command.argument}")


def invoke(command: Command, desk: Desk, argument: str = "", *, continues: bool = False) -> None:
    """Run a command; ``continues`` says that it goes on with a drag that undo already knows.

    Raises
    ------
    CommandError
        If it cannot run now, or its argument is wrong; the message is for people.
    """
    check_argument(command, argument)
    if not command.enabled(desk):
        reason = command.why_not(desk) if command.why_not else ""
        raise CommandError(f"{command.title}: {reason or 'not possible now'}")
    if command.jumps and not continues:
        desk.history.remember(here(desk))
    command.run(desk, argument)


def here(desk: Desk) -> Place:
    """Return where the person looks now."""
    colours = desk.colours
    return Place(
        desk.transport.state.t_s,
        desk.selection.selected,
        colours.channel,
        *colours.ranges,
        run=desk.branches.shown,
    )
