"""What the Earth's flattening does to an orbit on average, and the orbits designed from it.

Secular rates of first order in J2: Kozai (1959), Astronomical Journal 64, 367, as in Vallado (2013),
equations 9-41. WGS-84 throughout.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.constants import EARTH_RADIUS_M, J2, MU_M3_S2, TROPICAL_YEAR_S
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.sun import mean_sun_right_ascension_rad

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SecularRates:
    """How fast node, perigee and mean anomaly move; each in rad/s, of the shape of the elements."""

    raan_rad_s: Floats
    argp_rad_s: Floats
    mean_anomaly_rad_s: Floats


def secular_rates(a_m: float | Floats, e: float | Floats, i_rad: float | Floats) -> SecularRates:
    """Return the secular rates of orbits; the three elements broadcast."""
    a = np.asarray(a_m, np.float64)
    one_less_e2 = 1.0 - np.asarray(e, np.float64) ** 2
    sin2_i = np.sin(i_rad) ** 2
    n = np.sqrt(MU_M3_S2 / a**3)
    k = 1.5 * J2 * (EARTH_RADIUS_M / (a * one_less_e2)) ** 2 * n
    return SecularRates(
        raan_rad_s=np.asarray(-k * np.cos(i_rad), np.float64),
        argp_rad_s=np.asarray(k * (2.0 - 2.5 * sin2_i), np.float64),
        mean_anomaly_rad_s=np.asarray(n + k * np.sqrt(one_less_e2) * (1.0 - 1.5 * sin2_i), np.float64),
    )


def period_s(a_m: float | Floats) -> Floats:
    """Return the Keplerian period of a semi-major axis."""
    return np.asarray(2.0 * np.pi * np.sqrt(np.asarray(a_m, np.float64) ** 3 / MU_M3_S2), np.float64)


def sso_inclination_rad(altitude_m: float) -> float:
    """Return the inclination of a circular Sun-synchronous orbit: its node follows the mean Sun.

    Raises ValueError where there is none (above about 5,970 km).
    """
    a = EARTH_RADIUS_M + altitude_m
    if not a > 0.0:
        raise ValueError(f"altitude {altitude_m} m is inside the Earth; expected metres above the equator")
    node_rad_s = 2.0 * np.pi / TROPICAL_YEAR_S
    cosine = -2.0 * a**3.5 * node_rad_s / (3.0 * np.sqrt(MU_M3_S2) * J2 * EARTH_RADIUS_M**2)
    if not cosine >= -1.0:
        raise ValueError(f"no Sun-synchronous orbit at {altitude_m / 1000.0:g} km; expected under 5,970 km")
    return float(np.arccos(cosine))


def raan_for_ltan_rad(epoch: Epoch, ltan_h: float) -> float:
    """Return the RAAN in 0..2 pi whose ascending node has a local mean solar time (hours) at the epoch."""
    return float((mean_sun_right_ascension_rad(epoch) + np.radians((ltan_h - 12.0) * 15.0)) % (2.0 * np.pi))
