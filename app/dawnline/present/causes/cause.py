"""One cause, and a chain of them: plain values, each with what was recorded, when, and its limit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dawnline.fleet.entity import EntityRef

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Cause:
    """One link of a chain.

    Attributes
    ----------
    kind : what sort of cause, a word that programs can compare: ``umbra``, ``event.fault``, ``unknown``.
    entity : whom it is told of.
    text : the sentence, with its times, without the name of the entity.
    channel : key of the recorded channel that it rests on; "" for an event or a value of the header.
    value, unit : what was recorded at ``t_s`` in stored units; a code's word is in ``word``. None if unknown.
    limit : what the value is held against, in the same unit; None where nothing bounds it.
    since_s, until_s : when it began and ended, as far as the run tells.
    follows : place in the chain of the cause that it follows from; None for a first cause.
    """

    kind: str
    entity: EntityRef
    text: str
    channel: str = ""
    value: float | None = None
    unit: str = ""
    word: str = ""
    t_s: float = 0.0
    limit: float | None = None
    since_s: float | None = None
    until_s: float | None = None
    follows: int | None = None

    @property
    def begins_s(self) -> float:
        """Return the moment to look at: when it began, else when it was read."""
        return self.t_s if self.since_s is None else self.since_s


Causes = tuple[Cause, ...]


@dataclass(frozen=True)
class Chain:
    """Why an entity is as it is at a time: causes, the first cause first, down to the effect asked about.

    ``would_help`` is one line on what would have helped, "" where recorded values do not tell.
    """

    entity: EntityRef
    t_s: float
    causes: Causes
    would_help: str = ""

    @property
    def first(self) -> Cause:
        """Return the first cause."""
        return self.causes[0]

    @property
    def effect(self) -> Cause:
        """Return what was asked about."""
        return self.causes[-1]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds in order."""
        return tuple(cause.kind for cause in self.causes)


def in_order(causes: Iterable[Cause]) -> Causes:
    """Return causes of which each follows from the one before it."""
    return tuple(replace(cause, follows=place - 1 if place else None) for place, cause in enumerate(causes))


def after(first: Causes, *then: Cause) -> Causes:
    """Return a chain with more at its end, each following from the one before it."""
    chain = list(first)
    for cause in then:
        chain.append(replace(cause, follows=len(chain) - 1 if chain else None))
    return tuple(chain)
