"""A run where one is needed: the file itself, or a scenario simulated up to a time first."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dawnline.cli.complaint import UserError
from dawnline.cli.instant import instant_s
from dawnline.cli.terminal import is_watched

if TYPE_CHECKING:
    from dawnline.recording.recording import Recording


@contextmanager
def recording_up_to(path: Path, at: str | None) -> Iterator[tuple["Recording", float]]:
    """Yield a recording of ``path`` that reaches time ``at`` (its end if None), and that time in seconds."""
    from dawnline.recording.recording import Recording
    from dawnline.scenario.file_kind import file_kind

    kind = file_kind(path)
    if kind == "elements":
        raise UserError(f"{path}: is an element set; simulate a scenario with --elements {path} first")
    with tempfile.TemporaryDirectory(prefix="dawnline-") as folder:
        run_path = path if kind == "run" else _simulated(path, at, Path(folder) / "run.dawn")
        with Recording.open(run_path) as recording:
            if recording.frame_count == 0:
                raise UserError(f"{path}: holds no frame yet; let the simulation write some first")
            yield recording, t_of(recording, at)


def t_of(recording: "Recording", at: str | None) -> float:
    """Return T in seconds since the start of the run; its end where T is not given."""
    end_s = recording.end_s
    if at is None:
        return end_s
    return instant_s(at, start=recording.header.epoch, duration_s=end_s)


def _simulated(path: Path, at: str | None, run_path: Path) -> Path:
    from dawnline.runs.drive import Progress, run
    from dawnline.scenario.loading import load_scenario

    scenario = load_scenario(path)
    end_s = (scenario.frame_count - 1) * scenario.step_s
    until_s = end_s if at is None else instant_s(at, start=scenario.epoch, duration_s=end_s)
    reached_s = -1.0

    def remember(progress: Progress) -> None:
        nonlocal reached_s
        reached_s = progress.t_s
        if is_watched():
            print(
                f"\rsimulating to {until_s:,.0f} s: {reached_s:,.0f} s", end="", file=sys.stderr, flush=True
            )

    run(
        scenario,
        run_path,
        should_flush=lambda: False,
        on_progress=remember,
        cancelled=lambda: reached_s >= until_s,
    )
    if is_watched():
        print(file=sys.stderr)
    return run_path
