"""``dawnline open``: the window on a scenario, a run or an element set."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dawnline.scenario.library import given_scenario

if TYPE_CHECKING:
    from dawnline.commands.script import Step

NAME = "open"


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="open the window (also without a verb)")
    parser.add_argument(
        "file", type=given_scenario, nargs="?", help="scenario, run or element set; else the welcome"
    )
    parser.add_argument("--elements", action="append", default=[], metavar="[FLEET=]FILE")
    parser.add_argument("--stale-ok", action="store_true", help="accept elements older than 14 days")
    parser.add_argument("--script", type=Path, metavar="STEPS", help="a file of command ids, one a line")
    parser.add_argument("--at", metavar="T", help="ISO-8601 or an offset like +6h30m")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Open the window and return when it closes."""
    from dawnline.cli.complaint import UserError
    from dawnline.shell.main import open_desk
    from dawnline.shell.opening import Opening
    from dawnline.shell.screen import missing_screen

    if complaint := missing_screen():
        print(f"dawnline: {complaint}", file=sys.stderr)
        return 2
    if arguments.file is not None and not arguments.file.exists():
        raise UserError(f"{arguments.file}: no such file; give a scenario (.toml), a run (.dawn) or elements")
    return open_desk(
        Opening(
            file=arguments.file,
            elements=tuple(arguments.elements),
            stale_ok=arguments.stale_ok,
            steps=_steps(arguments.script) if arguments.script else (),
            at=arguments.at,
        )
    )


def _steps(path: Path) -> tuple["Step", ...]:
    """Return the steps of a script file; raise UserError with every wrong line."""
    from dawnline.cli.complaint import UserError
    from dawnline.commands.script import ScriptError, parse_script

    try:
        return parse_script(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: is no UTF-8 text; a script holds one command id a line") from error
    except ScriptError as error:
        raise UserError("\n".join(f"{path}: {problem}" for problem in error.problems)) from error
