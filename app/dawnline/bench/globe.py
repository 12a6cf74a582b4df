"""The globe: its moving points beside the peers', its error, and its frames in the real window.

The peers are optional: ``uv pip install --group peers --constraint packaging/constraints.txt`` brings those
that are not here; pygfx wants a Vulkan driver as well (Debian: mesa-vulkan-drivers).
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from dawnline.bench.fresh_process import told_by
from dawnline.bench.globe_card import on_graphics_card
from dawnline.bench.globe_error import interpolation_errors
from dawnline.bench.globe_links import moving_links
from dawnline.bench.globe_points import moving_points
from dawnline.bench.inputs import Case, Inputs
from dawnline.bench.result import PeerError, Result, not_measured
from dawnline.shell.screen import missing_screen

CAMERA_GOAL, CLOCK_GOAL, PYTHON_GOAL = 3.5, 2.0, 1.2
MILLION_FRAMES = 5  # of the run
SPEEDS = (1.0, 100.0, 10_000.0)
SEEK_MS, HELD_MS = 300.0, 50.0  # of a seek; that the window may be held for: three frames
MILLION_SHARE = 3  # so many times fewer frames on the screen: each is slow without a graphics card


def globe(inputs: Inputs) -> list[Result]:
    """Return every figure of the globe; a part that cannot run here is said, and ends no other."""
    parts: dict[str, Callable[[Inputs], list[Result]]] = {
        "moving points": moving_points,
        "moving links": moving_links,
        "error": interpolation_errors,
        "frames": window_frames,
        "python a frame": python_per_frame,
        "a million": million_in_window,
        "GPU": on_graphics_card,
    }
    results: list[Result] = []
    for name, part in parts.items():
        try:
            results += part(inputs)
        except PeerError as problem:
            results.append(not_measured("globe", str(problem), name))
    return results


def window_frames(inputs: Inputs) -> list[Result]:
    """Return frames with moving camera and with playing clock over empty frames at the same place."""
    if complaint := missing_screen():
        return [not_measured("globe", complaint, "frames")]
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
            results.append(_result(name, told[key], told["empty"], goal, note))
    return results


def python_per_frame(inputs: Inputs) -> list[Result]:
    """Return the Python work of a frame at many satellites over that at one in a hundred of them."""
    if complaint := missing_screen():
        return [not_measured("globe", complaint, "python a frame")]
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
    return [_result(f"python, {_count(many):,}", ours, peer, PYTHON_GOAL, note)]


def million_in_window(inputs: Inputs) -> list[Result]:
    """Return opening, seeking, playing and picking among a million, each over what a person does not feel."""
    if complaint := missing_screen():
        return [not_measured("globe", complaint, "a million")]
    case = inputs.generated(inputs.effort.million)
    run_file = inputs.run_file(case, MILLION_FRAMES)
    program = ["-m", "dawnline.bench.globe_million", str(run_file), str(inputs.effort.play_s)]
    told = told_by(program, inputs.folder, inputs.effort.timeout_s)
    n = f"{_count(case):,}"
    held = "longest that a beat held the window, painting apart; peer: three frames"
    results = [
        _result(f"open {n}", told["open"], [SEEK_MS], None, "until the right picture; peer: a seek"),
        _result(f"open {n}, held", told["open held"], [HELD_MS], None, held),
        _result(f"seek {n}", told["seek"], [SEEK_MS], 1.0, "until the right picture; peer: 300 ms"),
        _result(f"seek {n}, held", told["seek held"], [HELD_MS], 1.0, held),
        _result(f"pick among {n}", told["pick"], [HELD_MS], None, "peer: three frames"),
    ]
    for speed in SPEEDS:
        beats_ms = told[f"play {speed:g}"]
        late = sum(beat > HELD_MS for beat in beats_ms) / max(len(beats_ms), 1)
        note = f"beats, painting apart: {late:.1%} of {len(beats_ms)} over 50 ms; peer: three frames"
        results.append(_result(f"play {n} at {speed:,.0f}x", beats_ms, [HELD_MS], None, note))
    return results


def _frames(inputs: Inputs, run_file: Path, frames: int) -> dict[str, list[float]]:
    program = ["-m", "dawnline.bench.globe_window", str(run_file), str(frames)]
    return told_by(program, inputs.folder, inputs.effort.timeout_s)


def _result(name: str, ours: Sequence[float], peer: Sequence[float], goal: float | None, note: str) -> Result:
    if not ours or not peer:
        return not_measured("globe", "no frame in which satellites moved", name)
    return Result("globe", name, "ms", median(ours), median(peer), goal, note)


def _count(case: Case) -> int:
    return case.scenario.ephemeris.n
