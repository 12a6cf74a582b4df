"""The session: opening and closing, catching up with a run that grows, waiting for a time."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dawnline.fleet.entity import EntityRef
from dawnline.present.worker import WorkerState
from dawnline.recording.recording import Recording
from dawnline.recording.writer import RunWriter
from dawnline.shell.session import OPENING_SPEED, Session
from dawnline_testing.small_run import STEP_S, small_frame, small_header, write_small_run

FRAMES = 20


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    assert qtbot
    return Session()


def test_opening_stands_at_the_start(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    recording = Recording.open(write_small_run(tmp_path / "r.dawn", frames=FRAMES))
    with qtbot.waitSignals([session.opened, session.touched]):
        session.open(recording, playing=True)
    state = session.playhead.state
    assert (state.t_s, state.speed, state.playing) == (0.0, OPENING_SPEED, True)
    assert state.duration_s == state.available_s == (FRAMES - 1) * STEP_S
    assert not state.growing
    session.close()
    assert session.recording is None
    assert session.playhead.state.duration_s == 0.0


def test_another_run_takes_nothing_over(session: Session, tmp_path: Path) -> None:
    first = Recording.open(write_small_run(tmp_path / "1.dawn", frames=FRAMES))
    session.open(first, playing=True)
    session.select(EntityRef("satellite", 3))
    session.wait_for(120.0)
    session.open(Recording.open(write_small_run(tmp_path / "2.dawn", frames=3)), playing=False)
    assert session.selection is None
    assert session.wanted_t_s is None
    assert session.t_s == 0.0
    with pytest.raises(Exception, match="closed"):
        first.values("satellite", "requests", 1)
    session.close()


def test_selecting_the_same_again_touches_nothing(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.touched):
        session.select(EntityRef("site", 0))
    with qtbot.assertNotEmitted(session.touched):
        session.select(EntityRef("site", 0))


def test_a_run_that_somebody_else_writes_grows(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "r.dawn"
    with RunWriter(path, small_header(7, FRAMES)) as writer:
        append(writer, 5)
        session.open(Recording.open(path), playing=False)
        assert session.growing
        assert session.playhead.state.growing
        assert session.playhead.state.available_s == 4 * STEP_S
        append(writer, 10)
        assert session.recording is not None
        assert session.recording.refresh()
        session.catch_up()
        assert session.playhead.state.available_s == 9 * STEP_S
        writer.finish("cancelled")
    assert session.recording.refresh()
    session.catch_up()
    assert not session.playhead.state.growing
    session.close()


def test_a_time_that_is_not_there_yet_is_waited_for(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "r.dawn"
    with RunWriter(path, small_header(7, FRAMES)) as writer:
        append(writer, 5)
        session.open(Recording.open(path), playing=True)
        assert session.recording is not None
        session.wait_for(8 * STEP_S)
        assert (session.t_s, session.playhead.playing) == (0.0, False)
        append(writer, 7)
        session.recording.refresh()
        session.catch_up()
        assert session.t_s == 0.0  # not yet
        append(writer, 12)
        session.recording.refresh()
        session.catch_up()
        assert session.t_s == 8 * STEP_S
        assert session.wanted_t_s is None
        session.wait_for(18 * STEP_S)
        writer.finish("cancelled")
    session.worker = WorkerState("cancelled")
    session.recording.refresh()
    session.catch_up()  # it will never come: the end is as near as it gets
    assert session.t_s == 11 * STEP_S
    session.close()


def append(writer: RunWriter, until: int) -> None:
    """Write frames until there are so many, and flush them."""
    for index in range(writer.frames, until):
        writer.append(small_frame(7, index))
    writer.flush()
