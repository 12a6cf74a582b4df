"""The guards of tests/conftest.py fail the tests that they should fail, and only those."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from dawnline_testing.data import shared_data
from dawnline_testing.patience import PATIENCE_S
from dawnline_testing.tree import ROOT

FAULTY = '''
"""Tests of which each leaves something behind, or nothing."""
import logging, threading, time
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QLabel
from dawnline_testing import leftover_guard

leftover_guard.GRACE_S = 0.3
kept = []

def test_clean(qtbot):
    label = QLabel("closed by qtbot")
    qtbot.addWidget(label)
    label.show()
    timer = QTimer(label)
    timer.start(1000)

def test_log_quiet():
    logging.getLogger("dawnline").info("fine")

def test_log_expected(expect_log):
    expect_log("half .* full")
    logging.getLogger("dawnline").warning("half of it is full")

def test_log_never_came(expect_log):
    expect_log("never")

def test_log_warns():
    logging.getLogger("dawnline").warning("surprise")

def test_thread():
    threading.Thread(target=time.sleep, args=(8,), name="sleeper", daemon=True).start()

def test_thread_joined():
    thread = threading.Thread(target=time.sleep, args=(0.01,))
    thread.start()

def test_window(qtbot):
    kept.append(QLabel("open"))
    kept[-1].setWindowTitle("forgotten")
    kept[-1].show()

def test_timer(qtbot):
    kept.append(QTimer(objectName="ticker"))
    kept[-1].start(1000)

def test_qthread(qtbot):
    kept.append(QThread(objectName="worker"))
    kept[-1].start()

def test_qt_warning(qtbot):
    from PySide6.QtCore import qWarning
    qWarning("Qt is unhappy")

def test_stop_all(qtbot):
    kept[-1].quit()
    kept[-1].wait()
'''


def test_guards_fail_what_leaves_something_behind(tmp_path: Path) -> None:
    """One run of a file of good and bad tests, under this very conftest."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text())
    (tmp_path / "tests" / "test_faulty.py").write_text(FAULTY)
    # The same settings as ours, with the support package found where it is.
    text = (ROOT / "pyproject.toml").read_text().replace('"tests/support"', f'"{ROOT / "tests" / "support"}"')
    (tmp_path / "pyproject.toml").write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests"],
        cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    summary = {line.split("::")[1].split(" ")[0]: line for line in done.stdout.splitlines() if "::" in line}
    said = {
        "test_log_never_came": "none came",
        "test_log_warns": "unexpected log WARNING of dawnline: surprise",
        "test_thread": "left behind: thread sleeper",
        "test_window": "left behind: window QLabel 'forgotten'",
        "test_timer": "left behind: running QTimer 'ticker'",
        "test_qthread": "left behind: running QThread 'worker'",
        "test_qt_warning": "Qt messages",
    }
    assert set(summary) == set(said), done.stdout
    for name, words in said.items():
        assert words in done.stdout, (name, done.stdout)
    assert done.returncode == 1


def test_every_test_has_a_home_of_its_own() -> None:
    """No test can reach the settings of whoever runs it."""
    home = Path.home()
    assert home.name.startswith("dawnline-tests-")
    assert Path(os.environ["XDG_CONFIG_HOME"]).is_relative_to(home)


@pytest.mark.skipif(sys.platform != "linux", reason="xcb is Linux's")
@pytest.mark.usefixtures("qapp")
def test_windows_are_drawn_for_real() -> None:
    """Qt runs on xcb, where an OpenGL widget is really drawn."""
    from PySide6.QtGui import QGuiApplication

    assert QGuiApplication.platformName() == "xcb"


def test_examples_are_the_same_every_day() -> None:
    """Hypothesis draws no luck."""
    assert settings().derandomize
    assert settings().deadline is None


def test_missing_data_skips_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is not there is named in the reason."""
    monkeypatch.setenv("DAWNLINE_DATA", str(tmp_path))
    (tmp_path / "here.txt").write_text("yes")
    assert shared_data("here.txt").read_text() == "yes"
    with pytest.raises(pytest.skip.Exception, match=r"tle/none\.tle"):
        shared_data("tle/none.tle")
