"""Story: a person opens a run, plays, scrubs back, selects a satellite by a click, changes the channel."""

import math
import sys
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTableView

from dawnline.shell.inspector_place import InspectorPlace
from dawnline.shell.window import DeskWindow
from dawnline_testing.story import Story, play
from dawnline_widgets.globe.hand.pick import pin_pixels, satellite_pixels
from dawnline_widgets.globe.widget import GlobeWidget
from dawnline_widgets.tables.table import EntityTableWidget
from dawnline_widgets.timeline.time_bar import TimeBar

ALONE_PX = 24.0


def story(window: DeskWindow) -> Story:
    """Tell it."""
    yield lambda: window.findChild(InspectorPlace) is not None
    window.activateWindow()  # no window manager does it on a bare screen
    yield window.isActiveWindow
    globe = window.findChild(GlobeWidget)
    inspector = window.findChild(InspectorPlace)
    bar = window.findChild(TimeBar)
    yield lambda: bool(window.top_bar.clock_text.strip("-: UTC")) and globe.controls.scene is not None
    opened_at = window.top_bar.clock_text

    QTest.keyClick(globe, Qt.Key.Key_9)  # a fast speed: the clock runs
    QTest.keyClick(globe, Qt.Key.Key_Space)
    yield lambda: window.top_bar.clock_text[:5] not in {opened_at[:5], "--:--"}
    QTest.keyClick(globe, Qt.Key.Key_Space)
    yield after(12)
    played_to = window.top_bar.clock_text

    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 4, bar.height() // 2))
    yield lambda: window.top_bar.clock_text != played_to
    yield after(12)
    scrubbed_to = window.top_bar.clock_text

    index, pixel = lonely_satellite(globe)
    QTest.mouseClick(globe, Qt.MouseButton.LeftButton, pos=QPoint(*pixel))
    yield lambda: globe.controls.scene.selected_satellite is not None
    yield after(30)
    colour = globe.picture().pixelColor(*pixel).name()
    selected = inspector.text
    labels = [label.text() for label in inspector.findChildren(QLabel) if label.isVisible()]
    row = window.findChild(EntityTableWidget).findChild(QTableView).currentIndex()
    first_legend = globe.controls.scene.legend.title

    for _ in range(3):  # GPU utilisation, power, array, battery
        QTest.keyClick(globe, Qt.Key.Key_C)
        yield after(5)
    yield lambda: globe.controls.scene.legend.title == "Battery"
    yield after(12)
    return {
        "opened_at": opened_at,
        "played_to": played_to,
        "scrubbed_to": scrubbed_to,
        "mode": window.top_bar.mode_text,
        "clicked": index,
        "selected": globe.controls.scene.selected_satellite,
        "title": selected.splitlines()[0],
        "labels": labels,
        "table_row": [row.siblingAtColumn(column).data() for column in range(1, 3)],
        "legends": [first_legend, globe.controls.scene.legend.title],
        "level": float(globe.controls.scene.style.level[index]),
        "colour_under_ring": colour,
    }


def after(beats: int) -> Any:
    """Wait for a number of looks of the story's timer."""
    left = beats

    def gone() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    return gone


def lonely_satellite(globe: GlobeWidget) -> tuple[int, tuple[int, int]]:
    """Return a satellite that is seen with no other within some pixels, and its pixel."""
    size = (globe.width(), globe.height())
    scene = globe.controls.scene
    satellites = satellite_pixels(scene, globe.pose, size)
    pins = pin_pixels(scene, globe.pose, size)
    for index, (x, y) in enumerate(satellites):
        if not (math.isfinite(x) and 260 < x < size[0] - 60 and 60 < y < size[1] - 60):
            continue
        others = [*map(tuple, pins), *(tuple(r) for i, r in enumerate(satellites) if i != index)]
        if all(not math.isfinite(ox) or math.hypot(ox - x, oy - y) > ALONE_PX for ox, oy in others):
            return index, (round(x), round(y))
    raise LookupError("no satellite stands alone in this view")


if __name__ == "__main__":
    sys.exit(play(["open", sys.argv[1]], story))
