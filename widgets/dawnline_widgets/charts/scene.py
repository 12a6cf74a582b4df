"""Strips of values over time, as plain values."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Strip:
    """One channel of one entity over time, in shown units.

    ``t_s`` and ``value`` are (k,) float64; NaN is a gap. ``low`` and ``high`` are the axis, None for the
    data's own range. ``limit`` draws a dashed line. ``now_text`` is the value at the playhead with its unit.
    ``colour`` names a series token of the theme. ``step`` draws codes as steps.

    ``marks_s`` are moments to be marked, such as handovers: times like ``t_s``, in order. ``marks_colour``
    names a series token, ``marks_word`` says what they are when pointed at. ``outages``: a gap means that
    there was nothing, not that nothing is known; it gets a faint band.
    """

    key: Hashable
    title: str
    unit: str
    t_s: NDArray[np.float64]
    value: NDArray[np.float64]
    low: float | None
    high: float | None
    limit: float | None
    now_text: str
    colour: str
    step: bool = False
    marks_s: tuple[float, ...] = ()
    marks_colour: str = "violet"
    marks_word: str = "marks"
    outages: bool = False


@dataclass(frozen=True, eq=False)
class StripStack:
    """Strips over one time axis, with the playhead at ``cursor_s``; ``shade`` (m, 2): eclipses."""

    strips: tuple[Strip, ...]
    start_s: float
    end_s: float
    cursor_s: float
    shade: NDArray[np.float64]
    start_iso: str
