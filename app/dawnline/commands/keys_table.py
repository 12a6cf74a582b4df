"""The table of keys, as Markdown: the README and the help of the program show this."""

from dawnline.commands.command import Command, Context
from dawnline.commands.table import COMMANDS, MENUS

_WHERE: dict[frozenset[Context], str] = {
    frozenset({"desk", "presenter", "text"}): "everywhere",
    frozenset({"desk", "presenter"}): "not in text fields",
    frozenset({"desk"}): "desk",
    frozenset({"presenter"}): "on stage",
}


def keys_markdown() -> str:
    """Return a Markdown table of every command that has a key, in the order of the menus."""
    lines = ["| keys | what it does | where | command |", "|---|---|---|---|"]
    lines += [
        _line(command) for menu in MENUS for command in COMMANDS if command.menu == menu and command.keys
    ]
    return "\n".join(lines) + "\n"


def _line(command: Command) -> str:
    keys = " or ".join(f"`{key}`" for key in command.keys)
    return f"| {keys} | {command.title} | {_WHERE[command.contexts]} | `{command.id}` |"
