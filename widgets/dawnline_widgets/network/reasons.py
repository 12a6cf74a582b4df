"""Why links are up, and why the others are not: chips by reason over a list of links."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from dawnline_widgets.network.chips import Chip, ChipRows
from dawnline_widgets.network.reason_model import ReasonModel, ReasonPainter
from dawnline_widgets.network.reason_texts import count_text
from dawnline_widgets.network.scene import Reason, ReasonsScene
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import sans
from dawnline_widgets.theme.parts import MonoLabel, TextLabel

EMPTY_TEXT = "Select a satellite or a pair: here stands why each of its links is up or not."
_NONE_LEFT = "No link has this reason now. A click on the chip shows all again."


class LinkReasons(QWidget):
    """Shows a reasons scene. Signal: ``chosen(id)`` of the other end on a click or Enter.

    Chips filter by reason; what they ask for stays while scenes come and go, as does the row that the keys
    stand on.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: ReasonsScene | None = None
        self._asked: frozenset[str] = frozenset()
        self._title = TextLabel("", tokens.TEXT, tokens.BODY_PX, QFont.Weight.DemiBold)
        self._count = MonoLabel("", tokens.MUTED, 11)
        self._chips = ChipRows()
        self._model = ReasonModel(self)
        self.view = ReasonView(self._model)
        self._lay_out()
        self._chips.asked.connect(self._toggle)
        self.view.chosen.connect(self._choose)
        self._arrange()

    def show_scene(self, scene: ReasonsScene) -> None:
        """Show a scene; one with the key that is shown already changes nothing."""
        old, self._scene = self._scene, scene
        if old is not None and old.key == scene.key:
            return
        if old is None or old.title != scene.title:  # of another satellite or pair
            self._asked = frozenset()
        self._title.setText(scene.title)
        self._arrange()

    def texts(self) -> tuple[str, ...]:
        """Return who is listed, as a person reads it."""
        return tuple(row.name for row in self._model.rows)

    @property
    def count_text(self) -> str:
        """Return how many rows are left over, in words."""
        return self._count.text()

    def _lay_out(self) -> None:
        self.setAccessibleName("Reasons of links")
        self.setMinimumWidth(260)
        head = QVBoxLayout()
        head.setContentsMargins(tokens.MARGIN_PX - 4, 10, tokens.MARGIN_PX - 4, 8)
        head.setSpacing(8)
        line = QHBoxLayout()
        line.addWidget(self._title, 1)
        line.addWidget(self._count)
        head.addLayout(line)
        head.addWidget(self._chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)

    def _toggle(self, number: int) -> None:
        assert self._scene is not None
        self._asked ^= {self._scene.summary[number][0]}
        self._arrange()
        self.view.scrollToTop()

    def _arrange(self) -> None:
        scene = self._scene
        rows = () if scene is None else scene.rows
        summary = () if scene is None else scene.summary
        # A reason that is asked for and has gone would leave an empty list and no chip to press.
        self._asked &= {reason for reason, _ in summary}
        self._chips.show_chips(
            tuple(
                Chip(f"{reason}  {count:,}", f"Only links with this reason: {reason}", reason in self._asked)
                for reason, count in summary
            )
        )
        self.view.show_rows(rows, self._asked)
        self._count.setText(count_text(len(self._model.rows), len(rows)))
        self._title.setVisible(scene is not None)
        self.view.say(EMPTY_TEXT if scene is None else _NONE_LEFT if rows else scene.empty)

    def _choose(self, position: int) -> None:
        self.chosen.emit(self._model.rows[position].id)


class ReasonView(QListView):
    """The list. Signal: ``chosen(position)`` on a click or Enter. Letters are left to the program."""

    chosen = Signal(int)

    def __init__(self, model: ReasonModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._painter = ReasonPainter(model, self)
        self._empty = ""
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName("Links")
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))

    def show_rows(self, rows: tuple[Reason, ...], asked: frozenset[str]) -> None:
        """Show rows; the one that the keys stand on and what is in view stay where they can."""
        here = self.currentIndex()
        kept = self._model.rows[here.row()].id if here.isValid() else None
        scrolled = self.verticalScrollBar().value()
        if self._model.show_rows(rows, asked):
            place = self._model.position_of(kept)
            if place is not None:
                flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().setCurrentIndex(self._model.index(place), flag)
            self.verticalScrollBar().setValue(scrolled)

    def say(self, empty: str) -> None:
        """Say this where there are no rows."""
        self._empty = empty
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Do nothing: letters are the program's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that move and choose; leave Space, letters, digits and Escape to the program."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.currentIndex().isValid():
                self.chosen.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape or (event.text().isprintable() and event.text()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """Put the light out."""
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys stand."""
        super().focusInEvent(event)
        self._painter.focused = True
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys are elsewhere."""
        super().focusOutEvent(event)
        self._painter.focused = False
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or why there are none."""
        super().paintEvent(event)
        if self._model.rowCount() or not self._empty:
            return
        painter = QPainter(self.viewport())
        painter.setFont(sans(12))
        painter.setPen(colour(tokens.MUTED))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        box = QRectF(self.viewport().rect()).adjusted(tokens.MARGIN_PX - 4, 4, 4 - tokens.MARGIN_PX, -4)
        painter.drawText(box, int(flags), self._empty)
        painter.end()

    def _hover(self, position: int) -> None:
        if position != self._painter.hovered:
            self._painter.hovered = position
            self.viewport().update()
