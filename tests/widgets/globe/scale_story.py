"""Story: the globe in a window of its own, on a screen whose scale the environment sets; tells what it saw.

``scale_story.py PICTURE`` keeps the picture and prints a line of JSON.
"""

import json
import sys
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import dawnline_assets
from dawnline_testing.globe_scenes import make_keyframes, unit
from dawnline_widgets.globe.draw.images import plain_textures
from dawnline_widgets.globe.hand.pick import satellite_pixels
from dawnline_widgets.globe.scene import GlobeScene, Legend, Pins, PointStyle
from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.globe.widget import GlobeWidget, make_globe
from dawnline_widgets.theme.palette import apply_theme

SIZE = (480, 360)
FRONT = CameraPose(0.0, 0.0, 4.1)
SATELLITES = [(0.0, 25.0), (-40.0, -5.0), (-25.0, 12.0), (-8.0, -30.0), (35.0, 20.0)]
# Crowded, so that their names get into each other's way.
SITES = [
    ("Alpha", 8.0, 2.0),
    ("Beta", 6.0, 4.0),
    ("Gamma", 10.0, 4.0),
    ("Delta", -12.0, 0.0),
    ("Epsilon", -12.0, 3.0),
]


def scene() -> GlobeScene:
    """Return a lit Earth with a few satellites and crowded sites."""
    n = len(SATELLITES)
    places = np.array([unit(lat, lon) for _, lat, lon in SITES], np.float32)
    histogram = np.array((1, 4, 2))
    return GlobeScene(
        t_s=0.0,
        gmst_rad=0.0,
        sun_ecef=unit(0.0, 0.0).astype(np.float32),
        keyframes=make_keyframes(SATELLITES),
        style=PointStyle("style", np.full(n, 0.6, np.float32), np.full(n, 9.0, np.float32), "sequential"),
        pins=Pins(
            "pins", places, np.full(len(SITES), 9.0, np.float32), np.full(len(SITES), 0.9, np.float32),
            "sequential", tuple(name for name, _, _ in SITES),
        ),
        path=None,
        legend=Legend("legend", "Load", "%", "sequential", "0", "100", histogram, (), 0),
        selected_satellite=0,
        selected_pin=None,
        selected_name="ONE-1",
        caption="Earth-fixed",
        hidden=frozenset({"grid", "borders", "sky"}),
        satellite_names=tuple(f"SAT-{number}" for number in range(n)),
    )  # fmt: skip


def tell(globe: GlobeWidget, picture: Path) -> None:
    """Click on each satellite, keep the picture, say where names are."""
    shown = scene()
    picked: list[object] = []
    globe.picked.connect(picked.append)
    for x, y in satellite_pixels(shown, FRONT, SIZE):
        QTest.mouseClick(globe, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    QTest.mouseClick(globe, Qt.MouseButton.LeftButton, pos=QPoint(SIZE[0] - 4, 4))
    image = globe.picture()
    image.save(str(picture))
    scale = globe.devicePixelRatioF()
    names = []
    for index, x, y in globe.overlay._layout[1]:
        piece = globe.overlay._name(SITES[index][0], scale)
        names.append((x, y, piece.width() / scale, piece.height() / scale))
    box = globe.overlay.legend_box
    told = {
        "scale": scale,
        "picture": (image.width(), image.height()),
        "picked": picked,
        "names": names,
        "legend": (box.x(), box.y(), box.width(), box.height()),
        "widget": (globe.width(), globe.height()),
    }
    print(json.dumps(told), flush=True)
    globe.close()


def main() -> int:
    """Tell it."""
    app = QApplication(sys.argv[:1])
    fonts = (Path(dawnline_assets.__file__).parent / "fonts").glob("*.[ot]tf")
    assert apply_theme(app, [font.read_bytes() for font in fonts])
    globe = make_globe(plain_textures())
    assert isinstance(globe, GlobeWidget)
    globe.controls.pilot.animated = False
    globe.resize(*SIZE)
    globe.set_pose(FRONT)
    globe.show_scene(scene())
    globe.drawn.connect(
        lambda: QTimer.singleShot(250, lambda: tell(globe, Path(sys.argv[1]))),
        Qt.ConnectionType.SingleShotConnection,
    )
    QTimer.singleShot(60_000, lambda: app.exit(3))
    globe.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
