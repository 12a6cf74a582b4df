"""``dawnline snapshot``: a picture of the globe or the whole window at a time, with or without a display."""

import argparse
from pathlib import Path
from typing import Any

from dawnline.cli.picture_options import add_picture_options, check_channel
from dawnline.scenario.library import given_scenario

NAME = "snapshot"


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="a picture of the globe or the window at a time")
    parser.add_argument(
        "file", type=given_scenario, help="a run, or a scenario that is simulated up to T first"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.png")
    parser.add_argument("--at", metavar="T", help="ISO-8601 or an offset like +6h30m; the end if left out")
    parser.add_argument("--view", choices=["globe", "window"], default="globe")
    add_picture_options(parser)
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

        check_channel(recording, arguments.channel)
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
