"""Ranges painted under their words: a line from low to high, a dot where the central value is."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dawnline_widgets.charts.range_scene import RangeGroup, RangeRow
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour, mixed
from dawnline_widgets.theme.fonts import caps, mono, sans

_HEAD_PX, _ROW_PX, _TEXT_PX, _AXIS_PX = 22.0, 34.0, 18.0, 16.0
_INDENT_PX = 12.0
_DOT_PX = 4.0


class RangeBars(QWidget):
    """One group of ranges; what it shows is also its accessible description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group: RangeGroup | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_group(self, group: RangeGroup) -> None:
        """Show a group; an equal one paints nothing."""
        if group == self._group:
            return
        self._group = group
        self.setAccessibleName(group.heading)
        self.setAccessibleDescription("; ".join(f"{row.label} {row.text}" for row in group.rows))
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """Return heading and rows, as shown."""
        if self._group is None:
            return ""
        rows = (f"{row.label}: {row.text}" for row in self._group.rows)
        return "\n".join((self._group.heading, *rows))

    def sizeHint(self) -> QSize:
        """Return the height of heading, rows and axis."""
        if self._group is None:
            return QSize(200, 0)
        rows = sum(_height(row) for row in self._group.rows)
        return QSize(200, round(_HEAD_PX + rows + (_AXIS_PX if self._group.ticks else 0.0)))

    def minimumSizeHint(self) -> QSize:
        """Return the least width in which words fit."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint heading, rows with the mark across each, and the axis."""
        if self._group is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(caps())
        painter.setPen(colour(tokens.MUTED))
        painter.drawText(QPointF(0.0, 12.0), self._group.heading.upper())
        top = _HEAD_PX
        for row in self._group.rows:
            self._paint_row(painter, row, top)
            top += _height(row)
        if self._group.mark is not None:
            painter.setFont(sans(11))
            self._label(painter, self._group.mark_word, float(self.width()), 1.0, tokens.TEXT)
        if self._group.ticks:
            painter.setFont(mono(10))
            for share, words in self._group.ticks:
                self._label(painter, words, self._x(share), top + 1.0, tokens.MUTED)
        painter.end()

    def _paint_row(self, painter: QPainter, row: RangeRow, top: float) -> None:
        indent = _INDENT_PX if row.indented else 0.0
        words = QRectF(indent, top, self.width() - indent, _TEXT_PX)
        painter.setFont(mono(12))
        wide = painter.fontMetrics().horizontalAdvance(row.text)
        painter.setPen(colour(tokens.TEXT))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.text)
        painter.setFont(sans(12))
        room = int(words.width() - wide - 10.0)
        label = painter.fontMetrics().elidedText(row.label, Qt.TextElideMode.ElideRight, room)
        painter.setPen(colour(tokens.SECONDARY))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)
        if row.low is None:
            return
        ink = colour(tokens.SERIES.get(row.colour, tokens.ACCENT))
        y = top + _TEXT_PX + 7.0
        painter.setPen(QPen(colour(tokens.LINE), 1.0))
        painter.drawLine(QLineF(self._x(0.0), y, self._x(1.0), y))
        painter.setPen(
            QPen(mixed(ink.name(), tokens.PANEL, 0.55), 4.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        )
        painter.drawLine(QLineF(self._x(row.low), y, self._x(row.high), y))
        if self._group is not None and self._group.mark is not None:  # beside the words, never through them
            x = self._x(self._group.mark)
            painter.setPen(QPen(colour(tokens.TEXT), 1.5))
            painter.drawLine(QLineF(x, y - 6.0, x, y + 6.0))
        painter.setPen(QPen(colour(tokens.PANEL), 1.5))
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(self._x(row.central), y), _DOT_PX, _DOT_PX)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _label(self, painter: QPainter, words: str, x: float, top: float, token: str) -> None:
        """Write words about a place of the axis, kept inside the widget."""
        wide = painter.fontMetrics().horizontalAdvance(words)
        left = min(max(x - wide / 2.0, 0.0), self.width() - wide)
        painter.setPen(colour(token))
        painter.drawText(QPointF(left, top + 11.0), words)

    def _x(self, share: float) -> float:
        return _DOT_PX + share * (self.width() - 2.0 * _DOT_PX)


def _height(row: RangeRow) -> float:
    return _TEXT_PX + 4.0 if row.low is None else _ROW_PX
