"""Real crashes of real processes: what they leave becomes a report, once; a kill does not."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dawnline.shell.crash.folder import KEPT_REPORTS, PATTERN
from dawnline.shell.crash.leftovers import reports_of_leftovers
from dawnline_testing.patience import PATIENCE_S

CHILD = Path(__file__).with_name("crash_child.py")
posix = pytest.mark.skipif(os.name != "posix", reason="signals end processes on POSIX only")


def end(how: str, folder: Path) -> int:
    """Let a process end so; return its status."""
    done = subprocess.run(
        [sys.executable, CHILD, how, folder], timeout=PATIENCE_S, check=False, capture_output=True
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode


@pytest.mark.parametrize(
    ("how", "words", "place"),
    [
        ("segfault", "Segmentation fault", "in string_at"),
        ("abort", "Aborted", "crash_child.py:"),
        ("thread", "Segmentation fault", "in hit_nothing"),
    ],
)
@posix
def test_a_hard_crash_becomes_one_report(how: str, words: str, place: str, tmp_path: Path) -> None:
    folder = tmp_path / "somebody's log"
    status = end(how, folder)
    assert status in {-signal.SIGSEGV, -signal.SIGABRT}
    (report,) = reports_of_leftovers(folder)
    text = report.read_text(encoding="utf-8")
    assert f"What      Fatal Python error: {words}" in text
    for told in (place, "Dawnline 0.1.0, a test", "Some system", "crash_child.py:"):
        assert told in text
    assert "  globe.home\n  timeline.seek\n  select.clear\n" in text, "each once while it is run on and on"
    for secret in (str(tmp_path), "somebody", str(CHILD.parent), "/usr/"):
        assert secret not in text
    assert list(folder.iterdir()) == [report], "nothing else is left"
    assert reports_of_leftovers(folder) == (), "it is told once"


@pytest.mark.parametrize("how", ["killed", "terminated", "left"])
@posix
def test_who_was_ended_from_outside_did_not_crash(how: str, tmp_path: Path) -> None:
    assert end(how, tmp_path) != 0
    assert len(list(tmp_path.iterdir())) == 2, "its journal and the lock beside it"
    assert reports_of_leftovers(tmp_path) == ()
    assert not list(tmp_path.iterdir())


def test_a_good_end_leaves_nothing(tmp_path: Path) -> None:
    assert end("well", tmp_path) == 0
    assert not list(tmp_path.iterdir())


def test_a_report_that_nobody_could_be_told_of_is_told(tmp_path: Path) -> None:
    assert end("untold", tmp_path) == 0
    (report,) = reports_of_leftovers(tmp_path)
    assert report.read_text(encoding="utf-8") == "a report that nobody heard of"
    assert reports_of_leftovers(tmp_path) == ()
    assert report.is_file()


def test_a_window_that_is_open_is_left_alone(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, CHILD, "open", tmp_path], stdout=subprocess.PIPE) as window:
        try:
            assert window.stdout is not None
            assert window.stdout.readline() == b"open\n"
            before = sorted(path.name for path in tmp_path.iterdir())
            assert reports_of_leftovers(tmp_path) == ()
            assert sorted(path.name for path in tmp_path.iterdir()) == before
        finally:
            window.kill()
    assert reports_of_leftovers(tmp_path) == ()
    assert not list(tmp_path.iterdir())


def test_what_windows_writes_down_and_goes_on_is_no_crash(tmp_path: Path) -> None:
    """Dialogs of Windows raise and handle 0x8001010d; the faulthandler tells of each."""
    told = (
        'system x\nWindows fatal exception: code 0x8001010d\n\nThread 0x1:\n  File "C:\\a.py", line 1 in b\n'
    )
    (tmp_path / "running-20260101T000000Z-1.txt").write_text(told, encoding="utf-8")
    assert reports_of_leftovers(tmp_path) == ()
    bad = told.replace("code 0x8001010d", "access violation")
    (tmp_path / "running-20260101T000000Z-1.txt").write_text(bad, encoding="utf-8")
    (report,) = reports_of_leftovers(tmp_path)
    text = report.read_text(encoding="utf-8")
    assert "Windows fatal exception: access violation" in text
    assert "Where     a.py:1 in b" in text


def test_the_newest_reports_are_kept(tmp_path: Path) -> None:
    for day in range(1, KEPT_REPORTS + 6):
        (tmp_path / f"crash-202601{day:02}T000000Z-1.txt").write_text("old", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("a person's own", encoding="utf-8")
    (tmp_path / "running-20260101T000000Z-1.txt").write_text("Fatal Python error: x\n", encoding="utf-8")
    (report,) = reports_of_leftovers(tmp_path)
    left = sorted(path.name for path in tmp_path.glob(PATTERN))
    assert len(left) == KEPT_REPORTS
    assert left[-1] == report.name
    assert left[0] == "crash-20260107T000000Z-1.txt"
    assert (tmp_path / "notes.txt").is_file()


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert reports_of_leftovers(tmp_path / "none") == ()
