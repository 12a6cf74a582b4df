"""The table by mouse and keys: what a person sees, what it asks for."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from dawnline_widgets.tables.cells import ROW_PX
from dawnline_widgets.tables.filters import MarkedChip, SearchBox, StatusChips
from dawnline_widgets.tables.model import EntityTableModel
from dawnline_widgets.tables.row_view import RowView
from dawnline_widgets.tables.scene import Column, TableScene
from dawnline_widgets.tables.table import EntityTableWidget
from dawnline_widgets.theme import tokens

pytestmark = pytest.mark.usefixtures("dressed")

COUNT = 10_395
LIMITERS = ("none", "no_work", "eclipse", "battery")
NAME, UTIL, LIMITER = 1, 2, 3


def make_scene(
    count: int = COUNT, *, key: int = 1, values_key: int = 1, selected: int | None = None
) -> TableScene:
    row = np.arange(count)
    return TableScene(
        key=key,
        values_key=values_key,
        columns=(
            Column("Name", "", np.array([f"SAT-{number:05d}" for number in row], dtype=np.str_)),
            Column("Util", "%", (row * 37 % 1000) / 10.0, bar=True, high=100.0),
            Column("Limiter", "", (row % 4).astype(np.uint8), codes=LIMITERS),
        ),
        status=np.where(row == 77, 0, 3).astype(np.uint8),
        selected=selected,
    )


@pytest.fixture
def table(qtbot: QtBot) -> EntityTableWidget:
    widget = EntityTableWidget(placeholder="Search satellites")
    qtbot.addWidget(widget)
    widget.resize(420, 500)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.show_scene(make_scene())
    return widget


def view(table: EntityTableWidget) -> RowView:
    return table.findChild(RowView)


def box(table: EntityTableWidget) -> SearchBox:
    return table.findChild(SearchBox)


def cell(table: EntityTableWidget, position: int, section: int = NAME) -> str:
    model: QAbstractItemModel = view(table).model()
    return str(model.index(position, section).data())


def click_heading(qtbot: QtBot, table: EntityTableWidget, section: int) -> None:
    head = view(table).horizontalHeader()
    place = QPoint(head.sectionViewportPosition(section) + head.sectionSize(section) // 2, 12)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)


def click_row(qtbot: QtBot, table: EntityTableWidget, position: int) -> None:
    place = view(table).visualRect(view(table).model().index(position, NAME)).center()
    qtbot.mouseClick(view(table).viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_it_counts_and_shows(table: EntityTableWidget) -> None:
    assert table.count_text == "10,395 of 10,395"
    assert [cell(table, 5, section) for section in (NAME, UTIL, LIMITER)] == ["SAT-00005", "18.5", "no work"]


def test_the_model_keeps_qt_s_rules(table: EntityTableWidget) -> None:
    model = view(table).model()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.search_for("123")
    table.show_scene(make_scene(50, key=2))
    table.search_for("")
    assert model.rowCount() == 50
    assert tester.model() is model
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.index(0, 0, QModelIndex()).isValid()


def test_typing_searches_down_enters_the_rows_and_escape_clears(
    qtbot: QtBot, table: EntityTableWidget
) -> None:
    table.activateWindow()
    table.focus_search()
    qtbot.keyClicks(box(table), "sat-001")
    assert table.count_text == "100 of 10,395"
    with qtbot.waitSignal(table.picked) as picked:
        qtbot.keyClick(box(table), Qt.Key.Key_Down)
    assert picked.args == [100]
    qtbot.keyClick(view(table), Qt.Key.Key_Down)
    with qtbot.waitSignal(table.activated) as activated:
        qtbot.keyClick(view(table), Qt.Key.Key_Return)
    assert activated.args == [101]
    qtbot.keyClick(box(table), Qt.Key.Key_Escape)
    assert table.count_text == "10,395 of 10,395"


def test_no_match_says_so(qtbot: QtBot, table: EntityTableWidget) -> None:
    qtbot.keyClicks(box(table), "zzz")
    assert table.count_text == "0 of 10,395"
    assert view(table).empty_text == "None of 10,395 matches. Esc in the search box clears it."
    image = view(table).viewport().grab().toImage()
    inked = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(20, 60)}
    assert tokens.MUTED.lower() in inked


def test_a_table_without_a_scene_says_what_comes(qtbot: QtBot) -> None:
    widget = EntityTableWidget()
    qtbot.addWidget(widget)
    assert widget.findChild(RowView).empty_text == "Satellites and sites stand here once a run is open."


def test_a_heading_sorts_turns_round_and_lets_go(qtbot: QtBot, table: EntityTableWidget) -> None:
    click_heading(qtbot, table, UTIL)
    assert [cell(table, position, UTIL) for position in (0, COUNT - 1)] == ["99.9", "0.0"]
    click_heading(qtbot, table, UTIL)
    assert [cell(table, position, UTIL) for position in (0, COUNT - 1)] == ["0.0", "99.9"]
    click_heading(qtbot, table, UTIL)
    assert cell(table, 0) == "SAT-00000"


def test_the_first_click_on_status_shows_the_worst_first(qtbot: QtBot, table: EntityTableWidget) -> None:
    click_heading(qtbot, table, 0)
    assert cell(table, 0) == "SAT-00077"


def test_a_click_picks_the_row_of_the_scene(qtbot: QtBot, table: EntityTableWidget) -> None:
    click_heading(qtbot, table, NAME)
    click_heading(qtbot, table, NAME)
    with qtbot.waitSignal(table.picked) as picked:
        click_row(qtbot, table, 2)
    assert picked.args == [COUNT - 3]


def test_a_selection_from_outside_is_scrolled_to_and_asks_for_nothing(table: EntityTableWidget) -> None:
    spy = QSignalSpy(table.picked)
    table.show_scene(make_scene(selected=9_000))
    first, last = view(table).visible_positions()
    assert first <= 9_000 <= last
    assert view(table).currentIndex().row() == 9_000
    assert spy.count() == 0
    image = view(table).viewport().grab(view(table).visualRect(view(table).currentIndex())).toImage()
    assert image.pixelColor(image.width() - 3, ROW_PX // 2) == QColor(tokens.SELECTED)
    table.show_scene(make_scene(selected=None))
    assert not view(table).selectionModel().hasSelection()


def test_selection_stays_with_its_row_when_the_order_changes(qtbot: QtBot, table: EntityTableWidget) -> None:
    click_row(qtbot, table, 3)
    click_heading(qtbot, table, UTIL)
    assert cell(table, view(table).currentIndex().row()) == "SAT-00003"
    table.search_for("SAT-0000")
    assert cell(table, view(table).currentIndex().row()) == "SAT-00003"


def test_new_values_change_what_is_seen_and_nothing_else(table: EntityTableWidget) -> None:
    view(table).verticalScrollBar().setValue(1000)
    model = view(table).model()
    changed, reset = QSignalSpy(model.dataChanged), QSignalSpy(model.modelReset)
    old = make_scene()
    util = replace(old.columns[1], values=np.full(COUNT, 12.3))
    table.show_scene(replace(old, values_key=2, columns=(old.columns[0], util, old.columns[2])))
    first, last = view(table).visible_positions()
    assert cell(table, first, UTIL) == "12.3"
    assert (changed.count(), reset.count()) == (1, 0)
    top, bottom = changed.at(0)[0], changed.at(0)[1]
    assert (top.row(), bottom.row()) == (first, last)
    assert last - first < 30
    assert view(table).verticalScrollBar().value() == 1000


def test_an_equal_scene_changes_nothing(table: EntityTableWidget) -> None:
    changed = QSignalSpy(view(table).model().dataChanged)
    table.show_scene(make_scene())
    assert changed.count() == 0


def test_a_sorted_column_follows_its_values_once_a_second(qtbot: QtBot, table: EntityTableWidget) -> None:
    click_heading(qtbot, table, UTIL)
    old = make_scene()

    def show(values_key: int, best: int) -> None:
        values = np.zeros(COUNT)
        values[best] = 50.0
        util = replace(old.columns[1], values=values)
        table.show_scene(replace(old, values_key=values_key, columns=(old.columns[0], util, old.columns[2])))

    show(2, 400)
    assert cell(table, 0) == "SAT-00400"
    show(3, 500)
    assert (cell(table, 0), table._reorder.isActive(), table._reorder.interval()) == ("SAT-00400", True, 1000)
    qtbot.waitUntil(lambda: cell(table, 0) == "SAT-00500")
    qtbot.waitUntil(lambda: not table._reorder.isActive())


def test_a_chip_counts_and_filters_by_status(qtbot: QtBot, table: EntityTableWidget) -> None:
    chips = table.findChild(StatusChips)
    seen = {chip.accessibleName(): chip for chip in chips.findChildren(QToolButton) if chip.isVisible()}
    assert set(seen) == {"1 critical", "10,394 normal"}
    qtbot.mouseClick(seen["1 critical"], Qt.MouseButton.LeftButton)
    assert table.count_text == "1 of 10,395"
    assert cell(table, 0) == "SAT-00077"
    chips.clear()
    assert table.count_text == "10,395 of 10,395"


def test_other_rows_with_the_same_columns_keep_the_sorting(qtbot: QtBot, table: EntityTableWidget) -> None:
    click_heading(qtbot, table, UTIL)
    table.show_scene(make_scene(1000, key=2))
    assert cell(table, 0, UTIL) == "99.9"
    assert table.count_text == "1,000 of 1,000"


def test_step_walks_the_rows_as_they_are_shown(table: EntityTableWidget) -> None:
    spy = QSignalSpy(table.picked)
    for by in (1, 2, -1, -9):
        table.step(by)
    assert [spy.at(number)[0] for number in range(spy.count())] == [0, 2, 1, 0]


def test_letters_digits_and_space_are_left_to_the_program(qtbot: QtBot, table: EntityTableWidget) -> None:
    click_row(qtbot, table, 3)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_S, Qt.Key.Key_5):
        qtbot.keyClick(view(table), key)
    assert view(table).currentIndex().row() == 3


def test_a_hundred_thousand_rows_are_found_and_sorted(qtbot: QtBot, table: EntityTableWidget) -> None:
    table.show_scene(make_scene(100_000, key=3))
    click_heading(qtbot, table, NAME)
    click_heading(qtbot, table, NAME)
    assert cell(table, 0) == "SAT-99999"
    table.search_for("limiter:eclipse 9999")
    assert [cell(table, position) for position in range(3)] == ["SAT-99998", "SAT-99994", "SAT-99990"]


def test_the_model_answers_for_screen_readers() -> None:
    model = EntityTableModel()
    assert (model.rowCount(), model.columnCount()) == (0, 0)
    model.show_scene(make_scene(100))
    assert model.index(77, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "critical"
    assert model.headerData(UTIL, Qt.Orientation.Horizontal) == "UTIL %"


def test_only_the_marked_are_listed_when_asked(table: EntityTableWidget, qtbot: QtBot) -> None:
    chip = table.findChild(MarkedChip)
    scene = make_scene()
    marked = np.zeros(COUNT, np.bool_)
    marked[[1, 3]] = True
    assert chip.isHidden()
    table.show_scene(replace(scene, marked=marked, note="2 marked"))
    assert chip.isVisible()
    assert chip.text().endswith(" 2")
    assert chip.toolTip().startswith("2 marked")
    assert table.count_text == "10,395 of 10,395"
    with qtbot.waitSignal(table.marked_asked):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert not chip.isChecked()  # the scene that follows says so
    table.show_scene(replace(scene, marked=marked, only_marked=True))
    assert chip.isChecked()
    assert table.count_text == "2 of 10,395"
    more = marked.copy()
    more[0] = True
    table.show_scene(replace(scene, marked=more, only_marked=True))
    assert table.count_text == "3 of 10,395"
    table.show_scene(scene)
    assert table.count_text == "10,395 of 10,395"


def test_a_marked_row_has_a_dot(table: EntityTableWidget) -> None:
    marked = np.zeros(COUNT, np.bool_)
    marked[2] = True
    before = view(table).grab().toImage()
    table.show_scene(replace(make_scene(), marked=marked))
    after = view(table).grab().toImage()
    head = view(table).horizontalHeader().height()
    changed = {
        (y - head) // ROW_PX
        for y in range(head, after.height())
        for x in range(40)
        if before.pixel(x, y) != after.pixel(x, y)
    }
    assert changed == {2}
