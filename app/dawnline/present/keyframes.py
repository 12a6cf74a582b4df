"""Positions for the globe: pairs of keyframes between which the GPU interpolates."""

import math

import numpy as np

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.ephemeris import Ephemeris
from dawnline_widgets.globe.scene import F32, Keyframes

# Cubic Hermite interpolation errs by at most (w h)^4 / 384 of the radius (the remainder of Hermite's formula,
# w = mean motion): at 500 km less than a metre for 60 s, 210 m for 300 s, 3 km for 600 s, 17 km (a pixel,
# with the whole Earth in view) for 900 s. A longer pair is taken only where time flies.
_SPANS_S = (60.0, 300.0, 600.0, 900.0)
# A pair should last this long on the wall clock, so that the next one is ready in time.
_PAIR_LASTS_S = 0.5


def keyframe_span(t_s: float, speed: float) -> tuple[float, float]:
    """Return the times of the pair around ``t_s``; the same for every time within it.

    Parameters
    ----------
    t_s : time, ``t0 <= t_s < t1``.
    speed : run seconds per wall second; the sign does not matter.
    """
    wanted_s = abs(speed) * _PAIR_LASTS_S
    span_s = next((span for span in _SPANS_S if span >= wanted_s), _SPANS_S[-1])
    pair = math.floor(t_s / span_s)
    return pair * span_s, (pair + 1) * span_s


def make_keyframes(ephemeris: Ephemeris, t0_s: float, t1_s: float) -> Keyframes:
    """Return the positions and velocities of all satellites at two times; any thread may ask.

    Float32, Earth radii (a rounding of half a metre), TEME; NaN where a satellite is nowhere.
    """
    first, second = ephemeris.teme(t0_s), ephemeris.teme(t1_s)
    return Keyframes(
        key=(ephemeris, t0_s, t1_s),
        t0_s=t0_s,
        t1_s=t1_s,
        r0=_radii(first.r_teme_m),
        v0=_radii(first.v_teme_m_s),
        r1=_radii(second.r_teme_m),
        v1=_radii(second.v_teme_m_s),
    )


def _radii(vectors_m: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> F32:
    return np.multiply(vectors_m, 1.0 / EARTH_RADIUS_M, dtype=np.float32, casting="same_kind")
