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
ZOOMS_M = np.geomspace(10.0, 40e3, 60)  # metres of ground a pixel; from nearer, bodies are placed in float64
SPEED, FLYING = 60.0, 10_000.0  # from afar, time may fly so fast that pairs are longer than they need be


def interpolation_errors(inputs: Inputs) -> list[Result]:
    """Return the largest error of each span that the window uses over a pixel of the nearest view of it."""
    generated = inputs.generated(max(4, inputs.effort.million // 100))
    cases = (inputs.cases[0], generated)
    return [_error(inputs, case, *span) for case in cases for span in spans()]


def spans() -> list[tuple[float, float]]:
    """Return how long the pairs of keyframes are, and the finest pixel, in metres, that each is used at."""
    finest: dict[float, float] = {}
    home_m = HOME.radians_per_pixel(SIZE) * EARTH_RADIUS_M
    for speed, pixel_m in [*((SPEED, float(zoom_m)) for zoom_m in ZOOMS_M), (FLYING, home_m)]:
        t0_s, t1_s = keyframe_span(0.0, speed, pixel_m)
        finest.setdefault(t1_s - t0_s, pixel_m)
    return sorted(finest.items())


def _error(inputs: Inputs, case: Case, span_s: float, pixel_m: float) -> Result:
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
    note = (
        f"largest error half-way between keyframes, read back from the shader; 99 of 100 of {known.sum():,} "
        f"satellites within {told['most'][0]:,.1f} m; {case.name}; peer: a pixel of the nearest view of it"
    )
    return Result("globe", f"error, {span_s:g} s apart", "m", told["largest"][0], pixel_m, ONE_PIXEL, note)


def _program(cloud: Path, truth: Path) -> list[str]:
    return ["-m", "dawnline.bench.points.readback", str(cloud), str(truth)]
