"""The route hop by hop: what a person reads, what mouse and keys ask for."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from dawnline_widgets.network import hop_shapes, route_texts
from dawnline_widgets.network.route import RouteView
from dawnline_widgets.network.route_ladder import HOP_PX
from dawnline_widgets.network.scene import HOP_KINDS, Alternative, Hop, RouteScene

pytestmark = pytest.mark.usefixtures("dressed")
Show = Callable[[QWidget, int, int], None]

NAN = float("nan")
HOPS = (
    Hop("Lagos", "region", NAN, NAN, NAN, 0.0, "", "region:lagos"),
    Hop("DL-1", "satellite", 1012.4, 3.38, 0.0, 3.4, "elevation 34\N{DEGREE SIGN}", "satellite:dl/1"),
    Hop("DL-2", "satellite", 1980.0, 6.6, 1.24, 11.2, "", "satellite:dl/2"),
    Hop("Gaffney", "gateway", 1204.0, 4.0, 0.01, 15.2, "", "gateway:gaffney"),
    Hop("us-east-1", "site", 640.0, 3.2, 0.0, 18.4, "", "site:aws/us-east-1"),
)
OTHERS = (
    Alternative("Best", 36.8, 4, ""),
    Alternative("Fewest hops", 45.1, 3, "over the pole"),
    Alternative("Fibre only", NAN, 0, "no cable"),
)
ROUTE = RouteScene(1, "Lagos to us-east-1", "36.8 ms", "4 hops, 4,836 km", HOPS, OTHERS, 0, "No way now.")


@pytest.fixture
def route(show: Show) -> RouteView:
    view = RouteView()
    view.show_scene(ROUTE)
    show(view, 320, 420)
    return view


def at(route: RouteView, number: int) -> QPoint:
    return QPoint(60, route.ladder.hop_top(number) + HOP_PX // 2)


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def chips(route: RouteView) -> list[QToolButton]:
    return [button for button in route.findChildren(QToolButton) if button.isVisible()]


def test_the_time_is_the_first_thing_to_be_read(route: RouteView) -> None:
    assert words(route) == ["Lagos to us-east-1", "36.8 ms", "4 hops, 4,836 km"]
    title, headline, *_ = route.findChildren(QLabel)
    assert headline.font().pixelSize() > title.font().pixelSize()


def test_figures_of_legs_and_their_sums() -> None:
    assert route_texts.leg_texts(HOPS[2]) == ("1,980", "6.6", "+1.2")
    assert route_texts.leg_texts(HOPS[3])[2] == ""
    assert route_texts.sum_texts(HOPS) == ("4,836", "17.2", "+1.2", "18.4")
    unknown = (HOPS[0], replace(HOPS[1], leg_km=NAN))
    assert route_texts.sum_texts(unknown)[0] == route_texts.DASH


def test_a_hop_in_one_sentence() -> None:
    assert route_texts.hop_sentence(HOPS[0], first=True) == "Lagos (region)"
    assert route_texts.hop_sentence(HOPS[2], first=False) == (
        "DL-2 (satellite), 1,980 km in 6.6 ms, 1.2 ms in a queue, 11.2 ms so far"
    )


def test_kinds_are_told_apart_by_shape_alone() -> None:
    box = QRectF(0.0, 0.0, 64.0, 64.0)
    grid = [(x + 0.5, y + 0.5) for x in range(0, 64, 4) for y in range(0, 64, 4)]
    filled = {
        kind: frozenset(
            place for place in grid if hop_shapes.hop_path(kind, box).contains(QPoint(*map(int, place)))
        )
        for kind in (*HOP_KINDS, "else")
    }
    for one, other in ((a, b) for a in filled for b in filled if a < b):
        assert len(filled[one] ^ filled[other]) > 12, (one, other)


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("region", "satellite", "up"),
        ("satellite", "satellite", "laser"),
        ("satellite", "gateway", "down"),
        ("gateway", "site", "fibre"),
    ],
)
def test_a_leg_says_what_carries_it(before: str, after: str, word: str) -> None:
    assert hop_shapes.leg_word(before, after) == word


def test_every_hop_is_seen_without_scrolling_sideways(route: RouteView) -> None:
    area = route.findChild(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    assert route.ladder.width() <= area.viewport().width()
    image = route.ladder.grab().toImage()
    ratio = image.height() / route.ladder.height()
    ground = image.pixelColor(image.width() - 1, 0)
    for number in range(len(HOPS)):
        y = round((route.ladder.hop_top(number) + HOP_PX / 2) * ratio)
        shape = {image.pixelColor(x, y).name() for x in range(round(8 * ratio), round(22 * ratio))}
        assert shape != {ground.name()}, HOPS[number].name


def test_a_click_on_a_hop_or_on_its_leg_chooses_it(qtbot: QtBot, route: RouteView) -> None:
    chosen: list[str] = []
    route.hop_chosen.connect(chosen.append)
    qtbot.mouseClick(route.ladder, Qt.MouseButton.LeftButton, pos=at(route, 1))
    above = at(route, 3) - QPoint(0, HOP_PX)
    qtbot.mouseClick(route.ladder, Qt.MouseButton.LeftButton, pos=above)
    qtbot.mouseClick(route.ladder, Qt.MouseButton.LeftButton, pos=QPoint(60, 2))
    assert chosen == ["satellite:dl/1", "gateway:gaffney"]


def test_keys_go_from_hop_to_hop_and_enter_chooses(qtbot: QtBot, route: RouteView) -> None:
    chosen = QSignalSpy(route.hop_chosen)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(route.ladder, key)
    assert [chosen.at(n) for n in range(chosen.count())] == [["satellite:dl/1"]]
    assert route.ladder.accessibleDescription().startswith("DL-1 (satellite), 1,012 km in 3.4 ms")
    for key in (Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Enter, Qt.Key.Key_Home, Qt.Key.Key_Enter):
        qtbot.keyClick(route.ladder, key)
    assert [chosen.at(n)[0] for n in range(1, 3)] == ["site:aws/us-east-1", "region:lagos"]


def test_tab_brings_the_keys_to_the_first_hop(qtbot: QtBot, route: RouteView) -> None:
    route.activateWindow()
    route.ladder.clearFocus()
    route.ladder.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(route.ladder.hasFocus)
    with qtbot.waitSignal(route.hop_chosen) as chosen:
        qtbot.keyClick(route.ladder, Qt.Key.Key_Return)
    assert chosen.args == ["region:lagos"]


def test_what_is_below_the_edge_comes_into_view(qtbot: QtBot, show: Show) -> None:
    route = RouteView()
    many = tuple(replace(HOPS[1], name=f"DL-{n}", id=f"satellite:dl/{n}") for n in range(20))
    route.show_scene(replace(ROUTE, hops=many))
    show(route, 320, 320)
    bar = route.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(route.ladder, Qt.Key.Key_End)
    assert bar.value() > bar.maximum() // 2


def test_the_hop_of_the_keys_stays_while_routes_change(qtbot: QtBot, route: RouteView) -> None:
    qtbot.mouseClick(route.ladder, Qt.MouseButton.LeftButton, pos=at(route, 3))
    route.show_scene(replace(ROUTE, key=2, hops=(HOPS[0], *HOPS[2:])))
    with qtbot.waitSignal(route.hop_chosen) as chosen:
        qtbot.keyClick(route.ladder, Qt.Key.Key_Return)
    assert chosen.args == ["gateway:gaffney"]
    route.show_scene(replace(ROUTE, key=3, hops=HOPS[:2]))
    asked = QSignalSpy(route.hop_chosen)
    qtbot.keyClick(route.ladder, Qt.Key.Key_Return)
    assert asked.count() == 0


def test_other_ways_are_chips_that_ask(qtbot: QtBot, route: RouteView) -> None:
    assert [chip.text() for chip in chips(route)] == [
        "Best  36.8 ms",
        "Fewest hops  45.1 ms",
        "Fibre only  no way",
    ]
    assert [chip.isChecked() for chip in chips(route)] == [True, False, False]
    assert chips(route)[1].toolTip() == "Fewest hops: 45.1 ms, 3 hops, over the pole"
    with qtbot.waitSignal(route.alternative_chosen) as chosen:
        qtbot.mouseClick(chips(route)[1], Qt.MouseButton.LeftButton)
    assert chosen.args == [1]
    assert chips(route)[0].isChecked()
    route.show_scene(replace(ROUTE, chosen=1))
    assert [chip.isChecked() for chip in chips(route)] == [False, True, False]


def test_chips_take_as_many_rows_as_they_need(qtbot: QtBot, route: RouteView) -> None:
    route.resize(320, 420)
    qtbot.waitUntil(lambda: len({chip.y() for chip in chips(route)}) == 2)
    area = route.findChild(QScrollArea)
    lowest = max(chip.mapTo(route, chip.rect().bottomLeft()).y() for chip in chips(route))
    assert lowest < area.y()
    route.resize(700, 420)
    qtbot.waitUntil(lambda: len({chip.y() for chip in chips(route)}) == 1)


def test_no_way_is_said_in_words(show: Show) -> None:
    route = RouteView()
    show(route, 320, 300)
    assert words(route) == ["Choose a pair in the matrix, and its route stands here hop by hop."]
    route.show_scene(replace(ROUTE, headline="unreachable", subline="", hops=(), alternatives=(), chosen=-1))
    assert words(route) == ["Lagos to us-east-1", "unreachable", "No way now."]
    assert not chips(route)
