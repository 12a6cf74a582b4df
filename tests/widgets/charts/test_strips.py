"""The strips: what is seen, what costs nothing, what a click asks for."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dawnline_widgets.charts.plot import StripPlot
from dawnline_widgets.charts.scene import Strip, StripStack
from dawnline_widgets.charts.strips import StripStackWidget
from dawnline_widgets.theme import tokens

pytestmark = pytest.mark.usefixtures("dressed")

# A thin line is painted over two rows of pixels; its fill is far from its colour.
SEEN, UNSEEN = 0.35, 0.45

T_S = np.arange(0.0, 7200.0, 60.0)


def strip(title: str, value: np.ndarray, **changes: object) -> Strip:
    parts = {
        "key": title, "title": title, "unit": "%", "t_s": T_S, "value": value, "low": 0.0, "high": 100.0,
        "limit": None, "now_text": "50.0 %", "colour": "dawn",
    }  # fmt: skip
    return Strip(**(parts | changes))


def stack(*strips: Strip, cursor_s: float = 600.0) -> StripStack:
    return StripStack(strips, 0.0, 7200.0, cursor_s, np.array([[3600.0, 4800.0]]), "2026-05-30T06:00:00Z")


FLAT = strip("GPU utilisation", np.full(len(T_S), 50.0))
GAP = strip("Battery", np.where((T_S > 1800) & (T_S < 3000), np.nan, 50.0), limit=30.0, colour="violet")


@pytest.fixture
def strips(qtbot: QtBot) -> StripStackWidget:
    widget = StripStackWidget()
    qtbot.addWidget(widget)
    widget.resize(400, 220)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.show_scene(stack(FLAT, GAP))
    qtbot.wait(20)
    return widget


def plots(strips: StripStackWidget) -> list[StripPlot]:
    return [plot for plot in strips.findChildren(StripPlot) if plot.isVisible()]


def column(plot: StripPlot, t_s: float) -> list[str]:
    """Return the colours of the column of pixels at a time."""
    image: QImage = plot.grab().toImage()
    x = round(t_s / 7200.0 * (image.width() - 1))
    return [image.pixelColor(x, y).name() for y in range(image.height())]


def nearest(colours: list[str], token: str) -> float:
    """Return the distance of the colour that comes nearest to a token, in RGB shares."""
    wanted = np.array(QColor(token).getRgbF()[:3])
    return min(float(np.abs(np.array(QColor(name).getRgbF()[:3]) - wanted).max()) for name in colours)


def tops(plot: StripPlot, t_s: float) -> list[str]:
    """Return the colours at the top of a strip, at a time and a pixel to either side of it."""
    return [name for off_s in (-18.0, 0.0, 18.0) for name in column(plot, t_s + off_s)[:5]]


def click(qtbot: QtBot, plot: StripPlot, t_s: float) -> None:
    place = QPoint(round(t_s / 7200.0 * plot.viewport().width()), 20)
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_title_and_value_now_are_said(strips: StripStackWidget) -> None:
    assert strips.texts() == (("GPU utilisation", "50.0 %"), ("Battery", "50.0 %"))
    shown = {label.text() for label in strips.findChildren(QLabel) if label.isVisible()}
    assert {"GPU utilisation", "Battery", "50.0 %"} <= shown


def test_line_playhead_and_limit_are_seen(strips: StripStackWidget) -> None:
    first, second = plots(strips)
    assert nearest(column(first, 1500.0), tokens.ACCENT) < SEEN
    assert nearest(column(second, 1500.0), tokens.VIOLET) < SEEN
    cursor = column(first, 600.0)
    assert sum(name == tokens.TEXT.lower() for name in cursor) > len(cursor) // 2
    limit_row = [name for t_s in range(5000, 7000, 40) for name in column(second, float(t_s))]
    assert nearest(limit_row, tokens.ACCENT) < SEEN


def test_a_gap_is_a_gap(strips: StripStackWidget) -> None:
    _, second = plots(strips)
    assert nearest(column(second, 1500.0), tokens.VIOLET) < SEEN
    assert nearest(column(second, 2400.0), tokens.VIOLET) > UNSEEN


def test_eclipse_is_shaded(strips: StripStackWidget) -> None:
    first, _ = plots(strips)
    assert column(first, 2000.0)[2] == tokens.BACKGROUND.lower()
    assert column(first, 4200.0)[2] != tokens.BACKGROUND.lower()


def test_an_unchanged_key_uploads_nothing_while_the_playhead_moves(strips: StripStackWidget) -> None:
    first, _ = plots(strips)
    uploads = QSignalSpy(first.curve.sigPlotChanged)
    strips.show_scene(stack(replace(FLAT, now_text="51.0 %"), GAP, cursor_s=900.0))
    assert uploads.count() == 0
    assert first.cursor_line.value() == 900.0
    assert strips.texts()[0] == ("GPU utilisation", "51.0 %")
    strips.show_scene(stack(replace(FLAT, key="other", value=FLAT.value + 1.0), GAP))
    assert uploads.count() > 0


def test_click_and_drag_ask_for_the_time(qtbot: QtBot, strips: StripStackWidget) -> None:
    first, second = plots(strips)
    asked: list[float] = []
    strips.seek_requested.connect(asked.append)
    click(qtbot, first, 1800.0)
    click(qtbot, second, 5400.0)
    one_pixel_s = 7200.0 / first.viewport().width()
    assert asked == pytest.approx([1800.0, 5400.0], abs=2 * one_pixel_s)
    asked.clear()
    qtbot.mousePress(first.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, 20))
    qtbot.mouseMove(first.viewport(), QPoint(200, 20))
    qtbot.mouseRelease(first.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5000, 20))
    assert len(asked) >= 2
    assert all(0.0 <= t_s <= 7200.0 for t_s in asked)


def test_the_wheel_is_left_to_the_scroll_area(strips: StripStackWidget) -> None:
    first, _ = plots(strips)
    before = first.box.viewRange()
    place = QPointF(50, 20)
    event = QWheelEvent(
        place, first.viewport().mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(first.viewport(), event)
    assert not event.isAccepted()
    assert first.box.viewRange() == before


def test_strips_come_and_go(qtbot: QtBot, strips: StripStackWidget) -> None:
    strips.show_scene(stack(FLAT))
    assert strips.texts() == (("GPU utilisation", "50.0 %"),)
    strips.show_scene(stack())
    shown = [label.text() for label in strips.findChildren(QLabel) if label.isVisible() and label.text()]
    assert shown == ["Nothing recorded over time for this."]
    moved = replace(stack(FLAT, GAP), start_s=3600.0, end_s=7200.0)
    strips.show_scene(moved)
    qtbot.wait(20)
    spans = [plot.box.viewRange()[0] for plot in plots(strips)]
    assert spans == [pytest.approx([3600.0, 7200.0])] * 2


def test_a_code_is_drawn_in_steps(qtbot: QtBot, strips: StripStackWidget) -> None:
    code = strip("Limiter", np.where(T_S < 3600, 0.0, 100.0), step=True, key="code")
    strips.show_scene(stack(code))
    qtbot.wait(20)
    t_s, value = plots(strips)[0].curve.getOriginalDataset()
    between = (t_s > 3541.0) & (t_s < 3599.0)
    assert not between.any()
    assert set(value) == {0.0, 100.0}


def test_a_million_points_and_nothing_known_are_both_fine(qtbot: QtBot, strips: StripStackWidget) -> None:
    t_s = np.linspace(0.0, 7200.0, 1_000_000)
    many = replace(FLAT, key="many", t_s=t_s, value=50.0 + 40.0 * np.sin(t_s / 300.0))
    strips.show_scene(stack(many, replace(GAP, key="none", t_s=np.zeros(0), value=np.zeros(0))))
    qtbot.wait(20)
    first, second = plots(strips)
    assert nearest(column(first, 2000.0), tokens.ACCENT) < SEEN
    assert nearest(column(second, 1500.0), tokens.VIOLET) > UNSEEN


def test_marks_are_seen_at_their_times_and_said(qtbot: QtBot, strips: StripStackWidget) -> None:
    assert plots(strips)[0].toolTip() == ""
    marked = replace(FLAT, key="marked", marks_s=(1500.0, 2500.0), marks_word="handovers")
    strips.show_scene(stack(marked, GAP))
    qtbot.wait(20)
    first, second = plots(strips)
    for t_s in marked.marks_s:
        assert nearest(tops(first, t_s), tokens.VIOLET) < SEEN
    assert len({column(first, 1500.0 + off_s)[-2] for off_s in (-18.0, 0.0, 18.0)}) > 1  # down to the foot
    for t_s in (1400.0, 2000.0, 2600.0):
        assert nearest(tops(first, t_s), tokens.VIOLET) > UNSEEN
    assert first.toolTip() == "2 handovers"
    assert second.toolTip() == ""
    strips.show_scene(stack(FLAT, GAP))
    qtbot.wait(20)
    assert column(first, 1500.0) == column(first, 2000.0)


def test_many_marks_leave_the_line_alone(qtbot: QtBot, strips: StripStackWidget) -> None:
    many = replace(FLAT, key="many", marks_s=tuple(float(t_s) for t_s in range(0, 7200, 20)))
    strips.show_scene(stack(many))
    qtbot.wait(20)
    first = plots(strips)[0]
    assert nearest(tops(first, 1500.0), tokens.VIOLET) < SEEN
    below = len(column(first, 1500.0)) // 4
    assert nearest(column(first, 1500.0)[below:], tokens.VIOLET) > UNSEEN


def test_an_outage_is_a_band_and_what_is_not_known_is_none(qtbot: QtBot, strips: StripStackWidget) -> None:
    plain = column(plots(strips)[1], 2400.0)[4]
    assert plain == tokens.BACKGROUND.lower()
    strips.show_scene(stack(FLAT, replace(GAP, key="outage", outages=True)))
    qtbot.wait(20)
    second = plots(strips)[1]
    assert column(second, 2400.0)[4] != plain
    assert column(second, 4200.0)[4] not in {plain, column(second, 2400.0)[4]}  # the eclipse is another band
    assert column(second, 1200.0)[4] == plain
    assert nearest(column(second, 2400.0), tokens.VIOLET) > UNSEEN
    assert second.toolTip() == "1 outage"
