"""``dawnline info``: what is in a scenario or a run."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dawnline.cli.entity_names import KINDS, is_run, names_of
from dawnline.scenario.library import given_scenario

if TYPE_CHECKING:
    from dawnline.recording.recording import Recording
    from dawnline.scenario.scenario import Scenario

NAME = "info"


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="tell what is in a scenario or a run")
    parser.add_argument("file", type=given_scenario)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--verify", action="store_true", help="decode every tile of a run and list the gaps")
    parser.add_argument(
        "--names",
        metavar="KIND",
        choices=KINDS,
        help=f"the names of all entities of a kind: {', '.join(KINDS)}",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the description, or names alone; exit 2 if --verify finds damage."""
    if arguments.names:
        _print_names(names_of(arguments.file, arguments.names), as_json=arguments.json)
        return 0
    description = description_of(arguments.file, verify=arguments.verify)
    if arguments.json:
        print(json.dumps(description, indent=2))
    else:
        _print_for_people(description)
    return 2 if description.get("gaps") else 0


def description_of(path: Path, *, verify: bool = False) -> dict[str, Any]:
    """Return what ``info --json`` prints: counts are numbers, digests under ``digest``."""
    from dawnline.recording.recording import Recording
    from dawnline.scenario.loading import load_scenario

    if is_run(path):
        with Recording.open(path) as recording:
            return _of_run(recording, verify=verify)
    return _of_scenario(path, load_scenario(path))


def _of_scenario(path: Path, scenario: "Scenario") -> dict[str, Any]:
    from dawnline.telemetry.catalogue import catalogue_of

    return {
        "file": str(path),
        "kind": "scenario",
        "title": scenario.title,
        "satellites": len(scenario.fleet.tables["satellite"]),
        "sites": len(scenario.fleet.tables["site"]),
        "frames": scenario.frame_count,
        "step_s": scenario.step_s,
        "start": scenario.epoch.iso(),
        "end": scenario.epoch.iso((scenario.frame_count - 1) * scenario.step_s),
        "seed": scenario.seed,
        "channels": [f"{channel.kind}.{channel.key}" for channel in catalogue_of(scenario.fleet).channels],
        "elements_age_days": _age_days(scenario.ephemeris.age_s(0.0)),
        "warnings": [str(warning) for warning in scenario.warnings],
    }


def _of_run(recording: "Recording", *, verify: bool) -> dict[str, Any]:
    header = recording.header
    description = {
        "file": str(recording.path),
        "kind": "run",
        "title": header.title,
        "state": recording.state,
        "satellites": len(header.fleet.tables["satellite"]),
        "sites": len(header.fleet.tables["site"]),
        "frames": recording.frame_count,
        "frames_planned": header.frame_count,
        "step_s": header.step_s,
        "start": header.epoch.iso(),
        "end": header.epoch.iso(recording.end_s),
        "seed": header.seed,
        "version": header.version,
        "channels": [f"{channel.kind}.{channel.key}" for channel in header.catalogue.channels],
        "elements_age_days": _age_days(header.ephemeris.age_s(0.0)),
        "digest": recording.digests(),
        "warnings": list(header.warnings),
    }
    if header.branch is not None:
        description["branch"] = _of_branch(recording)
    if verify:
        description["gaps"] = [str(gap) for gap in recording.verify()]
    return description


def _of_branch(recording: "Recording") -> dict[str, Any] | None:
    from dawnline.present.injected import branch_words

    header = recording.header
    facts = header.branch
    if facts is None:
        return None
    return {
        "parent": facts.parent_name,
        "parent_inputs": facts.parent_inputs,
        "at": header.epoch.iso(facts.at_s),
        "words": branch_words(header),
    }


def _age_days(age_s: Any) -> dict[str, float] | None:
    """Return median and maximum age of elements in days; None where nothing comes from elements."""
    import numpy as np

    real = age_s[age_s != 0.0]
    if not len(real):
        return None
    return {
        "median": round(float(np.median(real)) / 86400.0, 3),
        "max": round(float(np.max(np.abs(real))) / 86400.0, 3),
    }


def _print_for_people(description: dict[str, Any]) -> None:
    for key, value in description.items():
        match value:
            case list() if key == "channels":
                print(f"{key:18} {len(value)}: {', '.join(value)}")
            case list():
                print(f"{key:18} {len(value)}")
                for line in value[:20]:
                    print(f"{'':18} {line}")
            case dict():
                for name, part in value.items():
                    print(f"{key + '.' + name:18} {part}")
            case int() if key != "seed":
                print(f"{key:18} {value:,}")
            case None:
                print(f"{key:18} -")
            case _:
                print(f"{key:18} {value}")


def _print_names(titles: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(titles, indent=2))
        return
    width = max(len(name) for name in titles)
    print("\n".join(f"{name:{width}}  {title}" for name, title in titles.items()))
