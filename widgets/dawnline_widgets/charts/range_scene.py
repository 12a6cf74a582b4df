"""Ranges side by side, as plain values: low, central and high on one axis."""

from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True)
class RangeRow:
    """One range: its label, its words, its ends and middle as shares of the axis, its series colour.

    ``low`` is None where there is nothing to draw: only the words are shown.
    """

    label: str
    text: str
    low: float | None = None
    central: float = 0.0
    high: float = 0.0
    colour: str = "sky"
    indented: bool = False


@dataclass(frozen=True)
class RangeGroup:
    """Rows over one axis, under a heading; ``ticks`` are (share, words) of the axis.

    ``mark`` is the share of a line across all rows, such as what something else costs; ``mark_word`` says it.
    """

    key: Hashable
    heading: str
    rows: tuple[RangeRow, ...]
    ticks: tuple[tuple[float, str], ...] = ()
    mark: float | None = None
    mark_word: str = ""
