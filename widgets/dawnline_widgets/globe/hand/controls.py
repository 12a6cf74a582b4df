"""Mouse, wheel and pinch on a globe: moves the camera, picks, names what is under the pointer.

One of these drives both places where a globe is shown, the GL widget and the image.
"""

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from dawnline_widgets.globe.hand.legend_drag import LegendDrag
from dawnline_widgets.globe.hand.pick import Picked, pick
from dawnline_widgets.globe.hand.pilot import Pilot
from dawnline_widgets.globe.hand.region import Mode, Region, satellites_in
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.orbit_camera import OrbitCamera
from dawnline_widgets.globe.view.viewpoint import Size

_HOVER_MS = 40
_WHEEL_NOTCH = 120.0  # QWheelEvent.angleDelta of one notch
_ZOOM_A_NOTCH = 0.86
_CLOSE_DISTANCE = 2.2


class Controls(QObject):
    """Turns input on ``target`` into camera moves and picks.

    ``picked`` and ``hovered`` carry ``("satellite", i)``, ``("pin", i)`` or None; ``legend_pressed`` the
    point on the screen; ``region_picked`` the indices of satellites in a region that was drawn (Shift: a
    rectangle, Alt: a lasso) and whether they are to ``replace``, ``add`` or ``remove``. ``legend_box`` says
    where the legend lies: what is below it cannot be picked.
    """

    picked = Signal(object)
    hovered = Signal(object)
    legend_pressed = Signal(QPoint)
    region_picked = Signal(object, str)
    camera_changed = Signal()

    def __init__(self, target: QWidget, legend_box: Callable[[], QRectF] = QRectF) -> None:
        super().__init__(target)
        self._legend_box = legend_box
        self.legend = LegendDrag(target)
        self.pilot = Pilot(target)
        self.pilot.moved.connect(self.camera_changed)
        self.scene: GlobeScene | None = None
        self.hover: Picked | None = None
        self.region: Region | None = None
        self._target = target
        self._pressed_at: QPointF | None = None
        self._last = QPointF()
        self._dragging = False
        self._pointer: QPointF | None = None
        self._hover_timer = QTimer(self)
        self._hover_timer.setSingleShot(True)
        self._hover_timer.setInterval(_HOVER_MS)
        self._hover_timer.timeout.connect(self._find_hover)
        target.setMouseTracking(True)
        target.installEventFilter(self)

    @property
    def camera(self) -> OrbitCamera:
        """The camera that it moves."""
        return self.pilot.camera

    @property
    def size(self) -> Size:
        """Logical pixels of the target."""
        return self.pilot.size

    def show_scene(self, scene: GlobeScene) -> None:
        """Take a new scene; what is under a resting pointer may have changed with it."""
        self.scene = scene
        self.pilot.show_scene(scene)
        if self._pointer is not None and not self._dragging and not self._hover_timer.isActive():
            self._hover_timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the target's mouse events."""
        kind = event.type()
        if watched is not self._target:
            return False
        if isinstance(event, QMouseEvent):
            return self._mouse(kind, event)
        if isinstance(event, QWheelEvent):
            self._wheel(event)
            return True
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch:
            here = event.position()
            self.pilot.zoom(1.0 / max(1.0 + event.value(), 0.2), (here.x(), here.y()))
            return True
        if kind == QEvent.Type.Leave:
            self._pointer = None
            self._set_hover(None)
        elif kind in (QEvent.Type.Hide, QEvent.Type.Close):
            self.pilot.stop()
            self._hover_timer.stop()
        return False

    def _mouse(self, kind: QEvent.Type, event: QMouseEvent) -> bool:
        here = event.position()
        if self._on_legend(event):
            return True
        if kind == QEvent.Type.MouseMove:
            self._pointer = here
            self._move(here)
            return True
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if kind == QEvent.Type.MouseButtonPress:
            self._pressed_at, self._last, self._dragging = here, here, False
            self.region = _region(event)
        elif kind == QEvent.Type.MouseButtonRelease:
            if self._pressed_at is not None and not self._dragging:
                self._click(here)
            elif self.region is not None:
                self._take_region(self.region)
            self.region = None
            self._pressed_at, self._dragging = None, False
            self._target.unsetCursor()
        elif kind == QEvent.Type.MouseButtonDblClick:
            self._fly_to_pixel(here)
            self._pressed_at = None
        return True

    def _on_legend(self, event: QMouseEvent) -> bool:
        """Let the hand on the legend have what belongs to it; return whether it took the event."""
        if self.scene is None:
            return False
        took = self.legend.mouse(event, self.scene.legend, self._legend_box(), idle=self._pressed_at is None)
        if took:
            self._pointer = None
            self._set_hover(None)
        return took

    def _take_region(self, region: Region) -> None:
        self._target.update()
        if self.scene is not None:
            found = satellites_in(self.scene, self.camera.pose, self.size, region.outline)
            self.region_picked.emit(found, region.mode)

    def _click(self, here: QPointF) -> None:
        if self._legend_box().contains(here):
            self.legend_pressed.emit(self._target.mapToGlobal(here.toPoint()))
        else:
            self.picked.emit(self.find(here))

    def _move(self, here: QPointF) -> None:
        if self._pressed_at is None:
            if not self._hover_timer.isActive():
                self._hover_timer.start()
            return
        start = here - self._pressed_at
        if not self._dragging and start.manhattanLength() < QApplication.startDragDistance():
            return
        if self.region is not None:
            self._dragging = True
            self.region.to((here.x(), here.y()))
            self._target.update()
            return
        if not self._dragging:
            self._dragging = True
            self._target.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._set_hover(None)
        self.pilot.drag(here.x() - self._last.x(), here.y() - self._last.y())
        self._last = here

    def _wheel(self, event: QWheelEvent) -> None:
        pixels = event.pixelDelta().y()
        notches = pixels / 60.0 if pixels else event.angleDelta().y() / _WHEEL_NOTCH
        if notches:
            here = event.position()
            self.pilot.zoom(_ZOOM_A_NOTCH**notches, (here.x(), here.y()))

    def _fly_to_pixel(self, here: QPointF) -> None:
        point = self.camera.pose.ground((here.x(), here.y()), self.size)
        if point is not None:
            distance = min(1.0 + self.camera.pose.height, _CLOSE_DISTANCE)
            self.pilot.fly_to(
                math.asin(max(-1.0, min(1.0, point[2]))), math.atan2(point[1], point[0]), distance
            )

    def find(self, here: QPointF) -> Picked | None:
        """Return what is under a point of the target."""
        if self.scene is None or self._legend_box().contains(here):
            return None
        return pick(self.scene, self.camera.pose, self.size, (here.x(), here.y()))

    def _find_hover(self) -> None:
        if self._pointer is not None and not self._dragging:
            self._set_hover(self.find(self._pointer))

    def _set_hover(self, found: Picked | None) -> None:
        if found == self.hover:
            return
        self.hover = found
        if not self._dragging:
            self._target.setCursor(
                Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor
            )
        self._target.update()
        self.hovered.emit(found)


def _region(event: QMouseEvent) -> Region | None:
    """Return the region that a press begins: Shift a rectangle, Alt a lasso; Ctrl adds, Meta takes."""
    held, keys = event.modifiers(), Qt.KeyboardModifier
    mode: Mode = "add" if held & keys.ControlModifier else "remove" if held & keys.MetaModifier else "replace"
    start = (event.position().x(), event.position().y())
    if held & keys.ShiftModifier:
        return Region("rectangle", start, mode)
    return Region("lasso", start, mode) if held & keys.AltModifier else None
