"""``dawnline open``: scripts and their faults, the time to go to, Ctrl+C; the real program on a screen."""

import os
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from dawnline.cli.main import main
from dawnline.recording.recording import Recording
from dawnline_testing.patience import PATIENCE_S
from dawnline_testing.process import command_line, dawnline
from dawnline_testing.small_scenario import write_small_scenario

PNG = b"\x89PNG"
SAME_PICTURE = 0.05  # mean difference, of 255; the clock alone makes more


def script(folder: Path, *lines: str) -> Path:
    path = folder / "steps.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_script_drives_the_window(run_file: Path, tmp_path: Path) -> None:
    shots = [tmp_path / "start.png", tmp_path / "end.png", tmp_path / "back.png"]
    steps = script(
        tmp_path, "# look at both ends", f"shot {shots[0]}", "timeline.end", f"shot {shots[1]}",
        "timeline.home", f"shot {shots[2]}", "select.entity us-east-1", "wait 0.2", "quit",
    )  # fmt: skip
    done = dawnline("open", run_file, "--script", steps)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    start, end, back = (path.read_bytes() for path in shots)
    assert start.startswith(PNG)
    assert start != end  # a shot shows the step before it
    assert start == back


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("timeline.seek +99h", "outside the run"),
        ("shot /no/such/folder/x.png", "/no/such/folder/x.png"),
    ],
)
def test_a_step_that_fails_ends_it_with_its_line(
    step: str, words: str, run_file: Path, tmp_path: Path
) -> None:
    steps = script(tmp_path, "# first", "timeline.end", step, f"shot {tmp_path / 'never.png'}", "quit")
    done = dawnline(run_file, "--script", steps)
    assert done.returncode == 1
    assert done.stderr.startswith("dawnline: script line 3: ")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "never.png").exists()


def test_a_file_that_a_step_cannot_open_ends_it_with_its_line(run_file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.dawn"
    bad.write_bytes(b"no run")
    done = dawnline(run_file, "--script", script(tmp_path, "wait 0.1", f"file.open {bad}", "quit"))
    assert done.returncode == 1
    assert f"script line 2: {bad}: is not a run file" in done.stderr


def test_a_malformed_script_is_refused_with_every_line(
    run_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")  # never asked: the script is read before a window opens
    steps = script(tmp_path, "timeline.ply", "wait forever", "# fine", "shot x.bmp", "timeline.speed", "quit")
    assert main(["open", str(run_file), "--script", str(steps)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[2] for line in said] == ["line 1", "line 2", "line 4", "line 5"]
    assert all(str(steps) in line for line in said)
    steps.write_bytes(b"\xff\xfe\x00")
    assert main(["open", str(run_file), "--script", str(steps)]) == 2
    assert "UTF-8" in capsys.readouterr().err
    assert main(["open", str(run_file), "--script", str(tmp_path / "no.txt")]) == 2
    assert "no.txt" in capsys.readouterr().err


def test_a_missing_file_is_said_before_a_window_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert main([str(tmp_path / "missing.toml")]) == 2
    assert "missing.toml" in capsys.readouterr().err


def test_at_goes_there_once(run_file: Path, tmp_path: Path) -> None:
    there, asked, again, plain = (tmp_path / f"{name}.png" for name in ("there", "asked", "again", "plain"))
    steps = script(tmp_path, f"shot {there}", "timeline.seek 300", f"shot {asked}",
                   f"file.open {run_file}", f"shot {again}", "quit")  # fmt: skip
    done = dawnline(run_file, "--at", "+5m", "--script", steps)
    assert (done.returncode, done.stderr) == (0, "")
    done = dawnline(run_file, "--script", script(tmp_path, f"shot {plain}", "quit"))
    assert (done.returncode, done.stderr) == (0, "")
    assert apart(there, asked) < SAME_PICTURE
    assert apart(again, plain) < SAME_PICTURE  # what is opened later stands at its start
    assert apart(there, plain) > SAME_PICTURE


def apart(left: Path, right: Path) -> float:
    """Return the mean difference of two pictures, of 255."""
    images = [QImage(str(path)).convertToFormat(QImage.Format.Format_RGBA8888) for path in (left, right)]
    one, other = (np.frombuffer(image.constBits(), np.uint8).astype(np.int16) for image in images)
    return float(np.abs(one - other).mean())


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT for one process there")
def test_ctrl_c_closes_the_window_and_ends_its_worker(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    scenario = write_small_scenario(tmp_path, duration="2000h")
    process = subprocess.Popen(
        command_line(scenario), stderr=subprocess.PIPE, text=True,
        env=os.environ | {"XDG_CACHE_HOME": str(cache)},
    )  # fmt: skip
    with process:
        until_s = time.monotonic() + PATIENCE_S
        while not (runs := list(cache.rglob("*.dawn"))) and time.monotonic() < until_s:
            time.sleep(0.1)
        assert runs
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, err) == (0, "")
    with Recording.open(runs[0]) as recording:
        assert recording.state == "cancelled"
