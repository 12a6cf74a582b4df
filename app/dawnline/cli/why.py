"""``dawnline why``: the chain of causes of what an entity does at a time, the first cause first."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dawnline.fleet.entity import EntityRef
    from dawnline.present.cache import SceneCache
    from dawnline.present.causes.cause import Cause, Chain
    from dawnline.present.causes.witness import NoWay
    from dawnline.recording.recording import Recording

NAME = "why"


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="why something is as it is: the chain of causes, first cause first")
    parser.add_argument("run_file", type=Path, metavar="RUN")
    parser.add_argument("--entity", required=True, metavar="NAME", help="an id, a unique name, or #NORAD")
    parser.add_argument("--at", required=True, metavar="T", help="ISO-8601 or an offset like +6h30m")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print a line for each cause, or the chain as JSON."""
    from dawnline.cli.needed_run import recording_up_to
    from dawnline.present.cache import SceneCache
    from dawnline.present.causes.chain import chain_of

    with recording_up_to(arguments.run_file, arguments.at) as (recording, t_s):
        ref = recording.find_entity(arguments.entity)
        cache = SceneCache()
        chain = chain_of(recording, ref, t_s, cache, _asking(recording, cache))
        if arguments.json:
            print(json.dumps(_told(recording, chain), indent=2))
            return 0
        print("\n".join(lines_of(recording, chain)))
    return 0


def lines_of(recording: "Recording", chain: "Chain") -> list[str]:
    """Return the chain as lines: each cause with its time, those that follow from another with an arrow."""
    epoch, fleet = recording.header.epoch, recording.header.fleet
    lines = [f"{fleet.entity_id(chain.entity)} at {epoch.iso(chain.t_s)}"]
    for cause in chain.causes:
        mark = "  " if cause.follows is None else "->"
        name = fleet.tables[cause.entity.kind].names[cause.entity.index]
        lines.append(f"{epoch.iso(cause.begins_s)}  {mark} {name}: {cause.text}")
    if chain.would_help:
        lines.append(f"Would have helped: {chain.would_help}")
    return lines


def _told(recording: "Recording", chain: "Chain") -> dict[str, Any]:
    epoch, fleet = recording.header.epoch, recording.header.fleet
    return {
        "entity": fleet.entity_id(chain.entity),
        "at": epoch.iso(chain.t_s),
        "first_cause": chain.first.kind,
        "chain": [_row(recording, cause) for cause in chain.causes],
        "would_have_helped": chain.would_help or None,
    }


def _row(recording: "Recording", cause: "Cause") -> dict[str, Any]:
    epoch, fleet = recording.header.epoch, recording.header.fleet

    def when(t_s: float | None) -> str | None:
        return None if t_s is None else epoch.iso(t_s)

    return {
        "kind": cause.kind,
        "entity": fleet.entity_id(cause.entity),
        "text": cause.text,
        "channel": cause.channel or None,
        "value": cause.word or cause.value,
        "unit": cause.unit or None,
        "t": when(cause.t_s),
        "limit": cause.limit,
        "since": when(cause.since_s),
        "until": when(cause.until_s),
        "follows": cause.follows,
    }


def _asking(recording: "Recording", cache: "SceneCache") -> "NoWay":
    """Return what asks the network why there is no way; it is loaded when it is asked."""

    def no_way(one: "EntityRef", other: "EntityRef", t_s: float) -> str:
        from dawnline.present.network.no_way import no_way_because
        from dawnline.present.network.there import what_is_missing
        from dawnline.present.view import RouteChoice

        if what_is_missing(recording):
            return ""
        return no_way_because(recording, t_s, RouteChoice(one, other), cache)

    return no_way
