"""The table of commands: what every row promises."""

import re
from collections import Counter

import pytest

from dawnline.commands.command import Command, check_argument
from dawnline.commands.complaint import CommandError
from dawnline.commands.keys_table import keys_markdown
from dawnline.commands.table import COMMANDS, CONTEXTS, MENUS, find_command, in_menu


def test_ids_are_unique_and_dotted() -> None:
    counts = Counter(command.id for command in COMMANDS)
    assert [command_id for command_id, count in counts.items() if count > 1] == []
    assert [command_id for command_id in counts if not re.fullmatch(r"[a-z]+\.[a-z0-9_]+", command_id)] == []


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_key_means_two_things_in_one_context(context: str) -> None:
    counts = Counter(key for command in COMMANDS if context in command.contexts for key in command.keys)
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_row_is_in_a_menu_with_a_title(command: Command) -> None:
    assert command.menu in MENUS
    assert command.title
    assert command.title[0].isupper()
    assert not command.title.endswith(".")
    assert command.contexts
    assert not (command.keys and command.needs_argument), "a key gives no argument"


def test_plain_letters_type_in_text_fields() -> None:
    safe = re.compile(r"(Ctrl|Alt|Meta)\+.+|F\d+")
    stolen = [
        (command.id, key)
        for command in COMMANDS
        if "text" in command.contexts
        for key in command.keys
        if not safe.fullmatch(key)
    ]
    assert stolen == []


def test_every_menu_has_something() -> None:
    assert all(in_menu(menu) for menu in MENUS)
    assert "timeline.seek" not in [command.id for menu in MENUS for command in in_menu(menu)]


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(CommandError, match=r"did you mean timeline\.seek\?"):
        find_command("timeline.sek")


@pytest.mark.parametrize(
    ("command_id", "argument", "complaint"),
    [
        ("timeline.seek", "", "needs an argument: moment"),
        ("timeline.seek", "+6hours", "like \\+6h30m"),
        ("timeline.speed", "0", "not 0"),
        ("timeline.speed", "nan", "not 0"),
        ("timeline.speed", "fast", "is no speed"),
        ("timeline.step_forward", "1.5", "number of frames"),
        ("timeline.loop_range", "+1h", "two times"),
        ("timeline.play", "now", "takes no argument"),
    ],
)
def test_arguments_that_are_wrong_in_any_run(command_id: str, argument: str, complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint):
        check_argument(find_command(command_id), argument)


@pytest.mark.parametrize(
    ("command_id", "argument"),
    [
        ("timeline.seek", "+6h30m"),
        ("timeline.seek", "2026-05-30T06:00:00Z"),
        ("timeline.seek", "3600.5"),
        ("timeline.speed", "-60x"),
        ("timeline.step_forward", ""),
        ("timeline.step_back", "10"),
        ("timeline.loop_range", "+1h +2h30m"),
        ("file.open", "a run with spaces.dawn"),
    ],
)
def test_arguments_that_may_be_right(command_id: str, argument: str) -> None:
    check_argument(find_command(command_id), argument)


def test_the_key_table_names_every_key_once() -> None:
    markdown = keys_markdown()
    rows = markdown.splitlines()[2:]
    assert len(rows) == sum(bool(command.keys) for command in COMMANDS)
    assert "| `Space` | Play or pause | not in text fields | `timeline.play_pause` |" in rows
    assert "| `Ctrl+O` | Open a scenario, run or element set… | everywhere | `file.open` |" in rows
