"""The legend as a picture: what is filtered dims, what was chosen shows, and the hand finds its parts."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from dawnline_widgets.globe.scene import Legend
from dawnline_widgets.globe.words import legend as words

FLAT = Legend("k", "GPU utilisation", "%", "sequential", "0", "100", np.full(32, 10, np.int64), (), 0)
CODES = replace(
    FLAT,
    colour_map="limiter",
    histogram=np.empty(0, np.int64),
    entries=tuple(((code + 0.5) / 7, f"code {code}", code) for code in range(7)),
)


def picture(legend: Legend) -> np.ndarray:
    tall = round(words.height(legend))
    image = QImage(round(words.WIDTH), tall, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    words.paint(painter, legend)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(tall, -1, 4).astype(int)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    assert qapp


def test_the_bar_is_flat_beyond_the_ends_that_a_person_chose() -> None:
    bar = words.areas(FLAT).bar
    y, left, wide = round(bar.top()) + 3, bar.left(), bar.width()
    chosen = picture(replace(FLAT, colour_ends=(0.4, 0.6), colour_texts=("40", "60")))
    whole = picture(FLAT)
    at = [round(left + share * wide) for share in (0.05, 0.3, 0.5, 0.7, 0.95)]
    np.testing.assert_allclose(chosen[y, at[0]], chosen[y, at[1]], atol=2)
    np.testing.assert_allclose(chosen[y, at[3]], chosen[y, at[4]], atol=2)
    assert np.abs(whole[y, at[0]] - whole[y, at[1]]).max() > 20
    assert np.abs(chosen[y, at[1]] - chosen[y, at[3]]).max() > 60


def test_what_a_filter_hides_is_dim() -> None:
    box = words.areas(FLAT).histogram
    y = round(box.bottom()) - 4
    filtered = picture(
        replace(FLAT, shown_ends=(0.5, 0.8), shown_texts=("50", "80"), shown_count=96, total_count=320)
    )
    inside, outside = (filtered[y, round(box.left() + share * box.width())] for share in (0.65, 0.2))
    assert inside[:3].sum() > outside[:3].sum() + 100
    assert inside[0] > inside[2]  # the accent is warm


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("20", "80", "20\N{EN DASH}80"),
        ("50", "50", "50"),
        ("0 W", "6.0 kW", "0\N{EN DASH}6.0 kW"),
        ("2.0 kW", "6.0 kW", "2.0\N{EN DASH}6.0 kW"),
        ("900 W", "1.2 kW", "900 W\N{EN DASH}1.2 kW"),
    ],
)
def test_a_filter_is_said_in_few_words(low: str, high: str, said: str) -> None:
    assert words._filter_words(replace(FLAT, shown_texts=(low, high))) == said


def test_an_entry_that_is_shown_leaves_the_others_dim() -> None:
    rows = words.areas(CODES).entries
    assert len(rows) == 7
    before, after = picture(CODES), picture(replace(CODES, shown_entry=4, shown_count=4, total_count=21))
    dot = [(round(row.center().y()), round(row.left()) + 5) for row in rows]
    np.testing.assert_array_equal(before[dot[4]], after[dot[4]])
    assert before[dot[5]][:3].sum() > after[dot[5]][:3].sum() + 60


@pytest.mark.parametrize("change", [{"unknown_count": 3}, {"stale_count": 2}, {"shown_count": 1}])
def test_what_is_said_has_a_row(change: dict[str, int]) -> None:
    assert words.height(replace(FLAT, **change)) == words.height(FLAT) + 20.0
    assert words.height(replace(CODES, **change)) == words.height(CODES) + 20.0


def test_the_parts_lie_inside_and_apart() -> None:
    parts = words.areas(FLAT)
    assert not parts.histogram.intersects(parts.bar)
    assert not parts.entries
    for legend in (FLAT, CODES):
        places = words.areas(legend)
        for box in (places.histogram, places.bar, *places.entries):
            assert box.right() <= words.WIDTH
            assert box.bottom() <= words.height(legend)
    assert not words.areas(CODES).bar.contains(QPointF(60, 40))
