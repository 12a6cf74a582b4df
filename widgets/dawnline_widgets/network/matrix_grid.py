"""The cells of a matrix under the mouse and the keys: hover, choose, move, sort, copy."""

import math
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from dawnline_widgets.network.cell_texts import pair_text, tab_separated, value_text
from dawnline_widgets.network.matrix_order import Cell, Order, given_order, order_by_mean
from dawnline_widgets.network.matrix_paint import MatrixPainter, touched
from dawnline_widgets.network.matrix_plan import NAME_PX, Plan, plan
from dawnline_widgets.network.scene import MatrixScene
from dawnline_widgets.theme.fonts import sans

_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (*_STEPS, *_ENTER, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_PAGE_ROWS = 10


class MatrixGrid(QWidget):
    """Cells with names. All indices outside are those of the scene, however it is sorted.

    Signals: ``cell_chosen(row, column)``, ``cell_hovered(row, column)`` with -1, -1 when the mouse leaves,
    ``sort_asked()`` on S, ``looked_at()`` when another cell is to be read out.
    """

    cell_chosen = Signal(int, int)
    cell_hovered = Signal(int, int)
    sort_asked = Signal()
    looked_at = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: MatrixScene | None = None
        self._painter: MatrixPainter | None = None
        self._order = Order(np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp))
        self._sorted: Callable[[MatrixScene], Order] = given_order
        self._names = (0.0, 0.0)
        self._chosen: Cell | None = None
        self._hovered: Cell | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_scene(self, scene: MatrixScene) -> None:
        """Show a scene with at least one cell; a key that is shown already paints no cells anew."""
        old, self._scene = self._scene, scene
        same = old is not None and (old.rows, old.columns) == (scene.rows, scene.columns)
        if old is None or old.key != scene.key:
            if not same:  # indices mean others now
                self._chosen = None
                self._measure()
                self._order = self._sorted(scene)
                self._hover(None)
            self._painter = MatrixPainter(scene, self._order)
            self.setAccessibleName(f"{scene.title}, {len(scene.rows)} by {len(scene.columns)}")
            self.update()
        if old is None or not same or old.selected != scene.selected:
            self._chosen = scene.selected
            self.update()
        self._look()

    def sort_by_mean(self, *, on: bool) -> None:
        """Order rows and columns by their mean as it is now, or as the scene gives them.

        The order then stays while values change, so that nothing jumps.
        """
        self._sorted = order_by_mean if on else given_order
        if self._scene is not None:
            self._order = self._sorted(self._scene)
            self._painter = MatrixPainter(self._scene, self._order)
            self.update()

    def read_out(self) -> Cell | None:
        """Return the cell that is read out: the hovered one, else the chosen one, None for neither."""
        return next((cell for cell in (self._hovered, self._chosen) if self._order.place_of(cell)), None)

    def sizeHint(self) -> QSize:
        """Return a size that suits a dock."""
        return QSize(360, 320)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which cells cannot be told apart."""
        rows, columns = len(self._order.rows), len(self._order.columns)
        return QSize(min(max(220, 90 + columns), 400), min(max(120, 30 + rows * 3), 400))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint cells, names, what is lit and what is chosen."""
        if self._painter is None:
            return
        painter = QPainter(self)
        where = self._plan()
        lit, chosen = self._order.place_of(self._hovered), self._order.place_of(self._chosen)
        self._painter.paint_still(painter, where)
        self._painter.paint_names(painter, where, lit, chosen)
        if chosen is not None:
            self._painter.paint_chosen(painter, where, chosen, focused=self.hasFocus())
        elif self.hasFocus():
            self._painter.paint_focus(painter, where)
        if lit is not None and lit != chosen:
            self._painter.paint_lit(painter, where, lit)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Keep S, arrows and Enter from the window's commands while the cells have the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and choose by keys, S sorts, Ctrl+C copies; the rest is the program's."""
        if self._scene is None or not _takes(event):
            event.ignore()
        elif event.matches(QKeySequence.StandardKey.Copy):
            text = tab_separated(self._scene, self._order)
            QGuiApplication.clipboard().setText(text)
        elif event.key() == Qt.Key.Key_S:
            self.sort_asked.emit()
        else:
            self._move(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the cell under the mouse."""
        self._hover(self._cell_under(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell under the mouse."""
        cell = self._cell_under(event)
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self._choose(cell)
        else:
            event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        """Put the light out."""
        super().leaveEvent(event)
        self._hover(None)

    def _move(self, event: QKeyEvent) -> None:
        key = event.key()
        row, column = self._order.place_of(self._chosen) or (0, 0)
        if self._chosen is not None and key not in _ENTER:
            down, right = _STEPS.get(Qt.Key(key), (0, 0))
            row += down + _PAGE_ROWS * ((key == Qt.Key.Key_PageDown) - (key == Qt.Key.Key_PageUp))
            last = len(self._order.columns) - 1
            column = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}.get(Qt.Key(key), column + right)
        # The mouse that happens to lie over the cells must not hide what the keys do.
        self._hovered = None
        self._choose(self._order.cell_at(self._order.nearest((row, column))))

    def _choose(self, cell: Cell) -> None:
        self._chosen = cell
        self._look()
        self.update()
        self.cell_chosen.emit(*cell)

    def _hover(self, cell: Cell | None) -> None:
        if cell != self._hovered:
            before, self._hovered = self._hovered, cell
            self._look()
            self._update_lit(before, cell)
            self.cell_hovered.emit(*(cell or (-1, -1)))

    def _update_lit(self, *cells: Cell | None) -> None:
        """Paint the names and some cells anew; the others stay, so that the mouse is cheap on a wall too."""
        where = self._plan()
        self.update(0, 0, math.ceil(where.left), self.height())
        self.update(0, 0, self.width(), math.ceil(where.top))
        for place in (self._order.place_of(cell) for cell in cells):
            if place is not None:
                self.update(touched(where, place))

    def _look(self) -> None:
        cell = self.read_out()
        if self._scene is not None and cell is not None:
            words = f"{pair_text(self._scene, *cell)}: {value_text(self._scene, *cell)}"
            self.setAccessibleDescription(words)
        self.looked_at.emit()

    def _measure(self) -> None:
        assert self._scene is not None
        metrics = QFontMetricsF(sans(NAME_PX + 1))
        widths = [
            max(metrics.horizontalAdvance(name) for name in names) + 1.0
            for names in (self._scene.rows, self._scene.columns)
        ]
        self._names = (widths[0], widths[1])
        self.updateGeometry()

    def _plan(self) -> Plan:
        size = (float(self.width()), float(self.height()))
        count = (len(self._order.rows), len(self._order.columns))
        return plan(size, self._names, count, self.devicePixelRatioF())

    def _cell_under(self, event: QMouseEvent) -> Cell | None:
        if self._scene is None:
            return None
        found = self._plan().cell_at(event.position().x(), event.position().y())
        return None if found is None else self._order.cell_at(found)


def _takes(event: QKeyEvent) -> bool:
    bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    return (bare and event.key() in {*_MOVES, Qt.Key.Key_S}) or event.matches(QKeySequence.StandardKey.Copy)
