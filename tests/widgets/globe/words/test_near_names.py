"""Names of satellites near to the eye."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter

from dawnline_testing.globe_scenes import Make
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.globe.words.overlay import Overlay

SIZE = QSize(640, 480)
LOW = CameraPose(0.0, 0.0, 1.3)


def painted(scene: GlobeScene, pose: CameraPose) -> int:
    """Count the pixels that words cover."""
    image = QImage(SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    Overlay().paint(painter, replace(scene, caption="", hidden=scene.hidden | {"legend"}), pose, SIZE, 1.0)
    painter.end()
    return int(np.count_nonzero(np.frombuffer(image.constBits(), np.uint32)))


@pytest.mark.usefixtures("qapp")
def test_near_satellites_are_named_and_far_ones_not(make: Make) -> None:
    scene = make([(0.0, 0.0), (0.5, 0.5)], satellite_names=("DAWN-1", "DAWN-2"))
    assert painted(scene, LOW) > 200
    assert painted(scene, CameraPose(0.0, 0.0, 4.1)) == 0


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("layer", ["labels", "satellites"])
def test_a_layer_that_is_off_names_nobody(make: Make, layer: str) -> None:
    scene = make([(0.0, 0.0)], satellite_names=("DAWN-1",), hidden=frozenset({layer}))
    assert painted(scene, LOW) == 0


@pytest.mark.usefixtures("qapp")
def test_no_more_than_a_dozen_are_named(make: Make) -> None:
    places = [(lat, lon) for lat in (-2.0, -1.0, 0.0, 1.0, 2.0) for lon in (-2.0, 0.0, 2.0)]
    twelve = make(places[:12], satellite_names=("A",) * 12)
    fifteen = make(places, satellite_names=("A",) * 15)
    assert painted(fifteen, LOW) == pytest.approx(painted(twelve, LOW), rel=0.02)
