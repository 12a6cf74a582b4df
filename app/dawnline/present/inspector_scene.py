"""What the inspector shows, as plain values."""

from collections.abc import Hashable
from dataclasses import dataclass

from dawnline_widgets.charts.scene import StripStack


@dataclass(frozen=True)
class BudgetRow:
    """One bar of a budget: its label, the value in words, its share of the longest bar, its series colour."""

    label: str
    value_text: str
    share: float
    colour: str


@dataclass(frozen=True, eq=False)
class InspectorScene:
    """One entity, or the whole run when nothing is selected.

    ``key`` says what it is of: while it stays, only values change. ``status`` indexes
    ``theme.tokens.STATUSES``, None where there is no one status. ``why`` are sentences, the main one first.
    ``values`` are its channels now, ``facts`` what does not change, both (label, text); ``provenance`` says
    where preset values come from, a line each.
    """

    key: Hashable
    title: str
    subtitle: str
    status: int | None
    status_word: str
    why_title: str
    why: tuple[str, ...]
    budget: tuple[BudgetRow, ...]
    values: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    strips: StripStack
    provenance: tuple[str, ...]
