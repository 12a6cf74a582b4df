"""The table's model: numpy columns behind Qt's interface, sorted and filtered by numpy."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dawnline_widgets.tables.rows import STATUS, Sorting, TextIndex, cell_text, is_text, ordered, searched
from dawnline_widgets.tables.scene import Column, TableScene
from dawnline_widgets.theme import tokens

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class EntityTableModel(QAbstractTableModel):
    """Rows of a scene, as they are ordered and left over by search and filters.

    Column 0 is the glyph of the status; column c + 1 is column c of the scene. ``rows`` are the shown row
    indices of the scene, in order.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scene: TableScene | None = None
        self.rows: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self.sorting: Sorting | None = None
        self.search = ""
        self.statuses: frozenset[int] = frozenset()
        self._index = TextIndex(())

    def show_scene(self, scene: TableScene) -> None:
        """Take a scene with other rows or columns: everything is asked anew."""
        self.beginResetModel()
        self.scene = scene
        self._index = TextIndex(scene.columns)
        if self.sorting is not None and self.sorting.column >= len(scene.columns):
            self.sorting = None
        self.rows = self._arranged()
        self.endResetModel()

    def show_values(self, scene: TableScene, first: int, last: int) -> None:
        """Take a scene with the same rows and other values; views are told of rows ``first`` to ``last``."""
        self.scene = scene
        last = min(last, len(self.rows) - 1)
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    def arrange(self) -> None:
        """Search, filter and sort again after one of them changed."""
        self.layoutAboutToBeChanged.emit()
        self.rows = self._arranged()
        self.changePersistentIndexList(
            self.persistentIndexList(), [_NOWHERE] * len(self.persistentIndexList())
        )
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(self.columnCount() - 1, 0))

    def depends_on_values(self) -> bool:
        """Return whether order or filter may change when values do."""
        if self.scene is None:
            return False
        by_value = self.sorting is not None and (
            self.sorting.column == STATUS or not is_text(self.scene.columns[self.sorting.column])
        )
        return by_value or bool(self.statuses)

    def position_of(self, row: int | None) -> int | None:
        """Return where a row of the scene is shown, or None."""
        if row is None:
            return None
        found = np.flatnonzero(self.rows == row)
        return int(found[0]) if len(found) else None

    def column(self, section: int) -> Column | None:
        """Return the column of the scene under a section, None for the status."""
        return None if self.scene is None or section < 1 else self.scene.columns[section - 1]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows are left over."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the columns of the scene and the status."""
        return 0 if parent.isValid() or self.scene is None else len(self.scene.columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell says."""
        if self.scene is None or not index.isValid():
            return None
        row = int(self.rows[index.row()])
        column = self.column(index.column())
        if column is None:
            status = tokens.STATUSES[int(self.scene.status[row])].word
            return (
                status if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole} else None
            )
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(column, row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if is_text(column) or column.codes else _RIGHT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the title of a column, with its unit."""
        if orientation != Qt.Orientation.Horizontal or self.scene is None:
            return None
        column = self.column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            if column is None:
                return self._arrow(STATUS).strip()
            return f"{column.title} {column.unit}".strip().upper() + self._arrow(section - 1)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "Sort by status" if column is None else f"Sort by {column.title.lower()}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = column is None or is_text(column) or column.codes
            return _LEFT if left else _RIGHT
        return None

    def _arrow(self, column: int) -> str:
        if self.sorting is None or self.sorting.column != column:
            return ""
        return " \N{DOWNWARDS ARROW}" if self.sorting.descending else " \N{UPWARDS ARROW}"

    def _arranged(self) -> NDArray[np.intp]:
        assert self.scene is not None
        keep = searched(self.scene, self._index, self.search)
        if self.scene.only_marked:
            keep &= np.zeros(len(keep), np.bool_) if self.scene.marked is None else self.scene.marked
        if self.statuses:
            keep &= np.isin(self.scene.status, np.array(sorted(self.statuses), dtype=np.uint8))
        return ordered(self.scene, self._index, np.flatnonzero(keep), self.sorting)
