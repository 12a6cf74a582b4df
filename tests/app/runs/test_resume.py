"""A resumed run ends like one that was never cut."""

from pathlib import Path

import pytest

from dawnline.recording.layout import TILE_FRAMES
from dawnline.recording.recording import Recording
from dawnline.runs.drive import Progress, run
from dawnline.runs.resume import resume
from dawnline_testing.small_scenario import biting_scenario

LONG = biting_scenario(duration_s=60.0 * (TILE_FRAMES + 90), document='{"title": "long"}')
SILENT = {"should_flush": lambda: False, "on_progress": lambda _: None}


class TroubleError(Exception):
    """What ends a run in the middle."""


def test_cancelled_and_resumed_is_the_same_run(tmp_path: Path) -> None:
    whole, cut, rest = (tmp_path / name for name in ("whole.dawn", "cut.dawn", "rest.dawn"))
    run(LONG, whole, **SILENT, cancelled=lambda: False)
    seen: list[Progress] = []
    run(LONG, cut, should_flush=lambda: False, on_progress=seen.append, cancelled=lambda: len(seen) == 100)
    told: list[Progress] = []
    with Recording.open(cut) as recording:
        outcome = resume(
            LONG,
            recording,
            rest,
            should_flush=lambda: False,
            on_progress=told.append,
            cancelled=lambda: False,
        )
    assert outcome.state == "complete"
    assert told[0].frames == 101  # nothing is simulated twice
    with Recording.open(whole) as first, Recording.open(rest) as second:
        assert first.digests() == second.digests()
        assert (
            first.ledger("satellite", "load_j")[1].tobytes()
            == second.ledger("satellite", "load_j")[1].tobytes()
        )


def test_interrupted_resumes_from_the_last_checkpoint(tmp_path: Path) -> None:
    whole, cut, rest = (tmp_path / name for name in ("whole.dawn", "cut.dawn", "rest.dawn"))
    run(LONG, whole, **SILENT, cancelled=lambda: False)

    def trip(progress: Progress) -> None:
        if progress.frames == TILE_FRAMES + 50:
            raise TroubleError

    with pytest.raises(TroubleError):
        run(LONG, cut, should_flush=lambda: False, on_progress=trip, cancelled=lambda: False)
    told: list[Progress] = []
    with Recording.open(cut) as recording:
        assert recording.state == "interrupted"
        resume(
            LONG,
            recording,
            rest,
            should_flush=lambda: False,
            on_progress=told.append,
            cancelled=lambda: False,
        )
    assert told[0].frames == TILE_FRAMES + 1
    with Recording.open(whole) as first, Recording.open(rest) as second:
        assert first.digests() == second.digests()


def test_another_scenario_is_refused(tmp_path: Path) -> None:
    run(LONG, tmp_path / "cut.dawn", **SILENT, cancelled=lambda: True)
    other = biting_scenario(duration_s=LONG.duration_s, document='{"title": "other"}')
    with (
        Recording.open(tmp_path / "cut.dawn") as recording,
        pytest.raises(ValueError, match="another scenario"),
    ):
        resume(other, recording, tmp_path / "rest.dawn", **SILENT, cancelled=lambda: False)
    assert not (tmp_path / "rest.dawn").exists()
