"""The worker: the real process, its progress, its end by cancel, by failure and by a stranger."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dawnline.present.worker import WorkerState
from dawnline.recording.recording import Recording
from dawnline.shell.worker import Worker
from dawnline_testing.patience import PATIENCE_MS
from dawnline_testing.scenario_texts import HEAD
from dawnline_testing.small_scenario import write_small_scenario


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    assert qtbot
    worker = Worker()
    yield worker
    worker.stop()


@pytest.fixture
def long(tmp_path: Path) -> Path:
    return write_small_scenario(tmp_path, duration="2000h")


def start(worker: Worker, scenario: Path) -> Path:
    run = scenario.with_suffix(".dawn")
    worker.start(scenario, run, elements=(), stale_ok=False)
    return run


def test_it_tells_how_far_it_is_until_it_is_complete(worker: Worker, tmp_path: Path, qtbot: QtBot) -> None:
    told: list[WorkerState] = []
    worker.progressed.connect(told.append)
    with qtbot.waitSignal(worker.ended, timeout=PATIENCE_MS):
        run = start(worker, write_small_scenario(tmp_path, duration="24h"))
        assert worker.running
        assert worker.state.phase == "starting"
    phases = [state.phase for state in told]
    assert (phases[0], phases[-1]) == ("starting", "complete")
    assert set(phases) == {"starting", "simulating", "complete"}
    frames = [state.frames for state in told]
    assert frames == sorted(frames)
    assert told[-1].flushed_frames == frames[-1] == 1441
    assert not worker.running
    assert worker.process_id == 0
    with Recording.open(run) as recording:
        assert recording.state == "complete"


def test_cancel_keeps_what_is_there(worker: Worker, long: Path, qtbot: QtBot) -> None:
    run = start(worker, long)
    qtbot.waitUntil(lambda: worker.state.flushed_frames > 0, timeout=PATIENCE_MS)
    with qtbot.waitSignal(worker.ended, timeout=PATIENCE_MS):
        worker.cancel()
    assert worker.state.phase == "cancelled"
    with Recording.open(run) as recording:
        assert (recording.state, recording.frame_count) == ("cancelled", worker.state.frames)


def test_killed_from_outside_it_says_so(worker: Worker, long: Path, qtbot: QtBot) -> None:
    run = start(worker, long)
    qtbot.waitUntil(lambda: worker.state.flushed_frames > 0, timeout=PATIENCE_MS)
    with qtbot.waitSignal(worker.ended, timeout=PATIENCE_MS):
        os.kill(worker.process_id, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    assert worker.state.phase == "failed"
    assert "kept" in worker.state.problems[0]
    with Recording.open(run) as recording:
        assert recording.state == "interrupted"
        assert recording.frame_count > 0


def test_a_bad_scenario_is_refused_with_every_problem(worker: Worker, tmp_path: Path, qtbot: QtBot) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(HEAD + "nonsense = 1\nmore = 2\n", encoding="utf-8")
    with qtbot.waitSignal(worker.ended, timeout=PATIENCE_MS):
        start(worker, bad)
    assert worker.state.phase == "failed"
    assert [problem for problem in worker.state.problems if "nonsense" in problem and f"{bad}:3" in problem]
    assert [problem for problem in worker.state.problems if "more" in problem and f"{bad}:4" in problem]


def test_a_place_that_cannot_be_written_is_said(worker: Worker, tmp_path: Path, qtbot: QtBot) -> None:
    scenario = write_small_scenario(tmp_path, duration="10m")
    with qtbot.waitSignal(worker.ended, timeout=PATIENCE_MS):
        worker.start(scenario, tmp_path / "no" / "r.dawn", elements=(), stale_ok=False)
    assert worker.state.phase == "failed"
    assert "writable folder" in worker.state.problems[0]


def test_stopping_is_quiet_and_leaves_a_single_file(worker: Worker, long: Path, qtbot: QtBot) -> None:
    run = start(worker, long)
    qtbot.waitUntil(lambda: worker.state.frames > 0, timeout=PATIENCE_MS)
    with qtbot.assertNotEmitted(worker.ended), qtbot.assertNotEmitted(worker.progressed):
        worker.stop()
    assert not worker.running
    assert [path.name for path in run.parent.glob("small.dawn*")] == ["small.dawn"]


def test_after_one_run_comes_another(worker: Worker, tmp_path: Path, qtbot: QtBot) -> None:
    bad, good = tmp_path / "bad.toml", write_small_scenario(tmp_path, duration="10m")
    bad.write_text(HEAD + "nonsense = 1\n", encoding="utf-8")
    for scenario, phase in ((bad, "failed"), (good, "complete"), (good, "complete")):
        with qtbot.waitSignal(worker.ended, timeout=PATIENCE_MS):
            start(worker, scenario)
        assert worker.state.phase == phase
    assert worker.state.problems == ()
