"""Times as people type them: ISO-8601, or an offset from the start such as ``+6h30m``."""

from dawnline.orbits.epoch import Epoch
from dawnline.scenario.duration import parse_duration

ROUNDING_S = 1e-6  # far above what two Julian dates lose in their difference (1e-11 s), far below a step


def seconds_from_start(text: str, *, start: Epoch, duration_s: float) -> float:
    """Return T in seconds since ``start``; raise ValueError, in words, if that fails."""
    try:
        t_s = parse_duration(text[1:]) if text.startswith("+") else Epoch.from_iso(text).seconds_since(start)
    except ValueError as error:
        raise ValueError(
            f"{text}: {error}; write a time like {start.iso()} or an offset like +6h30m"
        ) from error
    t_s = round(t_s, 6)  # so that the end, as it is printed, is the end
    if not 0.0 <= t_s <= duration_s + ROUNDING_S:
        raise ValueError(
            f"{text}: outside the run, which lasts from {start.iso()} to {start.iso(duration_s)}"
        )
    return min(t_s, duration_s)
