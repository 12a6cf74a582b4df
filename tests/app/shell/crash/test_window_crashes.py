"""The real program crashes, starts again, tells of it, opens the folder; a fault of its own makes no loop."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dawnline_testing.patience import PATIENCE_S
from dawnline_testing.story import MARK
from dawnline_testing.tree import ROOT

STORY, CHILD = Path(__file__).with_name("window_story.py"), Path(__file__).with_name("crash_child.py")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="reads the signal that ended a process")
Play = Callable[[list[object]], subprocess.CompletedProcess[str]]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def folder(state: Path) -> Path:
    return state / "dawnline" / "log"


@pytest.fixture
def started(state: Path) -> Play:
    """Start a process that keeps its reports in a folder of the test's own."""
    environment = {**os.environ, "XDG_STATE_HOME": str(state), "PYTHONPATH": str(ROOT / "tests" / "support")}

    def start(words: list[object]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(word) for word in words],
            env=environment,
            timeout=PATIENCE_S,
            check=False,
            capture_output=True,
            text=True,
        )

    return start


def test_a_crash_is_told_at_the_next_start(
    started: Play, folder: Path, run_file: Path, tmp_path: Path
) -> None:
    started([sys.executable, CHILD, "abort", folder])
    script = tmp_path / "hide.steps"
    script.write_text("view.table\n", encoding="utf-8")
    crashed = started([sys.executable, STORY, "crash", run_file, "--script", script])
    assert crashed.returncode == -signal.SIGSEGV, crashed.stderr[-2000:]
    left = [path.suffix for path in sorted(folder.iterdir())]
    assert left == [".lock", ".txt"] * 2, "a start with a script leaves for a person what it finds"

    looked = started([sys.executable, STORY, "look", run_file])
    told = [line for line in looked.stdout.splitlines() if line.startswith(MARK)]
    seen = json.loads(told[-1].removeprefix(MARK))["seen"]
    reports = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}
    assert json.loads(looked.stdout.splitlines()[-1]) == {"status": 1}, "a fault of ours is no good end"

    hard = next(name for name, text in reports.items() if "Segmentation fault" in text)
    assert "Dawnline crashed before" in seen["leftover"]
    assert hard in seen["leftover"]
    for words in ("in string_at", "  view.table\n", "Qt 6.", "OpenGL ", "Python 3.", "Dawnline 0."):
        assert words in reports[hard]

    soft = next(name for name, text in reports.items() if "LookupError" in text)
    assert "A fault of Dawnline" in seen["fault"]
    assert soft in seen["fault"]
    assert not seen["again"], "it is told once"
    assert seen["dialogs"] == []
    assert len(reports) == 3, "one for each place, and no journal is left"
    assert seen["opened"] == [str(folder)] * 2
    for text in (*reports.values(), seen["fault"]):
        for secret in ("somebody", run_file.name, str(ROOT), str(Path.home())):
            assert secret not in text


def test_a_start_that_fails_is_told_at_the_next(started: Play, folder: Path, run_file: Path) -> None:
    """The window is not there yet to say anything."""
    code = (
        "from dawnline.shell import main\n"
        "def fail(*_): raise RuntimeError('no window today')\n"
        "main.restore_geometry = fail\n"
        "from dawnline.cli.main import main as run\n"
        f"raise SystemExit(run(['open', {str(run_file)!r}]))\n"
    )
    done = started([sys.executable, "-c", code])
    assert done.returncode == 1
    assert "this is a fault of Dawnline: RuntimeError: no window today" in done.stderr
    (report,) = folder.glob("crash-*.txt")
    assert "RuntimeError: no window today" in report.read_text(encoding="utf-8")
    (journal,) = folder.glob("running-*.txt")
    assert f"report {report.name}" in journal.read_text(encoding="utf-8")
