"""Opening files in the window: kept runs are shown at once, others are made; what cannot be is said."""

import os
import signal
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
from dawnline_testing.scenario_texts import HEAD
from dawnline_testing.small_run import small_frame, small_header, write_small_run
from dawnline_testing.small_scenario import write_small_scenario

PATIENCE_MS = 30_000


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


def made(session: Session, scenario: Path, files: Files, qtbot: QtBot) -> Path:
    """Let the run of a scenario be made, and return it."""
    files.open(scenario)
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
    before = path.stat().st_mtime_ns
    session.close()
    files.open(scenario)  # the same again: nothing is simulated
    assert session.recording is not None
    assert (session.recording.path, path.stat().st_mtime_ns) == (path, before)
    assert not files.simulating
    assert files.can_simulate_again
    files.simulate_again()
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
    files.open(scenario)
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
        files.simulate_again()  # nor is it overwritten
        qtbot.waitUntil(lambda: session.recording is not None, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: not files.simulating, timeout=PATIENCE_MS)
        assert session.worker.phase == "complete"
        writer.append(small_frame(7, 1))
        writer.finish("complete")
    with Recording.open(theirs) as recording:
        assert recording.frame_count == 2


def test_a_run_is_read_and_stands_still(session: Session, files: Files, tmp_path: Path) -> None:
    path = write_small_run(tmp_path / "r.dawn")
    files.open(path)
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


def test_a_run_without_a_frame_says_so(window: DeskWindow, files: Files, tmp_path: Path) -> None:
    path = write_small_run(tmp_path / "r.dawn", frames=0, finish=False, frame_count=5, duration_s=240.0)
    files.open(path)
    assert "no frame" in window.notice.text


def test_what_cannot_be_opened_leaves_what_is_open(session: Session, files: Files, tmp_path: Path) -> None:
    files.open(write_small_run(tmp_path / "r.dawn"))
    opened = session.recording
    damaged, folder, run = tmp_path / "x.dawn", tmp_path / "folder", tmp_path / "r.dawn"
    damaged.write_bytes(b"no run at all")
    folder.mkdir()
    for path in (damaged, folder, tmp_path / "missing.toml"):
        with pytest.raises(CommandError, match=path.name):
            files.open(path)
    with pytest.raises(CommandError, match="takes no --elements"):
        files.open(run, ("some.tle",))
    assert session.recording is opened


def test_a_cache_that_cannot_be_written_is_said(files: Files, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(CommandError, match="cache"):
        files.open(write_small_scenario(tmp_path))


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
    files.cancel_simulation()
    qtbot.waitUntil(lambda: session.worker.phase == "cancelled", timeout=PATIENCE_MS)
    assert session.recording is not None
    assert session.recording.state == "cancelled"
    assert not session.playhead.growing
    assert session.playhead.available_s == session.recording.end_s > 0.0
