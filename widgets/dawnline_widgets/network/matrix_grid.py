"""The cells of a matrix under the mouse and the keys: hover, choose, move, sort, copy."""

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

from dawnline_widgets.network.cell_texts import (
    given_order,
    order_by_mean,
    pair_text,
    tab_separated,
    value_text,
)
from dawnline_widgets.network.matrix_paint import Cell, MatrixPainter
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
        self._by_mean = False
        self._names = (0.0, 0.0)
        self._chosen: Cell | None = None
        self._hovered: Cell | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_scene(self, scene: MatrixScene) -> None:
        """Show a scene with at least one cell; a key that is shown already paints no cells anew."""
        old, self._scene = self._scene, scene
        if old is None or old.key != scene.key:
            same = old is not None and (old.rows, old.columns) == (scene.rows, scene.columns)
            if not same:
                # Indices mean others now; the order waits for S, so that rows do not jump each step.
                self._hovered = None
                self._measure()
            if not same or not self._by_mean:
                self._arrange()
            self._painter = MatrixPainter(scene, self._rows, self._columns)
            self.setAccessibleName(f"{scene.title}, {len(scene.rows)} by {len(scene.columns)}")
            self.update()
        if old is None or old.selected != scene.selected:
            self._chosen = scene.selected
            self.update()
        self._look()

    def sort_by_mean(self, *, on: bool) -> None:
        """Order rows and columns by their mean as it is now, or as the scene gives them."""
        self._by_mean = on
        if self._scene is not None:
            self._arrange()
            self._painter = MatrixPainter(self._scene, self._rows, self._columns)
            self.update()

    def read_out(self) -> Cell | None:
        """Return the cell that is read out: the hovered one, else the chosen one."""
        return self._hovered or self._chosen

    def sizeHint(self) -> QSize:
        """Return a size that suits a dock."""
        return QSize(360, 320)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which cells cannot be told apart."""
        rows, columns = self._count()
        return QSize(min(max(220, 90 + columns), 400), min(max(120, 30 + rows * 3), 400))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint cells, names, what is lit and what is chosen."""
        if self._painter is None:
            return
        painter = QPainter(self)
        where = self._plan()
        lit, chosen = self._shown(self._hovered), self._shown(self._chosen)
        self._painter.paint_cells(painter, where)
        self._painter.paint_names(painter, where, lit, chosen)
        if chosen is not None:
            self._painter.paint_chosen(painter, where, chosen, focused=self.hasFocus())
        if lit is not None and lit != chosen:
            self._painter.paint_lit(painter, where, lit)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Keep S, arrows and Enter from the window's commands while the cells have the focus."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._takes(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and choose by keys, S sorts, Ctrl+C copies; the rest is the program's."""
        if self._scene is None or not self._takes(event):
            event.ignore()
        elif event.matches(QKeySequence.StandardKey.Copy):
            text = tab_separated(self._scene, self._rows, self._columns)
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

    def _takes(self, event: QKeyEvent) -> bool:
        bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        return (bare and event.key() in {*_MOVES, Qt.Key.Key_S}) or event.matches(
            QKeySequence.StandardKey.Copy
        )

    def _move(self, event: QKeyEvent) -> None:
        rows, columns = self._count()
        key = event.key()
        row, column = self._shown(self._chosen) or (0, 0)
        if self._chosen is not None and key not in _ENTER:
            down, right = _STEPS.get(Qt.Key(key), (0, 0))
            row += down + _PAGE_ROWS * ((key == Qt.Key.Key_PageDown) - (key == Qt.Key.Key_PageUp))
            column += right
            column = 0 if key == Qt.Key.Key_Home else columns - 1 if key == Qt.Key.Key_End else column
        row, column = min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)
        # The mouse that happens to lie over the cells must not hide what the keys do.
        self._hovered = None
        self._choose((int(self._rows[row]), int(self._columns[column])))

    def _choose(self, cell: Cell) -> None:
        self._chosen = cell
        self._look()
        self.update()
        self.cell_chosen.emit(*cell)

    def _hover(self, cell: Cell | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self._look()
            self.update()
            self.cell_hovered.emit(*(cell or (-1, -1)))

    def _look(self) -> None:
        cell = self.read_out()
        if self._scene is not None and cell is not None:
            words = f"{pair_text(self._scene, *cell)}: {value_text(self._scene, *cell)}"
            self.setAccessibleDescription(words)
        self.looked_at.emit()

    def _arrange(self) -> None:
        assert self._scene is not None
        order = order_by_mean if self._by_mean else given_order
        self._rows, self._columns = order(self._scene)

    def _measure(self) -> None:
        assert self._scene is not None
        metrics = QFontMetricsF(sans(NAME_PX + 1))
        widths = [
            max(metrics.horizontalAdvance(name) for name in names) + 1.0
            for names in (self._scene.rows, self._scene.columns)
        ]
        self._names = (widths[0], widths[1])
        self.updateGeometry()

    def _count(self) -> tuple[int, int]:
        return (0, 0) if self._scene is None else (len(self._scene.rows), len(self._scene.columns))

    def _plan(self) -> Plan:
        size = (float(self.width()), float(self.height()))
        return plan(size, self._names, self._count(), self.devicePixelRatioF())

    def _cell_under(self, event: QMouseEvent) -> Cell | None:
        if self._scene is None:
            return None
        found = self._plan().cell_at(event.position().x(), event.position().y())
        return None if found is None else (int(self._rows[found[0]]), int(self._columns[found[1]]))

    def _shown(self, cell: Cell | None) -> Cell | None:
        """Return where a cell of the scene is shown, None if it is not in the scene."""
        rows, columns = self._count()
        if cell is None or not (0 <= cell[0] < rows and 0 <= cell[1] < columns):
            return None
        return (int((self._rows == cell[0]).argmax()), int((self._columns == cell[1]).argmax()))
