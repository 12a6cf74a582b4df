"""Something happens now: a branch opens beside the run it left, and both can be looked at."""

import os
import signal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dawnline.commands.table import find_command
from dawnline.fleet.entity import EntityRef
from dawnline.recording.recording import Recording
from dawnline.shell import run_shelf
from dawnline.shell.furnish import Furnishing
from dawnline.shell.menus import palette_rows
from dawnline.shell.run_shelf import runs_folder
from dawnline_testing.patience import PATIENCE_MS
from dawnline_testing.small_scenario import write_small_scenario
from dawnline_widgets.timeline.runs_bar import RunsBar

LOST = "branch at 01:10: lost aws/us-east-1"
TITLE = "Small: one shell, one dusk plane, two places"


@pytest.fixture(autouse=True)
def _shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_shelf, "user_cache_path", lambda *_, **__: tmp_path / "cache")


def bar_of(desk: Furnishing) -> RunsBar:
    return desk.window.findChild(RunsBar)


def lose(desk: Furnishing, qtbot: QtBot, name: str = "site:aws/us-east-1", at: str = "+1h10m30s") -> None:
    """Lose something at a time, and wait until the branch is shown."""
    before = len(desk.branches.runs)
    assert desk.invoker.run("timeline.seek", at)
    assert desk.invoker.run("select.entity", name)
    assert desk.invoker.run("event.lose")
    assert desk.branches.work == "waiting"
    qtbot.waitUntil(lambda: len(desk.branches.runs) > before, timeout=PATIENCE_MS)


def worker_of(desk: Furnishing) -> int:
    """Return the process id of the worker of the branch that is shown, 0 where none runs."""
    work = desk.branches.family.shown_work
    return 0 if work is None else work.process_id


def limiter_of(desk: Furnishing, t_s: float) -> str:
    recording = desk.session.recording
    assert recording is not None
    site = recording.find_entity("site:aws/us-east-1")
    codes = recording.header.catalogue.find("site", "limiter").codes
    return codes[recording.at(t_s).values["site"]["limiter"][site.index]]


def test_a_site_is_lost_and_both_runs_are_seen(desk: Furnishing, qtbot: QtBot) -> None:
    session, bar = desk.session, bar_of(desk)
    assert bar.isHidden()
    parent = session.recording
    assert desk.invoker.run("timeline.speed_600")
    lose(desk, qtbot)
    child = session.recording
    assert parent is not None
    assert child is not None
    assert child is not parent
    # Time, speed, selection and camera stay; who is selected says why it stands.
    qtbot.waitUntil(lambda: session.t_s == 4230.0, timeout=PATIENCE_MS)  # as soon as it is simulated
    assert session.playhead.speed == 600.0
    assert session.selection == parent.find_entity("site:aws/us-east-1")
    assert limiter_of(desk, 4200.0) == "fault"
    assert limiter_of(desk, 4140.0) != "fault"
    qtbot.waitUntil(lambda: bar.chip_texts == (TITLE, LOST))
    assert bar.chip(1).isChecked()
    qtbot.waitUntil(lambda: "beside the run it left" in bar.difference_text)
    assert LOST in desk.window.top_bar.title_text
    qtbot.waitUntil(lambda: desk.branches.work == "", timeout=PATIENCE_MS)
    assert child.state == "complete"
    assert session.playhead.available_s == 7200.0
    # And back, by key, by chip, by undo.
    assert desk.invoker.run("branch.switch")
    assert session.recording is parent
    assert limiter_of(desk, 4200.0) != "fault"
    qtbot.waitUntil(lambda: bar.chip(0).isChecked() and not bar.chip(1).isChecked())
    bar.chip(1).click()
    assert session.recording is child
    assert desk.invoker.run("branch.parent")
    assert session.recording is parent
    assert desk.invoker.run("edit.undo")
    assert session.recording is child
    rows = {row.title: row.id for row in palette_rows(desk.invoker)}
    assert rows[f"Events: Show {LOST}"] == "branch.show 2"


def test_the_same_again_is_there_at_once(desk: Furnishing, qtbot: QtBot) -> None:
    lose(desk, qtbot)
    qtbot.waitUntil(lambda: desk.branches.work == "", timeout=PATIENCE_MS)
    desk.invoker.run("branch.parent")
    desk.invoker.run("event.lose")
    assert len(desk.branches.runs) == 2
    assert desk.branches.shown == 1


def test_a_branch_of_a_branch_goes_back_to_the_branch(desk: Furnishing, qtbot: QtBot) -> None:
    lose(desk, qtbot)
    lose(desk, qtbot, "site:xai/colossus-1", "+1h30m")
    assert (len(desk.branches.runs), desk.branches.shown, desk.branches.left) == (3, 2, 1)
    assert "lost xai/colossus-1" in desk.branches.runs[2]
    desk.invoker.run("branch.parent")
    assert desk.branches.shown == 1
    desk.invoker.run("branch.parent")
    assert desk.branches.shown == 0
    assert not desk.invoker.can_run(find_command("branch.parent"))


def test_a_branch_on_disk_finds_the_run_it_left(
    desk: Furnishing, run_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    lose(desk, qtbot)
    qtbot.waitUntil(lambda: desk.branches.work == "", timeout=PATIENCE_MS)
    assert desk.session.recording is not None
    child, parent = tmp_path / "child.dawn", tmp_path / run_file.name
    child.write_bytes(desk.session.recording.path.read_bytes())
    parent.write_bytes(run_file.read_bytes())
    desk.files.open(child)
    qtbot.waitUntil(lambda: desk.branches.runs == (LOST, TITLE), timeout=PATIENCE_MS)
    desk.invoker.run("branch.parent")
    assert desk.session.recording is not None
    assert desk.session.recording.path == parent


def test_what_cannot_happen_is_said(desk: Furnishing) -> None:
    for event, words in {
        "fault site:aws/us-east-9": "did you mean that",
        "power_cap site:aws/us-east-1": "share of the power that is left",
        "fault aws/us-east-1 for ever": "length of time",
        "flood site:aws/us-east-1": "flood",
    }.items():
        assert not desk.invoker.run("event.inject", event)
        assert words in desk.window.notice.text, event
        assert event.split()[0] in desk.window.notice.text
    desk.session.select(EntityRef("site", 0))
    assert not desk.invoker.run("event.lose_plane")
    assert "flies in no plane" in desk.window.notice.text
    assert desk.branches.work == ""
    assert not runs_folder().exists()


@pytest.fixture
def long_desk(open_desk, tmp_path: Path, qtbot: QtBot) -> Furnishing:
    """Return the window on the first frames of a run that takes long."""
    desk = open_desk()
    desk.files.open(write_small_scenario(tmp_path, duration="2000h"))
    qtbot.waitUntil(lambda: desk.session.recording is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: desk.session.playhead.available_s >= 7200.0, timeout=PATIENCE_MS)
    return desk


def test_a_killed_worker_leaves_the_branch_and_the_run(long_desk: Furnishing, qtbot: QtBot) -> None:
    desk = long_desk
    lose(desk, qtbot)
    assert desk.branches.work == "simulating"
    assert desk.files.simulating  # the run that was left goes on beside it
    child = desk.session.recording
    os.kill(worker_of(desk), signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    qtbot.waitUntil(lambda: desk.session.worker.phase == "failed", timeout=PATIENCE_MS)
    assert "The branch stopped" in desk.window.notice.text
    assert child is not None
    assert child.frame_count > 70
    assert desk.branches.work == ""
    desk.invoker.run("branch.switch")
    assert desk.session.worker.phase == "simulating"
    desk.window.notice.hide()


def test_stopped_while_it_is_awaited_and_while_it_is_shown(long_desk: Furnishing, qtbot: QtBot) -> None:
    desk = long_desk
    parent = desk.session.recording
    desk.invoker.run("timeline.seek", "+1h")
    desk.invoker.run("event.inject", "fault site:aws/us-east-1")
    qtbot.waitUntil(lambda: "branch" in desk.window.top_bar.chip_text)
    desk.invoker.run("select.clear")  # Esc
    assert desk.branches.work == ""
    assert desk.session.recording is parent
    lose(desk, qtbot, at="+1h20m")
    desk.window.top_bar.cancel_asked.emit()
    qtbot.waitUntil(lambda: desk.session.worker.phase == "cancelled", timeout=PATIENCE_MS)
    child = desk.session.recording
    assert child is not parent
    assert child is not None
    assert child.state == "cancelled"
    assert desk.files.simulating


def test_another_file_ends_the_family(long_desk: Furnishing, run_file: Path, qtbot: QtBot) -> None:
    desk = long_desk
    lose(desk, qtbot)
    process = worker_of(desk)
    assert process
    desk.files.open(run_file)
    qtbot.waitUntil(lambda: desk.branches.runs == (TITLE,) and not desk.files.simulating, timeout=PATIENCE_MS)
    assert desk.session.recording is not None
    assert desk.session.recording.path == run_file
    assert worker_of(desk) == 0
    qtbot.waitUntil(bar_of(desk).isHidden)
    with Recording.open(next(runs_folder().glob("branch-*.dawn"))) as left:
        assert left.frame_count > 0
