"""What a scenario says of itself besides its story: where its numbers come from, and what it leaves out."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dawnline.fleet.provenance import Confidence


@dataclass(frozen=True)
class Source:
    """Where numbers of a scenario come from, in words, and how far they are to be believed."""

    text: str
    confidence: Confidence


@dataclass(frozen=True)
class About:
    """``sources`` of the numbers, and ``not_modelled``: what a person should not read out of a run."""

    sources: tuple[Source, ...] = ()
    not_modelled: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Document:
    scenario: About


_DOCUMENTS = TypeAdapter(_Document)


def about_of(document: str) -> About:
    """Return what a scenario's document says of it; nothing where it says nothing that makes sense."""
    try:
        return _DOCUMENTS.validate_json(document).scenario
    except ValidationError:
        return About()


def described(about: About) -> dict[str, Any]:
    """Return the keys of a document's ``scenario`` that say this; none where there is nothing to say."""
    sources = [{"text": source.text, "confidence": source.confidence} for source in about.sources]
    said = {"sources": sources, "not_modelled": list(about.not_modelled)}
    return {key: value for key, value in said.items() if value}
