"""The command palette: type a few letters of any command, press Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dawnline_widgets.command_palette.fuzzy import score
from dawnline_widgets.command_palette.row_paint import ROLE_PLACES, ROLE_ROW, ROW_PX, RowPainter
from dawnline_widgets.command_palette.scene import PaletteRow
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import sans
from dawnline_widgets.theme.parts import TextLabel

_WIDTH_PX = 560
_ROWS_SEEN = 10
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_ROWS_SEEN,
    Qt.Key.Key_PageDown: _ROWS_SEEN,
}


class CommandPalette(QDialog):
    """A popup over the window; Escape or a click outside closes it. Signal: ``chosen(id)``, once closed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._rows: tuple[PaletteRow, ...] = ()
        self._line = QLineEdit()
        self._line.setPlaceholderText("Type a command")
        self._line.setAccessibleName("Command")
        self._line.setFont(sans(15))
        self._line.installEventFilter(self)
        self._list = QListWidget()
        self._list.setAccessibleName("Commands")
        self._list.setItemDelegate(RowPainter(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setUniformItemSizes(True)
        self._none = TextLabel("No command matches. Try fewer letters.", tokens.MUTED)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setFixedHeight(ROW_PX * 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 10, 1, 8)
        column.setSpacing(8)
        inner = QVBoxLayout()
        inner.setContentsMargins(10, 0, 10, 0)
        inner.addWidget(self._line)
        column.addLayout(inner)
        column.addWidget(self._list)
        column.addWidget(self._none)
        self.setAccessibleName("Command palette")
        self._line.textChanged.connect(self._match)
        self._list.itemClicked.connect(self._choose)

    def open_with(self, rows: Sequence[tuple[str, str, str, bool]]) -> None:
        """Show these commands (``PaletteRow``) and an empty line over the window's upper third."""
        self._rows = tuple(PaletteRow(*row) for row in rows)
        self._line.clear()
        self._match("")
        self._place()
        self.show()
        self._line.setFocus()

    def titles(self) -> tuple[str, ...]:
        """Return the titles that are listed now, best first."""
        return tuple(self._list.item(number).data(ROLE_ROW).title for number in range(self._list.count()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that move and choose act on the list while the cursor stays in the line."""
        if watched is self._line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            move = _MOVES.get(Qt.Key(event.key()))
            if move is not None:
                self._move(move)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if self._list.currentItem() is not None:
                    self._choose(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint ground and frame."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(tokens.LINE), 1.0))
        painter.setBrush(colour(tokens.RAISED))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _match(self, typed: str) -> None:
        found = []
        for order, row in enumerate(self._rows):
            fit = score(typed, row.title)
            if fit is not None:
                found.append((not row.enabled if typed else False, -fit[0], order, row, fit[1]))
        found.sort(key=lambda entry: entry[:3])
        self._list.clear()
        for *_, row, places in found:
            item = QListWidgetItem(self._list)
            item.setData(ROLE_ROW, row)
            item.setData(ROLE_PLACES, places)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.title} {row.keys}".strip())
            item.setSizeHint(QSize(_WIDTH_PX - 20, ROW_PX))
        self._list.setCurrentRow(0)
        self._list.setVisible(bool(found))
        self._none.setVisible(not found)
        self._list.setFixedHeight(ROW_PX * max(1, min(len(found), _ROWS_SEEN)) + 2)
        self.setFixedWidth(_WIDTH_PX)
        self.adjustSize()

    def _move(self, by: int) -> None:
        count = self._list.count()
        if not count:
            return
        row = self._list.currentRow() + by
        row = row % count if abs(by) == 1 else min(max(row, 0), count - 1)
        self._list.setCurrentRow(row)

    def _choose(self, item: QListWidgetItem) -> None:
        row: PaletteRow = item.data(ROLE_ROW)
        if not row.enabled:
            return
        self.close()
        self.chosen.emit(row.id)

    def _place(self) -> None:
        parent: QWidget | None = self.parentWidget()
        if parent is not None:
            window = parent.window()
            left = (window.width() - self.width()) // 2
            self.move(window.mapToGlobal(QPoint(left, window.height() // 8)))
