"""The globe in a window: an OpenGL widget where there is OpenGL, else an image, with the same face.

Importing this module loads vispy and numpy: import it after the first paint.
"""

import numpy as np
from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QImage, QOpenGLContext, QPainter, QPaintEvent
from PySide6.QtOpenGL import QOpenGLPaintDevice
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QWidget

from dawnline_widgets.globe.draw import offscreen
from dawnline_widgets.globe.draw.finery import Finery, dressed
from dawnline_widgets.globe.draw.gl_canvas import GlobeUnavailableError, finish
from dawnline_widgets.globe.draw.images import GlobeTextures
from dawnline_widgets.globe.draw.painted_map import PaintedMap
from dawnline_widgets.globe.draw.quality import QualityChoice
from dawnline_widgets.globe.draw.renderer import GlobeRenderer
from dawnline_widgets.globe.hand.controls import Controls
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.globe.view.viewpoint import Viewpoint
from dawnline_widgets.globe.words.overlay import Overlay, paint_message
from dawnline_widgets.globe.words.region import paint_region
from dawnline_widgets.theme import tokens

_LEAST = (160, 120)
_REST_MS = 120  # after the last move of the camera: then the picture is drawn with everything
_GL_FRAMEBUFFER = 0x8D40  # OpenGL's GL_FRAMEBUFFER


class GlobeWidget(QOpenGLWidget):
    """The globe drawn with OpenGL.

    ``picked`` and ``hovered`` carry ``("satellite", i)``, ``("pin", i)`` or None; ``legend_pressed`` the
    point on the screen where the legend was clicked; ``failed`` says in words why OpenGL cannot draw here,
    and the widget then says so itself.
    """

    picked = Signal(object)
    hovered = Signal(object)
    legend_pressed = Signal(QPoint)
    region_picked = Signal(object, str)
    camera_changed = Signal()
    drawn = Signal()
    failed = Signal(str)

    def __init__(self, textures: GlobeTextures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(*_LEAST)
        self.setAccessibleName("Globe")
        layout = self.format()
        layout.setSamples(0)  # edges are smoothed in the shaders; copies need equal sample counts
        self.setFormat(layout)
        self._textures = textures
        self._renderer: GlobeRenderer | None = None
        self.overlay = Overlay()
        self._flat: _FlatFallback | None = None
        self.controls = _connected(self)
        self._quality = QualityChoice()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.update)

    @property
    def pose(self) -> Viewpoint:
        """Where the camera is."""
        return self.controls.camera.pose

    @property
    def renderer(self) -> GlobeRenderer | None:
        """The renderer of the present context, once there is one."""
        return self._renderer

    def show_scene(self, scene: GlobeScene) -> None:
        """Show a scene at the next frame."""
        self.controls.show_scene(scene)
        self.update()

    def set_pose(self, pose: CameraPose) -> None:
        """Put the camera somewhere at once."""
        self.controls.pilot.put(pose)

    def set_fly_to(self, lat_rad: float, lon_rad: float, distance: float | None = None) -> None:
        """Fly the camera above a place (radians)."""
        self.controls.pilot.fly_to(lat_rad, lon_rad, distance)

    def take_finery(self, finery: Finery) -> None:
        """Show relief, Milky Way and outlines from now on."""
        self._textures = dressed(self._textures, finery)
        if self._renderer is not None:
            self.makeCurrent()
            try:
                self._renderer.take_finery(finery)
            except GlobeUnavailableError as problem:
                self._renderer = None
                self._fail(str(problem))
            self.doneCurrent()
        self.update()

    def picture(self) -> QImage:
        """Return what is shown, as an image."""
        return self.grabFramebuffer()

    def initializeGL(self) -> None:
        """Build everything on the GPU; Qt calls this again for each new context."""
        self._renderer = None
        self._flat = None
        self.controls.pilot.flat_only = False
        self.context().aboutToBeDestroyed.connect(self._release)
        try:
            self._renderer = GlobeRenderer(self._textures, framebuffer=self.defaultFramebufferObject())
        except GlobeUnavailableError as problem:
            self._fail(str(problem))

    def paintGL(self) -> None:
        """Draw globe and overlay."""
        scene = self.controls.scene
        scale = self.devicePixelRatioF()
        size = (max(round(self.width() * scale), 1), max(round(self.height() * scale), 1))
        watch = QElapsedTimer()
        watch.start()
        if self._renderer is not None and scene is not None:
            try:
                self._draw(self._renderer, scene, size, scale)
            except GlobeUnavailableError as problem:
                self._renderer = None
                self._fail(str(problem))
        self._paint_words(size, scale)
        if self._renderer is not None and scene is not None and self._renderer.moved:
            # Only now: while words are laid out, the driver draws what came before.
            finish()
            self._quality.feed(watch.nsecsElapsed() * 1e-9)
            self._rest.start(_REST_MS)
        if scene is not None:
            self.drawn.emit()

    def _draw(self, renderer: GlobeRenderer, scene: GlobeScene, size: tuple[int, int], scale: float) -> None:
        """Draw the globe, as finely as frames with a moving camera have time for."""
        renderer.quality = self._quality.level
        renderer.draw(scene, self.pose, size, scale=scale, framebuffer=self.defaultFramebufferObject())

    def _paint_words(self, size: tuple[int, int], scale: float) -> None:
        """Paint the overlay into the frame itself.

        A painter on the widget would be led elsewhere while the window is grabbed, and pictures of the window
        would lack the words that the screen shows.
        """
        self.context().functions().glBindFramebuffer(_GL_FRAMEBUFFER, self.defaultFramebufferObject())
        frame = QOpenGLPaintDevice(*size)
        frame.setDevicePixelRatio(scale)
        painter = QPainter(frame)
        scene = self.controls.scene
        try:
            if scene is None:
                painter.fillRect(self.rect(), QColor(tokens.BACKGROUND))
                paint_message(painter, self.size(), *_EMPTY)
            else:
                if self._flat is not None:
                    self._flat.paint(painter, scene, size, scale)
                self.overlay.paint(painter, scene, self.pose, self.size(), scale, self.controls.hover)
                paint_region(painter, self.controls.region)
        finally:
            painter.end()

    def _release(self) -> None:
        """Give the GPU's memory back before the context goes: redocking gives a new one."""
        if self._renderer is not None:
            self.makeCurrent()
            self._renderer.release()
            self._renderer = None
            self.doneCurrent()

    def _fail(self, words: str) -> None:
        self._flat = _FlatFallback(self._textures, self.controls)
        QTimer.singleShot(0, self, lambda: self.failed.emit(words))


class GlobeImagePlace(QWidget):
    """The globe drawn into an image and painted: for Qt's ``offscreen`` platform."""

    picked = Signal(object)
    hovered = Signal(object)
    legend_pressed = Signal(QPoint)
    region_picked = Signal(object, str)
    camera_changed = Signal()
    drawn = Signal()
    failed = Signal(str)

    def __init__(self, textures: GlobeTextures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(*_LEAST)
        self.setAccessibleName("Globe")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._textures = textures
        self.overlay = Overlay()
        self._flat: _FlatFallback | None = None
        self.controls = _connected(self)

    @property
    def pose(self) -> Viewpoint:
        """Where the camera is."""
        return self.controls.camera.pose

    def show_scene(self, scene: GlobeScene) -> None:
        """Show a scene at the next paint."""
        self.controls.show_scene(scene)
        self.update()

    def set_pose(self, pose: CameraPose) -> None:
        """Put the camera somewhere at once."""
        self.controls.pilot.put(pose)

    def set_fly_to(self, lat_rad: float, lon_rad: float, distance: float | None = None) -> None:
        """Fly the camera above a place (radians)."""
        self.controls.pilot.fly_to(lat_rad, lon_rad, distance)

    def take_finery(self, finery: Finery) -> None:
        """Show relief, Milky Way and outlines from now on."""
        self._textures = dressed(self._textures, finery)
        self.update()

    def picture(self) -> QImage:
        """Return what is shown, as an image."""
        return self.grab().toImage()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the globe into an image, paint it and the overlay."""
        del event
        scene = self.controls.scene
        scale = self.devicePixelRatioF()
        size = (max(round(self.width() * scale), 1), max(round(self.height() * scale), 1))
        painter = QPainter(self)
        if scene is None:
            painter.fillRect(self.rect(), QColor(tokens.BACKGROUND))
            paint_message(painter, self.size(), *_EMPTY)
        else:
            self._paint_globe(painter, scene, size, scale)
            self.overlay.paint(painter, scene, self.pose, self.size(), scale, self.controls.hover)
            paint_region(painter, self.controls.region)
        painter.end()
        if scene is not None:
            self.drawn.emit()

    def _paint_globe(self, painter: QPainter, scene: GlobeScene, size: tuple[int, int], scale: float) -> None:
        if self._flat is None:
            try:
                rgba = offscreen.render_rgba(scene, self.pose, size, self._textures, scale)
                painter.drawImage(0, 0, image_of(rgba, scale))
                return
            except GlobeUnavailableError as problem:
                words = str(problem)
                self._flat = _FlatFallback(self._textures, self.controls)
                QTimer.singleShot(0, self, lambda: self.failed.emit(words))
        self._flat.paint(painter, scene, size, scale)


class _FlatFallback:
    """What a globe shows where OpenGL does not draw: a flat map, painted."""

    def __init__(self, textures: GlobeTextures, controls: Controls) -> None:
        self._map = PaintedMap(textures.earth)
        self._controls = controls
        controls.pilot.flat_only = True

    def paint(self, painter: QPainter, scene: GlobeScene, size: tuple[int, int], scale: float) -> None:
        """Paint the map; the camera is put over one first."""
        flat = self._controls.camera.pose.flat
        if flat is None or flat.equal_area != 0.0 or self._controls.camera.flying:
            self._controls.camera.show_map(0.0, self._controls.size, 0.0)
        rgba = self._map.picture(scene, self._controls.camera.pose, size)
        painter.drawImage(0, 0, image_of(rgba, scale))


def make_globe(textures: GlobeTextures, parent: QWidget | None = None) -> GlobeWidget | GlobeImagePlace:
    """Return the globe's widget for this machine: OpenGL where Qt's platform can, else an image."""
    if QGuiApplication.platformName() in offscreen.WITHOUT_GL or _has_no_driver():
        return GlobeImagePlace(textures, parent)
    return GlobeWidget(textures, parent)


def _has_no_driver() -> bool:
    """Return whether no OpenGL can be had here: a QOpenGLWidget would then stay empty without a word.

    The context that an application's windows share tells, if it was asked for when that began.
    """
    shared = QOpenGLContext.globalShareContext()
    return shared is not None and not shared.isValid()


def image_of(rgba: np.ndarray, scale: float) -> QImage:
    """Return an image of its own from (h, w, 4) uint8, for painting at ``scale`` device pixels a pixel."""
    height, width = rgba.shape[:2]
    image = QImage(rgba.tobytes(), width, height, width * 4, QImage.Format.Format_RGBX8888).copy()
    image.setDevicePixelRatio(scale)
    return image


def _connected(target: GlobeWidget | GlobeImagePlace) -> Controls:
    controls = Controls(target, lambda: target.overlay.legend_box)
    controls.legend_pressed.connect(target.legend_pressed)
    controls.picked.connect(target.picked)
    controls.region_picked.connect(target.region_picked)
    controls.hovered.connect(target.hovered)
    controls.camera_changed.connect(target.camera_changed)
    return controls


_EMPTY = ("The globe", "Satellites and sites appear here when a scenario or a run is open.")
