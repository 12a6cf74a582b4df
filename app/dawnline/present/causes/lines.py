"""A chain as lines that people read, each with where and when to look."""

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.causes.cause import Cause, Chain
from dawnline.present.causes.chain import chain_of
from dawnline.present.inspector_scene import WhyLine
from dawnline.recording.recording import Recording


def why_lines(recording: Recording, ref: EntityRef, t_s: float, cache: SceneCache) -> tuple[WhyLine, ...]:
    """Return the lines of the chain of an entity at a time, the first cause first."""
    key = (ref, recording.frame_index_at(t_s), recording.revision)
    return cache.latest(recording, "why", key, lambda: _lines(recording, ref, t_s, cache))


def _lines(recording: Recording, ref: EntityRef, t_s: float, cache: SceneCache) -> tuple[WhyLine, ...]:
    chain = chain_of(recording, ref, t_s, cache)
    lines = [_line(recording, ref, cause) for cause in chain.causes]
    return (*lines, *_help(chain))


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
