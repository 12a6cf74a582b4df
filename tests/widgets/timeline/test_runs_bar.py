"""The bar of runs and the marks of events: what a person sees of them, and what a press asks for."""

import pytest
from pytestqt.qtbot import QtBot

from dawnline_widgets.timeline.runs_bar import RunsBar
from dawnline_widgets.timeline.scene import EventMark, RunsScene, TransportScene
from dawnline_widgets.timeline.time_bar import TimeBar

WORDS = (
    "A day & a night",
    "branch at 12:03: lost aws/us-east-1",
    "branch at 12:09: lost a very long name " * 3,
)


@pytest.fixture
def bar(qtbot: QtBot) -> RunsBar:
    bar = RunsBar()
    qtbot.addWidget(bar)
    bar.resize(900, bar.height())
    return bar


def test_one_run_shows_nothing_several_a_chip_each(bar: RunsBar, qtbot: QtBot) -> None:
    bar.show_scene(RunsScene(WORDS[:1]))
    assert bar.isHidden()
    bar.show_scene(RunsScene(WORDS, 1, "energy +3.1 kWh"))
    assert not bar.isHidden()
    assert bar.chip_texts[:2] == ("A day && a night", WORDS[1])
    assert bar.chip_texts[2].endswith("…")
    assert bar.chip(2).toolTip().startswith(WORDS[2])
    assert [bar.chip(n).isChecked() for n in range(3)] == [False, True, False]
    assert bar.difference_text == "energy +3.1 kWh"
    with qtbot.waitSignal(bar.chosen) as asked:
        bar.chip(2).click()
    assert asked.args == [2]
    assert not bar.chip(2).isChecked()  # until it is shown
    bar.show_scene(RunsScene(WORDS[:2], 0))
    assert len(bar.chip_texts) == 2


def scene(*events: EventMark) -> TransportScene:
    return TransportScene(
        True, 0.0, 1000.0, 1000.0, "REPLAY", False, False, 1.0, 0, 101,
        "", "00:00:00 UTC", "", "", None, (), (),
        events,
    )  # fmt: skip


def test_events_are_seen_where_they_happen(qtbot: QtBot) -> None:
    bar = TimeBar("empty")
    qtbot.addWidget(bar)
    bar.resize(1032, 56)
    bar.show_scene(scene())
    bare = bar.grab().toImage()
    bar.show_scene(scene(EventMark(500.0, 700.0, "lost here", fresh=True)))
    marked = bar.grab().toImage()
    x = [round(bar.axis().x(t_s)) for t_s in (400.0, 600.0, 800.0)]
    changed = [bare.pixelColor(column, 27) != marked.pixelColor(column, 27) for column in x]
    assert changed == [False, True, False]
    assert marked.pixelColor(x[1], 27).red() > 150
    bar._hover_x = bar.axis().x(500.0) + 3.0
    assert bar.hover_text().endswith("lost here")
    bar._hover_x = bar.axis().x(600.0)
    assert "lost here" not in bar.hover_text()
