"""Sums over the whole fleet, made in a thread for whoever shows them."""

from dawnline.present.overview import Totals, totals_of
from dawnline.recording.recording import Recording
from dawnline.shell.ahead import Ahead


def totals_now(recording: Recording, t_s: float, ahead: Ahead) -> Totals | None:
    """Return the totals at a time; those shown last while they are being made, None before the first."""
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    return ahead.get("totals", (recording, frame), lambda cache: totals_of(recording, t_s, cache))
