"""``dawnline branch``: from a time of a run on something else happens; the run file alone is enough."""

import argparse
from typing import TYPE_CHECKING, Any

from dawnline.cli.complaint import UserError
from dawnline.cli.driving import Calls, add_driving_options, check_output, driven, say
from dawnline.scenario.library import given_scenario

if TYPE_CHECKING:
    from dawnline.recording.recording import Recording
    from dawnline.runs.drive import Outcome
    from dawnline.scenario.event import Event

NAME = "branch"
EVENT = (
    "'KIND TARGET [for DURATION] [share NUMBER] [factor NUMBER] [notice DURATION] "
    "[safe_mode_below_km NUMBER]', such as 'fault site:aws/us-east-1 for 2h'"
)


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="from a time of a run on, let something else happen")
    parser.add_argument(
        "run_file", type=given_scenario, metavar="RUN", help="a run, or a scenario that is simulated up to T"
    )
    parser.add_argument("--at", required=True, metavar="T", help="when: ISO-8601, or an offset like +6h30m")
    parser.add_argument("--event", action="append", required=True, metavar="EVENT", help=EVENT)
    add_driving_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Branch; exit 0 also when the window cancels, since the run so far is good; 130 after Ctrl+C."""
    from dawnline.scenario.file_kind import file_kind

    check_output(arguments)
    if arguments.output.exists() and arguments.output.samefile(arguments.run_file):
        raise UserError(f"{arguments.output}: is the run that is left; choose another name for the branch")
    if file_kind(arguments.run_file) == "run":
        from dawnline.recording.recording import Recording

        with Recording.open(arguments.run_file) as parent:
            return _branch(parent, arguments)
    from dawnline.cli.needed_run import recording_up_to

    with recording_up_to(arguments.run_file, arguments.at) as (parent, _):
        return _branch(parent, arguments)


def _branch(parent: "Recording", arguments: argparse.Namespace) -> int:
    from dawnline.cli.instant import instant_s
    from dawnline.runs.branch import BranchError, branch

    header = parent.header
    at_s = instant_s(arguments.at, start=header.epoch, duration_s=header.duration_s)
    events = _events(parent, at_s, arguments)

    def drive(calls: Calls) -> "Outcome":
        try:
            return branch(parent, events, at_s, arguments.output, **calls).outcome
        except BranchError as error:
            raise UserError(str(error)) from error

    return driven(arguments, drive)


def _events(parent: "Recording", at_s: float, arguments: argparse.Namespace) -> "tuple[Event, ...]":
    from dawnline.present.injected import events_at
    from dawnline.scenario.problem import ScenarioError

    try:
        return events_at(parent, at_s, arguments.event)
    except ScenarioError as error:
        if arguments.progress:
            say({"event": "problems", "problems": [str(problem) for problem in error.problems]})
        raise
