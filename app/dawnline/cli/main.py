"""The front door of the command line: finds the verb, runs it, turns errors into words and exit codes.

0 is good, 2 is wrong input from the user, 1 is a fault of ours. A verb loads what it needs when it runs,
so that the window does not wait for what only ``bench`` needs.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dawnline import __version__
from dawnline.cli import (
    bench,
    branch,
    compare,
    costs,
    info,
    open,  # noqa: A004
    report,
    routes,
    sample,
    schema,
    self_test,
    simulate,
    snapshot,
    validate,
    why,
)
from dawnline.cli.complaint import Complaint, complaint_of
from dawnline.scenario.library import bundled_names

VERBS = (
    open,
    validate,
    simulate,
    branch,
    compare,
    info,
    sample,
    why,
    costs,
    report,
    routes,
    snapshot,
    schema,
    bench,
    self_test,
)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all verbs."""
    parser = argparse.ArgumentParser(
        prog="dawnline",
        description="Mission control for AI compute fleets in orbit and on the ground.",
        epilog="Without a verb, dawnline opens the window: on FILE, or on the welcome scenario. "
        "Where a scenario is asked for, the name of one that ships will do: dawnline us-east-1-outage.",
    )
    parser.add_argument("--version", action="version", version=f"dawnline {__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for verb in VERBS:
        verb.add_to(verbs)
    return parser


def main(argv: Sequence[str]) -> int:
    """Run one command line and return its exit status."""
    try:
        arguments = build_parser().parse_args(_with_verb(list(argv)))
        status = int(arguments.run(arguments))
        if sys.stdout is not None:  # a windowed program on Windows has none
            sys.stdout.flush()  # here, where it is understood that the reader may have left
        return status
    except SystemExit as stop:  # argparse has spoken: 0 for --help, 2 for bad usage
        return int(stop.code or 0)
    except BrokenPipeError:  # the reader (head, less) has left: nobody is there to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("dawnline: interrupted", file=sys.stderr)
        return 130
    except Exception as error:
        return _report(complaint_of(error))


def _report(complaint: Complaint) -> int:
    for line in complaint.lines:
        print(f"dawnline: {line}", file=sys.stderr)
    return complaint.exit_code


def _with_verb(words: list[str]) -> list[str]:
    """Put ``open`` before a command line that names no verb: ``dawnline``, ``dawnline FILE --at T``."""
    names = {verb.NAME for verb in VERBS}
    if not words:
        return ["open"]
    if words[0] == "--self-test":
        return [self_test.NAME, *words[1:]]
    if words[0] in names or words[0] in {"-h", "--help", "--version"}:
        return words
    first = Path(words[0])
    is_a_file = words[0].startswith("-") or first.suffix or first.exists() or words[0] in bundled_names()
    return ["open", *words] if is_a_file else words
