"""Where the Moon is, as well as a picture of the sky needs it."""

from typing import overload

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.constants import EARTH_RADIUS_M, J2000_JD, JULIAN_CENTURY_DAYS
from dawnline.orbits.epoch import Epoch

Floats = NDArray[np.float64]

# The Astronomical Almanac, "Low-precision formulae for geocentric coordinates of the Moon" (page D22, D46 in
# older years; also Vallado, Fundamentals of Astrodynamics, 4th ed. 2013, algorithm 31). Each row is an
# amplitude, a phase and a rate, in degrees and degrees a Julian century.
_LONGITUDE = np.array(
    [
        (6.29, 134.9, 477_198.85),
        (-1.27, 259.2, -413_335.38),
        (0.66, 235.7, 890_534.23),
        (0.21, 269.9, 954_397.70),
        (-0.19, 357.5, 35_999.05),
        (-0.11, 186.6, 966_404.05),
    ]
)
_LATITUDE = np.array(
    [
        (5.13, 93.3, 483_202.03),
        (0.28, 228.2, 960_400.87),
        (-0.28, 318.3, 6_003.18),
        (-0.17, 217.6, -407_332.20),
    ]
)
_PARALLAX = np.array(
    [
        (0.0518, 134.9, 477_198.85),
        (0.0095, 259.2, -413_335.38),
        (0.0078, 235.7, 890_534.23),
        (0.0028, 269.9, 954_397.70),
    ]
)


@overload
def moon_teme_m(epoch: Epoch, t_s: float) -> Floats: ...
@overload
def moon_teme_m(epoch: Epoch, t_s: Floats) -> Floats: ...
def moon_teme_m(epoch: Epoch, t_s: float | Floats) -> Floats:
    """Return the Moon's geocentric position (m), (3,) for one time or (k, 3) for (k,) times.

    Low precision formula of the Astronomical Almanac: longitude within 0.3 degrees, latitude within 0.2 and
    horizontal parallax within 0.003, so that the distance is right to half a percent. It is of the mean
    equator and equinox of date, which differ from TEME by less than 0.005 degrees.
    """
    jd, fraction = epoch.julian_of(np.asarray(t_s, np.float64))
    centuries = np.asarray((jd - J2000_JD) + fraction, np.float64) / JULIAN_CENTURY_DAYS
    longitude = np.radians(218.32 + 481_267.8813 * centuries + _sum(_LONGITUDE, centuries, np.sin))
    latitude = np.radians(_sum(_LATITUDE, centuries, np.sin))
    parallax = np.radians(0.9508 + _sum(_PARALLAX, centuries, np.cos))
    obliquity = np.radians(23.439 - 0.0130 * centuries)
    # Along the equinox, across it in the ecliptic, and towards the pole of the ecliptic.
    ahead = np.cos(latitude) * np.cos(longitude)
    across = np.cos(latitude) * np.sin(longitude)
    up = np.sin(latitude)
    direction = np.stack(
        (
            ahead,
            np.cos(obliquity) * across - np.sin(obliquity) * up,
            np.sin(obliquity) * across + np.cos(obliquity) * up,
        ),
        axis=-1,
    )
    return np.asarray(direction * (EARTH_RADIUS_M / np.sin(parallax))[..., np.newaxis], np.float64)


def _sum(terms: Floats, centuries: Floats, wave: np.ufunc) -> Floats:
    """Return the sum of a table's terms (degrees) at times in Julian centuries, of the times' shape."""
    amplitude, phase, rate = terms.T
    angles = np.radians(phase + rate * centuries[..., np.newaxis])
    return np.asarray(wave(angles) @ amplitude, np.float64)
