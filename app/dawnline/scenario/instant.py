"""Times as people type them: ISO-8601, or an offset from the start such as ``+6h30m``."""

from dawnline.orbits.epoch import Epoch
from dawnline.scenario.duration import parse_duration


def seconds_from_start(text: str, *, start: Epoch, duration_s: float) -> float:
    """Return T in seconds since ``start``; raise ValueError, in words, if that fails."""
    try:
        t_s = parse_duration(text[1:]) if text.startswith("+") else Epoch.from_iso(text).seconds_since(start)
    except ValueError as error:
        raise ValueError(
            f"{text}: {error}; write a time like {start.iso()} or an offset like +6h30m"
        ) from error
    if not 0.0 <= t_s <= duration_s:
        raise ValueError(
            f"{text}: outside the run, which lasts from {start.iso()} to {start.iso(duration_s)}"
        )
    return t_s
