"""``dawnline bench``: this machine's figures beside the peers'."""

import argparse
from typing import Any

NAME = "bench"


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        NAME,
        help="this machine's figures beside the peers', ratio by ratio",
        epilog="The globe's peers are optional; to measure against VTK, pyvista and pygfx as well: "
        "uv pip install --group peers --constraint packaging/constraints.txt",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="which ones; all if none is named")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--elements", metavar="FILE", help="real element sets to measure with")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the benches asked for and print their ratios."""
    from dawnline.bench.table import UnknownBenchError, run_benches
    from dawnline.cli.complaint import UserError

    try:
        return run_benches(arguments.names, as_json=arguments.json, elements=arguments.elements)
    except UnknownBenchError as error:
        raise UserError(str(error)) from error
