"""Why links are up or not: what is listed in which order, chips, mouse and keys."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from dawnline_widgets.network.reason_model import ROW_PX, ReasonModel
from dawnline_widgets.network.reason_texts import second_line, sentence, status_of
from dawnline_widgets.network.reasons import LinkReasons
from dawnline_widgets.network.scene import Reason, ReasonsScene
from dawnline_widgets.theme import tokens

pytestmark = pytest.mark.usefixtures("dressed")
Show = Callable[[QWidget, int, int], None]

FAR = Reason("DL-9", "satellite:dl/9", "laser", False, "out of range", "5,410 km", "limit 5,016 km", "")
ROWS = (
    FAR,
    Reason("DL-1", "satellite:dl/1", "laser", True, "in range", "1,302 km", "limit 5,016 km", "05:12"),
    Reason("DL-2", "satellite:dl/2", "laser", False, "failed", "", "", "05:58", status=0),
    Reason("Gaffney", "gateway:gaffney", "gateway", True, "above the mask", "el 31", "mask 25", "06:09"),
    replace(FAR, name="DL-8", id="satellite:dl/8"),
)
SUMMARY = (("in range", 1), ("above the mask", 1), ("out of range", 2), ("failed", 1))
SCENE = ReasonsScene(1, "Links of DL-0", SUMMARY, ROWS, "DL-0 has no lasers.")


@pytest.fixture
def reasons(show: Show) -> LinkReasons:
    widget = LinkReasons()
    widget.show_scene(SCENE)
    show(widget, 320, 420)
    return widget


def chip(reasons: LinkReasons, word: str) -> QToolButton:
    return next(
        button for button in reasons.findChildren(QToolButton)
        if button.isVisible() and button.text().startswith(word)
    )  # fmt: skip


def row(number: int) -> QPoint:
    return QPoint(80, number * ROW_PX + ROW_PX // 2)


def test_links_that_are_up_come_first(reasons: LinkReasons) -> None:
    assert reasons.texts() == ("DL-1", "Gaffney", "DL-9", "DL-2", "DL-8")
    assert reasons.count_text == "5 of 5"
    assert "Links of DL-0" in [label.text() for label in reasons.findChildren(QLabel)]


def test_a_row_says_who_why_and_how_much() -> None:
    assert second_line(ROWS[1]) == "laser \N{MIDDLE DOT} in range \N{MIDDLE DOT} since 05:12"
    assert sentence(FAR) == "DL-9: laser not up, out of range, 5,410 km, limit 5,016 km"
    words = [tokens.STATUSES[status_of(entry)].word for entry in ROWS[:3]]
    assert words == ["off", "normal", "critical"]


def test_status_is_seen_in_the_row(reasons: LinkReasons) -> None:
    image = reasons.view.viewport().grab().toImage()

    def seen(number: int) -> set[str]:
        down = range(number * ROW_PX, (number + 1) * ROW_PX)
        return {image.pixelColor(x, y).name().upper() for x in range(10, 24) for y in down}

    assert tokens.STATUSES[3].colour in seen(0)
    assert tokens.STATUSES[0].colour in seen(3)


def test_chips_filter_by_reason_and_add_up(qtbot: QtBot, reasons: LinkReasons) -> None:
    qtbot.mouseClick(chip(reasons, "out of range"), Qt.MouseButton.LeftButton)
    assert reasons.texts() == ("DL-9", "DL-8")
    assert reasons.count_text == "2 of 5"
    assert chip(reasons, "out of range").isChecked()
    qtbot.mouseClick(chip(reasons, "failed"), Qt.MouseButton.LeftButton)
    assert reasons.texts() == ("DL-9", "DL-2", "DL-8")
    qtbot.mouseClick(chip(reasons, "out of range"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(chip(reasons, "failed"), Qt.MouseButton.LeftButton)
    assert len(reasons.texts()) == 5


def test_a_filter_stays_with_time_and_goes_with_its_reason(qtbot: QtBot, reasons: LinkReasons) -> None:
    qtbot.mouseClick(chip(reasons, "failed"), Qt.MouseButton.LeftButton)
    later = replace(SCENE, key=2, rows=ROWS[1:], summary=(*SUMMARY[:2], ("out of range", 1), SUMMARY[3]))
    reasons.show_scene(later)
    assert reasons.texts() == ("DL-2",)
    assert chip(reasons, "out of range").text() == "out of range  1"
    reasons.show_scene(replace(SCENE, key=3, rows=ROWS[:2], summary=(SUMMARY[0], ("out of range", 1))))
    assert reasons.texts() == ("DL-1", "DL-9")


def test_another_satellite_is_shown_whole(qtbot: QtBot, reasons: LinkReasons) -> None:
    qtbot.mouseClick(chip(reasons, "failed"), Qt.MouseButton.LeftButton)
    reasons.show_scene(replace(SCENE, key=2, title="Links of DL-5"))
    assert len(reasons.texts()) == 5


def test_a_click_chooses(qtbot: QtBot, reasons: LinkReasons) -> None:
    with qtbot.waitSignal(reasons.chosen) as chosen:
        qtbot.mouseClick(reasons.view.viewport(), Qt.MouseButton.LeftButton, pos=row(1))
    assert chosen.args == ["gateway:gaffney"]


def test_keys_move_and_enter_chooses(qtbot: QtBot, reasons: LinkReasons) -> None:
    chosen = QSignalSpy(reasons.chosen)
    reasons.view.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(reasons.view, key)
    assert [chosen.at(n)[0] for n in range(chosen.count())] == ["satellite:dl/9"]
    qtbot.keyClick(reasons.view, Qt.Key.Key_End)
    qtbot.keyClick(reasons.view, Qt.Key.Key_Enter)
    assert chosen.at(1) == ["satellite:dl/8"]


def test_the_row_of_the_keys_stays_while_rows_come_and_go(qtbot: QtBot, reasons: LinkReasons) -> None:
    qtbot.mouseClick(reasons.view.viewport(), Qt.MouseButton.LeftButton, pos=row(3))
    reasons.show_scene(replace(SCENE, key=2, rows=ROWS[1:]))
    with qtbot.waitSignal(reasons.chosen) as chosen:
        qtbot.keyClick(reasons.view, Qt.Key.Key_Return)
    assert chosen.args == ["satellite:dl/2"]


def test_pointing_lights_up_a_row(qtbot: QtBot, reasons: LinkReasons) -> None:
    before = reasons.view.viewport().grab().toImage()
    qtbot.mouseMove(reasons.view.viewport(), row(2))
    qtbot.waitUntil(lambda: reasons.view.viewport().grab().toImage() != before)


def test_the_model_keeps_the_rules_of_qt() -> None:
    model = ReasonModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.show_rows(ROWS, frozenset())
    assert not model.show_rows((replace(ROWS[0], value="5,411 km"), *ROWS[1:]), frozenset())
    assert model.rows[2].value == "5,411 km"
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == sentence(ROWS[1])
    assert model.show_rows((), frozenset())
    assert model.rowCount() == 0
    tester.deleteLater()


def test_of_hundreds_of_rows_only_what_is_seen_is_painted(
    reasons: LinkReasons, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[int] = []
    whole = reasons.view._painter.paint

    def counted(painter: object, option: object, index: object) -> None:
        painted.append(index.row())
        whole(painter, option, index)

    monkeypatch.setattr(reasons.view._painter, "paint", counted)
    many = tuple(replace(FAR, name=f"DL-{n}", id=f"satellite:dl/{n}") for n in range(500))
    reasons.show_scene(replace(SCENE, key=2, rows=many, summary=(("out of range", 500),)))
    reasons.view.viewport().repaint()
    assert reasons.count_text == "500 of 500"
    assert 0 < len(set(painted)) <= 320 // ROW_PX + 6


def test_nothing_to_list_is_said_in_words(show: Show) -> None:
    reasons = LinkReasons()
    show(reasons, 320, 200)
    assert reasons.view._empty.startswith("Select a satellite or a pair")
    blank = reasons.view.viewport().grab().toImage()
    reasons.show_scene(ReasonsScene(1, "Links of DL-0", (), (), "DL-0 has no lasers."))
    assert reasons.view._empty == "DL-0 has no lasers."
    assert reasons.view.viewport().grab().toImage() != blank
