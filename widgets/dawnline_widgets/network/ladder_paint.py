"""How the rows of a route's ladder are painted: names at the left, figures in columns at the right."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from dawnline_widgets.network.hop_shapes import paint_hop, paint_leg
from dawnline_widgets.network.route_texts import HEADINGS, leg_texts, ms_text, sum_texts
from dawnline_widgets.network.scene import Hop
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import caps, mono, sans

# Wider than this the eye loses the line between a name and its figures.
MOST_PX = 560.0
# Kilometres, milliseconds, wait, sum: from left to right, each right-aligned.
_COLUMNS_PX = (54.0, 44.0, 50.0, 56.0)
_SHAPE_PX, _LINE_X_PX, _NAME_X_PX = 14.0, 14.0, 30.0
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_headings(painter: QPainter, right: float, high: float) -> None:
    """Name the columns that end at ``right``."""
    painter.setFont(caps())
    painter.setPen(colour(tokens.MUTED))
    _paint_columns(painter, QRectF(0.0, 0.0, right, high - 4.0), HEADINGS)


def paint_hop_row(painter: QPainter, hop: Hop, row: QRectF, *, first: bool) -> None:
    """Paint shape, name, note and the time so far; where a route begins there is no time."""
    shape = QRectF(0.0, 0.0, _SHAPE_PX, _SHAPE_PX)
    shape.moveCenter(row.center())
    shape.moveLeft(_LINE_X_PX - _SHAPE_PX / 2)
    paint_hop(painter, hop.kind, shape, tokens.TEXT)
    words = row.adjusted(_NAME_X_PX, 0.0, -_COLUMNS_PX[-1] - 6.0, 0.0)
    font = sans(12, QFont.Weight.Medium)
    metrics = QFontMetricsF(font)
    name = metrics.elidedText(hop.name, Qt.TextElideMode.ElideMiddle, words.width())
    painter.setFont(font)
    painter.setPen(colour(tokens.TEXT))
    painter.drawText(words, _LEFT, name)
    words.setLeft(words.left() + metrics.horizontalAdvance(name) + 8.0)
    painter.setFont(sans(11))
    note = QFontMetricsF(painter.font()).elidedText(
        hop.note, Qt.TextElideMode.ElideRight, max(words.width(), 0.0)
    )
    if len(note) > 1:  # a lone ellipsis says nothing
        painter.setPen(colour(tokens.SECONDARY))
        painter.drawText(words, _LEFT, note)
    if not first:
        painter.setFont(mono(12))
        painter.setPen(colour(tokens.TEXT))
        _paint_columns(painter, row, ("", "", "", ms_text(hop.total_ms)))


def paint_leg_row(painter: QPainter, word: str, hop: Hop, row: QRectF) -> None:
    """Paint the line that leads to a hop, what carries it, and its figures."""
    # It runs on into the rows above and below, up to their shapes.
    inset = 3.0
    paint_leg(painter, word, _LINE_X_PX, row.top() - inset, row.bottom() + inset)
    painter.setFont(sans(11))
    painter.setPen(colour(tokens.MUTED))
    painter.drawText(row.adjusted(_NAME_X_PX, 0.0, 0.0, 0.0), _LEFT, word)
    painter.setFont(mono(11))
    painter.setPen(colour(tokens.SECONDARY))
    _paint_columns(painter, row, (*leg_texts(hop), ""))


def paint_sum_row(painter: QPainter, hops: tuple[Hop, ...], row: QRectF) -> None:
    """Paint the sums under a hairline."""
    painter.fillRect(QRectF(row.left(), row.top() + 4.0, row.width(), 1.0), colour(tokens.LINE))
    inside = row.adjusted(0.0, 5.0, 0.0, -1.0)
    painter.setFont(sans(12))
    painter.setPen(colour(tokens.SECONDARY))
    painter.drawText(inside.adjusted(_NAME_X_PX, 0.0, 0.0, 0.0), _LEFT, "Sum")
    painter.setFont(mono(12, QFont.Weight.DemiBold))
    painter.setPen(colour(tokens.TEXT))
    _paint_columns(painter, inside, sum_texts(hops))


def _paint_columns(painter: QPainter, row: QRectF, texts: tuple[str, ...]) -> None:
    left = row.right() - sum(_COLUMNS_PX) - 2.0
    for text, wide in zip(texts, _COLUMNS_PX, strict=True):
        if text:
            painter.drawText(QRectF(left - 20.0, row.top(), wide + 20.0, row.height()), _RIGHT, text)
        left += wide
