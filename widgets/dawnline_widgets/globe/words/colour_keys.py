"""What the colours of links, routes and fields mean: a small panel below the legend."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPen

from dawnline_widgets.globe.scene import ColourKey
from dawnline_widgets.globe.words.legend import WIDTH
from dawnline_widgets.theme import colour_maps, tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import sans

_PAD = 14.0
_HEAD = 20.0
_BAR = 6.0
_WORDS = 16.0
_NOTE = 16.0
_GAP = 8.0
_SMALL_PX = 11


def height(keys: tuple[ColourKey, ...]) -> float:
    """Return the height of the panel, logical pixels; 0 without keys."""
    if not keys:
        return 0.0
    return 2 * _PAD - 8.0 + sum(_tall(key) for key in keys) + _GAP * (len(keys) - 1)


def paint(painter: QPainter, keys: tuple[ColourKey, ...]) -> None:
    """Paint the panel with its corner at the origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(tokens.LINE), 1))
    painter.setBrush(colour(tokens.PANEL, 0.90))
    painter.drawRoundedRect(QRectF(0.5, 0.5, WIDTH - 1, height(keys) - 1), 8, 8)
    y = _PAD - 4.0
    for key in keys:
        _paint(painter, key, y)
        y += _tall(key) + _GAP


def _tall(key: ColourKey) -> float:
    return _HEAD + (0.0 if key.token else _BAR + _WORDS) + (_NOTE if key.note else 0.0)


def _paint(painter: QPainter, key: ColourKey, y: float) -> None:
    inner = WIDTH - 2 * _PAD
    left = _PAD
    if key.token:
        painter.setPen(QPen(colour(key.token), 2.2))
        painter.drawLine(QPointF(_PAD, y + 10.0), QPointF(_PAD + 18.0, y + 10.0))
        left += 26.0
    box = QRectF(left, y, inner - (left - _PAD), 20.0)
    _text(painter, box, key.title, tokens.TEXT, Qt.AlignmentFlag.AlignLeft, QFont.Weight.DemiBold, 12)
    _text(painter, box, key.unit, tokens.MUTED, Qt.AlignmentFlag.AlignRight)
    y += _HEAD
    if not key.token:
        table = colour_maps.lut(key.colour_map if key.colour_map in colour_maps.NAMES else "sequential")
        image = QImage(table.tobytes(), len(table), 1, 4 * len(table), QImage.Format.Format_RGBA8888)
        painter.drawImage(QRectF(_PAD, y, inner, _BAR), image)
        words = QRectF(_PAD, y + _BAR + 1.0, inner, _WORDS - 2.0)
        _text(painter, words, key.low_text, tokens.SECONDARY, Qt.AlignmentFlag.AlignLeft)
        _text(painter, words, key.high_text, tokens.SECONDARY, Qt.AlignmentFlag.AlignRight)
        y += _BAR + _WORDS
    if key.note:
        _text(
            painter, QRectF(_PAD, y - 1.0, inner, _NOTE), key.note, tokens.MUTED, Qt.AlignmentFlag.AlignLeft
        )


def _text(
    painter: QPainter, box: QRectF, text: str, token: str, side: Qt.AlignmentFlag,
    weight: QFont.Weight = QFont.Weight.Normal, px: int = _SMALL_PX,
) -> None:  # fmt: skip
    font = sans(px, weight)
    painter.setFont(font)
    painter.setPen(colour(token))
    fitting = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, fitting)
