"""A chain as lines that people read, each with where and when to look."""

from dataclasses import dataclass, replace

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.causes.cause import UNKNOWN, Cause, Chain
from dawnline.present.causes.chain import chain_of
from dawnline.present.causes.witness import NoWay, nobody_knows
from dawnline.present.inspector_scene import WhyLine
from dawnline.present.network.there import has_network
from dawnline.recording.recording import Recording

ASKING = "the network is being asked why"


@dataclass(frozen=True)
class Told:
    """Lines, and whether the network has to be asked for more than they tell."""

    lines: tuple[WhyLine, ...]
    asks: bool = False


def why_lines(
    recording: Recording, ref: EntityRef, t_s: float, cache: SceneCache, no_way: NoWay = nobody_knows
) -> tuple[WhyLine, ...]:
    """Return the lines of the chain of an entity at a time, the first cause first; ``no_way`` as there."""
    chain = chain_of(recording, ref, t_s, cache, no_way)
    return (*(_line(recording, ref, cause) for cause in chain.causes), *_help(chain))


def told_at_once(recording: Recording, ref: EntityRef, t_s: float, cache: SceneCache) -> Told:
    """Return the lines without the network, and whether the chain wanted to ask it.

    Where it did, what would be unknown without an answer says that the network is being asked.
    """
    key = (ref, recording.frame_index_at(t_s) if recording.frame_count else None, recording.revision)
    return cache.latest(recording, "why", key, lambda: _at_once(recording, ref, t_s, cache))


def _at_once(recording: Recording, ref: EntityRef, t_s: float, cache: SceneCache) -> Told:
    asked: list[EntityRef] = []

    def no_way(one: EntityRef, other: EntityRef, t_s: float) -> str:
        del one, t_s
        asked.append(other)
        return ""

    chain = chain_of(recording, ref, t_s, cache, no_way)
    asks = bool(asked) and has_network(recording)
    causes = [
        replace(cause, text=ASKING) if asks and cause.kind == UNKNOWN else cause for cause in chain.causes
    ]
    return Told((*(_line(recording, ref, cause) for cause in causes), *_help(chain)), asks)


def _line(recording: Recording, ref: EntityRef, cause: Cause) -> WhyLine:
    fleet = recording.header.fleet
    words = f"{cause.text[0].upper()}{cause.text[1:]}."
    if cause.entity != ref:
        words = f"{fleet.tables[cause.entity.kind].names[cause.entity.index]}: {cause.text}."
    begins_s = max(0.0, cause.begins_s)
    return WhyLine(words, fleet.entity_id(cause.entity), begins_s, starts=cause.follows is None)


def _help(chain: Chain) -> tuple[WhyLine, ...]:
    if not chain.would_help:
        return ()
    return (WhyLine(f"Would have helped: {chain.would_help}.", "", chain.t_s, starts=True),)
