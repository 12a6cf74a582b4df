"""``dawnline simulate``: run a scenario into a run file. The window's worker is this verb."""

import argparse
import sys
from typing import Any

from dawnline.cli.driving import add_driving_options, check_output, driven, say
from dawnline.cli.overrides import add_override_options, overrides_of
from dawnline.scenario.library import given_scenario

NAME = "simulate"


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="simulate a scenario into a run file")
    parser.add_argument("scenario", type=given_scenario)
    add_override_options(parser)
    add_driving_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Simulate; exit 0 also when the window cancels, since the run so far is good; 130 after Ctrl+C."""
    from dawnline.scenario.problem import ScenarioError

    check_output(arguments)
    try:
        from dawnline.runs.drive import run as drive
        from dawnline.scenario.loading import load_scenario

        scenario = load_scenario(arguments.scenario, overrides_of(arguments))
    except ScenarioError as error:
        if arguments.progress:
            say({"event": "problems", "problems": [str(problem) for problem in error.problems]})
        raise
    for warning in scenario.warnings[:20]:
        print(f"warning: {warning}", file=sys.stderr)
    if len(scenario.warnings) > 20:
        print(f"warning: {len(scenario.warnings) - 20} more of the same kind", file=sys.stderr)
    return driven(arguments, lambda calls: drive(scenario, arguments.output, **calls))
