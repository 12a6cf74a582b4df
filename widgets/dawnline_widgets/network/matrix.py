"""The latency matrix: its title, what a cell says, what the colours mean, and the cells."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from dawnline_widgets.network.cell_texts import UNREACHABLE, pair_text, range_texts, value_text
from dawnline_widgets.network.matrix_grid import MatrixGrid
from dawnline_widgets.network.matrix_paint import legend_image, paint_hatch
from dawnline_widgets.network.scene import MatrixScene
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import mono, sans
from dawnline_widgets.theme.parts import MonoLabel, TextLabel, set_text_colour

EMPTY_TEXT = "Latency between regions and sites stands here once a run is open."
_HINT = "Point at a cell to read it"
_BAR_PX, _MOST_BAR_PX = 8.0, 180.0


class LatencyMatrix(QWidget):
    """Shows a matrix scene.

    Signals
    -------
    cell_chosen(row, column) on a click, arrow keys or Enter; cell_hovered(row, column), -1 and -1 when the
    mouse leaves. Indices are those of the scene, however it is sorted. S sorts by mean, Ctrl+C copies.
    """

    cell_chosen = Signal(int, int)
    cell_hovered = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: MatrixScene | None = None
        self._title = TextLabel("", tokens.TEXT, tokens.BODY_PX, QFont.Weight.DemiBold)
        self._sort = QToolButton()
        self._pair = TextLabel(_HINT, tokens.MUTED, 12)
        self._value = MonoLabel("", tokens.TEXT, tokens.BODY_PX, QFont.Weight.DemiBold)
        self._legend = MatrixLegend()
        self._empty = TextLabel(EMPTY_TEXT, tokens.MUTED, 12)
        self.grid = MatrixGrid()
        self._lay_out()
        self.grid.cell_chosen.connect(self.cell_chosen)
        self.grid.cell_hovered.connect(self.cell_hovered)
        self.grid.sort_asked.connect(self._sort.click)
        self.grid.looked_at.connect(self._read_out)
        self._sort.toggled.connect(self._sort_by_mean)
        self._show_parts()

    def show_scene(self, scene: MatrixScene) -> None:
        """Show a scene; an unchanged ``key`` paints no cells anew, only ``selected`` is looked at."""
        old, self._scene = self._scene, scene
        filled = bool(scene.rows and scene.columns)
        if old is None or old.key != scene.key:
            self._title.setText(scene.title)
            self._empty.setText(scene.empty)
            self._show_parts()
            if filled:
                self._legend.show_scene(scene)
        if filled:
            self.grid.show_scene(scene)

    def texts(self) -> tuple[str, str]:
        """Return who is read out and the value, as a person reads them."""
        return (self._pair.text(), self._value.text())

    def _lay_out(self) -> None:
        self.setAccessibleName("Latency matrix")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pair.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._sort.setText("By mean  S")
        self._sort.setToolTip("Order rows and columns by their mean, lowest first (S)")
        self._sort.setAccessibleName("Order by mean")
        self._sort.setFont(sans(11))
        self._sort.setProperty("quiet", True)
        self._sort.setCheckable(True)
        self._sort.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._sort)
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._pair, 1)
        words.addWidget(self._value)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.MARGIN_PX - 4, 8, tokens.MARGIN_PX - 4, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(words)
        column.addWidget(self._legend)
        column.addWidget(self._empty, 1)
        column.addWidget(self.grid, 1)

    def _show_parts(self) -> None:
        scene = self._scene
        filled = scene is not None and bool(scene.rows and scene.columns)
        self._title.setVisible(scene is not None)
        self._empty.setVisible(not filled)
        for part in (self._sort, self._pair, self._value, self._legend, self.grid):
            part.setVisible(filled)

    def _sort_by_mean(self, on: bool) -> None:
        self.grid.sort_by_mean(on=on)

    def _read_out(self) -> None:
        cell, scene = self.grid.read_out(), self._scene
        pair, value = _HINT, ""
        if scene is not None and cell is not None:
            pair, value = pair_text(scene, *cell), value_text(scene, *cell)
        if (pair, value) != self.texts():
            self._pair.setText(pair)
            set_text_colour(self._pair, tokens.TEXT if value else tokens.MUTED)
            self._pair.setToolTip(pair if value else "")
            self._value.setText(value)
        level = None if scene is None or cell is None or not value else float(scene.value[cell])
        self._legend.show_mark(level)


class MatrixLegend(QWidget):
    """The colours with their ends and unit, where a value lies in them, and what is hatched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: MatrixScene | None = None
        self._mark: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_scene(self, scene: MatrixScene) -> None:
        """Show the colours of a scene."""
        self._scene = scene
        self._image = legend_image(scene.colour_map)
        self._ends = range_texts(scene)
        self._without = int(np.count_nonzero(~np.isfinite(scene.value)))
        self.setAccessibleName(f"{self._ends[0]} to {self._ends[1]}, {self._without} {UNREACHABLE}")
        self.update()

    def show_mark(self, value: float | None) -> None:
        """Mark where a value lies, in shown units; None and NaN mark nothing."""
        value = None if value is None or not np.isfinite(value) else value
        if value != self._mark:
            self._mark = value
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of one line."""
        return QSize(220, 18)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint ends, colours and hatch on one line."""
        if self._scene is None:
            return
        painter = QPainter(self)
        painter.setFont(mono(tokens.CAPS_PX))
        metrics = QFontMetricsF(painter.font())
        middle = self.height() / 2
        low, high = (metrics.horizontalAdvance(text) for text in self._ends)
        words = f"{self._without:,} {UNREACHABLE}" if self._without else ""
        tail = metrics.horizontalAdvance(words) + 34.0 if words else 0.0
        wide = max(min(self.width() - low - high - tail - 16.0, _MOST_BAR_PX), 24.0)
        bar = QRectF(low + 6.0, middle - _BAR_PX / 2, wide, _BAR_PX)
        painter.drawImage(bar, self._image)
        painter.setPen(colour(tokens.SECONDARY))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        tall = float(self.height())
        painter.drawText(QRectF(0.0, 0.0, low + 2.0, tall), flags, self._ends[0])
        painter.drawText(QRectF(bar.right() + 6.0, 0.0, high + 2.0, tall), flags, self._ends[1])
        if words:
            left = bar.right() + 6.0 + high + 12.0
            swatch = QRectF(left, middle - _BAR_PX / 2, 14.0, _BAR_PX)
            paint_hatch(painter, swatch, _BAR_PX)
            painter.drawText(QRectF(left + 19.0, 0.0, tail, tall), flags, words)
        if self._mark is not None:
            share = (self._mark - self._scene.low) / max(self._scene.high - self._scene.low, 1e-9)
            x = round(bar.left() + bar.width() * min(max(share, 0.0), 1.0))
            painter.setPen(QPen(colour(tokens.BACKGROUND), 4.0))
            painter.drawLine(x, int(bar.top()) - 1, x, int(bar.bottom()) + 1)
            painter.setPen(QPen(colour(tokens.TEXT), 2.0))
            painter.drawLine(x, int(bar.top()) - 2, x, int(bar.bottom()) + 2)
        painter.end()
