"""``dawnline report``: a run told on a page, in Markdown that reads as plain text, with its picture."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dawnline.cli.picture_options import add_picture_options, check_channel
from dawnline.cli.why import asking_network
from dawnline.scenario.library import given_scenario

if TYPE_CHECKING:
    from dawnline.recording.recording import Recording

NAME = "report"


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="a page of a run: what happens, the numbers, sources, its picture")
    parser.add_argument(
        "run_file", type=given_scenario, metavar="RUN", help="a run, or a scenario that is simulated first"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="PAGE.md")
    parser.add_argument(
        "--picture", type=Path, metavar="FILE.jpg", help="also draw the window, at most 150 kB"
    )
    parser.add_argument(
        "--at", metavar="T", help="time of the picture; when it is worst, or half-way, if left out"
    )
    add_picture_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the page, and the picture where one is asked for."""
    from dawnline.cli.complaint import UserError
    from dawnline.cli.needed_run import recording_up_to, t_of
    from dawnline.present.cache import SceneCache
    from dawnline.present.report.page import page_of
    from dawnline.present.report.worst import worst_of

    for path in (arguments.output, arguments.picture):
        if path is not None and not path.parent.is_dir():
            raise UserError(f"{path}: there is no folder {path.parent}; make it first")
    if arguments.picture is not None and arguments.picture.suffix.lower() not in {".jpg", ".jpeg"}:
        raise UserError(f"{arguments.picture}: end the name in .jpg")
    with recording_up_to(arguments.run_file, None) as (recording, end_s):
        worst = worst_of(recording)
        t_s = end_s / 2.0 if worst is None else worst.t_s
        if arguments.at is not None:
            t_s = t_of(recording, arguments.at)
        address = ""
        if arguments.picture is not None:
            address = Path(os.path.relpath(arguments.picture, arguments.output.parent)).as_posix()
        no_way = asking_network(recording, SceneCache())
        page = page_of(recording, picture=address, pictured_s=t_s, no_way=no_way)
        if arguments.picture is not None:  # last: the window closes what it has shown
            _draw(recording, t_s, arguments)
    try:
        arguments.output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{arguments.output}: {error.strerror or error}") from error
    print(f"{arguments.output}: {len(page.splitlines())} lines")
    return 0


def _draw(recording: "Recording", t_s: float, arguments: argparse.Namespace) -> None:
    from dawnline.shell.small_picture import write_small_jpeg
    from dawnline.shell.snapshot import Snapshot, draw_snapshot

    check_channel(recording, arguments.channel)
    snapshot = Snapshot(
        t_s=t_s,
        size_px=arguments.size,
        view="window",
        channel=arguments.channel,
        selection=recording.find_entity(arguments.select) if arguments.select else None,
        commands=tuple(arguments.do),
    )
    write_small_jpeg(draw_snapshot(recording, snapshot), arguments.picture)
