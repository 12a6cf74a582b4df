"""Which run a branch left, when, and for what: a document of its file. It is in no digest."""

import math
from collections.abc import Collection
from dataclasses import dataclass

from pydantic import TypeAdapter

from dawnline.recording import nouns
from dawnline.recording.store import Damaged, Store
from dawnline.scenario.event import Event

_NAME = "branch"
_LONGEST_NAME = 400


@dataclass(frozen=True)
class BranchFacts:
    """Where a branch comes from.

    Attributes
    ----------
    parent_inputs : SHA-256 of scenario, seed and version of the run that it left (`digest.inputs_digest`).
    parent_name : the name of that run's file, without its folder.
    at_s : when it left, seconds since the epoch.
    events : what happens in it and not in that run.
    """

    parent_inputs: str
    parent_name: str
    at_s: float
    events: tuple[Event, ...]


_FACTS = TypeAdapter(tuple[BranchFacts, ...])


def write_branch(store: Store, facts: BranchFacts | None) -> tuple[str, ...]:
    """Write the facts; return the names of what was written, none where the run is no branch."""
    if facts is None:
        return ()
    store.put_text(_NAME, nouns.to_json((facts,)))
    return (_NAME,)


def read_branch(store: Store, extras: Collection[str]) -> BranchFacts | None:
    """Return the facts, None where the run is no branch; raise Damaged if they make no sense."""
    if _NAME not in extras:
        return None
    facts = store.noun(_FACTS, _NAME)
    if len(facts) != 1 or not math.isfinite(facts[0].at_s) or len(facts[0].parent_name) > _LONGEST_NAME:
        raise Damaged("is a branch of it is not clear what")
    return facts[0]
