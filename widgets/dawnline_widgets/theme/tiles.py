"""The tile of a headline figure: caps label with a status glyph, number large, unit small."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import caps, mono, sans
from dawnline_widgets.theme.shapes import paint_status

_GLYPH_PX = 8.0


class KpiTile(QWidget):
    """One headline figure. It keeps the widest width that it has needed, so its neighbours do not jump."""

    def __init__(self, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self._number, self._unit = label, "", ""
        self._status: int | None = None
        self._width = 0
        self._number_font = mono(tokens.KPI_PX, QFont.Weight.DemiBold)
        self._unit_font = sans(11)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_value(self, label: str, text: str, status: int | None = None) -> None:
        """Show ``text`` such as ``78.4 %`` (number, space, unit); ``status`` indexes ``tokens.STATUSES``."""
        number, _, unit = text.partition(" ")
        if (label, number, unit, status) == (self._label, self._number, self._unit, self._status):
            return
        self._label, self._number, self._unit, self._status = label, number, unit, status
        word = "" if status is None else f", {tokens.STATUSES[status].word}"
        self.setAccessibleName(f"{label} {text}{word}")
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return number and unit as shown."""
        return f"{self._number} {self._unit}".strip()

    def sizeHint(self) -> QSize:
        """Return the widest size needed so far."""
        glyph = 0.0 if self._status is None else _GLYPH_PX + 7.0
        head = glyph + QFontMetricsF(caps()).horizontalAdvance(self._label.upper())
        number = QFontMetricsF(self._number_font).horizontalAdvance(self._number)
        unit = QFontMetricsF(self._unit_font).horizontalAdvance(self._unit)
        self._width = max(self._width, round(max(head, number + 6.0 + unit)) + 2)
        return QSize(self._width, 40)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint label and number."""
        painter = QPainter(self)
        left = 0.0
        if self._status is not None:
            paint_status(painter, QRectF(0.0, 5.0, _GLYPH_PX, _GLYPH_PX), self._status)
            left = _GLYPH_PX + 7.0
        painter.setFont(caps())
        painter.setPen(colour(tokens.MUTED))
        painter.drawText(QPointF(left, 13.0), self._label.upper())
        painter.setFont(self._number_font)
        painter.setPen(colour(tokens.TEXT))
        painter.drawText(QPointF(0.0, 35.0), self._number)
        advance = QFontMetricsF(self._number_font).horizontalAdvance(self._number)
        painter.setFont(self._unit_font)
        painter.setPen(colour(tokens.SECONDARY))
        painter.drawText(QPointF(advance + 6.0, 35.0), self._unit)
        painter.end()
