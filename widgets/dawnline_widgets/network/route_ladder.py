"""The ladder of a route: hop under hop, the legs between them, figures in columns at the right."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dawnline_widgets.network.hop_shapes import leg_word
from dawnline_widgets.network.ladder_paint import (
    MOST_PX,
    paint_headings,
    paint_hop_row,
    paint_leg_row,
    paint_sum_row,
)
from dawnline_widgets.network.route_texts import hop_sentence
from dawnline_widgets.network.scene import Hop
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour

HEAD_PX, HOP_PX, LEG_PX, SUM_PX = 22, 26, 24, 32
_KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)


class RouteLadder(QWidget):
    """Shows hops. Signals: ``hop_chosen(id)`` on a click or Enter, ``moved_to(y)`` when keys go to a hop."""

    hop_chosen = Signal(str)
    moved_to = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hops: tuple[Hop, ...] = ()
        self._current: int | None = None
        self._hovered: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Hops")

    def show_hops(self, hops: tuple[Hop, ...]) -> None:
        """Show a route; the hop that the keys stand on stays if the new route runs through it."""
        if hops == self._hops:
            return
        kept = None if self._current is None else self._hops[self._current].id
        self._hops = hops
        self._current = next((number for number, hop in enumerate(hops) if hop.id == kept), None)
        self._hovered = None
        self.setToolTip("")
        self.setAccessibleDescription(f"{len(hops)} hops")
        self.setFixedHeight(self._wanted_height())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size at which every hop is seen."""
        return QSize(320, self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        """Return the width that figures and a short name need."""
        return QSize(256, self._wanted_height())

    def hop_top(self, number: int) -> int:
        """Return where the line of a hop begins."""
        return HEAD_PX + number * (HOP_PX + LEG_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint headings, hops, legs and sums."""
        if not self._hops:
            return
        painter = QPainter(self)
        right = min(float(self.width()), MOST_PX)
        paint_headings(painter, right, HEAD_PX)
        for number, hop in enumerate(self._hops):
            row = QRectF(0.0, self.hop_top(number), right, HOP_PX)
            if number == self._current:
                painter.fillRect(row, colour(tokens.SELECTED))
                bar = tokens.ACCENT if self.hasFocus() else tokens.MUTED
                painter.fillRect(QRectF(row.left(), row.top(), 3.0, row.height()), colour(bar))
            elif number == self._hovered:
                painter.fillRect(row, colour(tokens.HOVER))
            paint_hop_row(painter, hop, row, first=number == 0)
            if number:
                leg = QRectF(0.0, row.top() - LEG_PX, right, LEG_PX)
                paint_leg_row(painter, leg_word(self._hops[number - 1].kind, hop.kind), hop, leg)
        foot = QRectF(0.0, self.hop_top(len(self._hops)) - LEG_PX, right, SUM_PX)
        paint_sum_row(painter, self._hops, foot)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Keep arrows and Enter from the window's commands while the ladder has the focus."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _takes(event)
            and self._hops
        ):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys stand: coming without the mouse, on the first hop."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and self._current is None and self._hops:
            self._go_to(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down, Home and End; Enter chooses. The rest is the program's."""
        if not self._hops or not _takes(event):
            event.ignore()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._current is not None:
                self.hop_chosen.emit(self._hops[self._current].id)
        else:
            last = len(self._hops) - 1
            here = self._current
            wanted = {
                Qt.Key.Key_Down: 0 if here is None else here + 1,
                Qt.Key.Key_Up: last if here is None else here - 1,
                Qt.Key.Key_Home: 0,
                Qt.Key.Key_End: last,
            }[Qt.Key(event.key())]
            self._go_to(min(max(wanted, 0), last))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the hop under the mouse."""
        self._hover(self._hop_at(event.position().y()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the hop under the mouse; the leg that leads to a hop is part of it."""
        number = self._hop_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and number is not None:
            self._go_to(number)
            self.hop_chosen.emit(self._hops[number].id)
        else:
            event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        """Put the light out."""
        super().leaveEvent(event)
        self._hover(None)

    def _wanted_height(self) -> int:
        return self.hop_top(len(self._hops)) - LEG_PX + SUM_PX if self._hops else 0

    def _hop_at(self, y: float) -> int | None:
        number = int((y - HEAD_PX + LEG_PX) // (HOP_PX + LEG_PX))
        return number if y >= HEAD_PX and number < len(self._hops) else None

    def _go_to(self, number: int) -> None:
        self._current = number
        self.setAccessibleDescription(hop_sentence(self._hops[number], first=number == 0))
        self.moved_to.emit(self.hop_top(number) + HOP_PX // 2)
        self.update()

    def _hover(self, number: int | None) -> None:
        if number != self._hovered:
            self._hovered = number
            words = "" if number is None else hop_sentence(self._hops[number], first=number == 0)
            self.setToolTip(words)
            self.update()


def _takes(event: QKeyEvent) -> bool:
    bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    return bare and event.key() in _KEYS
