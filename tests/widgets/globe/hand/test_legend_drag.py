"""The hand on the legend: drags become ranges, ends move alone, a double click clears, entries are chosen."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dawnline_widgets.globe.hand.legend_drag import LegendDrag, part_at
from dawnline_widgets.globe.scene import Legend
from dawnline_widgets.globe.words.legend import areas

FLAT = Legend("k", "Battery", "%", "sequential", "0", "100", np.ones(32, np.int64), (), 0)
CODES = replace(FLAT, entries=((0.25, "a", 1), (0.75, "b", 2)), histogram=np.empty(0, np.int64))


class Hand(LegendDrag):
    """Notes what it asks for."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        self.said: list[object] = []
        self.range_asked.connect(lambda *range_: self.said.append(range_))
        self.range_cleared.connect(self.note)
        self.entry_pressed.connect(self.note)

    def note(self, what: object) -> None:
        self.said.append(what)


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    target = QWidget()
    qtbot.addWidget(target)
    return Hand(target)


def at(part: str, share: float) -> QPointF:
    box = areas(FLAT).bar if part == "colours" else areas(FLAT).histogram
    return QPointF(box.left() + share * box.width(), box.center().y())


@pytest.mark.parametrize("part", ["colours", "shown"])
def test_a_drag_is_a_range_whichever_way_it_goes(hand: Hand, part: str) -> None:
    assert part_at(FLAT, at(part, 0.5)) == part
    assert hand.press(FLAT, at(part, 0.8))
    hand.move(at(part, 0.8) + QPointF(1, 0))  # a hand that trembles drags nothing
    assert hand.said == []
    hand.move(at(part, 0.4))
    hand.move(at(part, 1.7))
    hand.release(FLAT, at(part, 1.7))
    assert hand.said == [
        (part, pytest.approx(0.4), pytest.approx(0.8), False),
        (part, pytest.approx(0.8), 1.0, True),
    ]
    assert not hand.busy


def test_an_end_that_is_taken_hold_of_moves_alone(hand: Hand) -> None:
    legend = replace(FLAT, colour_ends=(0.2, 0.6))
    hand.press(legend, at("colours", 0.2) + QPointF(3, 0))
    hand.move(at("colours", 0.5))
    assert hand.said == [("colours", pytest.approx(0.5), pytest.approx(0.6), False)]


def test_a_double_click_clears_what_is_under_it(hand: Hand) -> None:
    assert hand.double_click(FLAT, at("shown", 0.5))
    assert hand.double_click(FLAT, at("colours", 0.5))
    assert not hand.double_click(FLAT, QPointF(60, 18))
    assert hand.said == ["shown", "colours"]


def test_an_entry_is_chosen_where_it_was_pressed(hand: Hand) -> None:
    first, second = (box.center() for box in areas(CODES).entries)
    assert hand.press(CODES, second)
    hand.release(CODES, second)
    assert hand.press(CODES, first)
    hand.release(CODES, second)
    assert hand.said == [1]


def test_the_title_is_nobodys(hand: Hand) -> None:
    assert not hand.press(FLAT, QPointF(60, 20))
    assert not hand.busy
