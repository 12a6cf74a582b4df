"""``dawnline why``: the chain of causes of what an entity does at a time, the first cause first."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from dawnline.scenario.library import given_scenario

if TYPE_CHECKING:
    from dawnline.fleet.entity import EntityRef
    from dawnline.present.cache import SceneCache
    from dawnline.present.causes.cause import Cause, Chain
    from dawnline.present.causes.witness import NoWay
    from dawnline.recording.recording import Recording
    from dawnline.scenario.event import Event

NAME = "why"


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="why something is as it is: the chain of causes, first cause first")
    parser.add_argument("run_file", type=given_scenario, metavar="RUN")
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
        chain = chain_of(recording, ref, t_s, cache, asking_network(recording, cache))
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
    event = _event(recording, chain)
    if event is not None:
        from dawnline.present.recovery import recovery_of
        from dawnline.present.recovery_words import recovery_text

        lines.append(f"The event: {recovery_text(recovery_of(recording, event))}")
    return lines


def _event(recording: "Recording", chain: "Chain") -> "Event | None":
    """Return the event that is the first cause; None where it is none."""
    first = chain.first
    for event in recording.header.events:
        if (f"event.{event.kind}", event.target, event.start_s) == (first.kind, first.entity, first.since_s):
            return event
    return None


def _told(recording: "Recording", chain: "Chain") -> dict[str, Any]:
    epoch, fleet = recording.header.epoch, recording.header.fleet
    event = _event(recording, chain)
    return {
        "entity": fleet.entity_id(chain.entity),
        "at": epoch.iso(chain.t_s),
        "first_cause": chain.first.kind,
        "chain": [_row(recording, cause) for cause in chain.causes],
        "would_have_helped": chain.would_help or None,
        "recovery": None if event is None else _recovery(recording, event),
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


def _recovery(recording: "Recording", event: "Event") -> dict[str, Any]:
    from dawnline.present.recovery import recovery_of

    found, epoch = recovery_of(recording, event), recording.header.epoch
    times = {"detected": found.detected_s, "rerouted": found.rerouted_s, "recovered": found.recovered_s}
    return {
        **{what: None if t_s is None else epoch.iso(t_s) for what, t_s in times.items()},
        "requests_dropped": dict(found.dropped),
        "unserved_accelerator_s": found.unserved_accelerator_s,
        "undone_accelerator_s": found.undone_accelerator_s,
        "unserved_j": found.unserved_j,
        "together_with": [
            f"{one.kind} {recording.header.fleet.entity_id(one.target)}" for one in found.together
        ],
    }


def asking_network(recording: "Recording", cache: "SceneCache") -> "NoWay":
    """Return what asks the network why there is no way; it is loaded when it is asked."""

    def no_way(one: "EntityRef", other: "EntityRef", t_s: float) -> str:
        from dawnline.present.network.there import what_is_missing

        if what_is_missing(recording):
            return ""
        from dawnline.present.network.no_way import asking

        return asking(recording, cache)(one, other, t_s)

    return no_way
