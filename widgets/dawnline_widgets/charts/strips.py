"""A stack of strips over one time axis: what a channel did, and what it is at the playhead."""

from PySide6.QtCore import QLineF, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dawnline_widgets.charts.lines import hour_ticks
from dawnline_widgets.charts.plot import StripPlot
from dawnline_widgets.charts.scene import Strip, StripStack
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import mono
from dawnline_widgets.theme.parts import MonoLabel, TextLabel

EMPTY_TEXT = "Nothing recorded over time for this."
_TICK_PX = 72


class StripStackWidget(QWidget):
    """Strips, one under the other, and the hours under them. Signal: ``seek_requested(t_s)``."""

    seek_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None, *, empty_text: str = EMPTY_TEXT) -> None:
        super().__init__(parent)
        self._rows: list[StripRow] = []
        self._span: tuple[float, float] | None = None
        self._hours = HourLabels()
        self._empty = TextLabel(empty_text, tokens.MUTED, 12)
        self._empty.setWordWrap(True)
        self.setAccessibleName("Strips over time")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._hours)
        self._hours.hide()

    def show_scene(self, scene: StripStack) -> None:
        """Show a scene. While only the playhead moves, only lines and texts do."""
        while len(self._rows) < len(scene.strips):
            row = StripRow()
            row.plot.seek_requested.connect(self.seek_requested)
            self._rows.append(row)
            self._column.insertWidget(self._column.count() - 1, row)
            self._span = None
        span = (scene.start_s, scene.end_s)
        for number, row in enumerate(self._rows):
            row.setHidden(number >= len(scene.strips))
            if number < len(scene.strips):
                if span != self._span:
                    row.plot.show_span(*span)
                row.show_strip(scene.strips[number])
                row.plot.show_shade(scene.shade)
                row.plot.show_cursor(scene.cursor_s)
        # A row that is hidden now has missed this span: ask all of them anew when rows come back.
        self._span = span if len(scene.strips) == len(self._rows) else None
        self._empty.setHidden(bool(scene.strips))
        self._hours.setHidden(not scene.strips)
        self._hours.show_span(scene.start_iso, *span)

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Return title and value of each strip, as a person reads them."""
        return tuple(row.texts() for row in self._rows if not row.isHidden())


class StripRow(QWidget):
    """Title left, value now right, the plot under them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = StripPlot()
        self._title = TextLabel("", tokens.SECONDARY, 12)
        self._now = MonoLabel("", tokens.TEXT, 13, QFont.Weight.DemiBold)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.plot)

    def show_strip(self, strip: Strip) -> None:
        """Show title, value and line."""
        if (strip.title, strip.now_text) != self.texts():
            self._title.setText(strip.title)
            self._now.setText(strip.now_text)
            self.setAccessibleName(f"{strip.title} {strip.now_text}")
        self.plot.show_strip(strip)

    def texts(self) -> tuple[str, str]:
        """Return title and value as shown."""
        return (self._title.text(), self._now.text())


class HourLabels(QWidget):
    """The hours in UTC under the strips."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: tuple[str, float, float] = ("", 0.0, 0.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_span(self, start_iso: str, start_s: float, end_s: float) -> None:
        """Show the hours between two times."""
        if (start_iso, start_s, end_s) != self._key:
            self._key = (start_iso, start_s, end_s)
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of one line."""
        return QSize(120, 18)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint ticks and hours; at the left edge stands UTC."""
        start_iso, start_s, end_s = self._key
        if end_s <= start_s:
            return
        painter = QPainter(self)
        painter.setFont(mono(tokens.CAPS_PX))
        metrics = QFontMetricsF(painter.font())
        free = 0.0
        for t_s, label in hour_ticks(start_iso, start_s, end_s, self.width() // _TICK_PX):
            x = (t_s - start_s) / (end_s - start_s) * self.width()
            painter.setPen(QPen(colour(tokens.LINE), 1.0, Qt.PenStyle.SolidLine))
            painter.drawLine(QLineF(x, 0.0, x, 4.0))
            width = metrics.horizontalAdvance(label)
            left = min(max(x - width / 2, 0.0), self.width() - width)
            if left >= free:
                painter.setPen(colour(tokens.MUTED))
                painter.drawText(QPointF(left, 14.0), label)
                free = left + width + 6.0
        painter.end()
