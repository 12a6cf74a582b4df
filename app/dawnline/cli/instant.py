"""Durations and instants on the command line."""

import argparse
from typing import TYPE_CHECKING

from dawnline.cli.complaint import UserError

if TYPE_CHECKING:
    from dawnline.orbits.epoch import Epoch


def instant_s(text: str, *, start: "Epoch", duration_s: float) -> float:
    """Return T in seconds since the start; raise UserError if it cannot be read or lies outside the run."""
    from dawnline.scenario.instant import seconds_from_start

    try:
        return seconds_from_start(text, start=start, duration_s=duration_s)
    except ValueError as error:
        raise UserError(f"time {error}") from error


def duration_s(text: str) -> float:
    """Return a duration such as ``90s`` or ``24h`` in seconds (an argparse type)."""
    from dawnline.scenario.duration import parse_duration

    try:
        return parse_duration(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
