"""The transport and the time bar, as plain values."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class EventMark:
    """Something that happens from ``start_s`` to ``end_s``; ``fresh`` is what only this run has."""

    start_s: float
    end_s: float
    words: str
    fresh: bool = False


@dataclass(frozen=True)
class EventLineScene:
    """The event to tell of at the playhead; empty where there is none.

    ``number`` counts (``3 of 12``), ``when`` and ``what`` say it, ``recovery`` how it was got over, once it
    has begun. ``is_on``: it lasts. ``entity`` is the id of what it hits.
    """

    number: str = ""
    when: str = ""
    what: str = ""
    recovery: str = ""
    is_on: bool = False
    entity: str = ""


@dataclass(frozen=True)
class RunsScene:
    """Runs of one time side by side: what each is in words, which is shown, and what differs there."""

    runs: tuple[str, ...] = ()
    shown: int = 0
    difference: str = ""


@dataclass(frozen=True)
class TransportScene:
    """What the timeline dock shows.

    Times are seconds since the start of the run. ``buffered_s`` is how far the run is simulated;
    ``gaps`` are spans that a damaged file lost. ``chip`` is the text beside the mode pill
    (``SIMULATING 72 %``, ``BUFFERING``) or empty. ``ticks`` are (t_s, label) of the axis. ``events`` are in
    the order of their start.
    """

    enabled: bool
    t_s: float
    duration_s: float
    buffered_s: float
    mode: Literal["LIVE", "REPLAY"]
    playing: bool
    following: bool
    speed: float
    frame: int
    frame_count: int
    chip: str
    clock_text: str
    date_text: str
    span_text: str
    loop: tuple[float, float] | None
    ticks: tuple[tuple[float, str], ...]
    gaps: tuple[tuple[float, float], ...]
    events: tuple[EventMark, ...] = ()
