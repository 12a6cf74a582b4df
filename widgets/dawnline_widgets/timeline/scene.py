"""The transport and the time bar, as plain values."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class TransportScene:
    """What the timeline dock shows.

    Times are seconds since the start of the run. ``buffered_s`` is how far the run is simulated;
    ``gaps`` are spans that a damaged file lost. ``chip`` is the text beside the mode pill
    (``SIMULATING 72 %``, ``BUFFERING``) or empty. ``ticks`` are (t_s, label) of the axis.
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
