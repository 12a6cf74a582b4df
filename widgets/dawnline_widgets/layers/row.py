"""One row of the layers panel: a key cap, a title, whether it is on. A button, so that all can reach it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from dawnline_widgets.layers.scene import LayerRow
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import mono, sans

ROW_PX = 23
LEAST_ROW_PX = 17
CAP_PX = 24.0
PAD_PX = 6.0
_SHIFT = "\N{UPWARDS WHITE ARROW}"


class LayerButton(QAbstractButton):
    """Shows a row; compact, only its key cap."""

    def __init__(self, row: LayerRow, *, compact: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self._compact = compact
        self._hovered = False
        self.setCheckable(True)
        # The strip is for the mouse: its keys work from everywhere, and a new window's focus is not for it.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if compact else Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(ROW_PX)
        self.show_row(row)

    def show_row(self, row: LayerRow) -> None:
        """Show another state of the row."""
        self._row = row
        self.setEnabled(not row.reason)
        self.setChecked(row.on and not row.reason)
        self.setText(row.title)
        self.setAccessibleName(row.title)
        self.setAccessibleDescription(row.reason or row.about)
        head = f"{row.title} ({row.key})" if row.key else row.title
        tail = row.reason or row.about
        self.setToolTip(f"{head}: {tail}" if tail else head)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a key cap's width, or that of a row with its title."""
        return QSize(round(CAP_PX + 2 * PAD_PX) if self._compact else 200, ROW_PX)

    def nextCheckState(self) -> None:  # noqa: N802
        """Leave the tick: the scene that follows the command sets it."""

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        super().enterEvent(event)
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Put the light out."""
        super().leaveEvent(event)
        self._hovered = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint cap, title and count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if (self._hovered and self.isEnabled()) or self.hasFocus():
            painter.setPen(QPen(colour(tokens.ACCENT), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.SELECTED))
            painter.drawRoundedRect(box.adjusted(2.5, 1.0, -2.5, -1.0), 4, 4)
        left = PAD_PX
        if self._row.is_fleet:
            self._paint_tick(painter, QRectF(left + CAP_PX + 1, box.center().y() - 5.5, 11.0, 11.0))
            left += CAP_PX + 18.0
        else:
            tall = min(17.0, box.height() - 2.0)
            self._paint_cap(painter, QRectF(left, box.center().y() - tall / 2, CAP_PX, tall))
            left += CAP_PX + 8.0
        if not self._compact:
            self._paint_words(painter, box.adjusted(left, 0.0, -12.0, 0.0))
        painter.end()

    def _ink(self, on: str, off: str) -> str:
        return tokens.UNKNOWN if not self.isEnabled() else on if self._row.on else off

    def _paint_cap(self, painter: QPainter, box: QRectF) -> None:
        """Paint the key: filled where the layer is on, a frame where it is off, bare where it cannot be."""
        if self.isEnabled():
            painter.setPen(QPen(colour(tokens.ACCENT if self._row.on else tokens.LINE, 0.75), 1))
            painter.setBrush(colour(tokens.WARM) if self._row.on else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(sans(11))
        painter.setPen(colour(self._ink(tokens.ACCENT, tokens.MUTED)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._row.key.replace("Shift+", _SHIFT))

    def _paint_tick(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(colour(self._ink(tokens.ACCENT, tokens.MUTED), 0.75), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        if self._row.on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.ACCENT))
            painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), 1.5, 1.5)

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        number = "" if self._row.count is None else f"{self._row.count:,}"
        if number:
            painter.setFont(mono(11))
            painter.setPen(colour(self._ink(tokens.SECONDARY, tokens.MUTED)))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | middle, number)
            box = box.adjusted(0.0, 0.0, -QFontMetricsF(mono(11)).horizontalAdvance(number) - 8.0, 0.0)
        font = sans(12)
        words = QFontMetricsF(font).elidedText(self._row.title, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(colour(self._ink(tokens.TEXT, tokens.SECONDARY)))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | middle, words)
