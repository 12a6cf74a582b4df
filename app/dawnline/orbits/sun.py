"""Where the Sun is, and how an orbital plane stands to it."""

from typing import overload

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.constants import AU_M, J2000_JD
from dawnline.orbits.epoch import Epoch

Floats = NDArray[np.float64]


@overload
def sun_teme_m(epoch: Epoch, t_s: float) -> Floats: ...
@overload
def sun_teme_m(epoch: Epoch, t_s: Floats) -> Floats: ...
def sun_teme_m(epoch: Epoch, t_s: float | Floats) -> Floats:
    """Return the Sun's apparent geocentric position (m), (3,) for one time or (k, 3) for (k,) times.

    Low precision formula of the Astronomical Almanac (page C5): direction within 0.01 degrees from 1950 to
    2050, distance within 0.0003 AU. It is of the mean equator and equinox of date, which differ from TEME by
    less than 0.005 degrees.
    """
    days = _days_since_j2000(epoch, t_s)
    mean_longitude = np.radians(280.460 + 0.9856474 * days)
    anomaly = np.radians(357.528 + 0.9856003 * days)
    longitude = mean_longitude + np.radians(1.915 * np.sin(anomaly) + 0.020 * np.sin(2.0 * anomaly))
    obliquity = np.radians(23.439 - 0.0000004 * days)
    distance_m = AU_M * (1.00014 - 0.01671 * np.cos(anomaly) - 0.00014 * np.cos(2.0 * anomaly))
    sine = np.sin(longitude)
    return np.stack(
        (
            distance_m * np.cos(longitude),
            distance_m * np.cos(obliquity) * sine,
            distance_m * np.sin(obliquity) * sine,
        ),
        axis=-1,
    )


def mean_sun_right_ascension_rad(epoch: Epoch, t_s: float = 0.0) -> float:
    """Return the right ascension of the mean Sun in 0..2 pi: its mean longitude (Astronomical Almanac C5)."""
    return float(np.radians((280.460 + 0.9856474 * _days_since_j2000(epoch, t_s)) % 360.0))


def beta_rad(sun_teme_m: Floats, i_rad: float | Floats, raan_rad: float | Floats) -> Floats:
    """Return the Sun's angle above orbital planes, -pi/2..pi/2; Sun (..., 3), inclination, RAAN broadcast."""
    # The plane's normal is (sin i sin raan, -sin i cos raan, cos i).
    sun = sun_teme_m / np.linalg.norm(sun_teme_m, axis=-1, keepdims=True)
    height = np.sin(i_rad) * (sun[..., 0] * np.sin(raan_rad) - sun[..., 1] * np.cos(raan_rad))
    return np.asarray(np.arcsin(np.clip(height + sun[..., 2] * np.cos(i_rad), -1.0, 1.0)), np.float64)


def beta_of_state_rad(sun_teme_m: Floats, r_teme_m: Floats, v_teme_m_s: Floats) -> Floats:
    """Return the same angle (n,) for satellites given by positions and velocities (n, 3); NaN stays NaN."""
    normal = np.cross(r_teme_m, v_teme_m_s)
    height = normal @ sun_teme_m / (np.linalg.norm(normal, axis=-1) * np.linalg.norm(sun_teme_m))
    return np.asarray(np.arcsin(np.clip(height, -1.0, 1.0)), np.float64)


def _days_since_j2000(epoch: Epoch, t_s: float | Floats) -> Floats:
    jd, fraction = epoch.julian_of(np.asarray(t_s, np.float64))
    return np.asarray((jd - J2000_JD) + fraction, np.float64)
