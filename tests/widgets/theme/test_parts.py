"""Small parts: what a person sees and what a screen reader says."""

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.icons import icon, icon_path
from dawnline_widgets.theme.parts import CapsLabel, CutLabel, Pill, Rule, StatusDot, TextLabel
from dawnline_widgets.theme.shapes import status_icon, status_path
from dawnline_widgets.theme.tiles import KpiTile

pytestmark = pytest.mark.usefixtures("dressed")

ICONS = (
    "play",
    "pause",
    "step-back",
    "step-forward",
    "jump-start",
    "jump-end",
    "follow",
    "loop",
    "search",
    "close",
)


def colours_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())
    }


@pytest.mark.parametrize(("word", "token"), [("LIVE", tokens.LIVE), ("REPLAY", tokens.REPLAY)])
def test_pill_says_its_word_in_its_colour(qtbot: QtBot, word: str, token: str) -> None:
    pill = Pill()
    qtbot.addWidget(pill)
    pill.show_word(word, token)
    pill.resize(pill.sizeHint())
    assert pill.text() == pill.accessibleName() == word
    assert token in colours_of(pill)


def test_empty_pill_takes_no_room(qtbot: QtBot) -> None:
    pill = Pill("LIVE", tokens.LIVE)
    qtbot.addWidget(pill)
    assert pill.sizeHint().width() > 40
    pill.show_word("", tokens.MUTED)
    assert pill.sizeHint().width() == 0


@pytest.mark.parametrize("status", range(len(tokens.STATUSES)))
def test_status_dot_has_colour_and_word(qtbot: QtBot, status: int) -> None:
    dot = StatusDot(status, 16)
    qtbot.addWidget(dot)
    assert dot.accessibleName() == tokens.STATUSES[status].word
    assert tokens.STATUSES[status].colour in colours_of(dot)


def test_no_status_paints_nothing(qtbot: QtBot) -> None:
    dot = StatusDot(0)
    qtbot.addWidget(dot)
    dot.show_status(None)
    assert dot.accessibleName() == "no status"
    assert len(colours_of(dot)) == 1


def test_shapes_differ_where_colours_are_not_seen() -> None:
    box = QRectF(0, 0, 100, 100)
    probes = [QPointF(x, y) for x in range(2, 100, 8) for y in range(2, 100, 8)]
    prints = {
        status.shape: tuple(status_path(status.shape, box).contains(probe) for probe in probes)
        for status in tokens.STATUSES
    }
    assert len(set(prints.values())) == len(tokens.STATUSES)
    assert not status_path("ring", box).contains(box.center())
    assert status_path("ring-dot", box).contains(box.center())


def test_status_icon_has_the_colour() -> None:
    image = status_icon(0, 16).pixmap(QSize(16, 16)).toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2) == QColor(tokens.STATUSES[0].colour)


@pytest.mark.parametrize("name", ICONS)
def test_icons_stay_on_their_grid_and_are_seen(name: str) -> None:
    box = icon_path(name).boundingRect()
    assert QRectF(0, 0, 16, 16).contains(box)
    assert box.width() > 5
    ink = icon(name).pixmap(QSize(16, 16), QIcon.Mode.Normal, QIcon.State.Off).toImage()
    assert any(ink.pixelColor(x, y).alpha() > 200 for x in range(16) for y in range(16))


def test_step_icons_mirror_each_other() -> None:
    forward, back = icon_path("step-forward").boundingRect(), icon_path("step-back").boundingRect()
    assert forward.left() == pytest.approx(16 - back.right())


def test_unknown_icon_and_shape_are_refused() -> None:
    with pytest.raises(KeyError, match="there are"):
        icon_path("rocket")
    with pytest.raises(KeyError, match="star"):
        status_path("star", QRectF(0, 0, 1, 1))


def test_caps_label_writes_capitals_and_says_words(qtbot: QtBot) -> None:
    label = CapsLabel("Power budget")
    qtbot.addWidget(label)
    assert label.text() == "POWER BUDGET"
    assert label.accessibleName() == "Power budget"


def test_rule_is_a_hairline(qtbot: QtBot) -> None:
    rule = Rule()
    qtbot.addWidget(rule)
    rule.resize(20, 1)
    assert colours_of(rule) == {tokens.LINE}


def test_tile_shows_number_unit_and_status(qtbot: QtBot) -> None:
    tile = KpiTile("GPU util")
    qtbot.addWidget(tile)
    tile.show_value("GPU util", "78.4 %", 2)
    tile.resize(tile.sizeHint())
    assert tile.text() == "78.4 %"
    assert tile.accessibleName() == "GPU util 78.4 %, caution"
    assert {tokens.STATUSES[2].colour, tokens.TEXT} <= colours_of(tile)


def test_tile_does_not_shrink_when_its_number_does(qtbot: QtBot) -> None:
    tile = KpiTile("Power")
    qtbot.addWidget(tile)
    tile.show_value("Power", "1,234.5 MW")
    wide = tile.sizeHint()
    tile.show_value("Power", "1 MW")
    assert tile.sizeHint() == wide


def test_a_text_that_finds_no_room_ends_in_dots_and_stays_whole(qtbot: QtBot) -> None:
    def picture(kind: type[TextLabel], text: str, width: int) -> QImage:
        label = kind(text)
        qtbot.addWidget(label)
        label.resize(width, 24)
        assert label.text() == text
        return label.grab().toImage()

    words = "The lease of Colossus 1 ends: a portfolio of five providers loses one"
    short = QFontMetricsF(TextLabel().font()).elidedText(words, Qt.TextElideMode.ElideRight, 150.0)
    assert short.endswith("…")
    assert picture(CutLabel, words, 150) == picture(TextLabel, short, 150)
    assert picture(CutLabel, words, 150) != picture(TextLabel, words, 150)
    assert picture(CutLabel, words, 900) == picture(TextLabel, words, 900)
