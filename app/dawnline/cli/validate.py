"""``dawnline validate``: check a scenario and list every problem."""

import argparse
import sys
from typing import Any

from dawnline.scenario.library import given_scenario

NAME = "validate"


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="check a scenario; one line per problem")
    parser.add_argument("scenario", type=given_scenario)
    parser.add_argument("--elements", action="append", default=[], metavar="[FLEET=]FILE")
    parser.add_argument("--stale-ok", action="store_true", help="accept elements older than 14 days")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Load the scenario; raise ScenarioError with all its problems, or say that it is good."""
    from dawnline.cli.overrides import overrides_of
    from dawnline.scenario.loading import load_scenario

    scenario = load_scenario(arguments.scenario, overrides_of(arguments))
    for warning in scenario.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    tables = scenario.fleet.tables
    print(
        f"{arguments.scenario}: good. {scenario.title}: {len(tables['satellite']):,} satellites, "
        f"{len(tables['site']):,} sites, {scenario.frame_count:,} frames from {scenario.epoch.iso()}"
    )
    return 0
