"""``dawnline snapshot``: a picture of the globe or the whole window at a time, with or without a display."""

import argparse
import re
from pathlib import Path
from typing import Any

from dawnline.scenario.library import given_scenario

NAME = "snapshot"
CHANGE_PICTURES = ("globe.", "network.", "select.", "watchlist.show")


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="a picture of the globe or the window at a time")
    parser.add_argument(
        "file", type=given_scenario, help="a run, or a scenario that is simulated up to T first"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.png")
    parser.add_argument("--at", metavar="T", help="ISO-8601 or an offset like +6h30m; the end if left out")
    parser.add_argument("--size", type=size_px, default=(1280, 800), metavar="WxH")
    parser.add_argument("--view", choices=["globe", "window"], default="globe")
    parser.add_argument("--select", metavar="NAME", help="select an entity in the picture")
    parser.add_argument(
        "--channel", default="gpu_util_frac", metavar="KEY", help="colour the satellites by it"
    )
    parser.add_argument(
        "--do", action="append", default=[], metavar="COMMAND", type=picture_command,
        help="a command of the globe first, such as 'globe.map equal-earth'; may be given again",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Draw the picture and write it."""
    from dawnline.cli.complaint import UserError
    from dawnline.cli.needed_run import recording_up_to

    if not arguments.output.parent.is_dir():
        raise UserError(f"{arguments.output}: there is no folder {arguments.output.parent}; make it first")
    if arguments.output.suffix.lower() not in {".png", ".jpg", ".jpeg", ".webp"}:
        raise UserError(f"{arguments.output}: end the name in .png, .jpg or .webp")
    with recording_up_to(arguments.file, arguments.at) as (recording, t_s):
        from dawnline.shell.snapshot import Snapshot, write_snapshot

        try:
            recording.header.catalogue.find("satellite", arguments.channel)
        except KeyError as error:
            raise UserError(f"--channel {arguments.channel}: {error.args[0]}") from error
        write_snapshot(
            recording,
            Snapshot(
                t_s=t_s,
                size_px=arguments.size,
                view=arguments.view,
                channel=arguments.channel,
                selection=recording.find_entity(arguments.select) if arguments.select else None,
                made_for_it=recording.path != arguments.file,
                commands=tuple(arguments.do),
            ),
            arguments.output,
        )
    print(f"{arguments.output}: {arguments.view} at {recording.header.epoch.iso(t_s)}")
    return 0


def picture_command(text: str) -> tuple[str, str]:
    """Return id and argument of a command that changes a picture (an argparse type)."""
    command_id, _, argument = text.strip().partition(" ")
    if not command_id.startswith(CHANGE_PICTURES):
        kinds = ", ".join(f"{prefix}..." for prefix in CHANGE_PICTURES)
        raise argparse.ArgumentTypeError(f"{text[:60]!r}: only {kinds} commands change a picture")
    return command_id, argument.strip()


def size_px(text: str) -> tuple[int, int]:
    """Return WxH as two numbers between 64 and 8192 (an argparse type)."""
    match = re.fullmatch(r"(\d{2,5})x(\d{2,5})", text, flags=re.ASCII)
    size = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(64 <= side <= 8192 for side in size):
        raise argparse.ArgumentTypeError(f"{text}: write a size like 1280x800, from 64x64 to 8192x8192")
    return size
