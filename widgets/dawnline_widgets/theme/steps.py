"""Steps that follow from each other: lines on a spine, the first with a full dot, each can be chosen."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.parts import TextLabel

_INDENT_PX = 18
# A number keeps its unit on its line.
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=[%°A-Za-z])")
_NO_BREAK = "\N{NO-BREAK SPACE}"
_SPINE_X = 5.0
_DOT_Y = 12.0
_DOT_PX = 4.0


class StepList(QWidget):
    """Lines from the first cause down. Signal: ``chosen(place)`` on a click, Enter or Space."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Step] = []
        self._shown = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def texts(self) -> tuple[str, ...]:
        """Return the lines that are shown."""
        return tuple(row.text for row in self._rows[: self._shown])

    def show_steps(self, lines: Sequence[str], starts: Sequence[bool], leads: Sequence[bool]) -> None:
        """Show lines; ``starts``: which of them follow from none before; ``leads``: which can be chosen."""
        while len(self._rows) < len(lines):
            row = _Step(len(self._rows))
            row.pressed.connect(self.chosen)
            self._rows.append(row)
            self._column.addWidget(row)
        self._shown = len(lines)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(lines))
            if place < len(lines):
                goes_on = place + 1 < len(lines) and not starts[place + 1]
                row.show_step(lines[place], starts[place], goes_on, leads[place])


class _Step(QWidget):
    """One line with its part of the spine."""

    pressed = Signal(int)

    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place
        self._starts, self._goes_on, self._can_choose = True, False, False
        self._lit = False
        self.text = ""
        self.label = TextLabel("", tokens.TEXT)
        self.label.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(_INDENT_PX, 3, 4, 3)
        row.addWidget(self.label)

    def show_step(self, text: str, starts: bool, goes_on: bool, can_choose: bool) -> None:
        self._starts, self._goes_on, self._can_choose = starts, goes_on, can_choose
        if self.text != text:
            self.text = text
            self.label.setText(_BEFORE_UNIT.sub(_NO_BREAK, text))
            self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor if can_choose else Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if can_choose else Qt.FocusPolicy.NoFocus)
        self.setToolTip("Go to where and when this began" if can_choose else "")
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        super().enterEvent(event)
        self._light(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Put the light out."""
        super().leaveEvent(event)
        self._light(False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose this line."""
        inside = self.rect().contains(event.position().toPoint())
        if self._can_choose and event.button() == Qt.MouseButton.LeftButton and inside:
            self.pressed.emit(self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose this line with Enter; leave the rest to the program."""
        if self._can_choose and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.pressed.emit(self._place)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the ground, the spine and the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._can_choose and (self._lit or self.hasFocus()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.RAISED))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setPen(QPen(colour(tokens.MUTED), 1.0))
        if not self._starts:
            painter.drawLine(QPointF(_SPINE_X, 0.0), QPointF(_SPINE_X, _DOT_Y - _DOT_PX))
        if self._goes_on:
            painter.drawLine(QPointF(_SPINE_X, _DOT_Y + _DOT_PX), QPointF(_SPINE_X, float(self.height())))
        if self._starts and not self._can_choose and self._place:
            painter.end()  # a remark at the end, not one of the causes
            return
        painter.setPen(QPen(colour(tokens.ACCENT if self._starts else tokens.MUTED), 1.5))
        painter.setBrush(colour(tokens.ACCENT) if self._starts else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(_SPINE_X, _DOT_Y), _DOT_PX - 1.0, _DOT_PX - 1.0)
        painter.end()

    def _light(self, lit: bool) -> None:
        self._lit = lit
        self.update()
