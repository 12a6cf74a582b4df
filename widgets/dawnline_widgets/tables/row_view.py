"""The list of rows: a table view that hovers by row, says when it is empty and leaves keys to the program."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from dawnline_widgets.tables.cells import ROW_PX, CellPainter
from dawnline_widgets.tables.model import EntityTableModel
from dawnline_widgets.tables.rows import cell_text, sample
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import caps, sans

_STATUS_WIDTH_PX = 28
_NAME_MINIMUM_PX = 164
_SAMPLE_ROWS = 120


class RowView(QTableView):
    """Shows the model's rows. Signal: ``chosen(position)`` on Enter or a double click."""

    chosen = Signal(int)

    def __init__(self, model: EntityTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._cells = CellPainter(model, self)
        self._wanted: list[int] = []
        self.empty_text = ""
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setAccessibleName("Rows")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        head = self.horizontalHeader()
        head.setFont(caps())
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setMinimumSectionSize(_STATUS_WIDTH_PX)
        head.setFixedHeight(30)
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.row()))

    def measure(self) -> None:
        """Measure the columns anew, by their headings and some of their texts."""
        metrics = self.horizontalHeader().fontMetrics()
        self._wanted = [_STATUS_WIDTH_PX]
        for section in range(1, self._model.columnCount()):
            column = self._model.column(section)
            assert column is not None
            texts = [cell_text(column, row) for row in sample(column, _SAMPLE_ROWS)]
            title = str(self._model.headerData(section, Qt.Orientation.Horizontal))
            self._wanted.append(
                self._cells.wanted_width(column, texts, metrics.horizontalAdvance(title) + 14.0)
            )
        self._fit()

    def visible_positions(self) -> tuple[int, int]:
        """Return the first and the last position that can be seen; (0, -1) when none can."""
        count = self._model.rowCount()
        if not count:
            return (0, -1)
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        return (first, last if last >= 0 else count - 1)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Do nothing: Qt would walk through every row in Python; the search box is for that."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that move and choose; leave Space, letters, digits and Escape to the program."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.currentIndex().isValid():
                self.chosen.emit(self.currentIndex().row())
            return
        if event.key() == Qt.Key.Key_Escape or (event.text().isprintable() and event.text()):
            event.ignore()
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """Put the light out."""
        super().leaveEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the name what the other columns leave."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or why there are none."""
        super().paintEvent(event)
        if self._model.rowCount() or not self.empty_text:
            return
        painter = QPainter(self.viewport())
        painter.setFont(sans(12))
        painter.setPen(colour(tokens.MUTED))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(
            QRectF(self.viewport().rect()).adjusted(16, 24, -16, -8), int(flags), self.empty_text
        )
        painter.end()

    def _hover(self, position: int) -> None:
        if position != self._cells.hovered:
            self._cells.hovered = position
            self.viewport().update()

    def _fit(self) -> None:
        if len(self._wanted) != self._model.columnCount() or len(self._wanted) < 2:
            return
        others = sum(self._wanted) - self._wanted[1]
        for section, width in enumerate(self._wanted):
            free = max(self.viewport().width() - others, _NAME_MINIMUM_PX)
            self.setColumnWidth(section, free if section == 1 else width)
