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


@dataclass(frozen=True)
class WhyLine:
    """One sentence of why, and where to look for it.

    ``entity`` is the id of whom it is told of and ``t_s`` when it began; "" where there is nowhere to go.
    ``starts`` says that it follows from no line before it.
    """

    text: str
    entity: str = ""
    t_s: float = 0.0
    starts: bool = True


@dataclass(frozen=True, eq=False)
class InspectorScene:
    """One entity, or the whole run when nothing is selected.

    ``key`` says what it is of: while it stays, only values change. ``status`` indexes
    ``theme.tokens.STATUSES``, None where there is no one status. ``why`` are sentences, the first cause
    first; ``why_lines`` the same with where to go for each, none where they lead nowhere.
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
    why_lines: tuple[WhyLine, ...] = ()
