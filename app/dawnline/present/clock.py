"""Times as people read them: the clock, the date, the span of a run, the ticks of its axis. All UTC."""

import math
from functools import lru_cache

from dawnline.orbits.epoch import Epoch

_DAY_S = 86_400.0
# Distances of ticks that fall on round times.
_TICKS_S = (
    1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 10_800.0,
    21_600.0, 43_200.0, _DAY_S, 2 * _DAY_S, 7 * _DAY_S, 14 * _DAY_S, 28 * _DAY_S,
)  # fmt: skip
MOST_TICKS = 13


def clock_text(epoch: Epoch, t_s: float) -> str:
    """Return ``06:14:38 UTC``, the second that has begun."""
    return f"{_iso(epoch, t_s)[11:19]} UTC"


def date_text(epoch: Epoch, t_s: float) -> str:
    """Return ``2026-05-30``."""
    return _iso(epoch, t_s)[:10]


def time_text(epoch: Epoch, t_s: float) -> str:
    """Return ``06:14:38`` without its day."""
    return _iso(epoch, t_s)[11:19]


def moment_text(epoch: Epoch, t_s: float, seen_from_s: float) -> str:
    """Return ``06:14:38``, with its date before it if it is of another day than ``seen_from_s``."""
    date = date_text(epoch, t_s)
    time = time_text(epoch, t_s)
    return time if date == date_text(epoch, seen_from_s) else f"{date[5:]} {time}"


def span_text(epoch: Epoch, duration_s: float) -> str:
    """Return from when to when a run lasts: ``05-30 00:00 – 05-31 00:00 UTC``."""
    start, end = _iso(epoch, 0.0), _iso(epoch, duration_s)
    return f"{start[5:10]} {start[11:16]} \N{EN DASH} {end[5:10]} {end[11:16]} UTC"


@lru_cache(maxsize=16)
def ticks(epoch: Epoch, duration_s: float) -> tuple[tuple[float, str], ...]:
    """Return (t_s, label) at round UTC times, at most ``MOST_TICKS``.

    A midnight is told by its date, but at the end of a run of one day it reads ``24:00``.
    """
    if not duration_s > 0.0:
        return ()
    spacing_s = next((step for step in _TICKS_S if duration_s / step < MOST_TICKS), None)
    if spacing_s is None:
        spacing_s = math.ceil(duration_s / MOST_TICKS / _DAY_S + 1.0) * _DAY_S
    into_day_s = epoch.fraction * _DAY_S
    # To the microsecond: sums of decimal fractions must still hit the end of the run.
    first_s = round(math.ceil(round(into_day_s / spacing_s, 9)) * spacing_s - into_day_s, 6)
    found = []
    for k in range(MOST_TICKS + 1):
        t_s = first_s + k * spacing_s
        if t_s > duration_s:
            break
        found.append((t_s, _label(epoch, t_s, spacing_s, ends=duration_s == t_s == _DAY_S)))
    return tuple(found)


def _label(epoch: Epoch, t_s: float, spacing_s: float, *, ends: bool) -> str:
    iso = _iso(epoch, t_s)
    if iso[11:19] == "00:00:00" and (t_s > 0.0 or spacing_s >= _DAY_S):
        return "24:00" if ends else iso[5:10]
    return iso[11:19] if spacing_s < 60.0 else iso[11:16]


def _iso(epoch: Epoch, t_s: float) -> str:
    """Return ISO-8601 of the second that has begun (a rounding of a nanosecond forgiven)."""
    return epoch.iso(math.floor(t_s + 1e-9))
