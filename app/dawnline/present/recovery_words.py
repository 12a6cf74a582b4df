"""How events on an entity were got over, as people read it."""

from collections.abc import Sequence
from functools import partial

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.clock import moment_text
from dawnline.present.numbers import count, duration, three_digits, word
from dawnline.present.recovery import LOST_WITH_MACHINES, Recovery, recovery_of
from dawnline.recording.recording import Recording

_MOST = 8  # events of one entity that are told of; the newest that have begun
_J_PER_MWH = 3.6e9


def recoveries(
    recording: Recording, ref: EntityRef, t_s: float, cache: SceneCache
) -> tuple[tuple[str, str], ...]:
    """Return (label, text) of the events on an entity that have begun by a time."""
    events = [event for event in recording.header.events if event.target == ref and event.start_s <= t_s]
    rows = []
    for event in events[-_MOST:]:
        key = ("recovery", event, recording.revision)
        found = cache.get(recording, key, partial(recovery_of, recording, event))
        epoch = recording.header.epoch
        rows.append(
            (
                f"{word(event.kind).capitalize()} {moment_text(epoch, event.start_s, t_s)}",
                recovery_text(found),
            )
        )
    return tuple(rows)


def recovery_text(found: Recovery) -> str:
    """Return ``detected at once, rerouted and recovered after 31 min; 1,204 requests lost``.

    Where other events were on, what cannot be parted is told of all of them, after what is its own.
    """
    if found.detected_s is None:
        return "no effect of it is recorded"
    detected: list[tuple[str, float | None]] = [("detected", found.detected_s)]
    after = [("rerouted", found.rerouted_s)] if found.may_reroute else []
    after.append(("recovered", found.recovered_s))
    own, everybody = _lost_of_its_own(found), _lost_by_everybody(found)
    if not found.together:
        lost = ", ".join(everybody + own)
        return _times(found, detected + after) + (f"; {lost}" if lost else "")
    others = f"{len(found.together)} other event{'s' if len(found.together) > 1 else ''}"
    joint = ", ".join([_times(found, after), *everybody])
    return "; ".join([_times(found, detected), *own, f"together with {others} {joint}"])


def _times(found: Recovery, times_s: Sequence[tuple[str, float | None]]) -> str:
    """Return ``rerouted at once, recovered not in this run``."""
    told: list[tuple[list[str], str]] = []
    for what, t_s in times_s:
        late_s = None if t_s is None else t_s - found.event.start_s
        when = "not in this run"
        if late_s is not None:
            when = "at once" if late_s < 1.0 else f"after {duration(late_s)}"
        if told and told[-1][1] == when and late_s is not None:
            told[-1][0].append(what)
        else:
            told.append(([what], when))
    return ", ".join(f"{_joined(words)} {when}" for words, when in told)


def _lost_by_everybody(found: Recovery) -> list[str]:
    lost = [_requests(reason, number) for reason, number in found.dropped if reason != LOST_WITH_MACHINES]
    if found.unserved_accelerator_s >= 1800.0:
        lost.append(f"{count(found.unserved_accelerator_s / 3600.0)} GPU h unserved")
    return lost


def _lost_of_its_own(found: Recovery) -> list[str]:
    lost = [_requests(reason, number) for reason, number in found.dropped if reason == LOST_WITH_MACHINES]
    if found.undone_accelerator_s >= 1800.0:
        lost.append(f"{count(found.undone_accelerator_s / 3600.0)} GPU h of training undone")
    if found.unserved_j > 0.0:
        lost.append(f"{three_digits(found.unserved_j / _J_PER_MWH)} MWh less drawn")
    return lost


def _requests(reason: str, number: float) -> str:
    return f"{count(number)} requests lost ({word(reason)})"


def _joined(words: list[str]) -> str:
    """Return ``detected, rerouted and recovered``."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
