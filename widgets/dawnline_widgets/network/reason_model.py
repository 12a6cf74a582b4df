"""The rows of the reasons behind Qt's interface, and how one is painted."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dawnline_widgets.network.reason_texts import arranged, second_line, sentence, status_of
from dawnline_widgets.network.scene import Reason
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import mono, sans
from dawnline_widgets.theme.shapes import paint_status

Index = QModelIndex | QPersistentModelIndex

ROW_PX = 42
_PAD_PX, _GLYPH_PX, _WORDS_X_PX = 12.0, 10.0, 30.0
_GAP_PX = 10.0
_NOWHERE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ReasonModel(QAbstractListModel):
    """Links in the order of ``arranged``: ``rows`` are those that are left over."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Reason, ...] = ()

    def show_rows(self, rows: tuple[Reason, ...], asked: frozenset[str]) -> bool:
        """Take rows and the reasons asked for; return whether other links stand at the places now."""
        left = arranged(rows, asked)
        if [row.id for row in left] == [row.id for row in self.rows]:
            self.rows = left
            if left:
                self.dataChanged.emit(self.index(0), self.index(len(left) - 1))
            return False
        self.beginResetModel()
        self.rows = left
        self.endResetModel()
        return True

    def position_of(self, wanted: str | None) -> int | None:
        """Return where a link is shown, None if it is not."""
        return next((place for place, row in enumerate(self.rows) if row.id == wanted), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows are left over."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row says."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return sentence(row)
        return None


class ReasonPainter(QStyledItemDelegate):
    """Paints a row: status, who, and how much; under it why, and what the limit is."""

    def __init__(self, model: ReasonModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._name, self._words, self._numbers = sans(12, QFont.Weight.Medium), sans(11), mono(12)
        self._metrics = {
            key: QFontMetricsF(font)
            for key, font in (
                ("name", self._name),
                ("words", self._words),
                ("numbers", self._numbers),
            )
        }
        self.hovered = -1
        self.focused = False

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        """Return the height of a row."""
        return QSize(240, ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        place = index.row()
        row, box = self._model.rows[place], QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour(tokens.SELECTED))
            bar = tokens.ACCENT if self.focused else tokens.MUTED
            painter.fillRect(QRectF(box.left(), box.top(), 3.0, box.height()), colour(bar))
        elif place == self.hovered:
            painter.fillRect(box, colour(tokens.HOVER))
        if place and self._model.rows[place - 1].is_up and not row.is_up:
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1.0), colour(tokens.LINE))
        upper = QRectF(box.left(), box.top() + 4.0, box.width() - _PAD_PX, 18.0)
        lower = upper.translated(0.0, 17.0)
        glyph = QRectF(box.left() + _PAD_PX, upper.center().y() - _GLYPH_PX / 2, _GLYPH_PX, _GLYPH_PX)
        paint_status(painter, glyph, status_of(row))
        first, second = tokens.TEXT if row.is_up else tokens.SECONDARY, tokens.SECONDARY
        room = self._paint_right(painter, upper, row.value, "numbers", tokens.TEXT)
        self._paint_left(painter, upper, room, row.name, "name", first)
        room = self._paint_right(painter, lower, row.limit, "words", second)
        self._paint_left(painter, lower, room, second_line(row), "words", second)

    def _paint_right(self, painter: QPainter, box: QRectF, text: str, key: str, token: str) -> float:
        """Write at the right; return how wide it is with its gap."""
        if not text:
            return 0.0
        painter.setFont(self._numbers if key == "numbers" else self._words)
        painter.setPen(colour(token))
        painter.drawText(box, _RIGHT, text)
        return self._metrics[key].horizontalAdvance(text) + _GAP_PX

    def _paint_left(
        self, painter: QPainter, box: QRectF, room: float, text: str, key: str, token: str
    ) -> None:
        inside = box.adjusted(_WORDS_X_PX, 0.0, -room, 0.0)
        mode = Qt.TextElideMode.ElideMiddle if key == "name" else Qt.TextElideMode.ElideRight
        painter.setFont(self._name if key == "name" else self._words)
        painter.setPen(colour(token))
        painter.drawText(inside, _LEFT, self._metrics[key].elidedText(text, mode, inside.width()))
