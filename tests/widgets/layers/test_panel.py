"""The layers panel: a strip of letters that unfolds, says what is on, and asks; nothing changes by itself."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from dawnline_widgets.layers.panel import STRIP_PX, WIDE_PX, LayersPanel
from dawnline_widgets.layers.row import LayerButton
from dawnline_widgets.layers.scene import LayerRow, LayersScene

ROWS = (
    LayerRow("satellites", "Satellites", "T", "Fleet", on=True),
    LayerRow("dawn", "Dawn", "", "Fleet", on=True, count=1200, is_fleet=True),
    LayerRow("dusk", "Dusk", "", "Fleet", on=False, count=7, is_fleet=True),
    LayerRow("gateways", "Gateways", "W", "Fleet", on=True, reason="this run has no gateways"),
    LayerRow("grid", "Graticule", "G", "Earth", on=False, about="Parallels and meridians"),
)
STRIP = LayersScene(ROWS, expanded=False, fleets_open=True)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[LayersPanel]:
    room = QWidget()
    room.resize(600, 400)
    qtbot.addWidget(room)
    panel = LayersPanel(room)
    panel.show_scene(STRIP)
    panel.fit_into(room.rect())
    with qtbot.waitExposed(room):
        room.show()
    yield panel
    room.hide()  # it lives as long as its panel is looked at


def buttons(panel: LayersPanel) -> dict[str, LayerButton]:
    return {row.text(): row for row in panel._buttons.values()}


def test_the_strip_has_a_letter_for_each_layer_and_no_fleets(panel: LayersPanel) -> None:
    assert list(buttons(panel)) == ["Satellites", "Gateways", "Graticule"]
    assert panel.width() == STRIP_PX
    assert panel.geometry().right() < 600
    assert buttons(panel)["Satellites"].toolTip() == "Satellites (T)"
    assert buttons(panel)["Graticule"].toolTip() == "Graticule (G): Parallels and meridians"


def test_what_cannot_be_shown_is_grey_and_says_why(panel: LayersPanel) -> None:
    gateways = buttons(panel)["Gateways"]
    assert not gateways.isEnabled()
    assert not gateways.isChecked()
    assert gateways.toolTip() == "Gateways (W): this run has no gateways"


def test_a_press_asks_and_the_next_scene_answers(panel: LayersPanel, qtbot: QtBot) -> None:
    grid = buttons(panel)["Graticule"]
    with qtbot.waitSignal(panel.layer_asked) as asked:
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton)
    assert asked.args == ["grid"]
    assert not grid.isChecked()
    before = grid.grab().toImage()
    assert not panel.show_scene(replace(STRIP, rows=(*ROWS[:4], replace(ROWS[4], on=True))))
    assert buttons(panel)["Graticule"] is grid
    assert grid.isChecked()
    assert grid.grab().toImage() != before


def test_unfolded_it_has_titles_and_fleets(panel: LayersPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.expand_asked):
        qtbot.mouseClick(panel._fold, Qt.MouseButton.LeftButton)
    assert panel.show_scene(replace(STRIP, expanded=True))
    panel.fit_into(QRect(0, 0, 600, 400))
    assert panel.width() == WIDE_PX
    assert list(buttons(panel)) == ["Satellites", "Dawn", "Dusk", "Gateways", "Graticule"]
    with qtbot.waitSignal(panel.fleet_asked) as asked:
        qtbot.mouseClick(buttons(panel)["Dusk"], Qt.MouseButton.LeftButton)
    assert asked.args == ["dusk"]
    with qtbot.waitSignal(panel.fleets_asked):
        qtbot.mouseClick(panel._fleets, Qt.MouseButton.LeftButton)
    assert panel.show_scene(replace(STRIP, expanded=True, fleets_open=False))
    assert "Dusk" not in buttons(panel)


@pytest.mark.parametrize("expanded", [False, True])
def test_at_its_wanted_size_nothing_scrolls(panel: LayersPanel, qtbot: QtBot, expanded: bool) -> None:
    panel.show_scene(replace(STRIP, expanded=expanded))
    panel.fit_into(QRect(0, 0, 600, 400))
    area = panel.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: area.widget().height() == area.viewport().height())
    assert area.verticalScrollBar().maximum() == 0
    last = list(buttons(panel).values())[-1]
    # Below the last row there is at most a pixel of room.
    assert 0 <= area.viewport().height() - last.geometry().bottom() - 1 <= 1


def test_rows_give_way_where_there_is_little_room(panel: LayersPanel) -> None:
    tall = buttons(panel)["Satellites"].height()
    panel.fit_into(QRect(0, 0, 600, 110))
    assert buttons(panel)["Satellites"].height() < tall
    assert panel.height() <= 90
    panel.fit_into(QRect(0, 0, 600, 400))
    assert buttons(panel)["Satellites"].height() == tall
