"""Why a pair is as fast as it is, or has no way, in sentences that name recorded values and times."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.clock import moment_text
from dawnline.present.evidence import Evidence, spell_at
from dawnline.present.network.choice import choice_of_pair
from dawnline.present.network.words import plural
from dawnline.present.recorded import is_recorded
from dawnline.recording.recording import Recording

TITLE = "How do they reach each other?"
_LOOK_BACK_S = 3600.0


def pair_sentences(
    recording: Recording, ref: EntityRef, frame: int, cache: SceneCache, because: str = ""
) -> tuple[str, ...]:
    """Return lines on a pair at a frame, the main one first; ``because`` is why there is no way, if known."""
    if not 0 <= frame < recording.frame_count:
        return ("Unknown: nothing is recorded for this time yet.",)
    if not is_recorded(recording, "pair", "rtt_s"):
        return ("Unknown: this run recorded no round trips.",)
    evidence = Evidence(recording, ref, frame, cache)
    if np.isnan(evidence.value("rtt_s")):
        return _no_way(evidence, because)
    lines = [f"{_over(evidence)}: {evidence.text('rtt_s')} there and back, {evidence.text('hops')}."]
    lines += _entry(evidence)
    return (*lines, *_events(recording, ref, frame))


def handovers_s(evidence: Evidence) -> tuple[float, ...]:
    """Return when the satellite over the region became another one, or the way began or ended."""
    if not is_recorded(evidence.recording, "pair", "entry_satellite"):
        return ()
    times_s, rows = evidence.series("entry_satellite")
    return tuple(times_s[1:][_changes(rows)].tolist())


def entry_name(recording: Recording, row: int) -> str:
    """Return the name of the satellite of a recorded row; "" where there is none."""
    names = recording.header.fleet.satellites.names
    return names[row] if 0 <= row < len(names) else ""


def _changes(rows: NDArray[np.generic]) -> NDArray[np.bool_]:
    return np.asarray((rows[1:] != rows[:-1]) & (rows[1:] >= 0) & (rows[:-1] >= 0))  # type: ignore[operator]


def _no_way(evidence: Evidence, because: str) -> tuple[str, ...]:
    times_s, values = evidence.series("rtt_s")
    none = np.isnan(values.astype(np.float64))
    span = evidence.span(spell_at(times_s, none, evidence.frame, unknown=np.zeros(len(none), np.bool_)))
    events = _events(evidence.recording, evidence.ref, evidence.frame)
    reason = events[0][0].lower() + events[0][1:] if events else because
    if not reason:
        return (f"No way {span}; why is unknown: no event tells it.",)
    return (f"No way {span}, because {reason}", *events[1:])


def _over(evidence: Evidence) -> str:
    if not is_recorded(evidence.recording, "pair", "way"):
        return "The fastest way"
    words = {"fibre": "By fibre", "space": "Over satellites", "mixed": "Over satellites and fibre"}
    word = words.get(evidence.code("way"), "The fastest way")
    return f"{word} {evidence.span(evidence.spell('way'))}"


def _entry(evidence: Evidence) -> list[str]:
    """Return who carries it first, since when, and how often that changed lately."""
    if not is_recorded(evidence.recording, "pair", "entry_satellite"):
        return []
    times_s, rows = evidence.series("entry_satellite")
    name = entry_name(evidence.recording, int(rows[evidence.frame]))
    if not name:
        return []
    unknown = np.zeros(len(rows), np.bool_)
    span = evidence.span(spell_at(times_s, rows, evidence.frame, unknown=unknown))
    now_s = float(times_s[evidence.frame])
    lately = [t for t in handovers_s(evidence) if now_s - _LOOK_BACK_S < t <= now_s]
    return [f"First over {name} {span}; {plural(len(lately), 'handover')} in the hour before."]


def _events(recording: Recording, ref: EntityRef, frame: int) -> list[str]:
    """Return the faults of the region and the site that hold now."""
    header = recording.header
    choice = choice_of_pair(recording, ref)
    now_s = frame * header.step_s
    lines = []
    for event in header.events:
        ends = {event.target, event.other} - {None}
        if event.kind != "fault" or not event.is_on(now_s):
            continue
        if event.other is None and event.target not in {choice.source, choice.target}:
            continue
        if event.other is not None and ends != {choice.source, choice.target}:
            continue
        start = moment_text(header.epoch, event.start_s, now_s)
        end = moment_text(header.epoch, event.start_s + event.duration_s, now_s)
        name = header.fleet.tables[event.target.kind].names[event.target.index]
        what = f"the link of {name}" if event.other is not None else f"{event.target.kind} {name}"
        lines.append(f"{what[0].upper()}{what[1:]} has failed, from {start} to {end}.")
    return lines
