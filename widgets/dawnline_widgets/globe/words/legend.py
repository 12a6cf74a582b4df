"""The legend as a picture: what the colours mean, how many satellites there are of each."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from dawnline_widgets.globe.scene import Legend
from dawnline_widgets.theme import colour_maps, tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import sans

WIDTH = 208.0
_PAD = 14.0
_ROW = 20.0
_HISTOGRAM = 26.0
_BAR = 8.0
_SMALL_PX = 11
_NIGHT = QColor(tokens.BACKGROUND)
_SHADE = QColor(9, 15, 36)  # the core of a satellite in shadow, as its shader has it


def height(legend: Legend) -> float:
    """Height of the legend, logical pixels."""
    rows = 1 + (legend.unknown_count > 0)
    body = _ROW * len(legend.entries) if legend.entries else _HISTOGRAM + _BAR + 22.0
    return _PAD + 24.0 + body + 8.0 + _ROW * rows + _PAD - 6.0


def paint(painter: QPainter, legend: Legend) -> None:
    """Paint the legend with its corner at the origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    panel = QRectF(0.5, 0.5, WIDTH - 1, height(legend) - 1)
    painter.setPen(QPen(colour(tokens.LINE), 1))
    painter.setBrush(colour(tokens.PANEL, 0.90))
    painter.drawRoundedRect(panel, 8, 8)
    inner = WIDTH - 2 * _PAD
    _text(painter, QRectF(_PAD, _PAD - 4, inner, 20), legend.title, tokens.TEXT, tokens.BODY_PX, bold=True)
    _text(painter, QRectF(_PAD, _PAD - 4, inner - 16, 20), legend.unit, tokens.MUTED, _SMALL_PX, right=True)
    _chevron(painter, QPointF(WIDTH - _PAD - 5, _PAD + 6))
    y = _PAD + 24.0
    if legend.entries:
        for level, label, count in legend.entries:
            _row(painter, y, label, f"{count:,}", _at(legend.colour_map, level))
            y += _ROW
    else:
        _histogram(painter, legend, QRectF(_PAD, y, inner, _HISTOGRAM))
        y += _HISTOGRAM
        _bar(painter, legend.colour_map, QRectF(_PAD, y, inner, _BAR))
        y += _BAR + 3
        _text(painter, QRectF(_PAD, y, inner, 18), legend.low_text, tokens.SECONDARY, _SMALL_PX)
        _text(painter, QRectF(_PAD, y, inner, 18), legend.high_text, tokens.SECONDARY, _SMALL_PX, right=True)
        y += 19
    painter.setPen(QPen(colour(tokens.LINE), 1))
    painter.drawLine(QPointF(_PAD, y + 4.5), QPointF(WIDTH - _PAD, y + 4.5))
    y += 8
    _row(painter, y, "in the Earth's shadow", "", _shaded(_at(legend.colour_map, 0.8)), core=_SHADE)
    if legend.unknown_count:
        _row(painter, y + _ROW, "unknown", f"{legend.unknown_count:,}", QColor(tokens.UNKNOWN), core=_NIGHT)


def _chevron(painter: QPainter, at: QPointF) -> None:
    """Draw the mark that says: press here for another channel."""
    painter.setPen(QPen(colour(tokens.SECONDARY), 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(at + QPointF(-3.5, -1.5), at + QPointF(0, 2))
    painter.drawLine(at + QPointF(0, 2), at + QPointF(3.5, -1.5))


def _row(
    painter: QPainter, y: float, label: str, value: str, shade: QColor, core: QColor | None = None
) -> None:
    """One line: a dot of a colour, or a ring of it round a core; a label; a value at the right."""
    box = QRectF(_PAD + 16, y, WIDTH - 2 * _PAD - 16, _ROW)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade if core is None else core)
    centre = QPointF(_PAD + 5, y + _ROW / 2)
    if core is not None:
        painter.setPen(QPen(shade, 1.6))
        painter.drawEllipse(centre, 3.6, 3.6)
    else:
        painter.drawEllipse(centre, 4.2, 4.2)
    metrics = QFontMetricsF(sans(_SMALL_PX))
    room = box.width() - metrics.horizontalAdvance(value) - 6
    label = metrics.elidedText(label, Qt.TextElideMode.ElideRight, room)
    _text(painter, box, label, tokens.SECONDARY, _SMALL_PX)
    _text(painter, box, value, tokens.TEXT, _SMALL_PX, right=True)


def _histogram(painter: QPainter, legend: Legend, box: QRectF) -> None:
    """Draw a silhouette; heights go by the square root, so that a few satellites still show."""
    counts = np.asarray(legend.histogram, np.float64)
    if not len(counts) or counts.max() <= 0:
        return
    heights = np.sqrt(counts / counts.max()) * (box.height() - 3)
    step = box.width() / len(counts)
    outline = QPainterPath(box.bottomLeft())
    for index, tall in enumerate(heights):
        top = box.bottom() - float(tall)
        outline.lineTo(box.left() + index * step, top)
        outline.lineTo(box.left() + (index + 1) * step, top)
    outline.lineTo(box.bottomRight())
    painter.fillPath(outline, colour(tokens.MUTED, 0.55))


def _bar(painter: QPainter, colour_map: str, box: QRectF) -> None:
    table = np.ascontiguousarray(colour_maps.lut(_known(colour_map))[None])
    strip = QImage(table.tobytes(), table.shape[1], 1, table.shape[1] * 4, QImage.Format.Format_RGBA8888)
    clip = QPainterPath()
    clip.addRoundedRect(box, 2, 2)
    painter.save()
    painter.setClipPath(clip)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(box, strip)
    painter.restore()


def _text(
    painter: QPainter, box: QRectF, text: str, token: str, px: int, *, bold: bool = False, right: bool = False
) -> None:
    painter.setFont(sans(px, QFont.Weight.DemiBold if bold else QFont.Weight.Normal))
    painter.setPen(colour(token))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, text)


def _at(colour_map: str, level: float) -> QColor:
    red, green, blue, _ = colour_maps.lut(_known(colour_map))[round(255 * min(max(level, 0.0), 1.0))]
    return QColor(int(red), int(green), int(blue))


def _shaded(lit: QColor) -> QColor:
    """Return a colour as the satellites' shader dims it in the Earth's shadow."""
    red, green, blue = lit.redF(), lit.greenF(), lit.blueF()
    grey = 0.30 * red + 0.55 * green + 0.15 * blue
    parts = zip((red, green, blue), (0.05, 0.09, 0.20), strict=True)
    return QColor.fromRgbF(*((0.25 * grey + 0.75 * part) * 0.40 + night for part, night in parts))


def _known(colour_map: str) -> str:
    return colour_map if colour_map in colour_maps.NAMES else colour_maps.NAMES[0]
