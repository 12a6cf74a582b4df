"""What a strip's line is made of: its range, steps of codes, hours of the axis. No Qt."""

from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.charts.scene import Strip

Floats = NDArray[np.float64]

_TICK_STEPS_S = (
    10,
    30,
    60,
    300,
    600,
    900,
    1_800,
    3_600,
    7_200,
    10_800,
    21_600,
    43_200,
    86_400,
    172_800,
    604_800,
)


def shown_range(strip: Strip) -> tuple[float, float]:
    """Return the axis of a strip: what it asks for, else the range of its data and limit, never empty."""
    known = strip.value[np.isfinite(strip.value)]
    if strip.limit is not None:
        known = np.append(known, strip.limit)
    low = strip.low if strip.low is not None else float(known.min()) if len(known) else 0.0
    high = strip.high if strip.high is not None else float(known.max()) if len(known) else low + 1.0
    # Rounding is not worth a plot that fills its axis with it.
    if high - low <= 1e-6 * max(abs(low), abs(high), 1.0):
        high = low + max(abs(low) * 0.1, 1.0)
    return low, high


def axis_text(value: float) -> str:
    """Return an end of an axis in about three figures: ``100``, ``1,361``, ``30.8``, ``0.87``."""
    decimals = 0 if abs(value) >= 100 or value == round(value) else 1 if abs(value) >= 10 else 2
    return f"{value:,.{decimals}f}".replace("-", "\N{MINUS SIGN}")


def stepped(t_s: Floats, value: Floats) -> tuple[Floats, Floats]:
    """Return (2k - 1,) points that hold each value until the next time."""
    if len(t_s) < 2:
        return t_s, value
    return np.repeat(t_s, 2)[1:], np.repeat(value, 2)[:-1]


def gap_spans(t_s: Floats, value: Floats, *, step: bool) -> Floats:
    """Return (m, 2) spans of time in which a line is broken, since its values there are NaN.

    A line breaks at the last known time and goes on at the next one; a ``step`` holds until the first unknown
    time. At the ends of the data a span begins and ends with them.
    """
    unknown = ~np.isfinite(value)
    if not unknown.any():
        return np.zeros((0, 2))
    edges = np.diff(np.concatenate([[False], unknown, [False]]).astype(np.int8))
    first, after = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    start = first if step else np.maximum(first - 1, 0)
    return np.stack([t_s[start], t_s[np.minimum(after, len(t_s) - 1)]], axis=1)


def hour_ticks(start_iso: str, start_s: float, end_s: float, most: int) -> list[tuple[float, str]]:
    """Return (t_s, ``HH:MM``) at round UTC times between ``start_s`` and ``end_s``, ``most`` at most.

    ``start_iso`` is the time at which ``t_s`` is 0. A day's first tick says the day.
    """
    try:
        epoch = datetime.fromisoformat(start_iso)
    except ValueError:
        return []
    span_s = end_s - start_s
    step_s = next((step for step in _TICK_STEPS_S if span_s / step <= max(most, 1)), _TICK_STEPS_S[-1])
    midnight = epoch.replace(hour=0, minute=0, second=0, microsecond=0)
    offset_s = (epoch - midnight).total_seconds()
    first = int(-(-(start_s + offset_s) // step_s))
    last = int((end_s + offset_s) // step_s)
    ticks = []
    for number in range(first, last + 1):
        when = midnight + timedelta(seconds=number * step_s)
        pattern = "%H:%M:%S" if step_s < 60 else "%m-%d" if step_s >= 86_400 else "%H:%M"
        ticks.append((number * step_s - offset_s, when.strftime(pattern)))
    return ticks
