"""Opening files in the window: kept runs are shown at once, others are made; what cannot be is said."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dawnline.commands.complaint import CommandError
from dawnline.recording.recording import Recording
from dawnline.recording.writer import RunWriter
from dawnline.shell import run_shelf
from dawnline.shell.files import Files
from dawnline.shell.run_shelf import own_path_beside, run_path_for
from dawnline.shell.session import Session
from dawnline.shell.window import DeskWindow
from dawnline_testing.malformed import TLE
from dawnline_testing.patience import PATIENCE_MS
from dawnline_testing.scenario_texts import HEAD
from dawnline_testing.small_run import small_frame, small_header, write_small_run
from dawnline_testing.small_scenario import write_small_scenario


@pytest.fixture(autouse=True)
def _shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_shelf, "user_cache_path", lambda *_, **__: tmp_path / "cache")


@pytest.fixture
def window(qtbot: QtBot, dressed: object) -> DeskWindow:
    assert dressed
    window = DeskWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def session(window: DeskWindow) -> Session:
    return Session(window)


@pytest.fixture
def files(window: DeskWindow, session: Session) -> Iterator[Files]:
    files = Files(session, window)
    yield files
    files.close()


def open_now(files: Files, path: Path, qtbot: QtBot, why: str = "") -> None:
    """Open a file and wait for it, or for the reason why not."""
    with qtbot.waitSignal(files.settled, timeout=PATIENCE_MS) as ended:
        files.open(path)
    assert why in ended.args[0]
    assert bool(why) == bool(ended.args[0])


def made(session: Session, scenario: Path, files: Files, qtbot: QtBot) -> Path:
    """Let the run of a scenario be made, and return it."""
    open_now(files, scenario, qtbot)
    assert files.simulating
    qtbot.waitUntil(lambda: session.recording is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not files.simulating, timeout=PATIENCE_MS)
    assert session.recording is not None
    return session.recording.path


def test_a_scenario_is_simulated_and_its_run_kept(
    session: Session, files: Files, tmp_path: Path, qtbot: QtBot
) -> None:
    scenario = write_small_scenario(tmp_path, duration="10m")
    path = made(session, scenario, files, qtbot)
    assert path == run_path_for(scenario, ())
    assert session.playhead.playing
    assert session.playhead.available_s == 600.0
    assert session.worker.phase == "complete"
    session.close()  # the last one out makes the run a single file
    before = path.stat().st_mtime_ns
    open_now(files, scenario, qtbot)  # the same again: nothing is simulated
    assert session.recording is not None
    assert (session.recording.path, path.stat().st_mtime_ns) == (path, before)
    assert not files.simulating
    assert files.can_simulate_again
    with qtbot.waitSignal(files.settled, timeout=PATIENCE_MS):
        files.simulate_again()
        assert session.recording is not None
    assert files.simulating
    assert session.recording is None
    qtbot.waitUntil(lambda: session.recording is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not files.simulating, timeout=PATIENCE_MS)
    assert path.stat().st_mtime_ns > before


def test_a_run_that_was_not_finished_is_made_again(
    session: Session, files: Files, tmp_path: Path, qtbot: QtBot
) -> None:
    scenario = write_small_scenario(tmp_path, duration="2000h")
    files.open(scenario)
    qtbot.waitUntil(lambda: session.recording is not None, timeout=PATIENCE_MS)
    os.kill(files.worker_process_id, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    qtbot.waitUntil(lambda: session.worker.phase == "failed", timeout=PATIENCE_MS)
    assert session.recording is not None
    kept, path = session.recording.frame_count, session.recording.path
    assert kept > 0
    session.close()
    open_now(files, scenario, qtbot)
    assert files.simulating
    qtbot.waitUntil(lambda: session.recording is not None, timeout=PATIENCE_MS)
    assert session.recording is not None
    assert session.recording.path == path
    assert session.recording.state == "running"


def test_what_another_window_writes_is_left_alone(
    session: Session, files: Files, tmp_path: Path, qtbot: QtBot
) -> None:
    scenario = write_small_scenario(tmp_path, duration="10m")
    theirs = run_path_for(scenario, ())
    with RunWriter(theirs, small_header(7, 30)) as writer:
        writer.append(small_frame(7, 0))
        writer.flush()
        mine = made(session, scenario, files, qtbot)
        assert mine == own_path_beside(theirs)
        with qtbot.waitSignal(files.settled, timeout=PATIENCE_MS):
            files.simulate_again()  # nor is it overwritten
        qtbot.waitUntil(lambda: session.recording is not None, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: not files.simulating, timeout=PATIENCE_MS)
        assert session.worker.phase == "complete"
        writer.append(small_frame(7, 1))
        writer.finish("complete")
    with Recording.open(theirs) as recording:
        assert recording.frame_count == 2


def test_a_run_is_read_and_stands_still(session: Session, files: Files, tmp_path: Path, qtbot: QtBot) -> None:
    path = write_small_run(tmp_path / "r.dawn")
    open_now(files, path, qtbot)
    assert session.recording is not None
    assert session.recording.path == path
    assert not session.playhead.playing
    assert not files.can_simulate_again
    assert files.epoch == session.recording.header.epoch


def test_what_is_wrong_with_a_scenario_is_in_the_notice(
    window: DeskWindow, session: Session, files: Files, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(HEAD + "nonsense = 1\n", encoding="utf-8")
    files.open(bad)
    qtbot.waitUntil(lambda: not window.notice.isHidden(), timeout=PATIENCE_MS)
    assert "cannot be simulated" in window.notice.text
    assert f"{bad}:3" in window.notice.text
    assert session.recording is None
    assert not files.simulating


def test_a_run_without_a_frame_says_so(
    window: DeskWindow, files: Files, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write_small_run(tmp_path / "r.dawn", frames=0, finish=False, frame_count=5, duration_s=240.0)
    open_now(files, path, qtbot)
    assert "no frame" in window.notice.text


def test_what_cannot_be_opened_leaves_what_is_open(
    window: DeskWindow, session: Session, files: Files, tmp_path: Path, qtbot: QtBot
) -> None:
    run = write_small_run(tmp_path / "r.dawn")
    open_now(files, run, qtbot)
    opened = session.recording
    damaged, folder = tmp_path / "x.dawn", tmp_path / "folder"
    damaged.write_bytes(b"SQLite format 3\0 and no run at all")
    folder.mkdir()
    for path in (folder, tmp_path / "missing.toml"):
        with pytest.raises(CommandError, match=path.name):
            files.open(path)
    with pytest.raises(CommandError, match="takes no --elements"):
        files.open(run, ("some.tle",))
    open_now(files, damaged, qtbot, why="x.dawn")
    assert "cannot be opened" in window.notice.text
    assert "x.dawn" in window.notice.text
    assert session.recording is opened
    assert opened is not None
    assert opened.values("satellite", "soc_frac", 0).size > 0  # and it is still good


def test_a_cache_that_cannot_be_written_is_said(
    window: DeskWindow, files: Files, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be", encoding="utf-8")
    open_now(files, write_small_scenario(tmp_path), qtbot, why="cache")
    assert "cache" in window.notice.text


def test_element_sets_join_the_scenario_for_them(
    session: Session, files: Files, tmp_path: Path, qtbot: QtBot
) -> None:
    elements = tmp_path / "dropped.tle"
    elements.write_text(TLE, encoding="ascii")
    files.open(elements)
    qtbot.waitUntil(lambda: session.recording is not None, timeout=PATIENCE_MS)
    assert session.recording is not None
    assert "STARLINK-1008" in session.recording.header.fleet.satellites.names


def test_cancel_keeps_what_is_there(session: Session, files: Files, tmp_path: Path, qtbot: QtBot) -> None:
    files.open(write_small_scenario(tmp_path, duration="2000h"))
    qtbot.waitUntil(lambda: session.recording is not None, timeout=PATIENCE_MS)
    files.cancel()
    qtbot.waitUntil(lambda: session.worker.phase == "cancelled", timeout=PATIENCE_MS)
    assert session.recording is not None
    assert session.recording.state == "cancelled"
    assert not session.playhead.growing
    assert session.playhead.available_s == session.recording.end_s > 0.0


def test_while_a_file_opens_its_name_is_said_and_the_old_run_stays(
    session: Session, files: Files, tmp_path: Path, qtbot: QtBot, gate: threading.Event
) -> None:
    gate.set()
    open_now(files, write_small_run(tmp_path / "old.dawn"), qtbot)
    old = session.recording
    gate.clear()
    files.open(write_small_run(tmp_path / "large.dawn"))
    assert files.opening
    qtbot.waitUntil(lambda: session.opening == "large.dawn")
    assert session.recording is old
    gate.set()
    qtbot.waitUntil(lambda: not files.opening)
    assert session.opening == ""
    assert session.recording is not None
    assert session.recording.path.name == "large.dawn"


def test_what_opens_fast_is_not_talked_about(
    window: DeskWindow, session: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dawnline.shell.files.SLOW_MS", PATIENCE_MS)
    files = Files(session, window)
    said: list[str] = []
    session.touched.connect(lambda: said.append(session.opening))
    open_now(files, write_small_run(tmp_path / "r.dawn"), qtbot)
    assert set(said) == {""}
    files.close()


def test_another_file_takes_the_place_of_one_that_opens(
    session: Session, files: Files, tmp_path: Path, qtbot: QtBot, gate: threading.Event
) -> None:
    paths = [write_small_run(tmp_path / f"{name}.dawn") for name in "abc"]
    for path in paths:
        files.open(path)
    qtbot.waitUntil(lambda: session.opening == "c.dawn")
    gate.set()
    qtbot.waitUntil(lambda: not files.opening)
    assert session.recording is not None
    assert session.recording.path == paths[-1]
    files.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("opening")]
    for path in paths:  # on Windows a file that somebody holds cannot go
        path.unlink()


def test_cancelling_leaves_what_is_open(
    window: DeskWindow,
    session: Session,
    files: Files,
    tmp_path: Path,
    qtbot: QtBot,
    gate: threading.Event,
) -> None:
    gate.set()
    open_now(files, write_small_run(tmp_path / "old.dawn"), qtbot)
    old = session.recording
    gate.clear()
    files.open(write_small_run(tmp_path / "large.dawn"))
    qtbot.waitUntil(lambda: bool(session.opening))
    with qtbot.waitSignal(files.settled) as ended:
        files.cancel()
    assert ended.args == [""]
    assert (files.opening, session.opening) == (False, "")
    gate.set()
    qtbot.wait(100)
    assert session.recording is old
    assert window.notice.isHidden()


def test_a_simulation_goes_on_while_another_file_cannot_be_opened(
    session: Session, files: Files, tmp_path: Path, qtbot: QtBot
) -> None:
    open_now(files, write_small_scenario(tmp_path, duration="2000h"), qtbot)
    damaged = tmp_path / "x.dawn"
    damaged.write_bytes(b"SQLite format 3\0 and no run at all")
    open_now(files, damaged, qtbot, why="x.dawn")
    assert files.simulating
    qtbot.waitUntil(lambda: session.recording is not None, timeout=PATIENCE_MS)
    assert session.source is not None


def test_the_window_closes_while_a_file_opens(
    session: Session, files: Files, tmp_path: Path, qtbot: QtBot, gate: threading.Event
) -> None:
    files.open(write_small_run(tmp_path / "r.dawn"))
    threading.Timer(0.2, gate.set).start()
    files.close()
    assert session.recording is None
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("opening")]
    qtbot.wait(20)  # what the thread has said late is heard by nobody
    assert session.recording is None
