"""The legend as a picture: what the colours mean, how many satellites there are of each."""

from dataclasses import dataclass

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
_HEAD = 24.0
_HISTOGRAM = 26.0
_BAR = 8.0
_WORDS = 14.0  # from the bar to the foot of the words under it
_SMALL_PX = 11
_NIGHT = QColor(tokens.BACKGROUND)
_SHADE = QColor(9, 15, 36)  # the core of a satellite in shadow, as its shader has it


@dataclass(frozen=True)
class Areas:
    """Where the parts of a legend are, from its corner: what a hand can take hold of."""

    histogram: QRectF
    bar: QRectF
    entries: tuple[QRectF, ...]


def areas(legend: Legend) -> Areas:
    """Return where the parts of a legend are; what it does not have is empty."""
    top, inner = _PAD + _HEAD, WIDTH - 2 * _PAD
    if legend.entries:
        rows = tuple(QRectF(_PAD, top + _ROW * row, inner, _ROW) for row in range(len(legend.entries)))
        return Areas(QRectF(), QRectF(), rows)
    return Areas(
        QRectF(_PAD, top, inner, _HISTOGRAM), QRectF(_PAD, top + _HISTOGRAM, inner, _BAR + _WORDS), ()
    )


def height(legend: Legend) -> float:
    """Height of the legend, logical pixels."""
    rows = _row_count(legend)
    body = _ROW * len(legend.entries) if legend.entries else _HISTOGRAM + _BAR + 22.0
    return _PAD + _HEAD + body + (8.0 + _ROW * rows if rows else 0.0) + _PAD - 6.0


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
    places = areas(legend)
    y = _PAD + _HEAD
    if legend.entries:
        for index, (level, label, count) in enumerate(legend.entries):
            painter.setOpacity(1.0 if legend.shown_entry in {None, index} else 0.4)
            _row(painter, y, label, f"{count:,}", _at(legend.colour_map, level))
            y += _ROW
        painter.setOpacity(1.0)
    else:
        _histogram(painter, legend, places.histogram)
        bar = QRectF(places.bar.left(), places.bar.top(), places.bar.width(), _BAR)
        _bar(painter, legend, bar)
        _end_words(painter, legend, bar)
        y = bar.bottom() + 22.0
    if _row_count(legend):
        painter.setPen(QPen(colour(tokens.LINE), 1))
        painter.drawLine(QPointF(_PAD, y + 4.5), QPointF(WIDTH - _PAD, y + 4.5))
        _rows(painter, legend, y + 8)


def _row_count(legend: Legend) -> int:
    return (
        legend.has_shadow
        + (legend.shown_count is not None)
        + (legend.unknown_count > 0)
        + (legend.stale_count > 0)
    )


def _rows(painter: QPainter, legend: Legend, y: float) -> None:
    """Draw what else the marks mean, a row each."""
    if legend.shown_count is not None:
        of_all = f"{legend.shown_count:,} of {legend.total_count:,}"
        _row(painter, y, _filter_words(legend), of_all, QColor(tokens.ACCENT))
        y += _ROW
    if legend.has_shadow:
        _row(painter, y, "in the Earth's shadow", "", _shaded(_at(legend.colour_map, 0.8)), core=_SHADE)
        y += _ROW
    if legend.unknown_count:
        _row(painter, y, "unknown", f"{legend.unknown_count:,}", QColor(tokens.UNKNOWN), core=_NIGHT)
        y += _ROW
    if legend.stale_count:
        _row(
            painter,
            y,
            "stale",
            f"{legend.stale_count:,}",
            _at(legend.colour_map, 0.8),
            core=_NIGHT,
            diamond=True,
        )


def _filter_words(legend: Legend) -> str:
    low, high = legend.shown_texts
    if not (low or high):
        return "shown"
    if low == high:
        return low
    number, _, unit = low.partition(" ")
    same_unit = unit == high.partition(" ")[2] or number == "0"
    return f"{number if same_unit else low}\N{EN DASH}{high}"


def _chevron(painter: QPainter, at: QPointF) -> None:
    """Draw the mark that says: press here for another channel."""
    painter.setPen(QPen(colour(tokens.SECONDARY), 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(at + QPointF(-3.5, -1.5), at + QPointF(0, 2))
    painter.drawLine(at + QPointF(0, 2), at + QPointF(3.5, -1.5))


def _row(
    painter: QPainter,
    y: float,
    label: str,
    value: str,
    shade: QColor,
    core: QColor | None = None,
    *,
    diamond: bool = False,
) -> None:
    """One line: a dot of a colour, or a ring or an empty diamond of it; a label; a value at the right."""
    box = QRectF(_PAD + 16, y, WIDTH - 2 * _PAD - 16, _ROW)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade if core is None else core)
    centre = QPointF(_PAD + 5, y + _ROW / 2)
    if core is not None:
        painter.setPen(QPen(shade, 1.6))
        if diamond:  # as the satellites' shader draws what is stale
            r = 4.4
            painter.drawPolygon([centre + QPointF(x, y) for x, y in ((0, -r), (r, 0), (0, r), (-r, 0))])
        else:
            painter.drawEllipse(centre, 3.6, 3.6)
    else:
        painter.drawEllipse(centre, 4.2, 4.2)
    metrics = QFontMetricsF(sans(_SMALL_PX))
    room = box.width() - metrics.horizontalAdvance(value) - 6
    label = metrics.elidedText(label, Qt.TextElideMode.ElideRight, room)
    _text(painter, box, label, tokens.SECONDARY, _SMALL_PX)
    _text(painter, box, value, tokens.TEXT, _SMALL_PX, right=True)


def _histogram(painter: QPainter, legend: Legend, box: QRectF) -> None:
    """Draw a silhouette, dim where a filter hides; heights go by the square root: a few still show."""
    counts = np.asarray(legend.histogram, np.float64)
    if len(counts) and counts.max() > 0:
        heights = np.sqrt(counts / counts.max()) * (box.height() - 3)
        step = box.width() / len(counts)
        outline = QPainterPath(box.bottomLeft())
        for index, tall in enumerate(heights):
            top = box.bottom() - float(tall)
            outline.lineTo(box.left() + index * step, top)
            outline.lineTo(box.left() + (index + 1) * step, top)
        outline.lineTo(box.bottomRight())
        painter.fillPath(outline, colour(tokens.MUTED, 0.55 if legend.shown_ends is None else 0.22))
    if legend.shown_ends is None:
        return
    low, high = (box.left() + end * box.width() for end in legend.shown_ends)
    inside = QRectF(low, box.top(), max(high - low, 1.0), box.height())
    painter.save()
    painter.setClipRect(inside)
    if len(counts) and counts.max() > 0:
        painter.fillPath(outline, colour(tokens.ACCENT, 0.75))
    painter.restore()
    painter.fillRect(inside, colour(tokens.ACCENT, 0.10))
    for x in (low, high):
        painter.fillRect(QRectF(x - 0.75, box.top(), 1.5, box.height()), colour(tokens.ACCENT))
        painter.fillRect(QRectF(x - 2.0, box.center().y() - 5.0, 4.0, 10.0), colour(tokens.ACCENT))


def _bar(painter: QPainter, legend: Legend, box: QRectF) -> None:
    """Paint the colours along the axis: between the ends that a person chose, and flat beyond them."""
    table = colour_maps.lut(_known(legend.colour_map))
    low, high = legend.colour_ends or (0.0, 1.0)
    axis = (np.arange(colour_maps.SIZE) + 0.5) / colour_maps.SIZE
    level = np.clip((axis - low) / max(high - low, 1e-6), 0.0, 1.0)
    row = np.ascontiguousarray(table[np.round(level * (colour_maps.SIZE - 1)).astype(np.intp)])
    strip = QImage(row.tobytes(), len(row), 1, len(row) * 4, QImage.Format.Format_RGBA8888)
    clip = QPainterPath()
    clip.addRoundedRect(box, 2, 2)
    painter.save()
    painter.setClipPath(clip)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(box, strip)
    painter.restore()
    if legend.colour_ends is not None:
        painter.setPen(QPen(colour(tokens.BACKGROUND), 1))
        painter.setBrush(colour(tokens.TEXT))
        for end in legend.colour_ends:
            x = box.left() + end * box.width()
            painter.drawRoundedRect(QRectF(x - 3.0, box.top() - 2.5, 6.0, box.height() + 5.0), 2, 2)


def _end_words(painter: QPainter, legend: Legend, bar: QRectF) -> None:
    """Write the ends of the axis, and those of the colours where a person chose them."""
    y, metrics = bar.bottom() + 3.0, QFontMetricsF(sans(_SMALL_PX))
    taken: list[QRectF] = []
    wanted = [(legend.low_text, 0.0, tokens.SECONDARY), (legend.high_text, 1.0, tokens.SECONDARY)]
    if legend.colour_ends is not None:
        chosen = zip(legend.colour_texts, legend.colour_ends, strict=True)
        wanted = [(text, end, tokens.TEXT) for text, end in chosen] + wanted
    for text, end, token in wanted:
        wide = metrics.horizontalAdvance(text)
        x = bar.left() + end * bar.width() - wide / 2
        box = QRectF(min(max(x, bar.left()), bar.right() - wide), y, wide, 18.0)
        if not any(box.adjusted(-4, 0, 4, 0).intersects(other) for other in taken):
            _text(painter, box, text, token, _SMALL_PX)
            taken.append(box)


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
