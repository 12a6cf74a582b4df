"""How a row of the palette is painted: title with the letters that match, keys at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import mono, sans

ROW_PX = 34
ROLE_ROW = int(Qt.ItemDataRole.UserRole)
ROLE_PLACES = int(Qt.ItemDataRole.UserRole) + 1


class RowPainter(QStyledItemDelegate):
    """Paints the rows; what cannot run now is muted."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        """Return the height of a row."""
        return QSize(200, ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row, places = index.data(ROLE_ROW), index.data(ROLE_PLACES)
        box = QRectF(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.SELECTED))
            painter.drawRoundedRect(box.adjusted(6, 1, -6, -1), 6, 6)
            painter.setBrush(colour(tokens.ACCENT))
            painter.drawRoundedRect(QRectF(box.left() + 6, box.top() + 8, 3, box.height() - 16), 1.5, 1.5)
        x, baseline = box.left() + 20.0, box.center().y() + 5.0
        plain, strong = sans(13), sans(13, QFont.Weight.DemiBold)
        for place, letter in enumerate(row.title):
            hit = place in places
            font = strong if hit else plain
            painter.setFont(font)
            painter.setPen(colour(self._token(enabled=row.enabled, hit=hit)))
            painter.drawText(QPointF(x, baseline), letter)
            x += QFontMetricsF(font).horizontalAdvance(letter)
        right = box.adjusted(0, 0, -20, 0)
        painter.setFont(mono(11) if row.enabled else sans(11))
        painter.setPen(colour(tokens.MUTED))
        words = row.keys if row.enabled else "not now"
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    @staticmethod
    def _token(*, enabled: bool, hit: bool) -> str:
        if not enabled:
            return tokens.MUTED
        return tokens.ACCENT if hit else tokens.TEXT
