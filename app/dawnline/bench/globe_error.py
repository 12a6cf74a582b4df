"""How far the satellites on the screen are from their true orbits between two keyframes."""

from pathlib import Path

import numpy as np

from dawnline.bench.fresh_process import told_by
from dawnline.bench.inputs import Case, Inputs
from dawnline.bench.points.cloud import SIZE, Cloud
from dawnline.bench.result import Result
from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.frames import ecef_from_teme, gmst_rad
from dawnline.present.keyframes import keyframe_span, make_keyframes
from dawnline_widgets.globe.view.camera import HOME

ONE_PIXEL = 1.0
SPEEDS = (1.0, 10.0, 60.0, 100.0, 300.0, 600.0, 1_000.0, 1_500.0, 3_000.0, 10_000.0)


def interpolation_errors(inputs: Inputs) -> list[Result]:
    """Return the largest error of each span that the window uses over a pixel of the home view."""
    generated = inputs.generated(max(4, inputs.effort.million // 100))
    cases = (inputs.cases[0], generated)
    return [_error(inputs, case, span_s) for case in cases for span_s in spans_s()]


def spans_s() -> list[float]:
    """Return how long the pairs of keyframes are that the window asks for, at speeds from 1x to 10,000x."""
    pairs = [keyframe_span(0.0, speed) for speed in SPEEDS]
    return sorted({t1_s - t0_s for t0_s, t1_s in pairs})


def _error(inputs: Inputs, case: Case, span_s: float) -> Result:
    ephemeris, epoch = case.scenario.ephemeris, case.scenario.epoch
    t_s = span_s / 2
    true = ephemeris.teme(t_s)
    keyframes = make_keyframes(ephemeris, 0.0, span_s)
    known = true.ok & np.isfinite(keyframes.r0 + keyframes.r1).all(axis=1)
    parts = (part[known] for part in (keyframes.r0, keyframes.v0, keyframes.r1, keyframes.v1))
    cloud, truth = inputs.folder / "spanned.npz", inputs.folder / "truth.npz"
    Cloud(type(keyframes)("known", 0.0, span_s, *parts)).save(cloud)
    turn_rad = gmst_rad(epoch, t_s)
    np.savez(truth, when=(t_s, turn_rad), r_ecef_m=ecef_from_teme(true.r_teme_m[known], turn_rad))
    told = told_by(_program(cloud, truth), inputs.folder, inputs.effort.timeout_s)
    pixel_m = HOME.radians_per_pixel(SIZE) * EARTH_RADIUS_M
    note = (
        f"largest error half-way between keyframes, read back from the shader; 99 of 100 of {known.sum():,} "
        f"satellites within {told['most'][0]:,.1f} m; {case.name}; peer: a pixel of the home view"
    )
    return Result("globe", f"error, {span_s:g} s apart", "m", told["largest"][0], pixel_m, ONE_PIXEL, note)


def _program(cloud: Path, truth: Path) -> list[str]:
    return ["-m", "dawnline.bench.points.readback", str(cloud), str(truth)]
