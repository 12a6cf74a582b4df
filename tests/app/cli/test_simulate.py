"""``dawnline simulate``: the same inputs make the same run; overrides; refusals; what a window hears."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dawnline.cli.main import main
from dawnline.recording.recording import Recording
from dawnline_testing.malformed import TLE
from dawnline_testing.patience import PATIENCE_S
from dawnline_testing.process import command_line
from dawnline_testing.scenario_texts import HEAD
from dawnline_testing.small_scenario import write_small_scenario

ELEMENTS = """[[fleet]]
name = "real"
source = "elements"
bus = "starlink-v2-mini-edge"
"""


def simulate(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    capsys.readouterr()
    assert main(["simulate", *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refusal(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    capsys.readouterr()
    assert main(["simulate", *map(str, words)]) == 2
    return capsys.readouterr().err


@pytest.fixture
def worker(tmp_path: Path) -> Any:
    """Start a long simulation as a window does; yields the process and its run."""
    scenario = write_small_scenario(tmp_path, duration="2000h")
    run = tmp_path / "long.dawn"
    process = subprocess.Popen(
        command_line("simulate", scenario, "-o", run, "--progress", "jsonl"),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        yield process, run
        process.kill()


def test_twice_the_same_digests_another_seed_others(
    scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = simulate(capsys, scenario, "-o", tmp_path / "1.dawn")
    again = simulate(capsys, scenario, "-o", tmp_path / "2.dawn")
    other = simulate(capsys, scenario, "-o", tmp_path / "3.dawn", "--seed", 8)
    assert first["digest"] == again["digest"]
    assert other["digest"]["run"] != first["digest"]["run"]
    assert other["seed"] == 8


def test_duration_and_step(scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = tmp_path / "1.dawn"
    told = simulate(capsys, scenario, "-o", run, "--duration", "2m30s", "--step", "30s")
    assert (told["frames"], told["step_s"], told["end"]) == (6, 30.0, "2026-05-30T00:02:30Z")
    with Recording.open(run) as recording:
        assert recording.header.duration_s == 150.0
        assert recording.state == "complete"


def test_elements_for_the_only_fleet_and_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = tmp_path / "real.toml"
    scenario.write_text(HEAD + 'duration = "2m"\nstep = "60s"\n' + ELEMENTS, encoding="utf-8")
    elements = tmp_path / "a=b.tle"  # a name with what parts fleet and file
    elements.write_text(TLE, encoding="ascii")
    assert "--elements FILE" in refusal(capsys, scenario, "-o", tmp_path / "0.dawn")
    digests = {
        simulate(capsys, scenario, "-o", tmp_path / f"{n}.dawn", "--elements", word)["digest"]["run"]
        for n, word in enumerate([elements, f"real={elements}"])
    }
    assert len(digests) == 1
    with Recording.open(tmp_path / "0.dawn") as recording:
        assert recording.header.fleet.satellites.names == ("STARLINK-1008",)


def test_wrong_elements_are_said(scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elements = tmp_path / "e.tle"
    elements.write_text(TLE, encoding="ascii")
    run = tmp_path / "r.dawn"
    said = {
        (elements,): "FLEET=FILE with one of 'dusk', 'shell'",
        (f"shel={elements}",): "'shell'",
        (f"={elements}",): "no fleet ''",
        (f"shell={tmp_path / 'missing.tle'}",): "missing.tle",
        ("shell=",): "expected a file",
        (f"shell={elements}", f"shell={elements}"): "given twice",
        (f"shell={scenario}",): str(scenario),
    }
    for words, expected in said.items():
        options = [part for word in words for part in ("--elements", word)]
        assert expected in refusal(capsys, scenario, "-o", run, *options), words
        assert not run.exists()


def test_old_elements_need_stale_ok(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = tmp_path / "late.toml"
    head = HEAD.replace("2026-05-30", "2026-07-30")
    scenario.write_text(head + 'duration = "2m"\nstep = "60s"\n' + ELEMENTS, encoding="utf-8")
    elements = tmp_path / "e.tle"
    elements.write_text(TLE, encoding="ascii")
    words = (scenario, "-o", tmp_path / "r.dawn", "--elements", elements)
    assert "--stale-ok" in refusal(capsys, *words)
    told = simulate(capsys, *words, "--stale-ok")
    assert 60 < told["elements_age_days"]["max"] < 62
    assert any("14 days" in warning for warning in told["warnings"])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--seed", "-1"), "--seed"),
        (("--seed", "x"), "--seed"),
        (("--seed", "9" * 30), "--seed"),
        (("--step", "0s"), "--step"),
        (("--duration", "ten minutes"), "'90s'"),
        (("--duration", "-5m"), "--duration"),
    ],
)
def test_wrong_options_are_said(
    words: tuple[str, ...], expected: str, scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert expected in refusal(capsys, scenario, "-o", tmp_path / "r.dawn", *words)


def test_only_a_run_is_overwritten_and_only_if_asked(
    scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "r.dawn"
    first = simulate(capsys, scenario, "-o", run)
    assert "--overwrite" in refusal(capsys, scenario, "-o", run, "--seed", 9)
    assert simulate(capsys, scenario, "-o", run, "--seed", 9, "--overwrite") != first
    before = scenario.read_bytes()
    for other in (scenario, tmp_path):
        assert "not a" in refusal(capsys, scenario, "-o", other, "--overwrite")
    assert scenario.read_bytes() == before
    assert "writable folder" in refusal(capsys, scenario, "-o", tmp_path / "no" / "r.dawn")


def test_a_cancelled_worker_leaves_a_readable_run(worker: Any) -> None:
    process, run = worker
    told = hear(process, frames=50)
    assert told["frame_count"] == 120_001
    process.stdin.write("cancel\n")
    process.stdin.flush()
    check_cancelled(process, run)


def test_the_end_of_its_input_stops_a_worker(worker: Any) -> None:
    process, run = worker
    hear(process, frames=50)
    process.stdin.close()
    process.stdin = None
    check_cancelled(process, run)


def test_a_worker_whose_window_is_gone_stops_quietly(worker: Any) -> None:
    process, run = worker
    hear(process, frames=50)
    process.stdout.close()
    process.stdin.close()
    process.wait(timeout=PATIENCE_S)
    assert process.stderr.read() == ""
    with Recording.open(run) as recording:
        assert recording.state == "cancelled"


def test_without_any_input_a_worker_stops_at_once(tmp_path: Path) -> None:
    # What Python makes of a process that was started with its standard input closed.
    starter = "import sys; sys.stdin = None; from dawnline.cli.main import main; sys.exit(main(sys.argv[1:]))"
    run = tmp_path / "r.dawn"
    long = write_small_scenario(tmp_path, duration="2000h")
    done = subprocess.run(
        [sys.executable, "-c", starter, "simulate", str(long), "-o", str(run), "--progress", "jsonl"],
        capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout.splitlines()[-1])["state"] == "cancelled"


def test_a_worker_tells_problems_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(HEAD + "nonsense = 1\n", encoding="utf-8")
    assert main(["simulate", str(bad), "-o", str(tmp_path / "r.dawn"), "--progress", "jsonl"]) == 2
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [message["event"] for message in told] == ["problems"]
    assert any(f"{bad}:3" in problem and "nonsense" in problem for problem in told[0]["problems"])


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT for one process there")
def test_ctrl_c_ends_a_run_cleanly(worker: Any) -> None:
    process, run = worker
    hear(process, frames=50)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=PATIENCE_S) == 130
    assert process.stderr.read() == ""
    with Recording.open(run) as recording:
        assert recording.state == "cancelled"


def hear(process: Any, *, frames: int) -> dict[str, Any]:
    """Read progress until so many frames are there; each line is one message that says all."""
    flushed = 0
    for line in process.stdout:
        told: dict[str, Any] = json.loads(line)
        assert told["event"] == "progress"
        assert told["t_s"] == (told["frames"] - 1) * 60.0
        assert flushed <= told["flushed_frames"] <= told["frames"]
        flushed = told["flushed_frames"]
        if told["frames"] >= frames:
            return told
    raise AssertionError(f"the worker fell silent: {process.stderr.read()}")


def check_cancelled(process: Any, run: Path) -> None:
    out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, err) == (0, "")
    done = json.loads(out.splitlines()[-1])
    assert (done["event"], done["state"], done["run"]) == ("done", "cancelled", str(run))
    with Recording.open(run) as recording:
        assert recording.state == "cancelled"
        assert recording.frame_count == done["frames"]
        assert recording.verify() == ()
    assert sorted(path.name for path in run.parent.glob("long.dawn*")) == ["long.dawn"]  # one single file
