"""Command-line words that replace values of a scenario."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dawnline.cli.complaint import UserError

if TYPE_CHECKING:
    from dawnline.scenario.loading import Overrides


def add_override_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that ``overrides_of`` reads."""
    from dawnline.cli.instant import duration_s

    parser.add_argument(
        "--elements", action="append", default=[], metavar="[FLEET=]FILE", help="element sets for a fleet"
    )
    parser.add_argument("--seed", type=int, help="seed of the random draws")
    parser.add_argument("--duration", type=duration_s, metavar="D", help="such as 90s, 10m, 24h")
    parser.add_argument("--step", type=duration_s, metavar="D", help="time between frames")
    parser.add_argument("--stale-ok", action="store_true", help="accept elements older than 14 days")


def overrides_of(arguments: argparse.Namespace) -> "Overrides":
    """Return the overrides that the options ask for."""
    from dawnline.scenario.loading import Overrides

    return Overrides(
        elements=_element_files(arguments.elements),
        seed=getattr(arguments, "seed", None),
        duration_s=getattr(arguments, "duration", None),
        step_s=getattr(arguments, "step", None),
        stale_ok=arguments.stale_ok,
    )


def _element_files(words: list[str]) -> dict[str | None, Path]:
    files: dict[str | None, Path] = {}
    for word in words:
        fleet, equals, name = word.partition("=")
        key = fleet if equals and not Path(word).exists() else None
        if key in files:
            raise UserError(f"--elements {word}: given twice for {key or 'the fleet'}; give one file each")
        files[key] = Path(name if key is not None else word)
    return files
