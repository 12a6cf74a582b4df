"""Ranges as a person sees them: a line from low to high, a dot, and a mark across."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dawnline_widgets.charts.range_scene import RangeGroup, RangeRow
from dawnline_widgets.charts.ranges import RangeBars
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour

ROWS = (RangeRow("Orbit", "2.0", 0.25, 0.5, 1.0, "dawn"), RangeRow("None", "-"))
GROUP = RangeGroup("g", "Dollars", ROWS, ((0.0, "1"), (1.0, "10")))


@pytest.fixture
def bars(dressed: QApplication, qtbot: QtBot) -> RangeBars:
    assert dressed
    bars = RangeBars()
    qtbot.addWidget(bars)
    bars.show_group(GROUP)
    bars.resize(308, bars.sizeHint().height())
    return bars


def inked(bars: RangeBars, token: str) -> list[int]:
    """Return the columns with exactly a colour."""
    image, wanted = bars.grab().toImage(), colour(token).rgb()
    return [
        x for x in range(image.width()) if any(image.pixel(x, y) == wanted for y in range(24, image.height()))
    ]


def test_the_dot_is_where_the_central_value_is(bars: RangeBars) -> None:
    columns = inked(bars, tokens.SERIES["dawn"])
    # Half of 300 px between margins of 4 px; the dot is 8 px wide with a rim.
    assert min(columns) == pytest.approx(151, abs=2)
    assert max(columns) == pytest.approx(156, abs=2)


def test_the_mark_goes_across_where_there_is_one(bars: RangeBars) -> None:
    rows = (RangeRow("Orbit", "2.0", 0.25, 0.5, 1.0, "sky"),)
    bars.show_group(RangeGroup("g", "Dollars", rows))
    without = bars.grab().toImage()
    bars.show_group(RangeGroup("g", "Dollars", rows, (), 0.1, "ground"))
    with_mark = bars.grab().toImage()
    changed = [
        x
        for x in range(with_mark.width())
        if any(with_mark.pixel(x, y) != without.pixel(x, y) for y in range(24, with_mark.height()))
    ]
    # A tenth of 300 px behind a margin of 4 px.
    assert changed
    assert all(x == pytest.approx(34, abs=2) for x in changed)
    assert bars.text == "Dollars\nOrbit: 2.0"


def test_rows_without_a_range_are_lower_and_all_is_told_aloud(bars: RangeBars) -> None:
    tall = bars.sizeHint().height()
    bars.show_group(RangeGroup("g", "Dollars", ROWS[:1], GROUP.ticks))
    assert 0 < tall - bars.sizeHint().height() < 34
    assert bars.accessibleDescription() == "Orbit 2.0"
