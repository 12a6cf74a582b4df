"""The table of entities: search, filter by status, sort by a click on a heading, one selection."""

import numpy as np
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dawnline_widgets.tables.filters import MarkedChip, SearchBox, StatusChips
from dawnline_widgets.tables.model import EntityTableModel
from dawnline_widgets.tables.row_view import RowView
from dawnline_widgets.tables.rows import Sorting, is_text
from dawnline_widgets.tables.scene import TableScene
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.parts import MonoLabel

EMPTY_TEXT = "Satellites and sites stand here once a run is open."
# Rows that swap places faster than this cannot be read.
_REORDER_MS = 1000


class EntityTableWidget(QWidget):
    """Shows a table scene.

    Signals
    -------
    picked(row or None) when a person selects, activated(row) on Enter or a double click, marked_asked() when
    only the marked are wanted, or all again. Rows are those of the scene, however they are sorted.
    """

    picked = Signal(object)
    marked_asked = Signal()
    activated = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, placeholder: str = "Search") -> None:
        super().__init__(parent)
        self._model = EntityTableModel(self)
        self._view = RowView(self._model)
        self._search = SearchBox(placeholder)
        self._chips = StatusChips()
        self._marked = MarkedChip()
        self._count = MonoLabel("", tokens.MUTED, 11)
        self._selected: int | None = None
        self._showing = False
        self._stale_order = False
        self._reorder = QTimer(self)
        self._reorder.setSingleShot(True)
        self._reorder.setInterval(_REORDER_MS)
        self.setAccessibleName("Table")
        self._lay_out()
        self._search.textChanged.connect(self._arrange)
        self._search.leave_requested.connect(self._enter_rows)
        self._chips.changed.connect(self._arrange)
        self._marked.clicked.connect(self.marked_asked)
        self._view.chosen.connect(self._activate)
        self._view.horizontalHeader().sectionClicked.connect(self._sort_by)
        self._view.selectionModel().currentRowChanged.connect(self._pick)
        self._reorder.timeout.connect(self._reorder_if_stale)
        self._say_count()

    def show_scene(self, scene: TableScene) -> None:
        """Show a scene: with the same ``key`` rows, selection and scroll stay, only values are painted."""
        old = self._model.scene
        if old is None or old.key != scene.key:
            self._show_rows(scene)
        elif old.values_key != scene.values_key:
            self._model.show_values(scene, *self._view.visible_positions())
            self._chips.show_counts(_counts(scene))
            if self._model.depends_on_values():
                self._stale_order = True
                if not self._reorder.isActive():
                    self._reorder_if_stale()
        if old is not None and old.key == scene.key:
            self._show_marks(old, scene)
        self._marked.show_marks(scene)
        if scene.selected != self._selected:
            self._selected = scene.selected
            self._show_selection(scroll=True)

    def focus_search(self) -> None:
        """Put the cursor into the search box, its text selected."""
        self._search.setFocus()
        self._search.selectAll()

    def step(self, by: int) -> None:
        """Select the row ``by`` places further down, as a person would; without a selection, the first."""
        count = self._model.rowCount()
        if count:
            position = self._model.position_of(self._selected)
            wanted = 0 if position is None else min(max(position + by, 0), count - 1)
            self._view.selectRow(wanted)

    def search_for(self, text: str) -> None:
        """Type a text into the search box."""
        self._search.setText(text)

    @property
    def count_text(self) -> str:
        """Return how many rows are left over, in words."""
        return self._count.text()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(tokens.MARGIN_PX - 4, 10, tokens.MARGIN_PX - 4, 8)
        head.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._search, 1)
        line.addWidget(self._count)
        head.addLayout(line)
        chips = QHBoxLayout()
        chips.setSpacing(2)
        chips.addWidget(self._chips, 1)
        chips.addWidget(self._marked)
        head.addLayout(chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._view, 1)

    def _show_rows(self, scene: TableScene) -> None:
        old = self._model.scene
        same_columns = old is not None and [c.title for c in old.columns] == [c.title for c in scene.columns]
        if not same_columns:
            self._model.sorting = None
        scrolled = self._view.verticalScrollBar().value()
        self._showing = True
        self._model.show_scene(scene)
        self._showing = False
        self._view.measure()
        self._chips.show_counts(_counts(scene))
        self._say_count()
        self._selected = scene.selected
        self._show_selection(scroll=not same_columns)
        if same_columns:
            self._view.verticalScrollBar().setValue(scrolled)

    def _show_marks(self, old: TableScene, scene: TableScene) -> None:
        """Paint other marks; list other rows where only the marked are listed."""
        if old.marked is scene.marked and old.only_marked == scene.only_marked:
            return
        self._model.scene = scene
        if old.only_marked or scene.only_marked:
            self._arrange()
        self._view.viewport().update()

    def _arrange(self) -> None:
        """Search, filter and sort as a person asked, and show the first rows of it."""
        self._rearrange()
        self._view.scrollToTop()

    def _rearrange(self) -> None:
        self._model.search = self._search.text()
        self._model.statuses = self._chips.asked()
        if self._model.scene is not None:
            self._showing = True
            self._model.arrange()
            self._showing = False
            self._show_selection(scroll=False)
        self._say_count()

    def _sort_by(self, section: int) -> None:
        """Sort by a heading; again turns it round, a third time goes back to the order of the scene."""
        column, old = section - 1, self._model.sorting
        number = (
            section > 0 and self._model.scene is not None and not is_text(self._model.scene.columns[column])
        )
        first = Sorting(column, descending=number and not self._coded(column))
        if old is None or old.column != column:
            self._model.sorting = first
        else:
            self._model.sorting = Sorting(column, not first.descending) if old == first else None
        self._arrange()

    def _coded(self, column: int) -> bool:
        return self._model.scene is not None and bool(self._model.scene.columns[column].codes)

    def _reorder_if_stale(self) -> None:
        if self._stale_order:
            self._stale_order = False
            scrolled = self._view.verticalScrollBar().value()
            self._rearrange()
            self._view.verticalScrollBar().setValue(scrolled)
            self._reorder.start()

    def _show_selection(self, *, scroll: bool) -> None:
        position = self._model.position_of(self._selected)
        self._showing = True
        selection = self._view.selectionModel()
        if position is None:
            selection.clear()
        else:
            flag = QItemSelectionModel.SelectionFlag
            index = self._model.index(position, 1)
            selection.setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
            if scroll:
                self._view.scrollTo(self._model.index(position, 0))
        self._showing = False

    def _pick(self, current: QModelIndex) -> None:
        if self._showing:
            return
        self._selected = int(self._model.rows[current.row()]) if current.isValid() else None
        self.picked.emit(self._selected)

    def _activate(self, position: int) -> None:
        self.activated.emit(int(self._model.rows[position]))

    def _enter_rows(self) -> None:
        self._view.setFocus()
        if not self._view.currentIndex().isValid() and self._model.rowCount():
            self._view.selectRow(0)

    def _say_count(self) -> None:
        total = 0 if self._model.scene is None else len(self._model.scene.status)
        shown = self._model.rowCount()
        self._count.setText(f"{shown:,} of {total:,}" if total else "")
        if self._model.scene is None:
            self._view.empty_text = EMPTY_TEXT
        elif not total:
            self._view.empty_text = "This run has none."
        else:
            self._view.empty_text = f"None of {total:,} matches. Esc in the search box clears it."
        self._view.viewport().update()


def _counts(scene: TableScene) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return (6,) how many rows have each status."""
    return np.bincount(scene.status, minlength=len(tokens.STATUSES))[: len(tokens.STATUSES)].astype(np.int64)
