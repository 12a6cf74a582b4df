"""Positions for the globe: pairs of keyframes between which the GPU interpolates."""

import math
from dataclasses import dataclass

import numpy as np

from dawnline.orbits.constants import EARTH_RADIUS_M, MU_M3_S2
from dawnline.orbits.ephemeris import Ephemeris
from dawnline_widgets.globe.scene import F32, Keyframes

# Below a minute float32 in Earth radii is the floor; beyond 800 s a cubic errs by a pixel even
# with the whole Earth in view.
SPANS_S = (60.0, 120.0, 180.0, 300.0, 600.0, 800.0)
_LOWEST_M = 300e3  # satellites of interest fly no lower, so their curves bend no more
# Satellites are nearer to the eye than the ground that a pixel is measured on: a quarter of that pixel is
# half of one for a satellite half way between.
_ALLOWED_PIXELS = 0.25
# A pair should last this long on the wall clock, so that the next one is ready in time. Where the allowed
# error would ask for shorter pairs than can be made, a longer one is taken: it errs, but by a known amount,
# and while time flies that fast a pixel is passed in an instant.
_PAIR_LASTS_S = 0.5
FAR_PIXEL_M = 20e3  # the whole globe in view


@dataclass(frozen=True, eq=False)
class Instant:
    """All satellites at one time: positions and velocities (n, 3) float32, Earth radii (a second), TEME."""

    t_s: float
    r: F32
    v: F32


def interpolation_error_m(span_s: float) -> float:
    """Return by how much cubic Hermite interpolation over a span errs at most for near-circular orbits.

    The remainder of Hermite's formula, (w h)^4 / 384 of the radius with the mean motion w, for the lowest
    satellites: 0.4 m for 60 s, 250 m for 300 s, 13 km for 800 s.
    """
    radius_m = EARTH_RADIUS_M + _LOWEST_M
    return radius_m * (MU_M3_S2 / radius_m**3) ** 2 * span_s**4 / 384.0


def keyframe_span(t_s: float, speed: float, metres_per_pixel: float = FAR_PIXEL_M) -> tuple[float, float]:
    """Return the times of the pair around ``t_s``; the same for every time within it.

    Parameters
    ----------
    t_s : time, ``t0 <= t_s < t1``.
    speed : run seconds per wall second; the sign does not matter.
    metres_per_pixel : of the ground below the eye: from near, pairs are short and exact.
    """
    allowed_m = _ALLOWED_PIXELS * metres_per_pixel
    exact = [span for span in SPANS_S if interpolation_error_m(span) <= allowed_m]
    needed_s = min(abs(speed) * _PAIR_LASTS_S, SPANS_S[-1])
    ready = next(span for span in SPANS_S if span >= needed_s)
    span_s = max(exact[-1] if exact else SPANS_S[0], ready)
    pair = math.floor(t_s / span_s)
    return pair * span_s, (pair + 1) * span_s


def instant(ephemeris: Ephemeris, t_s: float) -> Instant:
    """Return all satellites at one time; NaN where one is nowhere. Rounding errs by half a metre."""
    state = ephemeris.teme(t_s)
    return Instant(t_s, _radii(state.r_teme_m), _radii(state.v_teme_m_s))


def between(ephemeris: Ephemeris, first: Instant, second: Instant) -> Keyframes:
    """Return the pair of two instants; it shares their arrays."""
    return Keyframes(
        key=(ephemeris, first.t_s, second.t_s),
        t0_s=first.t_s,
        t1_s=second.t_s,
        r0=first.r,
        v0=first.v,
        r1=second.r,
        v1=second.v,
    )


def make_keyframes(ephemeris: Ephemeris, t0_s: float, t1_s: float) -> Keyframes:
    """Return the positions and velocities of all satellites at two times; any thread may ask."""
    return between(ephemeris, instant(ephemeris, t0_s), instant(ephemeris, t1_s))


def _radii(vectors_m: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> F32:
    return np.multiply(vectors_m, 1.0 / EARTH_RADIUS_M, dtype=np.float32, casting="same_kind")
