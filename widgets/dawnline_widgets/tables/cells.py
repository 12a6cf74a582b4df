"""How the cells of the table are painted: glyph, words, numbers in the mono, bars."""

import math

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dawnline_widgets.tables.model import EntityTableModel
from dawnline_widgets.tables.rows import cell_text, is_text
from dawnline_widgets.tables.scene import Column
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import mono, sans
from dawnline_widgets.theme.shapes import paint_status

ROW_PX = 26
PAD_PX = 8
BAR_PX = 36
_GLYPH_PX = 9.0
_MARK_PX = 5.0


class CellPainter(QStyledItemDelegate):
    """Paints every cell; ``hovered`` is the shown row under the mouse, -1 for none."""

    def __init__(self, model: EntityTableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._words, self._numbers = sans(12), mono(12)
        self._metrics = QFontMetricsF(self._words)
        self.hovered = -1

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        """Return the height of a row."""
        return QSize(60, ROW_PX)

    def wanted_width(self, column: Column, texts: list[str], title: float) -> int:
        """Return the width that a column wants for some of its texts and a heading ``title`` px wide."""
        font = self._words if is_text(column) or column.codes else self._numbers
        metrics = QFontMetricsF(font)
        widest = max([metrics.horizontalAdvance(text) for text in texts], default=0.0)
        bar = BAR_PX + PAD_PX if column.bar else 0
        return math.ceil(max(widest + bar, title) + 2 * PAD_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        scene = self._model.scene
        if scene is None or index.row() >= len(self._model.rows):
            return
        box = QRectF(option.rect)
        row = int(self._model.rows[index.row()])
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(box, colour(tokens.SELECTED))
        elif index.row() == self.hovered:
            painter.fillRect(box, colour(tokens.HOVER))
        column = self._model.column(index.column())
        if column is None:
            if selected:
                painter.fillRect(QRectF(box.left(), box.top(), 3.0, box.height()), colour(tokens.ACCENT))
            glyph = QRectF(0.0, 0.0, _GLYPH_PX, _GLYPH_PX)
            glyph.moveCenter(box.center())
            paint_status(painter, glyph, int(scene.status[row]))
            if scene.marked is not None and scene.marked[row]:
                self._paint_mark(painter, QPointF(box.right() - 2.0, box.center().y()))
            return
        text = cell_text(column, row)
        inside = box.adjusted(PAD_PX, 0.0, -PAD_PX, 0.0)
        if is_text(column) or column.codes:
            self._paint_words(painter, inside, text, first=index.column() == 1)
            return
        if column.bar:
            self._paint_bar(painter, inside, column, row)
        painter.setFont(self._numbers)
        painter.setPen(colour(tokens.TEXT))
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    @staticmethod
    def _paint_mark(painter: QPainter, centre: QPointF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens.ACCENT))
        painter.drawEllipse(centre, _MARK_PX / 2, _MARK_PX / 2)

    def _paint_words(self, painter: QPainter, box: QRectF, text: str, *, first: bool) -> None:
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
        painter.setFont(self._words)
        painter.setPen(colour(tokens.TEXT if first else tokens.SECONDARY))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    @staticmethod
    def _paint_bar(painter: QPainter, box: QRectF, column: Column, row: int) -> None:
        share = (float(column.values[row]) - column.low) / max(column.high - column.low, 1e-12)
        track = QRectF(box.left(), box.center().y() - 3.0, BAR_PX, 6.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens.TRACK))
        painter.drawRoundedRect(track, 2.0, 2.0)
        if share > 0.0:  # False for NaN too: unknown has no bar
            track.setWidth(max(BAR_PX * min(share, 1.0), 2.0))
            painter.setBrush(colour(tokens.ACCENT))
            painter.drawRoundedRect(track, 2.0, 2.0)
