"""Kernels are compiled by a process of their own, once, and what waits for it ends with the window."""

import threading
import time
from pathlib import Path

import pytest

from dawnline.network.kernels import cache_place
from dawnline.shell import warmth
from dawnline.shell.warmth import Warmth, is_warm, note_warm
from dawnline_testing.patience import PATIENCE_S


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the one of the kernels."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kernels"))
    return tmp_path / "kernels"


def serve(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let a shell script stand for the program that compiles."""
    monkeypatch.setattr(warmth, "own_command", lambda _words: ("/bin/sh", ["-c", script]))


def test_it_is_cold_until_it_is_noted_for_this_very_build(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_warm()
    note_warm()
    assert is_warm()
    (other,) = folder.glob("warm-*")
    monkeypatch.setattr(warmth, "source_stamp", lambda: "of-another-build")
    assert not is_warm()
    note_warm()
    assert is_warm()
    assert not other.exists()


def test_the_process_runs_once_and_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    serve(monkeypatch, f"sleep 0.2; echo x >> {folder}/ran")
    ours = Warmth()
    ours.ensure()
    assert (folder / "ran").read_text() == "x\n"
    ours.ensure()
    assert (folder / "ran").read_text() == "x\n"
    ours.stop()


def test_nothing_is_started_where_it_is_warm(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note_warm()
    serve(monkeypatch, f"touch {folder}/ran")
    Warmth().ensure()
    assert not (folder / "ran").exists()


def test_nothing_is_started_where_nothing_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file" / "kernels"))
    serve(monkeypatch, f"touch {tmp_path}/ran")
    Warmth().ensure()
    assert not (tmp_path / "ran").exists()


def test_closing_ends_the_process_and_whoever_waits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    serve(monkeypatch, f"touch {folder}/begun; exec sleep 600")
    ours = Warmth()
    waiting = threading.Thread(target=ours.ensure)
    waiting.start()
    deadline_s = time.monotonic() + PATIENCE_S
    while not (folder / "begun").exists() and time.monotonic() < deadline_s:
        time.sleep(0.01)
    ours.stop()
    waiting.join(timeout=PATIENCE_S)
    assert not waiting.is_alive()
    ours.ensure()  # starts none any more
    waiting = threading.Thread(target=Warmth().stop)
    waiting.start()
    waiting.join(timeout=PATIENCE_S)


def test_the_console_program_and_the_window_have_one_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They lie side by side in a bundle and share the kernels; each has its own size and age."""
    monkeypatch.setattr("sys.frozen", True, raising=False)
    stamps = []
    for name, size in (("dawnline", 3), ("dawnline-desk", 5)):
        (tmp_path / name).write_text("x" * size)
    for name in ("dawnline", "dawnline-desk"):
        monkeypatch.setattr("sys.executable", str(tmp_path / name))
        cache_place.source_stamp.cache_clear()
        stamps.append(cache_place.source_stamp())
    cache_place.source_stamp.cache_clear()
    assert stamps[0] == stamps[1]
