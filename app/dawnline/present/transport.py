"""The transport and the time bar, from playhead, recording and worker."""

from typing import Protocol

from dawnline.orbits.epoch import Epoch
from dawnline.present.clock import clock_text, date_text, span_text, ticks
from dawnline.present.injected import event_words
from dawnline.present.worker import WorkerState
from dawnline.recording.recording import Recording
from dawnline.timeline.playhead import PlayheadState
from dawnline_widgets.timeline.scene import EventMark, TransportScene

_LONGEST_CHIP = 60


class HasState(Protocol):
    """A playhead."""

    @property
    def state(self) -> PlayheadState:
        """Return a snapshot."""


def transport_scene(
    recording: Recording | None, playhead: HasState, worker: WorkerState | None = None, opening: str = ""
) -> TransportScene:
    """Return what the timeline dock shows; without a recording, an empty one that is off.

    ``opening`` is the name of a file that is being opened.
    """
    worker = worker or WorkerState()
    state = playhead.state
    if recording is None:
        return _empty(state, _short(f"OPENING {opening}") if opening else chip_text(worker, state, None))
    header = recording.header
    epoch: Epoch = header.epoch
    return TransportScene(
        enabled=recording.frame_count > 0,
        t_s=state.t_s,
        duration_s=state.duration_s,
        buffered_s=state.available_s,
        mode=state.mode,
        playing=state.playing,
        following=state.following,
        speed=state.speed,
        frame=recording.frame_index_at(state.t_s),
        frame_count=header.frame_count,
        chip=_short(f"OPENING {opening}") if opening else chip_text(worker, state, recording),
        clock_text=clock_text(epoch, state.t_s),
        date_text=date_text(epoch, state.t_s),
        span_text=span_text(epoch, state.duration_s),
        loop=state.loop,
        ticks=ticks(epoch, state.duration_s),
        gaps=gap_spans(recording),
        events=event_marks(recording),
    )


def chip_text(worker: WorkerState, state: PlayheadState, recording: Recording | None) -> str:
    """Return what the simulation does, in words; empty when there is nothing to tell."""
    if worker.phase == "failed":
        said = worker.problems[0] if worker.problems else "the simulation stopped"
        return _short(f"FAILED: {said}")
    share = f"{worker.share * 100.0:.0f} %"
    if worker.phase == "starting":
        return "STARTING"
    if worker.phase == "simulating":
        return f"BUFFERING {share}" if state.buffering else f"SIMULATING {share}"
    asked_for_more = worker.phase != "complete"
    if asked_for_more and recording is not None and recording.frame_count < recording.header.frame_count:
        reached = f"{recording.frame_count / recording.header.frame_count * 100.0:.0f} %"
        words = {"cancelled": "CANCELLED AT", "interrupted": "INTERRUPTED AT", "running": "SIMULATING"}
        said = words.get(recording.state, "")
        return f"{said} {reached}" if said else ""
    return "CANCELLED" if worker.phase == "cancelled" else ""


def event_marks(recording: Recording) -> tuple[EventMark, ...]:
    """Return what happens in a run at known times, and what is announced in it or before.

    What only a branch has is marked.
    """
    header = recording.header
    fresh = set(header.branch.events) if header.branch is not None else set()
    marks = []
    for event in header.events:
        words, is_fresh = event_words(event, header.fleet), event in fresh
        if event.notice_s > 0.0:
            begins_s, ends_s = max(0.0, event.announced_s), event.start_s
            marks.append((begins_s, ends_s, f"announced: {words}", is_fresh))
        marks.append((event.start_s, event.start_s + event.duration_s, words, is_fresh))
    inside = sorted((mark for mark in marks if mark[0] <= header.duration_s), key=lambda mark: mark[0])
    return tuple(
        EventMark(begins_s, min(ends_s, header.duration_s), words, fresh=is_fresh)
        for begins_s, ends_s, words, is_fresh in inside
    )


def gap_spans(recording: Recording) -> tuple[tuple[float, float], ...]:
    """Return the spans of time in which a damaged file lost something that was looked at, merged."""
    step_s = recording.header.step_s
    spans: list[tuple[float, float]] = []
    for first, stop in sorted({gap.frames for gap in recording.gaps}):
        start_s, end_s = first * step_s, stop * step_s
        if spans and start_s <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end_s))
        else:
            spans.append((start_s, end_s))
    return tuple(spans)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_CHIP else text[: _LONGEST_CHIP - 1] + "…"


def _empty(state: PlayheadState, chip: str) -> TransportScene:
    return TransportScene(
        enabled=False,
        t_s=0.0,
        duration_s=0.0,
        buffered_s=0.0,
        mode="REPLAY",
        playing=False,
        following=False,
        speed=state.speed,
        frame=0,
        frame_count=0,
        chip=chip,
        clock_text="--:--:-- UTC",
        date_text="",
        span_text="",
        loop=None,
        ticks=(),
        gaps=(),
    )
