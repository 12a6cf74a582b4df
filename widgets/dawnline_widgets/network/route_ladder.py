"""The ladder of a route: hop under hop, the legs between them, figures in columns at the right."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dawnline_widgets.network.hop_shapes import leg_word, paint_hop, paint_leg
from dawnline_widgets.network.route_texts import HEADINGS, hop_sentence, leg_texts, ms_text, sum_texts
from dawnline_widgets.network.scene import Hop
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import caps, mono, sans

HEAD_PX, HOP_PX, LEG_PX, SUM_PX = 22, 26, 24, 32
# Kilometres, milliseconds, wait, sum: from left to right, each right-aligned.
_COLUMNS_PX = (54.0, 44.0, 50.0, 56.0)
_SHAPE_PX, _LINE_X_PX, _NAME_X_PX = 14.0, 14.0, 30.0
# Wider than this the eye loses the line between a name and its figures.
_MOST_PX = 560.0
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
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
        right = self._right()
        painter.setFont(caps())
        painter.setPen(colour(tokens.MUTED))
        self._paint_columns(painter, 0.0, HEAD_PX - 4.0, HEADINGS)
        for number, hop in enumerate(self._hops):
            top = float(self.hop_top(number))
            self._paint_ground(painter, QRectF(0.0, top, right, HOP_PX), number)
            self._paint_hop(painter, hop, top, right, first=number == 0)
            if number:
                self._paint_leg(painter, self._hops[number - 1], hop, top - LEG_PX)
        self._paint_sums(painter, float(self.hop_top(len(self._hops)) - LEG_PX), right)
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

    def _right(self) -> float:
        return min(float(self.width()), _MOST_PX)

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

    def _paint_ground(self, painter: QPainter, box: QRectF, number: int) -> None:
        if number == self._current:
            painter.fillRect(box, colour(tokens.SELECTED))
            token = tokens.ACCENT if self.hasFocus() else tokens.MUTED
            painter.fillRect(QRectF(box.left(), box.top(), 3.0, box.height()), colour(token))
        elif number == self._hovered:
            painter.fillRect(box, colour(tokens.HOVER))

    def _paint_hop(self, painter: QPainter, hop: Hop, top: float, right: float, *, first: bool) -> None:
        shape = QRectF(_LINE_X_PX - _SHAPE_PX / 2, top + (HOP_PX - _SHAPE_PX) / 2, _SHAPE_PX, _SHAPE_PX)
        paint_hop(painter, hop.kind, shape, tokens.TEXT)
        end = right - _COLUMNS_PX[-1] - 6.0
        font = sans(12, QFont.Weight.Medium)
        metrics = QFontMetricsF(font)
        name = metrics.elidedText(hop.name, Qt.TextElideMode.ElideMiddle, end - _NAME_X_PX)
        painter.setFont(font)
        painter.setPen(colour(tokens.TEXT))
        painter.drawText(QRectF(_NAME_X_PX, top, end - _NAME_X_PX, HOP_PX), _LEFT, name)
        left = _NAME_X_PX + metrics.horizontalAdvance(name) + 8.0
        painter.setFont(sans(11))
        note = QFontMetricsF(painter.font()).elidedText(
            hop.note, Qt.TextElideMode.ElideRight, max(end - left, 0.0)
        )
        painter.setPen(colour(tokens.SECONDARY))
        if len(note) > 1:  # a lone ellipsis says nothing
            painter.drawText(QRectF(left, top, end - left, HOP_PX), _LEFT, note)
        painter.setFont(mono(12))
        painter.setPen(colour(tokens.TEXT))
        if not first:
            self._paint_columns(painter, top, HOP_PX, ("", "", "", ms_text(hop.total_ms)))

    def _paint_leg(self, painter: QPainter, before: Hop, hop: Hop, top: float) -> None:
        word = leg_word(before.kind, hop.kind)
        inset = (HOP_PX - _SHAPE_PX) / 2 - 3.0
        paint_leg(painter, word, _LINE_X_PX, top - inset, top + LEG_PX + inset)
        painter.setFont(sans(11))
        painter.setPen(colour(tokens.MUTED))
        painter.drawText(QRectF(_NAME_X_PX, top, 60.0, LEG_PX), _LEFT, word)
        painter.setFont(mono(11))
        painter.setPen(colour(tokens.SECONDARY))
        self._paint_columns(painter, top, LEG_PX, (*leg_texts(hop), ""))

    def _paint_sums(self, painter: QPainter, top: float, right: float) -> None:
        painter.fillRect(QRectF(0.0, top + 4.0, right, 1.0), colour(tokens.LINE))
        painter.setFont(sans(12))
        painter.setPen(colour(tokens.SECONDARY))
        painter.drawText(QRectF(_NAME_X_PX, top + 5.0, 80.0, SUM_PX - 6.0), _LEFT, "Sum")
        painter.setFont(mono(12, QFont.Weight.DemiBold))
        painter.setPen(colour(tokens.TEXT))
        self._paint_columns(painter, top + 5.0, SUM_PX - 6.0, sum_texts(self._hops))

    def _paint_columns(self, painter: QPainter, top: float, high: float, texts: tuple[str, ...]) -> None:
        left = self._right() - sum(_COLUMNS_PX) - 2.0
        for text, wide in zip(texts, _COLUMNS_PX, strict=True):
            if text:
                painter.drawText(QRectF(left - 20.0, top, wide + 20.0, high), _RIGHT, text)
            left += wide


def _takes(event: QKeyEvent) -> bool:
    bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    return bare and event.key() in _KEYS
