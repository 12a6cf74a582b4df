"""Moves the camera of a widget: flights take their time, and each move asks for a new picture."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.globe.view.flight import FLIGHT_S
from dawnline_widgets.globe.view.orbit_camera import OrbitCamera
from dawnline_widgets.globe.view.tracking import Tracking
from dawnline_widgets.globe.view.viewpoint import Size

_FRAME_MS = 15


class Pilot(QObject):
    """Has the camera of ``target``. ``flat_only``: without OpenGL there is a flat map and nothing else."""

    moved = Signal()

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        self.camera = OrbitCamera()
        self.animated = True
        self.flat_only = False
        self._scene: GlobeScene | None = None
        self._target = target
        self._clock = QElapsedTimer()
        self._beat = QTimer(self)
        self._beat.setInterval(_FRAME_MS)
        self._beat.timeout.connect(self._advance)

    @property
    def size(self) -> Size:
        """Logical pixels of the target."""
        return max(self._target.width(), 1), max(self._target.height(), 1)

    def show_scene(self, scene: GlobeScene) -> None:
        """Go along with what is kept in view at the scene's time."""
        self._scene = scene
        if self.camera.update(scene):
            self.moved.emit()

    def put(self, pose: CameraPose) -> None:
        """Put the camera somewhere at once; ends a flight."""
        self.camera.put(pose)
        self._moved()

    def fly_to(self, lat_rad: float, lon_rad: float, distance: float | None = None) -> None:
        """Fly the camera above a place; jumps when motion is off."""
        self.camera.fly_to(lat_rad, lon_rad, distance, self._lasts_s)
        self._go()

    def show_map(self, equal_area: float | None) -> None:
        """Unroll the globe into a flat map, or roll it up again (None)."""
        if self.flat_only:
            equal_area = 0.0
        self.camera.show_map(equal_area, self.size, 0.0 if self.flat_only else self._lasts_s)
        self._go()

    def track(self, tracking: Tracking) -> None:
        """Keep something in view while time passes."""
        if self._scene is not None:
            self.camera.track(tracking, self._scene, self._lasts_s)
            self._go()

    def ride(self, index: int | None) -> bool:
        """Ride along with a satellite, or fly back (None); False where it is nowhere."""
        if index is None:
            self.camera.end_ride(self._lasts_s)
        elif (
            self._scene is None
            or self.flat_only
            or not self.camera.ride(index, self._scene, 2 * self._lasts_s)
        ):
            return False
        self._go()
        return True

    def zoom(self, factor: float, about: tuple[float, float] | None = None) -> None:
        """Multiply the height above the ground by ``factor``; the ground under ``about`` stays there."""
        self.camera.zoom(factor, about, self.size)
        self._moved()

    def orbit(self, right_rad: float, up_rad: float) -> None:
        """Go round the Earth, or round the satellite of a ride."""
        self.camera.orbit(right_rad, up_rad, self._lasts_s)
        self._go()

    def drag(self, dx_px: float, dy_px: float) -> None:
        """Let the ground below the camera follow the pointer."""
        self.camera.drag(dx_px, dy_px, self.size)
        self._moved()

    def stop(self) -> None:
        """Hold a flight: nobody sees it."""
        self._beat.stop()

    @property
    def _lasts_s(self) -> float:
        return FLIGHT_S if self.animated else 0.0

    def _go(self) -> None:
        if self.camera.flying:
            self._clock.start()
            self._beat.start()
        self._moved()

    def _moved(self) -> None:
        self._target.update()
        self.moved.emit()

    def _advance(self) -> None:
        going = self.camera.advance(self._clock.restart() / 1000)
        if not going or not self.camera.flying:
            self._beat.stop()
        if going:
            self._moved()
