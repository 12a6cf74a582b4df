"""The one table of commands. A new command begins here: one row in one of the ``*_rows`` modules."""

from typing import get_args

from dawnline.commands.branch_rows import BRANCH_ROWS
from dawnline.commands.camera_rows import CAMERA_ROWS
from dawnline.commands.channel_rows import CHANNEL_ROWS
from dawnline.commands.command import Command, Context, Menu
from dawnline.commands.complaint import CommandError
from dawnline.commands.file_rows import EDIT_ROWS, FILE_ROWS
from dawnline.commands.layer_rows import LAYER_ROWS
from dawnline.commands.mark_rows import MARK_ROWS
from dawnline.commands.nearest import did_you_mean
from dawnline.commands.network_rows import NETWORK_ROWS
from dawnline.commands.time_rows import TIME_ROWS
from dawnline.commands.view_rows import HELP_ROWS, SELECT_ROWS, VIEW_ROWS

MENUS: tuple[Menu, ...] = get_args(Menu)
CONTEXTS: tuple[Context, ...] = get_args(Context)

COMMANDS: tuple[Command, ...] = (
    *FILE_ROWS,
    *EDIT_ROWS,
    *TIME_ROWS,
    *CAMERA_ROWS,
    *CHANNEL_ROWS,
    *LAYER_ROWS,
    *NETWORK_ROWS,
    *BRANCH_ROWS,
    *SELECT_ROWS,
    *MARK_ROWS,
    *VIEW_ROWS,
    *HELP_ROWS,
)
_BY_ID = {command.id: command for command in COMMANDS}


def find_command(command_id: str) -> Command:
    """Return one command; raise CommandError, with the nearest id, if there is none."""
    command = _BY_ID.get(command_id)
    if command is None:
        raise CommandError(f"no command {command_id[:60]!r}{did_you_mean(command_id, _BY_ID)}")
    return command


def in_menu(menu: Menu) -> tuple[Command, ...]:
    """Return what a menu shows: its commands that need no argument."""
    return tuple(command for command in COMMANDS if command.menu == menu and not command.needs_argument)
