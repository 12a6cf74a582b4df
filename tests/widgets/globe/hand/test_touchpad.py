"""A touchpad on the globe: pinches and two-finger strokes zoom, about the pointer and smoothly."""

import math
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dawnline_testing.globe_scenes import Make
from dawnline_widgets.globe.hand.controls import Controls
from dawnline_widgets.globe.view.camera import MAX_DISTANCE, MIN_DISTANCE, CameraPose
from dawnline_widgets.globe.view.tracking import Follow

SIZE = (640, 400)
WITHIN_PX = 1.0
GLOBE = CameraPose(0.3, 0.4, 3.0)
VIEWS = {
    "globe": GLOBE,
    "equirectangular": CameraPose(0.3, 0.1, 5.0, 1.0, 0.0),
    "Equal Earth": CameraPose(0.3, 0.1, 5.0, 1.0, 1.0),
}
MIDDLE = QPointF(SIZE[0] / 2, SIZE[1] / 2)
ASIDE = QPointF(390.0, 150.0)


@pytest.fixture
def hand(qtbot: QtBot) -> Iterator[Controls]:
    """Return the hand on a widget of the size of the pictures."""
    target = QWidget()
    qtbot.addWidget(target)
    target.resize(*SIZE)
    controls = Controls(target)
    controls.pilot.animated = False
    yield controls
    target.close()


def pinch(hand: Controls, value: float, at: QPointF) -> None:
    """Spread two fingers by a share of their distance, as a touchpad says it."""
    target, device = hand.parent(), QPointingDevice.primaryPointingDevice()
    assert isinstance(target, QWidget)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, device, 2, at, at, target.mapToGlobal(at), value, QPointF()
    )
    QApplication.sendEvent(target, event)


def stroke(hand: Controls, pixels: int, at: QPointF) -> None:
    """Move two fingers up or down by pixels; such a touchpad tells angles too, coarsely."""
    target = hand.parent()
    assert isinstance(target, QWidget)
    event = QWheelEvent(
        at, target.mapToGlobal(at), QPoint(0, pixels), QPoint(0, 2 * pixels), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.ScrollUpdate, False,
    )  # fmt: skip
    QApplication.sendEvent(target, event)


def pose(hand: Controls) -> CameraPose:
    shown = hand.camera.pose
    assert isinstance(shown, CameraPose)
    return shown


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("by", ["pinch", "stroke"])
def test_what_is_under_the_pointer_stays_there(hand: Controls, view: str, by: str) -> None:
    """Nearer by many small steps, and off again by as many."""
    hand.pilot.put(VIEWS[view])
    before = pose(hand)
    place = before.ground((ASIDE.x(), ASIDE.y()), SIZE)
    assert place is not None
    for sign in (1, -1):
        for _ in range(30):
            if by == "pinch":
                pinch(hand, sign * 0.03 if sign > 0 else 1.0 / 1.03 - 1.0, ASIDE)
            else:
                stroke(hand, sign * 9, ASIDE)
            at = pose(hand).project(place[None], SIZE)[0][0]
            assert math.dist(at, (ASIDE.x(), ASIDE.y())) < WITHIN_PX
        if sign > 0:
            assert pose(hand).distance - 1.0 < 0.55 * (before.distance - 1.0)
    after = pose(hand)
    assert after.distance == pytest.approx(before.distance)
    assert (after.lon_rad, after.lat_rad) == pytest.approx((before.lon_rad, before.lat_rad), abs=1e-3)


def test_in_the_middle_it_only_comes_nearer(hand: Controls) -> None:
    hand.pilot.put(GLOBE)
    pinch(hand, 0.25, MIDDLE)
    assert pose(hand).distance == pytest.approx(1.0 + 2.0 / 1.25)
    assert (pose(hand).lon_rad, pose(hand).lat_rad) == pytest.approx((GLOBE.lon_rad, GLOBE.lat_rad))


def test_pixel_by_pixel_is_as_far_as_at_once(hand: Controls) -> None:
    """Each pixel moves the camera, by the same factor, and their sum is what one stroke makes."""
    hand.pilot.put(GLOBE)
    heights = [2.0]
    for _ in range(60):
        stroke(hand, 1, MIDDLE)
        heights.append(pose(hand).distance - 1.0)
    factors = np.diff(np.log(heights))
    assert (factors < 0.0).all()
    assert np.ptp(factors) < 1e-9
    hand.pilot.put(GLOBE)
    stroke(hand, 60, MIDDLE)
    assert pose(hand).distance - 1.0 == pytest.approx(heights[-1])


def test_beside_the_earth_it_zooms_to_the_middle(hand: Controls) -> None:
    hand.pilot.put(GLOBE)
    for value in (0.3, -0.3):
        before = pose(hand)
        assert before.ground((5.0, 5.0), SIZE) is None
        pinch(hand, value, QPointF(5.0, 5.0))
        assert pose(hand).distance != before.distance
        assert (pose(hand).lon_rad, pose(hand).lat_rad) == (before.lon_rad, before.lat_rad)


def test_at_the_limb_and_at_the_ends_nothing_jumps(hand: Controls) -> None:
    """However hard fingers pull: a step turns the globe by 0.2 radians at most, and heights have limits."""
    hand.pilot.put(GLOBE)
    edge = next(x for x in range(SIZE[0] // 2, SIZE[0]) if GLOBE.ground((float(x), 200.0), SIZE) is None)
    for value in (4.0, -0.5, 0.9, -0.9, -0.9, -0.9, -0.9, 9.0, 9.0, 9.0, 9.0):
        before = pose(hand)
        pinch(hand, value, QPointF(edge - 1.0, 200.0))
        after = pose(hand)
        assert abs(math.remainder(after.lon_rad - before.lon_rad, 2 * math.pi)) <= 0.2001
        assert abs(after.lat_rad - before.lat_rad) <= 0.2001
        assert MIN_DISTANCE <= after.distance <= MAX_DISTANCE


def test_what_is_followed_stays_in_the_middle(hand: Controls, make: Make) -> None:
    hand.show_scene(make([(20.0, 30.0)]))
    hand.pilot.track(Follow("satellite", 0))
    before = pose(hand)
    pinch(hand, 0.5, ASIDE)
    assert pose(hand).distance < before.distance
    assert (pose(hand).lon_rad, pose(hand).lat_rad) == (before.lon_rad, before.lat_rad)
