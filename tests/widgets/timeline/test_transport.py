"""The timeline dock: what it says, and what mouse, wheel and keys ask for."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.parts import Pill
from dawnline_widgets.timeline.bar_paint import LABELS_PX, TRACK_PX
from dawnline_widgets.timeline.scene import TransportScene
from dawnline_widgets.timeline.speed_button import SpeedButton
from dawnline_widgets.timeline.time_bar import TimeBar
from dawnline_widgets.timeline.transport import EMPTY_TEXT, TransportWidget

pytestmark = pytest.mark.usefixtures("dressed")

SCENE = TransportScene(
    enabled=True,
    t_s=21_600.0,
    duration_s=86_400.0,
    buffered_s=64_800.0,
    mode="REPLAY",
    playing=False,
    following=False,
    speed=600.0,
    frame=360,
    frame_count=1441,
    chip="SIMULATING 75 %",
    clock_text="06:00:00",
    date_text="2026-05-30",
    span_text="05-30 00:00 to 05-31 00:00 UTC",
    loop=None,
    ticks=tuple((hour * 3600.0, f"{hour:02d}:00") for hour in range(0, 25, 3)),
    gaps=(),
)
LIVE = replace(SCENE, t_s=64_800.0, mode="LIVE", following=True, playing=True, clock_text="18:00:00")
MIDDLE_Y = round(LABELS_PX + TRACK_PX / 2)


@pytest.fixture
def transport(qtbot: QtBot) -> TransportWidget:
    widget = TransportWidget()
    qtbot.addWidget(widget)
    widget.resize(1200, 120)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.show_scene(SCENE)
    return widget


@pytest.fixture
def bar(transport: TransportWidget) -> TimeBar:
    return transport.findChild(TimeBar)


def button(widget: QWidget, name: str) -> QToolButton:
    found = [child for child in widget.findChildren(QToolButton) if child.accessibleName() == name]
    assert len(found) == 1, [child.accessibleName() for child in widget.findChildren(QToolButton)]
    return found[0]


def words(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()}


def pills(widget: QWidget) -> list[str]:
    return [pill.text() for pill in widget.findChildren(Pill)]


def at(bar: TimeBar, t_s: float) -> QPoint:
    return QPoint(round(bar.axis().x(t_s)), MIDDLE_Y)


def pixel(bar: TimeBar, t_s: float, y: int = MIDDLE_Y) -> QColor:
    return bar.grab().toImage().pixelColor(round(bar.axis().x(t_s)), y)


def wheel(bar: TimeBar, delta: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    place = QPointF(200, MIDDLE_Y)
    event = QWheelEvent(
        place,
        bar.mapToGlobal(place),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(bar, event)


def test_it_says_where_the_run_stands(transport: TransportWidget) -> None:
    assert {"06:00:00", "2026-05-30", "frame 361 of 1,441", "loop off"} <= words(transport)
    assert pills(transport) == ["REPLAY", "SIMULATING 75 %"]
    assert transport.findChild(SpeedButton).text() == "600\N{MULTIPLICATION SIGN}"


@pytest.mark.parametrize(("scene", "token"), [(SCENE, tokens.REPLAY), (LIVE, tokens.LIVE)])
def test_mode_is_said_in_word_and_colour(
    transport: TransportWidget, bar: TimeBar, scene: TransportScene, token: str
) -> None:
    transport.show_scene(scene)
    assert pills(transport)[0] == scene.mode
    assert pixel(bar, scene.t_s) == QColor(token)


def test_simulated_not_yet_and_lost_look_different(transport: TransportWidget, bar: TimeBar) -> None:
    transport.show_scene(replace(SCENE, gaps=((30_000.0, 40_000.0),)))
    image = bar.grab().toImage()

    def seen(start_s: float, end_s: float) -> set[str]:
        columns = range(round(bar.axis().x(start_s)), round(bar.axis().x(end_s)))
        rows = range(round(LABELS_PX) + 3, round(LABELS_PX + TRACK_PX) - 4)
        return {image.pixelColor(x, y).name() for x in columns for y in rows}

    simulated = seen(41_000.0, 43_000.0)
    not_yet = seen(80_000.0, 84_000.0)
    lost = seen(31_000.0, 32_300.0)
    assert len(simulated) == 1
    assert {tokens.BACKGROUND.lower(), tokens.LINE.lower()} <= not_yet
    assert tokens.BACKGROUND.lower() in lost
    assert len(lost) > 1
    assert not simulated & (not_yet | lost)


def test_click_and_drag_seek(qtbot: QtBot, transport: TransportWidget, bar: TimeBar) -> None:
    asked: list[float] = []
    transport.seek_requested.connect(asked.append)
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=at(bar, 43_200.0))
    qtbot.mouseMove(bar, at(bar, 50_000.0))
    qtbot.mouseMove(bar, at(bar, 60_000.0))
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=at(bar, 60_000.0))
    one_pixel_s = 86_400.0 / (bar.width() - 32)
    assert asked[0] == pytest.approx(43_200.0, abs=one_pixel_s)
    assert asked[-1] == pytest.approx(60_000.0, abs=one_pixel_s)
    assert len(asked) >= 2
    count = len(asked)
    qtbot.mouseMove(bar, at(bar, 10_000.0))
    assert len(asked) == count


def test_shift_drag_marks_a_loop_and_seeks_nowhere(
    qtbot: QtBot, transport: TransportWidget, bar: TimeBar
) -> None:
    loops: list[tuple[float, float]] = []
    seeks: list[float] = []
    transport.loop_requested.connect(loops.append)
    transport.seek_requested.connect(seeks.append)
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, shift, at(bar, 50_000.0))
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, shift, at(bar, 40_000.0))
    assert loops[0] == pytest.approx((40_000.0, 50_000.0), abs=80.0)
    assert not seeks


def test_wheel_steps_frames(transport: TransportWidget, bar: TimeBar) -> None:
    asked: list[int] = []
    transport.step_requested.connect(asked.append)
    wheel(bar, -120)
    wheel(bar, 240)
    wheel(bar, -120, Qt.KeyboardModifier.ShiftModifier)
    assert asked == [1, -2, 10]


def test_a_fine_wheel_adds_up(transport: TransportWidget, bar: TimeBar) -> None:
    asked: list[int] = []
    transport.step_requested.connect(asked.append)
    for _ in range(8):
        wheel(bar, -30)
    assert asked == [1, 1]


def test_arrows_step_and_space_is_left_to_the_program(
    qtbot: QtBot, transport: TransportWidget, bar: TimeBar
) -> None:
    asked: list[int] = []
    transport.step_requested.connect(asked.append)
    bar.setFocus()
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    qtbot.keyClick(bar, Qt.Key.Key_Space)
    assert asked == [1, -1]


def test_hover_says_the_time(qtbot: QtBot, transport: TransportWidget, bar: TimeBar) -> None:
    transport.show_scene(replace(SCENE, gaps=((30_000.0, 40_000.0),)))
    qtbot.mouseMove(bar, at(bar, 43_200.0))
    assert bar.hover_text().startswith(("11:59", "12:00"))
    qtbot.mouseMove(bar, at(bar, 80_000.0))
    assert bar.hover_text().endswith("not simulated yet")
    qtbot.mouseMove(bar, at(bar, 35_000.0))
    assert bar.hover_text().endswith("lost in the file")


def test_buttons_ask(qtbot: QtBot, transport: TransportWidget) -> None:
    asked: list[object] = []
    transport.play_toggled.connect(lambda: asked.append("play"))
    transport.step_requested.connect(asked.append)
    transport.jump_requested.connect(asked.append)
    transport.follow_requested.connect(lambda: asked.append("follow"))
    transport.loop_requested.connect(asked.append)
    for name in (
        "Play",
        "One frame back",
        "One frame forward",
        "Jump to the start",
        "Jump to the end of what is simulated",
        "Follow the end as it is simulated",
        "Loop",
    ):
        qtbot.mouseClick(button(transport, name), Qt.MouseButton.LeftButton)
    assert asked == ["play", -1, 1, "start", "end", "follow", (0.0, 64_800.0)]


def test_buttons_show_what_is_and_not_what_was_pressed(qtbot: QtBot, transport: TransportWidget) -> None:
    follow = button(transport, "Follow the end as it is simulated")
    qtbot.mouseClick(follow, Qt.MouseButton.LeftButton)
    assert not follow.isChecked()
    transport.show_scene(LIVE)
    assert follow.isChecked()
    assert button(transport, "Pause").isChecked()
    transport.show_scene(SCENE)
    assert not button(transport, "Play").isChecked()


def test_a_loop_is_shown_and_its_button_ends_it(qtbot: QtBot, transport: TransportWidget) -> None:
    transport.show_scene(replace(SCENE, loop=(10_000.0, 20_000.0)))
    assert "loop on" in words(transport)
    with qtbot.waitSignal(transport.loop_requested) as asked:
        qtbot.mouseClick(button(transport, "Loop"), Qt.MouseButton.LeftButton)
    assert asked.args == [None]
    assert button(transport, "Loop").isChecked()


def test_speed_menu_goes_back_in_time_too(qtbot: QtBot, transport: TransportWidget) -> None:
    speed = transport.findChild(SpeedButton)
    choices = {action.text(): action for action in speed.menu().actions()}
    assert choices["600\N{MULTIPLICATION SIGN}"].isChecked()
    with qtbot.waitSignal(transport.speed_requested) as asked:
        choices["\N{MINUS SIGN}60\N{MULTIPLICATION SIGN}"].trigger()
    assert asked.args == [-60.0]
    transport.show_scene(replace(SCENE, speed=-60.0))
    assert speed.text() == "\N{MINUS SIGN}60\N{MULTIPLICATION SIGN}"


def test_nothing_open_is_said_in_words_and_nothing_can_be_pressed(
    qtbot: QtBot, transport: TransportWidget, bar: TimeBar
) -> None:
    transport.show_scene(replace(SCENE, enabled=False))
    assert not any(child.isEnabled() for child in transport.findChildren(QToolButton))
    assert pills(transport) == ["", ""]
    assert bar.accessibleDescription() == EMPTY_TEXT
    with qtbot.assertNotEmitted(transport.seek_requested):
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(300, MIDDLE_Y))


@pytest.mark.parametrize("width", [520, 680, 900, 1200])
def test_mode_and_chip_are_whole_at_any_width_and_the_clock_where_it_fits(
    qtbot: QtBot, transport: TransportWidget, width: int
) -> None:
    transport.setFixedWidth(width)
    transport.show_scene(LIVE)
    qtbot.wait(1)
    whole = [child for child in transport.findChildren(Pill) if child.text()]
    assert len(whole) == 2
    whole += [label for label in transport.findChildren(QLabel) if label.isVisible()]
    whole += [child for child in transport.findChildren(QToolButton) if child.isVisible()]
    assert (width < 680) or "18:00:00" in words(transport)
    for child in whole:
        assert child.width() >= child.sizeHint().width()
        assert child.geometry().right() < width


def test_an_equal_scene_paints_nothing(qtbot: QtBot) -> None:
    painted: list[str] = []
    original = TimeBar.paintEvent

    class Counting(TimeBar):
        def paintEvent(self, event: object) -> None:
            painted.append("bar")
            original(self, event)

    counting = Counting("empty")
    qtbot.addWidget(counting)
    with qtbot.waitExposed(counting):
        counting.show()
    counting.show_scene(SCENE)
    qtbot.wait(20)
    painted.clear()
    counting.show_scene(replace(SCENE))
    qtbot.wait(20)
    assert not painted
    counting.show_scene(replace(SCENE, t_s=30_000.0))
    qtbot.wait(20)
    assert painted
