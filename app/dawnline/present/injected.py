"""Events that are let happen in a run: from a person's words, and back into words."""

from collections.abc import Sequence

from dawnline.recording.errors import EntityNotFound
from dawnline.recording.recording import Recording
from dawnline.scenario.event import Event
from dawnline.scenario.event_text import events_from_texts, parts_of


def events_at(recording: Recording, at_s: float, texts: Sequence[str]) -> tuple[Event, ...]:
    """Return events that begin at a time of a run; a target may be a bare name where that is unique.

    Raises ScenarioError with what is wrong in words, EntityNotFound where a bare name may mean several.
    """
    header = recording.header
    full = [_with_full_target(recording, text) for text in texts]
    return events_from_texts(
        full, at_s, tables=header.fleet.tables, epoch=header.epoch, duration_s=header.duration_s
    )


def _with_full_target(recording: Recording, text: str) -> str:
    """Return the text with the full id of its target; as it is where it has one, or has not the form."""
    try:
        target = parts_of(text)["target"]
    except ValueError:
        return text
    if ":" in target:
        return text
    try:
        found = recording.header.fleet.entity_id(recording.find_entity(target))
    except EntityNotFound as error:
        if error.candidates:
            raise
        return text  # the checks of events name what is near
    kind, _, rest = text.strip().partition(" ")
    return f"{kind} {rest.strip().replace(' '.join(target.split()), found, 1)}"
