"""The light of the orbit ahead: how much of it is in the Earth's shadow, known before it comes."""

import numpy as np

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.ephemeris import TemeState
from dawnline.orbits.shadow import eclipse_frac
from dawnline.sim.arrays import Floats


def lit_ahead_frac(state: TemeState, sun_teme_m: Floats) -> Floats:
    """Return the share (n,) of the next revolution that satellites spend outside the shadow; 0 if unknown.

    The closed form for circular orbits and a cylinder of shadow, with the Sun where it is now: within a
    revolution it moves by 0.07 degrees.
    """
    known = state.ok
    r_m, v_m_s = state.r_teme_m[known], state.v_teme_m_s[known]
    normal = np.cross(r_m, v_m_s)
    sine = normal @ sun_teme_m / (np.linalg.norm(normal, axis=1) * np.linalg.norm(sun_teme_m))
    beta_rad = np.arcsin(np.clip(sine, -1.0, 1.0))
    lit = np.zeros(len(known))
    altitude_m = np.linalg.norm(r_m, axis=1) - EARTH_RADIUS_M
    lit[known] = 1.0 - eclipse_frac(np.maximum(altitude_m, 0.0), beta_rad)
    return lit
