"""``dawnline branch`` and ``dawnline compare``: what they make, what they refuse, what a window hears."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from dawnline.cli.main import main
from dawnline.recording.recording import Recording
from dawnline_testing.process import command_line
from dawnline_testing.small_scenario import write_small_scenario

LOSE = "fault site:aws/us-east-1"


def refusal(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    capsys.readouterr()
    assert main([*map(str, words)]) == 2
    return capsys.readouterr().err


def told(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, object]:
    capsys.readouterr()
    assert main([*map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_branch_says_what_it_is(run_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "b.dawn"
    said = told(capsys, "branch", run_file, "--at", "+5m30s", "--event", "fault us-east-1 for 2m", "-o", path)
    assert said["frames"] == 11
    assert said["branch"] == {
        "parent": run_file.name,
        "parent_inputs": said["branch"]["parent_inputs"],
        "at": "2026-05-30T00:05:30Z",
        "words": "branch at 00:05: lost aws/us-east-1",
    }
    with Recording.open(path) as branch, Recording.open(run_file) as parent:
        assert (branch.header.events[0].start_s, branch.header.events[0].duration_s) == (330.0, 120.0)
        assert branch.at(300.0).ledger == parent.at(300.0).ledger
        assert branch.at(360.0).ledger != parent.at(360.0).ledger
        assert branch.digests() != parent.digests()


def test_an_event_without_an_end_lasts_to_the_end(run_file: Path, tmp_path: Path) -> None:
    words = ["--at", "2026-05-30T00:04:00Z", "--event", LOSE, "--event", "power_cap xai/colossus-1 share 0.4"]
    assert main(["branch", str(run_file), *words, "-o", str(tmp_path / "b.dawn")]) == 0
    with Recording.open(tmp_path / "b.dawn") as recording:
        assert len(recording.header.events) == 2
        assert all(event.is_on(240.0) and event.is_on(600.0) for event in recording.header.events)


def test_a_scenario_is_simulated_up_to_the_time(scenario: Path, run_file: Path, tmp_path: Path) -> None:
    for number, source in enumerate((scenario, run_file)):
        path = tmp_path / f"{number}.dawn"
        assert main(["branch", str(source), "--at", "+5m", "--event", LOSE, "-o", str(path)]) == 0
    with Recording.open(tmp_path / "0.dawn") as one, Recording.open(tmp_path / "1.dawn") as other:
        assert one.digests() == other.digests()


@pytest.mark.parametrize(
    ("at", "event", "expected"),
    [
        ("+5m", "fault site:aws/us-east-9", "(did you mean that?)"),
        ("+5m", "fault aws/us-east-9", "candidates: site:aws/us-east"),
        ("+5m", "fault", "expected KIND TARGET"),
        ("+5m", "flood site:aws/us-east-1", "'flood'"),
        ("+5m", "power_cap site:aws/us-east-1", "share"),
        ("+5m", "power_cap site:aws/us-east-1 share 1.5", "share"),
        ("+5m", "power_cap site:aws/us-east-1 share half", "is no number"),
        ("+5m", "fault site:aws/us-east-1 for ever", "length of time"),
        ("+5m", "fault site:aws/us-east-1 for 5m for 6m", "twice"),
        ("+11m", LOSE, "outside the run"),
        ("noon", LOSE, "noon"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    run_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], at: str, event: str, expected: str
) -> None:
    path = tmp_path / "b.dawn"
    assert expected in refusal(capsys, "branch", run_file, "--at", at, "--event", event, "-o", path)
    assert not path.exists()


def test_files_are_not_lost(run_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy, own = tmp_path / "copy.dawn", tmp_path / "own.dawn"
    copy.write_bytes(run_file.read_bytes())
    own.write_text("somebody's own", encoding="utf-8")
    words = ("--at", "+5m", "--event", LOSE)
    assert "exists already" in refusal(capsys, "branch", copy, *words, "-o", own)
    assert "is the run that is left" in refusal(capsys, "branch", copy, *words, "-o", copy, "--overwrite")
    assert "own.dawn" in refusal(capsys, "branch", copy, *words, "-o", own, "--overwrite")
    assert own.read_text(encoding="utf-8") == "somebody's own"
    assert "missing.dawn" in refusal(capsys, "branch", tmp_path / "missing.dawn", *words, "-o", "x.dawn")
    assert copy.read_bytes() == run_file.read_bytes()


def test_problems_reach_the_window(
    run_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    words = ["--at", "+5m", "--event", "fault site:nowhere", "--progress", "jsonl"]
    assert main(["branch", str(run_file), *words, "-o", str(tmp_path / "b.dawn")]) == 2
    said = json.loads(capsys.readouterr().out.splitlines()[0])
    assert said["event"] == "problems"
    assert "site:nowhere" in said["problems"][0]


@pytest.mark.parametrize("how", ["cancel", "kill"])
def test_a_worker_is_stopped(tmp_path: Path, how: str) -> None:
    scenario = write_small_scenario(tmp_path, duration="2000h")
    parent, path = tmp_path / "parent.dawn", tmp_path / "branch.dawn"
    told_frames: list[int] = []
    with worker("simulate", scenario, "-o", parent) as process:
        wait_for(process, told_frames, 70)
        process.stdin.close()  # a dead window ends its worker
    with worker("branch", parent, "--at", "+1h1m", "--event", LOSE, "-o", path) as process:
        wait_for(process, told_frames, 90)
        if how == "kill":
            os.kill(process.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        else:
            process.stdin.write("cancel\n")
            process.stdin.flush()
        process.wait(60)
    with Recording.open(path) as recording, Recording.open(parent) as left:
        assert recording.state == ("interrupted" if how == "kill" else "cancelled")
        assert recording.frame_count >= 62
        assert recording.at(3600.0).ledger == left.at(3600.0).ledger
        assert recording.at(3660.0).ledger != left.at(3660.0).ledger


def worker(*words: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command_line(*words, "--progress", "jsonl"),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def wait_for(process: "subprocess.Popen[str]", told_frames: list[int], frames: int) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        message = json.loads(line)
        told_frames.append(message["flushed_frames"])
        if message["flushed_frames"] >= frames:
            return
    raise AssertionError(f"ended after {told_frames[-3:]} frames")


def test_two_runs_side_by_side(run_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "b.dawn"
    assert main(["branch", str(run_file), "--at", "+5m", "--event", LOSE, "-o", str(path)]) == 0
    said = told(capsys, "compare", run_file, path)
    assert (said["since"], said["at"]) == ("2026-05-30T00:05:00Z", "2026-05-30T00:10:00Z")
    with Recording.open(run_file) as one, Recording.open(path) as other:
        for key, run in (("one", one), ("other", other)):
            energy_j = sum(
                run.ledger(kind, total)[1][5:].sum()
                for kind, total in (("site", "energy_j"), ("satellite", "load_j"))
            )
            unserved_s = run.ledger("workload", "unserved_accelerator_s")[1][5:].sum()
            assert said["numbers"]["energy_kwh"][key] == pytest.approx(energy_j / 3.6e6, rel=1e-12)
            assert said["numbers"]["unserved_gpu_h"][key] == pytest.approx(unserved_s / 3600.0, rel=1e-12)
    numbers = said["numbers"]
    assert numbers["energy_kwh"]["other"] < numbers["energy_kwh"]["one"]
    capsys.readouterr()
    assert main(["compare", str(run_file), str(path), "--at", "+4m", "--since", "+1m"]) == 0
    assert "unserved" in capsys.readouterr().out


def test_runs_of_other_times_are_not_compared(
    run_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.dawn"
    scenario = run_file.with_name("small.toml")
    assert main(["simulate", str(scenario), "-o", str(other), "--step", "30s", "--duration", "2m"]) == 0
    assert "steps of 30 s" in refusal(capsys, "compare", run_file, other)
