"""The globe of the real window: what a frame costs beside that of an empty QOpenGLWidget."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from dawnline.bench.fresh_process import told_by
from dawnline.bench.inputs import Case, Inputs
from dawnline.bench.result import Result, not_measured
from dawnline.shell.screen import missing_screen

CAMERA_GOAL, CLOCK_GOAL, PYTHON_GOAL = 3.5, 2.0, 1.2  # design section 7
MILLION_FRAMES = 5  # of the run
MILLION_SHARE = 3  # so many times fewer frames on the screen: each is slow without a graphics card


def globe(inputs: Inputs) -> list[Result]:
    """Return frames with moving camera and with playing clock over empty frames at the same place."""
    if complaint := missing_screen():
        return [not_measured("globe", complaint)]
    results: list[Result] = []
    for case in (inputs.cases[0], inputs.generated(inputs.effort.million // 100)):
        run_file = inputs.run_file(case, inputs.effort.recorded_frames)
        told = _frames(inputs, run_file, inputs.effort.screen_frames)
        n = case.scenario.ephemeris.n
        note = f"{case.name}, {n:,} satellites; peer: an empty QOpenGLWidget at the same place"
        for name, key, goal in (
            ("camera moving", "camera", CAMERA_GOAL),
            ("clock playing", "clock", CLOCK_GOAL),
        ):
            results.append(_result("globe", name, told[key], told["empty"], goal, note))
    return results


def python_per_frame(inputs: Inputs) -> list[Result]:
    """Return the Python work of a frame at many satellites over that at one in a hundred of them."""
    if complaint := missing_screen():
        return [not_measured("python-per-frame", complaint)]
    many = inputs.generated(inputs.effort.million)
    few = inputs.generated(inputs.effort.million // 100)
    times: dict[str, list[float]] = {many.name: [], few.name: []}
    for _ in range(inputs.effort.turns):
        for case in (few, many):
            run_file = inputs.run_file(case, MILLION_FRAMES)
            told = _frames(inputs, run_file, max(10, inputs.effort.screen_frames // MILLION_SHARE))
            times[case.name] += told["python"]
    note = f"before painting, clock playing; peer: the same at {_count(few):,}"
    ours, peer = times[many.name], times[few.name]
    return [
        _result("python-per-frame", f"{_count(many):,} satellites", ours, peer, PYTHON_GOAL, note),
    ]


def _frames(inputs: Inputs, run_file: Path, frames: int) -> dict[str, list[float]]:
    program = ["-m", "dawnline.bench.globe_window", str(run_file), str(frames)]
    return told_by(program, inputs.folder, inputs.effort.timeout_s)


def _result(
    bench: str, name: str, ours: Sequence[float], peer: Sequence[float], goal: float, note: str
) -> Result:
    if not ours or not peer:
        return not_measured(bench, "no frame in which satellites moved", name)
    return Result(bench, name, "ms", median(ours), median(peer), goal, note)


def _count(case: Case) -> int:
    return case.scenario.ephemeris.n
