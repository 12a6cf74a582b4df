"""A globe whose GL context is lost, or goes with its window, shows the same picture again, layer by layer."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget
from pytestqt.qtbot import QtBot
from vispy.gloo import gl

import dawnline_assets
from dawnline_testing.globe_scenes import Make, unit
from dawnline_widgets.globe.draw.finery import Finery, read_finery
from dawnline_widgets.globe.draw.images import GlobeTextures, rgba_from_image
from dawnline_widgets.globe.draw.satellite_layer import SatelliteLayer
from dawnline_widgets.globe.hand.pick import satellite_pixels
from dawnline_widgets.globe.scene import Curves, Field, GlobeScene, Links, Shape, Shapes
from dawnline_widgets.globe.scene import Path as FlightPath
from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.globe.widget import GlobeWidget
from dawnline_widgets.theme import tokens

SIZE = (420, 320)
VIEWS = {"globe": CameraPose(0.1, 0.1, 4.1), "map": CameraPose(0.1, 0.0, 6.5, 1.0, 1.0)}
SAME = 2  # of 255, at every pixel: the same driver draws it again
SHARE_SAME = 0.999  # of the pixels
PLACES = [(0.0, 0.0), (15.0, 30.0), (-20.0, -25.0), (30.0, 5.0)]


def turned(axis_lat: float) -> NDArray[np.float32]:
    """Return a closed circle above the ground."""
    turn = np.linspace(0.0, 2 * math.pi, 91)
    tilt = math.radians(axis_lat)
    return (
        1.08 * np.stack((np.cos(turn), np.sin(turn) * math.cos(tilt), np.sin(turn) * math.sin(tilt)), axis=1)
    ).astype(np.float32)


@pytest.fixture
def scene(make: Make) -> GlobeScene:
    """Return a scene in which every layer draws."""
    level = np.full((18, 36), np.nan, np.float32)
    level[4:9, 18:24] = 0.8
    ring = turned(35.0)
    return replace(
        make(PLACES, sun=(10.0, 40.0), pins=(("Here", -35.0, 20.0, 14.0), ("There", 40.0, -20.0, 9.0))),
        hidden=frozenset(),
        t_s=20.0,
        selected_satellite=1,
        selected_name="TWO",
        satellite_names=("ONE", "TWO", "THREE", "FOUR"),
        marked=np.array((0, 2)),
        path=FlightPath("path", ring, (ring / 1.08).astype(np.float32)),
        links=Links(
            "links", np.array(((0, 1), (0, 2)), np.uint32), np.array((0.2, 0.9), np.float32), "sequential"
        ),
        curves=(Curves("curve", "terminator", turned(80.0), np.array((0,)), tokens.ACCENT, 0.8, 2.0),),
        field=Field("field", "demand", level, "sequential", 0.7),
        shapes=Shapes("shapes", np.zeros(4, np.uint8), (Shape((4.0, 2.0, 1.0), (10.0, 2.0)),)),
        moon_ecef=(unit(2.0, 164.0) * 60.0).astype(np.float32),
    )  # fmt: skip


@pytest.fixture(scope="module")
def finery() -> Finery:
    """Return relief, Milky Way, coasts and borders; the pictures small, for they go to the GPU often here."""
    folder = Path(dawnline_assets.__file__).parent
    pictures = (folder / "textures" / name for name in ("earth-height.png", "milky-way.jpg"))
    whole = read_finery(*pictures, folder / "geography" / "outlines.bin")
    assert whole.relief is not None
    return replace(whole, relief=np.ascontiguousarray(whole.relief[::4, ::4]))


@pytest.fixture
def globe(
    qtbot: QtBot, dressed: QApplication, textures: GlobeTextures, finery: Finery, scene: GlobeScene
) -> Iterator[GlobeWidget]:
    """Return the globe as the program has it: in a dock; its finery comes after the first picture."""
    assert dressed
    window = QMainWindow()
    qtbot.addWidget(window)
    dock = QDockWidget("Globe")
    shown = GlobeWidget(replace(textures, earth=np.ascontiguousarray(textures.earth[::4, ::4])), dock)
    shown.controls.pilot.animated = False
    dock.setWidget(shown)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    shown.setFixedSize(*SIZE)
    shown.show_scene(scene)
    with qtbot.waitSignal(shown.drawn):
        window.show()
    shown.take_finery(finery)
    yield shown
    window.close()


def settled(qtbot: QtBot, globe: GlobeWidget) -> NDArray[np.int16]:
    """Return the picture of a camera at rest."""
    for _ in range(2):  # the first of a view is one of a moving camera
        with qtbot.waitSignal(globe.drawn):
            globe.update()
    assert globe.renderer is None or not globe.renderer.moved
    return rgba_from_image(globe.picture())[..., :3].astype(np.int16)


def dock_of(globe: GlobeWidget) -> QDockWidget:
    dock = globe.parent()
    assert isinstance(dock, QDockWidget)
    return dock


def lose(globe: GlobeWidget) -> None:
    """Lose everything that the layers hold on the GPU, then the context, as Qt tells of a lost device."""
    assert globe.renderer is not None
    globe.makeCurrent()
    delete = {
        "GlirTexture2D": gl.glDeleteTexture,
        "GlirVertexBuffer": gl.glDeleteBuffer,
        "GlirIndexBuffer": gl.glDeleteBuffer,
        "GlirProgram": gl.glDeleteProgram,
    }
    held = globe.renderer._canvas.context.shared.parser._objects.values()
    lost = [type(thing).__name__ for thing in held]
    for thing in held:
        if type(thing).__name__ in delete:
            delete[type(thing).__name__](thing.handle)
    assert set(lost) >= set(delete)
    globe.doneCurrent()
    for kind in (QEvent.Type.WindowAboutToChangeInternal, QEvent.Type.WindowChangeInternal):
        QApplication.sendEvent(globe, QEvent(kind))
    globe.update()


def into_another_window(globe: GlobeWidget) -> None:
    """Take it out of its window and put it back."""
    dock = dock_of(globe)
    elsewhere = QWidget()
    globe.setParent(elsewhere)
    elsewhere.show()
    globe.show()
    dock.setWidget(globe)
    globe.show()
    elsewhere.close()
    elsewhere.deleteLater()


def to_a_float_and_back(globe: GlobeWidget) -> None:
    dock_of(globe).setFloating(True)
    QApplication.processEvents()
    dock_of(globe).setFloating(False)


LOSSES: dict[str, Callable[[GlobeWidget], None]] = {
    "lost": lose,
    "another window": into_another_window,
    "floated": to_a_float_and_back,
}


@pytest.mark.parametrize("loss", LOSSES)
def test_the_same_picture_comes_back(qtbot: QtBot, globe: GlobeWidget, loss: str) -> None:
    """No layer is missing, on globe or map; none remembers what the old context held."""
    before = {}
    for name, view in VIEWS.items():
        globe.set_pose(view)
        before[name] = settled(qtbot, globe)
        assert before[name].max() > 200
    complaints: list[str] = []
    globe.failed.connect(complaints.append)
    old = globe.renderer
    LOSSES[loss](globe)
    for name, view in VIEWS.items():
        globe.set_pose(view)
        away = np.abs(settled(qtbot, globe) - before[name]).max(axis=2)
        assert (away <= SAME).mean() > SHARE_SAME, f"{name}: {(away > SAME).sum()} pixels are other ones"
    assert globe.renderer is not None
    assert globe.renderer is not old
    assert globe.renderer.uploads >= 7  # four of the keyframes, the style, pins, the path
    assert complaints == []


def test_each_layer_would_be_missed(qtbot: QtBot, globe: GlobeWidget, scene: GlobeScene) -> None:
    """What the test above compares does hold each of them."""
    globe.set_pose(VIEWS["globe"])
    before = settled(qtbot, globe)
    gone = {
        "path": None, "links": None, "curves": (), "field": None, "marked": None, "selected_satellite": None,
        "pins": replace(scene.pins, key="none", size_px=0 * scene.pins.size_px),
        "hidden": frozenset({"borders"}),
    }  # fmt: skip
    for name, nothing in gone.items():
        globe.show_scene(replace(scene, **{name: nothing}))
        away = np.abs(settled(qtbot, globe) - before).max(axis=2)
        assert (away > SAME).mean() > 1.0 - SHARE_SAME, name


def test_a_driver_that_stops_leaves_the_painted_map_until_there_is_a_context_again(
    qtbot: QtBot, globe: GlobeWidget, scene: GlobeScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In words, and with the satellites on it; a new context is tried, and draws."""
    settled(qtbot, globe)
    with monkeypatch.context() as broken, qtbot.waitSignal(globe.failed) as failed:

        def stop(*_: object, **__: object) -> None:
            raise RuntimeError("the device is gone")

        broken.setattr(SatelliteLayer, "draw", stop)
        globe.update()
    assert failed.args == ["OpenGL stopped drawing the globe: the device is gone"]
    painted = settled(qtbot, globe)
    assert globe.pose.is_map
    x, y = satellite_pixels(scene, globe.pose, SIZE)[3]
    assert painted[int(y), int(x)].max() > 120
    into_another_window(globe)
    settled(qtbot, globe)
    assert globe.renderer is not None
    globe.controls.pilot.show_map(None)
    assert not globe.pose.is_map
    assert settled(qtbot, globe).max() > 200
