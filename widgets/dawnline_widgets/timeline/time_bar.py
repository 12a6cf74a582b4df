"""The time bar: scrub by mouse, step by wheel, mark a loop with Shift and the mouse."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import sans
from dawnline_widgets.timeline import bar_paint
from dawnline_widgets.timeline.axis import Axis, clock_at, offset_text
from dawnline_widgets.timeline.scene import TransportScene

_NOTCH = 120  # eighths of a degree a wheel notch, as Qt defines it
_STEP_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
_LOOP_MINIMUM_PX = 4.0
_NEAR_PX = 6.0


class TimeBar(QWidget):
    """The whole run from left to right.

    Signals: ``seek_requested(t_s)`` on a click and all along a drag, ``step_requested(frames)`` by the wheel
    and the arrow keys, ``loop_requested((start_s, end_s))`` when a range has been dragged with Shift.
    """

    seek_requested = Signal(float)
    step_requested = Signal(int)
    loop_requested = Signal(object)

    def __init__(self, empty_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: TransportScene | None = None
        self._empty_text = empty_text
        self._hover_x: float | None = None
        self._loop_from: float | None = None
        self._scrubbing = False
        self._wheel = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Time bar")
        self.setAccessibleDescription(empty_text)

    def show_scene(self, scene: TransportScene) -> None:
        """Show a scene; an equal one paints nothing."""
        if scene == self._scene:
            return
        self._scene = scene
        self.setEnabled(scene.enabled)
        self.setAccessibleDescription(scene.clock_text if scene.enabled else self._empty_text)
        self.setCursor(Qt.CursorShape.PointingHandCursor if scene.enabled else Qt.CursorShape.ArrowCursor)
        self.update()

    def axis(self) -> Axis:
        """Return the axis as it lies over the pixels of this widget."""
        duration_s = self._scene.duration_s if self._scene else 0.0
        return Axis(duration_s, float(tokens.MARGIN_PX), float(self.width() - tokens.MARGIN_PX))

    def hover_text(self) -> str:
        """Return the words of the bubble under the mouse, empty when there is none."""
        if self._hover_x is None or not self._ready():
            return ""
        assert self._scene is not None
        scene, t_s = self._scene, self.axis().t_s(self._hover_x)
        words = [clock_at(scene.clock_text, scene.t_s, t_s), offset_text(t_s)]
        if any(start <= t_s <= end for start, end in scene.gaps):
            words.append("lost in the file")
        elif t_s > scene.buffered_s:
            words.append("not simulated yet")
        near_s = self.axis().t_s(self._hover_x + _NEAR_PX) - t_s
        words += [event.words for event in scene.events if abs(event.start_s - t_s) <= near_s][:2]
        return "  ".join(word for word in words if word)

    def sizeHint(self) -> QSize:
        """Return the height of labels, track and loop bracket."""
        return QSize(480, 56)

    def minimumSizeHint(self) -> QSize:
        """Return a width at which the bar can still be hit."""
        return QSize(160, 56)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the bar, or the words of the empty state."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axis = self.axis()
        if self._ready() and self._scene is not None:
            bar_paint.paint_track(painter, self._scene, axis)
            bar_paint.paint_ticks(painter, self._scene, axis)
            bar_paint.paint_events(painter, self._scene.events, axis)
            bar_paint.paint_edge(painter, self._scene, axis)
            if self._scene.loop is not None:
                bar_paint.paint_loop(painter, self._scene.loop, axis)
            if self._loop_from is not None and self._hover_x is not None:
                bar_paint.paint_loop(painter, self._dragged(axis), axis)
            bar_paint.paint_playhead(painter, self._scene, axis)
            if self.hover_text():
                assert self._hover_x is not None
                bar_paint.paint_hover(painter, self.hover_text(), self._hover_x, axis)
        else:
            painter.setPen(QPen(colour(tokens.LINE), 1.0))
            painter.drawRoundedRect(bar_paint.track_box(axis).adjusted(0.5, 0.5, -0.5, -0.5), 4.0, 4.0)
            painter.setFont(sans(12))
            painter.setPen(colour(tokens.MUTED))
            painter.drawText(bar_paint.track_box(axis), Qt.AlignmentFlag.AlignCenter, self._empty_text)
        if self.hasFocus():
            painter.setPen(QPen(colour(tokens.ACCENT), 1.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 0.5, -2.5, -0.5), 4.0, 4.0)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to scrub, or with Shift to mark a loop."""
        if event.button() != Qt.MouseButton.LeftButton or not self._ready():
            event.ignore()
            return
        self._hover_x = event.position().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._loop_from = event.position().x()
        else:
            self._scrubbing = True
            self.seek_requested.emit(self.axis().t_s(event.position().x()))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub, or show the time under the mouse."""
        self._hover_x = event.position().x()
        if self._scrubbing:
            self.seek_requested.emit(self.axis().t_s(event.position().x()))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a scrub, or ask for the loop that was marked."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._loop_from is not None:
            self._hover_x = event.position().x()
            if abs(self._hover_x - self._loop_from) >= _LOOP_MINIMUM_PX:
                self.loop_requested.emit(self._dragged(self.axis()))
            self._loop_from = None
        self._scrubbing = False
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the bubble away."""
        self._hover_x = None
        self.update()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step one frame a notch, ten with Shift; up is back in time, as a page scrolls."""
        if not self._ready():
            event.ignore()
            return
        delta = event.angleDelta()
        self._wheel += delta.y() or delta.x()
        notches = int(self._wheel / _NOTCH)
        self._wheel -= notches * _NOTCH
        if notches:
            big = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step_requested.emit(-notches * (10 if big else 1))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by the arrow keys where no command of the program has them; leave every other key alone."""
        step = _STEP_KEYS.get(Qt.Key(event.key()))
        if step is None or not self._ready():
            event.ignore()
            return
        self.step_requested.emit(step)

    def _ready(self) -> bool:
        return self._scene is not None and self._scene.enabled and self._scene.duration_s > 0

    def _dragged(self, axis: Axis) -> tuple[float, float]:
        assert self._loop_from is not None
        assert self._hover_x is not None
        ends = sorted((axis.t_s(self._loop_from), axis.t_s(self._hover_x)))
        return ends[0], ends[1]
