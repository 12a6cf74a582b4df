"""Whatever a person does with keys and mouse in the real window, the globe is not upside down."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from dawnline.commands.camera_rows import CAMERA_ROWS
from dawnline.shell.furnish import Furnishing

MOVES = 500
KEYS = tuple(row.id for row in CAMERA_ROWS if row.argument is None and row.id != "globe.ride_selected")
LEVEL = 1e-9


def drag(globe: QWidget, start: QPointF, end: QPointF) -> None:
    """Press, move and let go, as the window system would say it."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, at, button, held in (
        (QEvent.Type.MouseButtonPress, start, left, left),
        (QEvent.Type.MouseMove, (start + end) / 2, none, left),
        (QEvent.Type.MouseMove, end, none, left),
        (QEvent.Type.MouseButtonRelease, end, left, none),
    ):
        event = QMouseEvent(kind, at, globe.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(globe, event)


def wheel(globe: QWidget, at: QPointF, notches: int) -> None:
    event = QWheelEvent(
        at, globe.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(globe, event)


def test_five_hundred_moves_leave_north_up(desk: Furnishing) -> None:
    """Drags, wheel, and every key of the camera but the ride; half of them while a flight is under way.

    Up on the screen never points south: its part along the Earth's axis is not negative, pole or no pole.
    """
    chance = np.random.Generator(np.random.Philox(11))
    globe = desk.globe_place.globe
    pilot = globe.controls.pilot
    assert desk.invoker.run("select.next")
    seen: set[str] = set()

    def somewhere() -> QPointF:
        x, y = chance.uniform((0.35, 0.1), (0.95, 0.9))  # right of the legend
        return QPointF(x * globe.width(), y * globe.height())

    moves: dict[str, Callable[[], object]] = {
        "drag": lambda: drag(globe, somewhere(), somewhere()),
        "wheel": lambda: wheel(globe, somewhere(), int(chance.integers(-3, 4))),
    }
    moves |= {key: lambda key=key: desk.invoker.run(key) for key in KEYS}  # type: ignore[misc]
    names = ("drag",) * 8 + ("wheel",) * 4 + KEYS
    for number in range(MOVES):
        pilot.animated = bool(number % 2)
        name = names[int(chance.integers(len(names)))]
        moves[name]()
        pilot.camera.advance(float(chance.uniform(0.0, 0.4)))
        up = pilot.camera.pose.axes[1]
        assert up[2] > -LEVEL, (number, name)
        assert np.isfinite(pilot.camera.pose.eye).all()
        seen |= {name, f"map {pilot.camera.map_kind}", type(pilot.camera.tracking).__name__}
    assert seen >= {*names, "map None", "map 0.0", "map 1.0", "Follow", "ChaseTerminator", "Still"}
