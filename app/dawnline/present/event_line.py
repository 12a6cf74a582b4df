"""The event to tell of at a time: the last that began or was announced, else the first that is to come."""

import math
from functools import partial

from dawnline.present.cache import SceneCache
from dawnline.present.clock import moment_text
from dawnline.present.injected import event_words
from dawnline.present.recovery import recovery_of
from dawnline.present.recovery_words import recovery_text
from dawnline.recording.recording import Recording
from dawnline.scenario.event import Event
from dawnline_widgets.timeline.scene import EventLineScene


def events_in_order(recording: Recording) -> tuple[Event, ...]:
    """Return what happens or is announced within a run, in the order of its start.

    Of equals as the scenario has them.
    """
    header = recording.header
    inside = (event for event in header.events if event.announced_s <= header.duration_s)
    return tuple(sorted(inside, key=lambda event: event.start_s))


def event_moments_s(recording: Recording) -> tuple[float, ...]:
    """Return when what happens shows first: the frames at which events have begun or have been announced.

    Ascending, each once; nothing of what was announced before the run.
    """
    step_s = recording.header.step_s
    last = recording.header.frame_count - 1
    events = events_in_order(recording)
    times_s = [event.start_s for event in events] + [
        one.announced_s for one in events if one.announced_s > 0.0
    ]
    frames = {max(0, math.ceil(time_s / step_s - 1e-9)) for time_s in times_s}
    return tuple(frame * step_s for frame in sorted(frames) if frame <= last)


def event_line(recording: Recording, t_s: float, cache: SceneCache) -> EventLineScene:
    """Return what to tell at a time; of an event that has begun also how it was got over."""
    events = events_in_order(recording)
    if not events:
        return EventLineScene()
    news = [(_news_s(event, t_s), place) for place, event in enumerate(events) if event.announced_s <= t_s]
    place = max(news)[1] if news else 0
    event, header = events[place], recording.header
    recovery = ""
    if event.start_s <= t_s:
        key = ("recovery", event, recording.revision)
        recovery = recovery_text(cache.get(recording, key, partial(recovery_of, recording, event)))
    return EventLineScene(
        number=f"{place + 1} of {len(events)}",
        when=_when(recording, event, t_s),
        what=event_words(event, header.fleet),
        recovery=recovery,
        is_on=event.is_on(t_s),
        entity=header.fleet.entity_id(event.target),
    )


def _news_s(event: Event, t_s: float) -> float:
    """Return when an event was last heard of: when it began, or before that, when it was announced."""
    return event.start_s if event.start_s <= t_s else event.announced_s


def _when(recording: Recording, event: Event, t_s: float) -> str:
    """Return ``00:40 to 01:00``; ``from 01:30 on`` of what does not end in the run."""
    header = recording.header
    start = _clock(recording, max(0.0, event.start_s), t_s)
    if event.notice_s > 0.0 and event.announced_s <= t_s < event.start_s:
        return f"announced for {start}"
    end_s = event.start_s + event.duration_s
    if end_s > header.duration_s:
        return f"from {start} on"
    return f"{start} to {_clock(recording, end_s, t_s)}"


def _clock(recording: Recording, moment_s: float, t_s: float) -> str:
    return moment_text(recording.header.epoch, moment_s, t_s).removesuffix(":00")
