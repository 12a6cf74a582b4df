"""``dawnline schema``: the JSON Schema of the scenario file."""

import argparse
from pathlib import Path
from typing import Any

NAME = "schema"


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="print the JSON Schema of the scenario file")
    parser.add_argument("-o", "--output", type=Path)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the schema, or write it to the file asked for."""
    from dawnline.scenario.schema import json_schema

    text = json_schema()
    if arguments.output:
        arguments.output.write_text(text + "\n", encoding="utf-8")
    else:
        print(text)
    return 0
