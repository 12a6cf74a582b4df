"""Driving a run: complete, cancelled, broken off; whatever the clock says, the same frames."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dawnline.recording.errors import RunFileError
from dawnline.recording.layout import TILE_FRAMES
from dawnline.recording.recording import Recording
from dawnline.runs.drive import Outcome, Progress, run
from dawnline.scenario.scenario import Scenario
from dawnline.sim.simulation import Simulation
from dawnline_testing.small_scenario import biting_scenario

SCENARIO_FRAMES = 131


def scenario() -> Scenario:
    return biting_scenario(duration_s=60.0 * (SCENARIO_FRAMES - 1))


def drive(path: Path, what: Scenario, **changes: Callable[..., object]) -> Outcome:
    calls = {"should_flush": lambda: False, "on_progress": lambda _: None, "cancelled": lambda: False}
    return run(what, path, **{**calls, **changes})  # type: ignore[arg-type]


def test_a_run_holds_every_frame_of_the_simulation(tmp_path: Path) -> None:
    told: list[Progress] = []
    outcome = drive(tmp_path / "run.dawn", scenario(), on_progress=told.append)
    assert outcome == Outcome(tmp_path / "run.dawn", "complete", SCENARIO_FRAMES)
    assert [(p.frames, p.t_s) for p in told] == [(k + 1, 60.0 * k) for k in range(SCENARIO_FRAMES)]
    assert {p.frame_count for p in told} == {SCENARIO_FRAMES}
    simulation = Simulation(scenario())
    with Recording.open(tmp_path / "run.dawn") as recording:
        assert recording.state == "complete"
        assert recording.frame_count == SCENARIO_FRAMES
        for index in range(SCENARIO_FRAMES):
            frame = simulation.start() if index == 0 else simulation.step(60.0)
            kept = recording.at(60.0 * index)
            assert kept.ledger == frame.ledger
            assert np.array_equal(kept.values["satellite"]["limiter"], frame.values["satellite"]["limiter"])
            assert np.allclose(
                kept.values["satellite"]["load_w"], frame.values["satellite"]["load_w"], rtol=2.0**-12
            )


def test_flushing_changes_nothing_that_is_read(tmp_path: Path) -> None:
    beats = iter(range(10**6))
    drive(tmp_path / "calm.dawn", scenario())
    drive(tmp_path / "busy.dawn", scenario(), should_flush=lambda: next(beats) % 7 == 0)
    with Recording.open(tmp_path / "calm.dawn") as calm, Recording.open(tmp_path / "busy.dawn") as busy:
        assert calm.digests() == busy.digests()


def test_what_was_flushed_is_told_and_can_be_read(tmp_path: Path) -> None:
    told: list[Progress] = []
    seen: list[int] = []

    def look(progress: Progress) -> None:
        told.append(progress)
        if progress.frames == 100:
            with Recording.open(tmp_path / "run.dawn") as recording:
                assert recording.state == "running"
                seen.append(recording.frame_count)

    drive(tmp_path / "run.dawn", scenario(), should_flush=lambda: True, on_progress=look)
    assert [p.flushed_frames for p in told] == sorted(p.flushed_frames for p in told)
    # At most the calls that may wait are behind.
    assert 80 <= seen[0] <= 100


def test_a_cancelled_run_is_readable_and_says_so(tmp_path: Path) -> None:
    told: list[Progress] = []
    outcome = drive(
        tmp_path / "run.dawn", scenario(), on_progress=told.append, cancelled=lambda: told[-1].frames == 50
    )
    assert (outcome.state, outcome.frames) == ("cancelled", 50)
    with Recording.open(tmp_path / "run.dawn") as recording:
        assert (recording.state, recording.frame_count) == ("cancelled", 50)
        assert recording.at(49 * 60.0).index == 49


def test_cancelling_behind_the_last_frame_is_complete(tmp_path: Path) -> None:
    told: list[Progress] = []
    outcome = drive(
        tmp_path / "run.dawn",
        scenario(),
        on_progress=told.append,
        cancelled=lambda: told[-1].frames == SCENARIO_FRAMES,
    )
    assert outcome.state == "complete"


def test_an_error_leaves_a_readable_interrupted_run(tmp_path: Path) -> None:
    def trip(progress: Progress) -> None:
        if progress.frames == 70:
            raise RuntimeError("the caller's own trouble")

    with pytest.raises(RuntimeError, match="own trouble"):
        drive(tmp_path / "run.dawn", scenario(), on_progress=trip)
    with Recording.open(tmp_path / "run.dawn") as recording:
        assert (recording.state, recording.frame_count) == ("interrupted", 70)


def test_an_existing_run_is_replaced_only_when_told(tmp_path: Path) -> None:
    path = tmp_path / "run.dawn"
    drive(path, scenario())
    with pytest.raises(RunFileError, match="exists"):
        drive(path, scenario())
    assert (
        run(
            scenario(),
            path,
            should_flush=lambda: False,
            on_progress=lambda _: None,
            cancelled=lambda: False,
            overwrite=True,
        ).frames
        == SCENARIO_FRAMES
    )


def test_checkpoints_are_kept(tmp_path: Path) -> None:
    long = biting_scenario(duration_s=60.0 * (2 * TILE_FRAMES + 10))
    drive(tmp_path / "run.dawn", long)
    with Recording.open(tmp_path / "run.dawn") as recording:
        kept = recording.checkpoint_before(10**6)
        assert kept is not None
        index, state = kept
        assert index == 2 * TILE_FRAMES - 1
        again = Simulation(long)
        again.restore(state)
        frame, told = again.step(60.0), recording.at(60.0 * (index + 1))
        assert told.ledger == frame.ledger
