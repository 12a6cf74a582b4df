"""One strip's plot: filled line, shading, limit and cursor; a click or a drag asks for a time."""

from collections.abc import Hashable

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QGraphicsItem, QSizePolicy, QWidget

from dawnline_widgets.charts.lines import axis_text, gap_spans, shown_range, stepped
from dawnline_widgets.charts.scene import Strip
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import mono

PLOT_PX = 56
_LABEL_PX = 9
# A mark is strong at the top of a strip and faint over its height, so that many of them do not hide the line.
_MARK_TOP_SHARE = 0.84
_MARK_ALPHA, _MARK_FAINT_ALPHA = 0.85, 0.3
# More marks than this are a wash over a dock's width: only their tops are drawn.
_MOST_WHOLE_MARKS = 80
_OUTAGE_ALPHA = 0.3


class StripPlot(pg.GraphicsView):  # type: ignore[misc]
    """A plot without axes. Signal: ``seek_requested(t_s)``. The wheel is left to what scrolls it."""

    seek_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=tokens.BACKGROUND)
        self._key: Hashable = None
        self._shade: NDArray[np.float64] = np.zeros((0, 2))
        self._low, self._high = 0.0, 1.0
        self._label_font = mono(_LABEL_PX)
        self.setFixedHeight(PLOT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A view box alone: a PlotItem would bring axes, buttons and menus that are windows of their own.
        self.box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0.0)
        self.box.disableAutoRange()
        self.setCentralItem(self.box)
        self.night = pg.BarGraphItem(
            x0=[], x1=[], y0=0.0, height=1.0, pen=None, brush=colour(tokens.SELECTED, 0.75)
        )
        self.outages = pg.BarGraphItem(
            x0=[], x1=[], y0=0.0, height=1.0, pen=None, brush=colour(tokens.UNKNOWN, _OUTAGE_ALPHA)
        )
        self.marks = pg.PlotCurveItem(connect="pairs")
        self.mark_tops = pg.PlotCurveItem(connect="pairs")
        self.curve = pg.PlotDataItem(antialias=True, connect="finite")
        self.curve.setDownsampling(auto=True, method="peak")
        self.curve.setClipToView(True)
        # The line is kept as a picture, so that the moving cursor does not paint it again.
        self.curve.curve.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.limit = pg.InfiniteLine(angle=0, pen=pg.mkPen(colour(tokens.ACCENT), style=Qt.PenStyle.DashLine))
        self.cursor_line = pg.InfiniteLine(angle=90, pen=pg.mkPen(colour(tokens.TEXT), width=1))
        below = (self.night, self.outages, self.marks, self.mark_tops)
        for z, item in enumerate((*below, self.curve, self.limit, self.cursor_line)):
            item.setZValue(z)
            self.box.addItem(item, ignoreBounds=True)

    def show_strip(self, strip: Strip) -> None:
        """Show a line; one with the key that is shown already uploads nothing."""
        if strip.key == self._key and self._key is not None:
            return
        self._key = strip.key
        self._low, self._high = shown_range(strip)
        t_s, value = stepped(strip.t_s, strip.value) if strip.step else (strip.t_s, strip.value)
        series = tokens.SERIES.get(strip.colour, tokens.SKY)
        self.curve.setPen(pg.mkPen(colour(series), width=1.4))
        self.curve.setFillBrush(colour(series, 0.14))
        self.curve.setFillLevel(self._low)
        self.curve.setData(t_s, value)
        self.box.setYRange(self._low, self._high, padding=0.06)
        self.limit.setVisible(strip.limit is not None)
        if strip.limit is not None:
            self.limit.setValue(strip.limit)
        gaps = gap_spans(strip.t_s, strip.value, step=strip.step) if strip.outages else np.zeros((0, 2))
        self._draw_bands(self.outages, gaps)
        self._draw_marks(strip)
        self._draw_bands(self.night, self._shade)
        said = [f"{len(strip.marks_s):,} {strip.marks_word}"] if strip.marks_s else []
        said += [f"{len(gaps):,} outage{'' if len(gaps) == 1 else 's'}"] if len(gaps) else []
        self.setToolTip(", ".join(said))
        self.setAccessibleDescription(", ".join(said))

    def show_shade(self, shade: NDArray[np.float64]) -> None:
        """Shade (m, 2) spans of time."""
        if shade is not self._shade and not np.array_equal(shade, self._shade):
            self._shade = shade
            self._draw_bands(self.night, shade)

    def show_span(self, start_s: float, end_s: float) -> None:
        """Show the time from ``start_s`` to ``end_s``."""
        self.box.setXRange(start_s, max(end_s, start_s + 1e-6), padding=0.0)

    def show_cursor(self, t_s: float) -> None:
        """Move the playhead's line; nothing else is touched."""
        self.cursor_line.setValue(t_s)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:  # noqa: N802
        """Write the ends of the axis into the corners, over the line."""
        super().drawForeground(painter, rect)
        painter.save()
        painter.resetTransform()
        painter.setFont(self._label_font)
        for text, top in (
            (axis_text(self._high), 2.0),
            (axis_text(self._low), self.viewport().height() - 14.0),
        ):
            box = QRectF(2.0, top, painter.fontMetrics().horizontalAdvance(text) + 4.0, 12.0)
            painter.fillRect(box, colour(tokens.BACKGROUND, 0.7))
            painter.setPen(colour(tokens.MUTED))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the scroll area."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the time that is clicked."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._ask(event.position())
            event.accept()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Ask for the times along a drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._ask(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        event.accept()

    def _ask(self, place: QPointF) -> None:
        left, right = self.box.viewRange()[0]
        t_s = float(self.box.mapSceneToView(self.mapToScene(place.toPoint())).x())
        self.seek_requested.emit(min(max(t_s, left), right))

    def _draw_marks(self, strip: Strip) -> None:
        """Draw each mark as a line over the whole height, strong at its top; of many only the tops."""
        span = self._high - self._low
        x = np.repeat(np.array(strip.marks_s, dtype=np.float64), 2)
        ends = (self._low - span, self._low + _MARK_TOP_SHARE * span, self._high + span)
        series = tokens.SERIES.get(strip.marks_colour, tokens.VIOLET)
        for item, bottom, top, alpha in (
            (self.marks, ends[0], ends[1], _MARK_FAINT_ALPHA),
            (self.mark_tops, ends[1], ends[2], _MARK_ALPHA),
        ):
            whole = item is self.mark_tops or len(strip.marks_s) <= _MOST_WHOLE_MARKS
            item.setVisible(bool(strip.marks_s) and whole)
            item.setPen(pg.mkPen(colour(series, alpha), width=1))
            item.setData(x, np.tile([bottom, top], len(strip.marks_s)))

    def _draw_bands(self, item: pg.BarGraphItem, spans: NDArray[np.float64]) -> None:
        """Draw (m, 2) spans of time over the whole height."""
        margin = self._high - self._low
        item.setOpts(x0=spans[:, 0], x1=spans[:, 1], y0=self._low - margin, height=3.0 * margin)
