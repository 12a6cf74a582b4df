"""``dawnline compare``: two runs side by side, at a time and since one of them left the other."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dawnline.cli.complaint import UserError

if TYPE_CHECKING:
    from dawnline.recording.recording import Recording

NAME = "compare"


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="two runs side by side: a branch and the run that it left")
    parser.add_argument("one", type=Path, metavar="RUN")
    parser.add_argument("other", type=Path, metavar="RUN2")
    parser.add_argument("--at", metavar="T", help="up to when; the end that both reach if left out")
    parser.add_argument(
        "--since", metavar="T", help="from when; the time of the branch if left out, else the start"
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print both runs' numbers and their differences."""
    from dawnline.cli.instant import instant_s
    from dawnline.present.compare import NotComparable, compare
    from dawnline.recording.recording import Recording

    with Recording.open(arguments.one) as one, Recording.open(arguments.other) as other:
        start, end_s = one.header.epoch, min(one.end_s, other.end_s)
        for recording in (one, other):
            if recording.frame_count == 0:
                raise UserError(f"{recording.path}: holds no frame yet; let the simulation write some first")
        t_s = end_s if arguments.at is None else instant_s(arguments.at, start=start, duration_s=end_s)
        since_s = _left_at_s(one, other)
        if arguments.since is not None:
            since_s = instant_s(arguments.since, start=start, duration_s=end_s)
        try:
            rows = compare(one, other, t_s, since_s)
        except NotComparable as error:
            raise UserError(str(error)) from error
        about = {"since": start.iso(since_s), "at": start.iso(t_s)}
    if arguments.json:
        numbers = {row.key: {"one": row.one, "other": row.other, "unit": row.unit} for row in rows}
        print(json.dumps({**about, "numbers": numbers}, indent=2))
        return 0
    print(f"{'':22} {'RUN':>16} {'RUN2':>16} {'difference':>16}    since {about['since']}, at {about['at']}")
    for row in rows:
        print(f"{row.title:22} {row.one:16,.1f} {row.other:16,.1f} {row.difference:+16,.1f} {row.unit}")
    return 0


def _left_at_s(one: "Recording", other: "Recording") -> float:
    """Return when the first of two runs left the other, or a third that both come from; 0 if none did."""
    times = [facts.at_s for facts in (one.header.branch, other.header.branch) if facts is not None]
    return min(times, default=0.0)
