"""Runs commands for the window: from menus, keys, palette, widgets and scripts, with errors in words."""

from collections.abc import Callable

from dawnline.commands.command import Command, invoke
from dawnline.commands.complaint import CommandError
from dawnline.commands.protocols import Desk
from dawnline.commands.table import find_command


class Invoker:
    """Holds the desk. ``complain`` shows what could not be done, ``after`` lets the views ask anew."""

    def __init__(self, desk: Desk, *, complain: Callable[[str], None], after: Callable[[], None]) -> None:
        self.desk = desk
        self.note: Callable[[str], None] = lambda _command_id: None  # hears the id of each command first
        self._complain = complain
        self._after = after

    def run(self, command_id: str, argument: str = "", *, continues: bool = False) -> bool:
        """Run a command and return whether it could; the reason is shown if not."""
        try:
            self.run_or_raise(find_command(command_id), argument, continues=continues)
        except CommandError as error:
            self._complain(str(error))
            return False
        return True

    def run_or_raise(self, command: Command, argument: str = "", *, continues: bool = False) -> None:
        """Run a command; raise CommandError with the reason if it cannot."""
        self.note(command.id)
        invoke(command, self.desk, argument, continues=continues)
        self._after()

    def can_run(self, command: Command) -> bool:
        """Return whether it is possible now."""
        return command.enabled(self.desk)

    def is_checked(self, command: Command) -> bool:
        """Return whether its tick is set."""
        return command.checked is not None and command.checked(self.desk)
