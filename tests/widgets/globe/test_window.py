"""The globe in real windows: mouse and wheel, redocking, the image place, and words when GL is missing."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow
from pytestqt.qtbot import QtBot

from dawnline_testing.globe_scenes import Make
from dawnline_widgets.globe import widget
from dawnline_widgets.globe.draw import offscreen
from dawnline_widgets.globe.draw.gl_canvas import GlobeUnavailableError
from dawnline_widgets.globe.draw.images import GlobeTextures, rgba_from_image
from dawnline_widgets.globe.hand.pick import pin_pixels, satellite_pixels
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.camera import MIN_DISTANCE, CameraPose
from dawnline_widgets.globe.widget import GlobeImagePlace, GlobeWidget, make_globe

SIZE = (480, 360)
FRONT = CameraPose(0.0, 0.0, 4.1)
PINS = (("Northern site", 30.0, -20.0, 14.0), ("Southern site", -30.0, 20.0, 9.0))
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def scene(make: Make) -> GlobeScene:
    satellites = make([(0.0, 0.0), (10.0, 25.0), (-15.0, -30.0)], sun=(10.0, 30.0), pins=PINS, t_s=20.0)
    return replace(satellites, satellite_names=("ONE-1", "TWO-2", "THREE-3"))


@pytest.fixture
def globe(
    qtbot: QtBot, dressed: QApplication, textures: GlobeTextures, scene: GlobeScene
) -> Iterator[GlobeWidget]:
    assert dressed
    shown = make_globe(textures)
    assert isinstance(shown, GlobeWidget)
    qtbot.addWidget(shown)
    shown.controls.pilot.animated = False
    shown.resize(*SIZE)
    shown.set_pose(FRONT)
    shown.show_scene(scene)
    with qtbot.waitSignal(shown.drawn):
        shown.show()
    yield shown
    shown.close()


def pixels(image: QImage) -> NDArray[np.int16]:
    return rgba_from_image(image)[..., :3].astype(np.int16)


def point(at: NDArray[np.float64]) -> QPoint:
    return QPoint(round(float(at[0])), round(float(at[1])))


def satellite_at(globe: GlobeWidget | GlobeImagePlace, scene: GlobeScene, index: int) -> QPoint:
    return point(satellite_pixels(scene, globe.pose, SIZE)[index])


# ------------------------------------------------------------------ the same picture everywhere


def test_the_window_shows_what_a_snapshot_shows(
    qtbot: QtBot, globe: GlobeWidget, textures: GlobeTextures, scene: GlobeScene
) -> None:
    """Within 8 of 255 at every pixel (the GPU blends words here, the CPU there), 0.1 on average."""
    image_place = GlobeImagePlace(textures)
    qtbot.addWidget(image_place)
    image_place.resize(*SIZE)
    image_place.set_pose(FRONT)
    image_place.show_scene(scene)
    away = np.abs(pixels(globe.picture()) - pixels(image_place.picture()))
    assert away.max() <= 8
    assert away.mean() < 0.1


def test_the_words_are_there(globe: GlobeWidget, scene: GlobeScene) -> None:
    """Legend, names of sites, caption: each changes pixels where it stands."""

    def shown(what: GlobeScene) -> NDArray[np.int16]:
        globe.show_scene(what)
        return pixels(globe.picture())

    def changed_by(without: GlobeScene, full: GlobeScene = scene) -> tuple[int, int, int, int]:
        rows, columns = np.nonzero(np.abs(shown(without) - shown(full)).max(axis=2) > 40)
        return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())

    nameless = replace(scene, hidden=scene.hidden | {"labels"})  # without a legend names have other places
    left, top, right, bottom = changed_by(
        replace(scene, hidden=scene.hidden | {"legend", "labels"}), nameless
    )
    assert (left, top) == pytest.approx((16, 16), abs=16)
    assert right < 240
    assert bottom < 200
    left, top, _, bottom = changed_by(replace(scene, caption=""))
    assert left < 24
    assert top > SIZE[1] - 40
    assert bottom < SIZE[1]
    x, y = pin_pixels(scene, FRONT, SIZE)[1]
    left, top, right, bottom = changed_by(nameless)
    assert left > x
    assert top < y < bottom
    assert right < x + 120


# ------------------------------------------------------------------ hands


def test_a_click_picks_what_flies_there(qtbot: QtBot, globe: GlobeWidget, scene: GlobeScene) -> None:
    for index in range(3):
        with qtbot.waitSignal(globe.picked) as picked:
            qtbot.mouseClick(globe, LEFT, pos=satellite_at(globe, scene, index))
        assert picked.args == [("satellite", index)]
    with qtbot.waitSignal(globe.picked) as picked:
        qtbot.mouseClick(globe, LEFT, pos=point(pin_pixels(scene, FRONT, SIZE)[1]))
    assert picked.args == [("pin", 1)]
    with qtbot.waitSignal(globe.picked) as picked:
        qtbot.mouseClick(globe, LEFT, pos=QPoint(SIZE[0] - 5, 5))
    assert picked.args == [None]


def test_a_drag_turns_the_globe_and_picks_nothing(
    qtbot: QtBot, globe: GlobeWidget, scene: GlobeScene
) -> None:
    start = satellite_at(globe, scene, 0)
    before = globe.pose
    with qtbot.assertNotEmitted(globe.picked), qtbot.waitSignal(globe.camera_changed):
        qtbot.mousePress(globe, LEFT, pos=start)
        qtbot.mouseMove(globe, start + QPoint(30, 0))
        qtbot.mouseMove(globe, start + QPoint(60, 20))
        qtbot.mouseRelease(globe, LEFT, pos=start + QPoint(60, 20))
    assert globe.pose.lon_rad < before.lon_rad
    assert globe.pose.lat_rad > before.lat_rad
    assert globe.pose.distance == before.distance


def test_the_wheel_zooms_to_its_limits(qtbot: QtBot, globe: GlobeWidget) -> None:
    def turn(notches: int) -> None:
        middle = QPointF(SIZE[0] / 2, SIZE[1] / 2)
        event = QWheelEvent(
            middle, globe.mapToGlobal(middle), QPoint(), QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(globe, event)

    turn(1)
    assert globe.pose.distance < 4.1
    for _ in range(100):
        turn(1)
    assert globe.pose.distance == pytest.approx(MIN_DISTANCE)
    with qtbot.waitSignal(globe.drawn):
        globe.update()
    for _ in range(100):
        turn(-1)
    assert globe.pose.distance == pytest.approx(12.0)


def test_a_double_click_flies_above_the_place(qtbot: QtBot, globe: GlobeWidget) -> None:
    target = FRONT.project(np.array([(math.cos(0.3), math.sin(0.3), 0.0)]), SIZE)[0][0]
    qtbot.mouseDClick(globe, LEFT, pos=point(target))
    assert globe.pose.lon_rad == pytest.approx(0.3, abs=0.02)
    assert globe.pose.lat_rad == pytest.approx(0.0, abs=0.02)
    assert globe.pose.distance < 4.1


def test_a_flight_moves_over_time_and_arrives(qtbot: QtBot, globe: GlobeWidget) -> None:
    globe.controls.pilot.animated = True
    globe.set_fly_to(0.2, 0.4, 3.0)
    assert globe.pose == FRONT
    qtbot.waitUntil(lambda: globe.pose == CameraPose(0.4, 0.2, 3.0))


def test_the_pointer_names_what_it_is_over(qtbot: QtBot, globe: GlobeWidget, scene: GlobeScene) -> None:
    plain = pixels(globe.picture())
    at = satellite_at(globe, scene, 1)
    with qtbot.waitSignal(globe.hovered) as hovered:
        qtbot.mouseMove(globe, at)
    assert hovered.args == [("satellite", 1)]
    changed = np.abs(pixels(globe.picture()) - plain).max(axis=2) > 60
    rows, columns = np.nonzero(changed)
    assert len(rows) > 60  # the tag with its name
    assert columns.min() > at.x()
    assert abs(rows.mean() - at.y()) < 10
    with qtbot.waitSignal(globe.hovered) as hovered:
        qtbot.mouseMove(globe, QPoint(SIZE[0] - 5, 5))
    assert hovered.args == [None]


# ------------------------------------------------------------------ contexts


def test_floating_redocking_and_full_screen_leave_it_drawn(
    qtbot: QtBot, dressed: QApplication, textures: GlobeTextures, scene: GlobeScene
) -> None:
    """Each of these may give the widget a new GL context, which knows nothing of the old one's buffers."""
    assert dressed
    window = QMainWindow()
    qtbot.addWidget(window)
    dock = QDockWidget("Globe")
    globe = GlobeWidget(textures, dock)
    dock.setWidget(globe)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    globe.set_pose(FRONT)
    globe.show_scene(scene)
    complaints: list[str] = []
    globe.failed.connect(complaints.append)
    window.resize(700, 500)
    with qtbot.waitSignal(globe.drawn):
        window.show()
    renderers = []  # kept alive: the address of a thrown away one may be given to the next
    for change in (
        lambda: dock.setFloating(True),
        lambda: dock.setFloating(False),
        window.showFullScreen,
        window.showNormal,
    ):
        with qtbot.waitSignal(globe.drawn):
            change()
            globe.update()
        qtbot.wait(50)
        renderers.append(globe.renderer)
        picture = pixels(globe.picture())
        middle = picture[picture.shape[0] // 2 - 30 :, picture.shape[1] // 2 - 30 :][:60, :60]
        assert middle.mean() > 25, change
        assert middle.std() > 8, change
    assert complaints == []
    assert len({id(each) for each in renderers}) > 1, "no new context: this test would not see a lost one"
    window.close()


def test_before_a_scene_it_says_what_it_will_show(
    qtbot: QtBot, dressed: QApplication, textures: GlobeTextures
) -> None:
    assert dressed
    globe = GlobeWidget(textures)
    qtbot.addWidget(globe)
    globe.resize(*SIZE)
    with qtbot.waitExposed(globe):
        globe.show()
    picture = pixels(globe.picture())
    assert picture.max() > 200  # words
    assert np.median(picture) < 20  # on calm ground
    globe.close()


def refuse(*_: object, **__: object) -> object:
    raise GlobeUnavailableError("the driver has no shaders")


@pytest.mark.parametrize("kind", ["window", "image"])
def test_without_opengl_a_flat_map_is_shown_and_picked(
    qtbot: QtBot,
    dressed: QApplication,
    textures: GlobeTextures,
    scene: GlobeScene,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    assert dressed
    monkeypatch.setattr(widget, "GlobeRenderer", refuse)
    monkeypatch.setattr(offscreen, "render_rgba", refuse)
    globe = GlobeWidget(textures) if kind == "window" else GlobeImagePlace(textures)
    qtbot.addWidget(globe)
    globe.resize(*SIZE)
    globe.show_scene(scene)
    with qtbot.waitSignal(globe.failed) as failed:
        globe.show()
    assert failed.args == ["the driver has no shaders"]
    drawn = pixels(globe.picture())
    assert globe.pose.is_map
    seen = satellite_pixels(scene, globe.pose, SIZE)
    inside = np.isfinite(seen).all(axis=1) & (seen > 4).all(axis=1) & (seen < np.array(SIZE) - 40).all(axis=1)
    index = int(np.flatnonzero(inside)[0])
    x, y = seen[index]
    assert drawn[int(y), int(x)].max() > 120  # its dot
    globe.controls.pilot.show_map(None)
    globe.controls.pilot.ride(index)
    assert globe.pose.is_map  # there is nothing else
    assert globe.controls.find(QPointF(x, y)) is not None
    globe.close()


def test_an_image_place_is_picked_like_a_window(
    qtbot: QtBot, dressed: QApplication, textures: GlobeTextures, scene: GlobeScene
) -> None:
    assert dressed
    place = GlobeImagePlace(textures)
    qtbot.addWidget(place)
    place.resize(*SIZE)
    place.set_pose(FRONT)
    place.show_scene(scene)
    with qtbot.waitSignal(place.drawn):
        place.show()
    with qtbot.waitSignal(place.picked) as picked:
        qtbot.mouseClick(place, LEFT, pos=satellite_at(place, scene, 2))
    assert picked.args == [("satellite", 2)]
    place.close()
