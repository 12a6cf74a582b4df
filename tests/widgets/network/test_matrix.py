"""The latency matrix by mouse and keys: what a person sees, what it asks for."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from dawnline_widgets.network.matrix import LatencyMatrix
from dawnline_widgets.network.scene import MatrixScene
from dawnline_widgets.theme import colour_maps

pytestmark = pytest.mark.usefixtures("dressed")
Show = Callable[[QWidget, int, int], None]

NAN = float("nan")
VALUE = np.array(
    [[90.0, 40.0, 130.0, NAN], [20.0, 60.0, 100.0, 180.0], [30.0, 80.0, 120.0, 190.0]], dtype=np.float32
)
SMALL = MatrixScene(
    1, "Round trip", ("Lagos", "Tokyo", "Sydney"), ("eu-west-1", "us-east-1", "The Dalles", "sa-east-1"),
    VALUE, "ms", 0.0, 200.0, "sequential", None, "No regions in this run.",
)  # fmt: skip


@pytest.fixture
def matrix(show: Show) -> LatencyMatrix:
    widget = LatencyMatrix()
    widget.show_scene(SMALL)
    show(widget, 360, 320)
    return widget


def place(matrix: LatencyMatrix, row: int, column: int) -> QPoint:
    """Return the middle of a cell as shown."""
    plan = matrix.grid._plan()
    return QPoint(round(plan.left + (column + 0.5) * plan.wide), round(plan.top + (row + 0.5) * plan.high))


def corner(matrix: LatencyMatrix, row: int, column: int) -> QColor:
    """Return the colour near the corner of a cell, beside its number."""
    plan = matrix.grid._plan()
    x, y = plan.left + (column + 0.08) * plan.wide, plan.top + (row + 0.2) * plan.high
    return matrix.grid.grab().toImage().pixelColor(round(x), round(y))


def colours(matrix: LatencyMatrix, row: int, column: int) -> set[str]:
    plan, image = matrix.grid._plan(), matrix.grid.grab().toImage()
    left, top = round(plan.left + column * plan.wide) + 3, round(plan.top + row * plan.high) + 3
    return {
        image.pixelColor(x, y).name()
        for x in range(left, left + int(plan.wide) - 5)
        for y in range(top, top + int(plan.high) - 5)
    }


def of_map(value: float) -> str:
    return QColor(*colour_maps.lut("sequential")[round(255 * value / 200)].tolist()).name()


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def test_cells_have_the_colour_of_their_value_and_no_way_is_a_texture(matrix: LatencyMatrix) -> None:
    assert corner(matrix, 0, 0).name() == of_map(90.0)
    assert corner(matrix, 2, 3).name() == of_map(190.0)
    hatched = colours(matrix, 0, 3)
    assert len(hatched) == 2
    table = {QColor(*entry.tolist()).name() for entry in colour_maps.lut("sequential")}
    assert not hatched & table


def test_pointing_at_a_cell_reads_it_out(qtbot: QtBot, matrix: LatencyMatrix) -> None:
    hovered = QSignalSpy(matrix.cell_hovered)
    assert matrix.texts() == ("Point at a cell to read it", "")
    before = matrix.grid.grab().toImage()
    qtbot.mouseMove(matrix.grid, place(matrix, 1, 2))
    qtbot.waitUntil(lambda: matrix.texts() == ("Tokyo \N{RIGHTWARDS ARROW} The Dalles", "100 ms"))
    assert matrix.grid.grab().toImage() != before
    assert matrix.grid.accessibleDescription() == "Tokyo \N{RIGHTWARDS ARROW} The Dalles: 100 ms"
    qtbot.mouseMove(matrix.grid, place(matrix, 0, 3))
    qtbot.waitUntil(lambda: matrix.texts()[1] == "unreachable")
    qtbot.mouseMove(matrix.grid, QPoint(2, 2))
    qtbot.waitUntil(lambda: matrix.texts()[1] == "")
    assert [tuple(hovered.at(n)) for n in range(hovered.count())] == [(1, 2), (0, 3), (-1, -1)]


def test_a_click_chooses(qtbot: QtBot, matrix: LatencyMatrix) -> None:
    with qtbot.waitSignal(matrix.cell_chosen) as chosen:
        qtbot.mouseClick(matrix.grid, Qt.MouseButton.LeftButton, pos=place(matrix, 2, 1))
    assert chosen.args == [2, 1]
    asked = QSignalSpy(matrix.cell_chosen)
    qtbot.mouseClick(matrix.grid, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    qtbot.mouseClick(matrix.grid, Qt.MouseButton.RightButton, pos=place(matrix, 0, 0))
    assert asked.count() == 0


def test_keys_move_and_stop_at_the_edges(qtbot: QtBot, matrix: LatencyMatrix) -> None:
    chosen: list[tuple[int, int]] = []
    matrix.cell_chosen.connect(lambda row, column: chosen.append((row, column)))
    matrix.show_scene(replace(SMALL, selected=(0, 0)))
    matrix.grid.setFocus()
    key = Qt.Key
    for pressed in (key.Key_Up, key.Key_Down, key.Key_Right, key.Key_End, key.Key_PageDown, key.Key_Return):
        qtbot.keyClick(matrix.grid, pressed)
    assert chosen == [(0, 0), (1, 0), (1, 1), (1, 3), (2, 3), (2, 3)]
    assert matrix.texts() == ("Sydney \N{RIGHTWARDS ARROW} sa-east-1", "190 ms")


def test_s_sorts_by_mean_and_indices_stay_those_of_the_scene(qtbot: QtBot, matrix: LatencyMatrix) -> None:
    far_first = replace(SMALL, key=2, value=VALUE[:, ::-1].copy(), columns=SMALL.columns[::-1])
    matrix.show_scene(far_first)
    qtbot.keyClick(matrix.grid, Qt.Key.Key_S)
    assert corner(matrix, 0, 0).name() == of_map(90.0)
    with qtbot.waitSignal(matrix.cell_chosen) as chosen:
        qtbot.mouseClick(matrix.grid, Qt.MouseButton.LeftButton, pos=place(matrix, 0, 0))
    assert chosen.args == [0, 3]
    qtbot.keyClick(matrix.grid, Qt.Key.Key_Right)
    assert matrix.texts() == ("Lagos \N{RIGHTWARDS ARROW} us-east-1", "40.0 ms")
    # Values change each step: columns stay where they are until S is pressed again.
    matrix.show_scene(replace(far_first, key=3, value=VALUE))
    assert corner(matrix, 1, 0).name() == of_map(180.0)
    qtbot.keyClick(matrix.grid, Qt.Key.Key_S)
    assert corner(matrix, 1, 0).name() == of_map(20.0)


def test_copy_takes_the_matrix_as_it_is_shown(qtbot: QtBot, matrix: LatencyMatrix) -> None:
    qtbot.keyClick(matrix.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Round trip (ms)", *SMALL.columns]
    assert lines[1].split("\t") == ["Lagos", "90.000", "40.000", "130.000", ""]


def test_the_selection_follows_the_scene_and_an_unchanged_key_keeps_the_cells(matrix: LatencyMatrix) -> None:
    before, painted = matrix.grid.grab().toImage(), matrix.grid._painter
    matrix.show_scene(replace(SMALL, selected=(1, 1)))
    assert matrix.texts() == ("Tokyo \N{RIGHTWARDS ARROW} us-east-1", "60.0 ms")
    assert matrix.grid._painter is painted
    assert matrix.grid.grab().toImage() != before


def test_a_smaller_matrix_forgets_what_was_chosen_and_lit(qtbot: QtBot, matrix: LatencyMatrix) -> None:
    matrix.show_scene(replace(SMALL, selected=(2, 3)))
    qtbot.mouseMove(matrix.grid, place(matrix, 2, 2))
    qtbot.waitUntil(lambda: matrix.texts()[1] == "120 ms")
    hovered = QSignalSpy(matrix.cell_hovered)
    less = replace(SMALL, key=2, rows=("Lagos",), value=VALUE[:1], selected=(2, 3))
    matrix.show_scene(less)
    assert matrix.texts() == ("Point at a cell to read it", "")
    assert [tuple(hovered.at(n)) for n in range(hovered.count())] == [(-1, -1)]
    matrix.show_scene(replace(less, selected=(0, 1)))
    assert matrix.texts()[1] == "40.0 ms"
    matrix.show_scene(replace(SMALL, key=3, selected=(0, 1), columns=SMALL.columns[::-1]))
    assert matrix.texts() == ("Lagos \N{RIGHTWARDS ARROW} The Dalles", "40.0 ms")


def test_the_focus_is_seen_before_anything_is_chosen(qtbot: QtBot, matrix: LatencyMatrix) -> None:
    matrix.activateWindow()
    matrix.grid.clearFocus()
    before = matrix.grid.grab().toImage()
    matrix.grid.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(matrix.grid.hasFocus)
    assert matrix.grid.grab().toImage() != before


def test_keys_of_the_cells_win_over_the_window_while_they_have_the_focus(qtbot: QtBot) -> None:
    window, matrix = QMainWindow(), LatencyMatrix()
    qtbot.addWidget(window)
    window.setCentralWidget(matrix)
    matrix.show_scene(SMALL)
    ran: list[str] = []
    for name in ("S", "W", "Right"):
        action = QAction(name, window)
        action.setShortcut(name)
        action.triggered.connect(lambda _on=False, name=name: ran.append(name))
        window.addAction(action)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    matrix.grid.setFocus()
    qtbot.waitUntil(matrix.grid.hasFocus)
    chosen = QSignalSpy(matrix.cell_chosen)
    for key in (Qt.Key.Key_S, Qt.Key.Key_W, Qt.Key.Key_Right):
        qtbot.keyClick(matrix.grid, key)
    assert ran == ["W"]
    assert chosen.count() == 1


def test_nothing_to_show_is_said_in_words(show: Show) -> None:
    matrix = LatencyMatrix()
    show(matrix, 320, 200)
    assert words(matrix) == ["Latency between regions and sites stands here once a run is open."]
    empty = replace(SMALL, key=2, rows=(), value=np.zeros((0, 4), dtype=np.float32))
    matrix.show_scene(empty)
    assert words(matrix) == ["Round trip", "No regions in this run."]
    matrix.show_scene(SMALL)
    assert not matrix.grid.isHidden()
    assert "No regions in this run." not in words(matrix)


def test_sixty_by_ninety_three_fits_a_dock(show: Show, qtbot: QtBot) -> None:
    rows, columns = tuple(f"Region {n}" for n in range(60)), tuple(f"Site {n}" for n in range(93))
    value = np.linspace(10.0, 190.0, 60 * 93, dtype=np.float32).reshape(60, 93)
    matrix = LatencyMatrix()
    matrix.show_scene(replace(SMALL, rows=rows, columns=columns, value=value))
    show(matrix, 320, 480)
    assert matrix.width() == 320
    image, plan = matrix.grid.grab().toImage(), matrix.grid._plan()
    assert image.pixelColor(round(plan.left) + 1, round(plan.top) + 1).name() == of_map(10.0)
    assert image.pixelColor(int(plan.right) - 2, int(plan.bottom) - 2).name() == of_map(190.0)
    qtbot.mouseMove(matrix.grid, place(matrix, 59, 92))
    qtbot.waitUntil(lambda: matrix.texts() == ("Region 59 \N{RIGHTWARDS ARROW} Site 92", "190 ms"))
