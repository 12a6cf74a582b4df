"""The legend at the desk: drags set ranges, a code is chosen by a click, undo goes back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dawnline.shell.furnish import Furnishing
from dawnline_widgets.globe.scene import Legend
from dawnline_widgets.globe.words.legend import areas


@pytest.fixture
def desk(open_desk, run_file: Path, qtbot: QtBot) -> Furnishing:
    desk = open_desk(run_file)
    qtbot.waitUntil(lambda: not desk.globe_place.globe.overlay.legend_box.isEmpty())
    return desk


def legend(desk: Furnishing) -> Legend:
    desk.settle()
    scene = desk.globe_place.globe.controls.scene
    assert scene is not None
    return scene.legend


def point(desk: Furnishing, box: QRectF, share: float) -> QPoint:
    corner = desk.globe_place.globe.overlay.legend_box.topLeft()
    return (corner + QPointF(box.left() + share * box.width(), box.center().y())).toPoint()


def drag(desk: Furnishing, box: QRectF, start: float, end: float) -> None:
    globe = desk.globe_place.globe
    QTest.mousePress(globe, Qt.MouseButton.LeftButton, pos=point(desk, box, start))
    for step in range(1, 5):
        QTest.mouseMove(globe, point(desk, box, start + (end - start) * step / 4))
    QTest.mouseRelease(globe, Qt.MouseButton.LeftButton, pos=point(desk, box, end))


def test_a_drag_over_the_bar_sets_the_colours_and_nothing_else(desk: Furnishing) -> None:
    pose = desk.globe_place.globe.pose
    drag(desk, areas(legend(desk)).bar, 0.25, 0.75)
    # A pixel of the bar is 0.6 of a per cent, and values are rounded to whole ones.
    assert desk.session.view.colour_range == pytest.approx((0.25, 0.75), abs=0.012)
    shown = legend(desk)
    assert shown.colour_ends == pytest.approx((0.25, 0.75), abs=0.012)
    assert shown.colour_texts[0].isdigit()
    assert desk.globe_place.globe.pose == pose
    desk.invoker.run("edit.undo")  # the whole drag is one step
    assert desk.session.view.colour_range is None


def test_a_drag_over_the_histogram_hides_the_rest(desk: Furnishing) -> None:
    box = areas(legend(desk)).histogram
    drag(desk, box, 0.5, 1.2)
    shown = legend(desk)
    assert desk.session.view.shown_range == pytest.approx((0.5, 1.0), abs=0.012)
    assert shown.shown_count is not None
    scene = desk.globe_place.globe.controls.scene
    assert scene is not None
    assert int((scene.style.size_px > 0).sum()) == shown.shown_count
    assert 0 < shown.shown_count < shown.total_count
    QTest.mouseDClick(desk.globe_place.globe, Qt.MouseButton.LeftButton, pos=point(desk, box, 0.5))
    assert desk.session.view.shown_range is None


def test_a_click_on_a_code_shows_only_it_and_again_all(desk: Furnishing) -> None:
    desk.invoker.run("globe.channel", "limiter")
    counts = [count for _, _, count in legend(desk).entries]
    code = max(range(len(counts)), key=lambda index: counts[index])
    box = areas(legend(desk)).entries[code]
    globe = desk.globe_place.globe
    QTest.mouseClick(globe, Qt.MouseButton.LeftButton, pos=point(desk, box, 0.5))
    shown = legend(desk)
    assert (shown.shown_entry, shown.shown_count) == (code, counts[code])
    QTest.mouseClick(globe, Qt.MouseButton.LeftButton, pos=point(desk, box, 0.5))
    assert legend(desk).shown_entry is None


def test_what_is_filtered_cannot_be_picked_but_the_selected_stays(desk: Furnishing) -> None:
    desk.invoker.run("select.entity", desk.session.recording.header.fleet.satellites.ids[3])
    desk.invoker.run("globe.shown_range", "200 300")
    shown = legend(desk)
    scene = desk.globe_place.globe.controls.scene
    assert scene is not None
    assert shown.shown_count is not None
    sized = set((scene.style.size_px > 0).nonzero()[0].tolist())
    assert 3 in sized
    assert len(sized - {3}) <= shown.shown_count
