"""The hand on the legend: drags over the bar and the histogram, clicks on the entries of a code.

A drag on the bar asks where the colours begin and end, one on the histogram what is shown. A drag that begins
at an end moves that end, any other draws a new range. A double click takes the range away.
"""

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from dawnline_widgets.globe.scene import Legend
from dawnline_widgets.globe.words.legend import areas

What = Literal["colours", "shown"]
_GRIP_PX = 6.0  # so near to an end a drag moves it
_DRAG_PX = 3.0


class LegendDrag(QObject):
    """Turns presses and moves, as points from the corner of the legend, into what a person asks of it.

    ``range_asked(what, low, high, continues)`` carries places on the axis from 0 to 1, and whether it goes on
    with the drag of the one before; ``range_cleared(what)``; ``entry_pressed(index)``.
    """

    range_asked = Signal(str, float, float, bool)
    range_cleared = Signal(str)
    entry_pressed = Signal(int)

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        self._target = target
        self._pointed = False  # the pointer has a shape that was given here
        self._what: What | None = None
        self._entry: int | None = None
        self._box = QRectF()
        self._anchor = 0.0
        self._pressed_x = 0.0
        self._moved = False
        self._asked = False

    @property
    def busy(self) -> bool:
        """Return whether it holds something."""
        return self._what is not None or self._entry is not None

    def mouse(self, event: QMouseEvent, legend: Legend, box: QRectF, *, idle: bool) -> bool:
        """Take a mouse event of the target if it belongs to the legend, which lies in ``box``.

        ``idle`` says that no button is held for something else. Presses on the title are nobody's: they open
        the list of channels.
        """
        here, kind = event.position() - box.topLeft(), event.type()
        inside = box.contains(event.position())
        took = False
        if kind == QEvent.Type.MouseMove:
            took = self.busy or (idle and inside)
            self.move(here)
            self._point(cursor_at(legend, here) if took else None)
        elif event.button() == Qt.MouseButton.LeftButton:
            if kind == QEvent.Type.MouseButtonRelease and self.busy:
                self.release(legend, here)
                took = True
            elif kind == QEvent.Type.MouseButtonPress:
                took = inside and self.press(legend, here)
            elif kind == QEvent.Type.MouseButtonDblClick and inside:
                took = self.double_click(legend, here) or self.press(legend, here)
        return took

    def _point(self, shape: Qt.CursorShape | None) -> None:
        if shape is not None:
            self._target.setCursor(shape)
        elif self._pointed:
            self._target.unsetCursor()
        self._pointed = shape is not None

    def press(self, legend: Legend, at: QPointF) -> bool:
        """Take hold of what is there; False if that is nothing to drag or to choose."""
        self._entry = _entry_at(legend, at)
        self._what = part_at(legend, at)
        if self._what is None:
            return self._entry is not None
        places = areas(legend)
        self._box = places.bar if self._what == "colours" else places.histogram
        self._pressed_x, self._moved, self._asked = at.x(), False, False
        ends = legend.colour_ends if self._what == "colours" else legend.shown_ends
        self._anchor = self._fraction(at.x())
        if ends is not None:
            away = [abs(self._box.left() + end * self._box.width() - at.x()) for end in ends]
            nearest = away.index(min(away))
            if away[nearest] <= _GRIP_PX:
                self._anchor = ends[1 - nearest]
        return True

    def move(self, at: QPointF) -> None:
        """Ask for the range up to here."""
        if self._what is None:
            return
        self._moved = self._moved or abs(at.x() - self._pressed_x) >= _DRAG_PX
        if self._moved:
            low, high = sorted((self._anchor, self._fraction(at.x())))
            self.range_asked.emit(self._what, low, high, self._asked)
            self._asked = True

    def release(self, legend: Legend, at: QPointF) -> None:
        """Let go; on the entry that was pressed, choose it."""
        entry, self._entry, self._what = self._entry, None, None
        if entry is not None and entry == _entry_at(legend, at):
            self.entry_pressed.emit(entry)

    def double_click(self, legend: Legend, at: QPointF) -> bool:
        """Take the range away over whose picture it was; False if it was over none."""
        what = part_at(legend, at)
        if what is not None:
            self.range_cleared.emit(what)
        return what is not None

    def _fraction(self, x: float) -> float:
        return min(max((x - self._box.left()) / max(self._box.width(), 1.0), 0.0), 1.0)


def part_at(legend: Legend, at: QPointF) -> What | None:
    """Return which range lies under a point of the legend."""
    places = areas(legend)
    slack = _GRIP_PX / 2  # an end at the very side can be taken hold of from outside
    if places.bar.adjusted(-slack, 0.0, slack, 0.0).contains(at):
        return "colours"
    return "shown" if places.histogram.adjusted(-slack, 0.0, slack, 0.0).contains(at) else None


def cursor_at(legend: Legend, at: QPointF) -> Qt.CursorShape:
    """Return what the pointer looks like there: it says what can be done."""
    if part_at(legend, at) is not None:
        return Qt.CursorShape.SplitHCursor
    return Qt.CursorShape.PointingHandCursor


def _entry_at(legend: Legend, at: QPointF) -> int | None:
    return next((index for index, box in enumerate(areas(legend).entries) if box.contains(at)), None)
