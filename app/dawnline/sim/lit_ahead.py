"""How much of the orbit ahead is in sunlight."""

import numpy as np

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.ephemeris import TemeState
from dawnline.orbits.shadow import eclipse_frac
from dawnline.sim.arrays import Floats


def lit_ahead_frac(state: TemeState, beta_sine: Floats) -> Floats:
    """Return the share (n,) of a circular orbit that is in sunlight; zero of those who are nowhere.

    ``beta_sine`` (n,) is the sine of the Sun's height over the orbital planes, where it is now: within a
    revolution it moves by 0.07 degrees.
    """
    lit = np.zeros(len(beta_sine))
    r_m = state.r_teme_m[state.ok]
    altitude_m = np.sqrt(np.einsum("ij,ij->i", r_m, r_m)) - EARTH_RADIUS_M
    beta_rad = np.arcsin(np.clip(beta_sine[state.ok], -1.0, 1.0))
    lit[state.ok] = 1.0 - eclipse_frac(np.maximum(altitude_m, 0.0), beta_rad)
    return lit
