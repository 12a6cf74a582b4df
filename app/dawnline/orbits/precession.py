"""How the Earth's axis has turned among the stars since J2000: what star catalogues need to be of date."""

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.constants import J2000_JD, JULIAN_CENTURY_DAYS
from dawnline.orbits.epoch import Epoch

Floats = NDArray[np.float64]

# IAU 1976 precession: Lieske et al. (1977), Astronomy and Astrophysics 58, 1; as in Vallado (2013), equation
# 3-88. Arc seconds by powers of Julian centuries since J2000.
_ZETA = (2306.2181, 0.30188, 0.017998)
_THETA = (2004.3109, -0.42665, -0.041833)
_Z = (2306.2181, 1.09468, 0.018203)


def teme_from_j2000(epoch: Epoch, t_s: float = 0.0) -> Floats:
    """Return (3, 3), for column vectors: from equator and equinox J2000 to those of date.

    The mean ones, without nutation, which differ from TEME by less than 0.005 degrees.
    """
    jd, fraction = epoch.julian(t_s)
    centuries = ((jd - J2000_JD) + fraction) / JULIAN_CENTURY_DAYS
    zeta, theta, z = (np.radians(_polynomial(terms, centuries) / 3600.0) for terms in (_ZETA, _THETA, _Z))
    return np.asarray(_about_z(-z) @ _about_y(theta) @ _about_z(-zeta))


def _polynomial(terms: tuple[float, float, float], centuries: float) -> float:
    first, second, third = terms
    return centuries * (first + centuries * (second + centuries * third))


def _about_z(angle_rad: float) -> Floats:
    """Return the turn of the axes x and y by an angle."""
    c, s = np.cos(angle_rad), np.sin(angle_rad)
    return np.array(((c, s, 0.0), (-s, c, 0.0), (0.0, 0.0, 1.0)))


def _about_y(angle_rad: float) -> Floats:
    """Return the turn of the axes z and x by an angle."""
    c, s = np.cos(angle_rad), np.sin(angle_rad)
    return np.array(((c, 0.0, -s), (0.0, 1.0, 0.0), (s, 0.0, c)))
