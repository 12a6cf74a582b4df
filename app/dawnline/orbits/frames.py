"""Frames: TEME (where SGP4 and the J2 kernel live), Earth-fixed, and geodetic latitude, longitude, altitude.

TEME turns into ECEF by GMST alone. UT1 is taken as UTC (they differ by less than 0.9 s, which
is 420 m at the equator, today under 50 m) and polar motion is left out (under 15 m).
"""

from typing import overload

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.constants import DAY_S, J2000_JD, WGS84, Ellipsoid
from dawnline.orbits.epoch import Epoch

Floats = NDArray[np.float64]
_TAU = 2.0 * np.pi


@overload
def gmst_rad(epoch: Epoch, t_s: float) -> float: ...
@overload
def gmst_rad(epoch: Epoch, t_s: Floats) -> Floats: ...
def gmst_rad(epoch: Epoch, t_s: float | Floats) -> float | Floats:
    """Return Greenwich mean sidereal time in 0..2 pi at ``t_s`` seconds after the epoch, one or (k,) times.

    GMST-82: Aoki et al. (1982), Astronomy and Astrophysics 105, 359, as in Vallado (2013), equation 3-47.
    """
    jd, fraction = epoch.julian_of(np.asarray(t_s, np.float64))
    days = (jd - J2000_JD) + fraction
    centuries = days / 36525.0
    # 876600 h a century is one turn a day: taken from the fraction alone, so that no digits are lost.
    turn_s = ((jd - J2000_JD) % 1.0 + fraction) * DAY_S
    drift_s = ((-6.2e-6 * centuries + 0.093104) * centuries + 8640184.812866) * centuries
    angle = ((67310.54841 + turn_s + drift_s) % DAY_S) * (_TAU / DAY_S)
    return float(angle) if np.ndim(t_s) == 0 else angle


def ecef_from_teme(r_teme_m: Floats, gmst_rad: float | Floats) -> Floats:
    """Return (..., 3) Earth-fixed vectors of (..., 3) TEME ones; the angle is one, or one for each vector.

    It turns any vector: a velocity turned so is still seen from outside the turning Earth.
    """
    return _turned(r_teme_m, np.cos(gmst_rad), np.sin(gmst_rad))


def teme_from_ecef(r_ecef_m: Floats, gmst_rad: float | Floats) -> Floats:
    """Return (..., 3) TEME vectors of (..., 3) Earth-fixed ones; the inverse of :func:`ecef_from_teme`."""
    return _turned(r_ecef_m, np.cos(gmst_rad), -np.sin(gmst_rad))


def _turned(vectors: Floats, cosine: Floats, sine: Floats) -> Floats:
    x, y = vectors[..., 0], vectors[..., 1]
    shape = np.broadcast_shapes(x.shape, np.shape(cosine))
    turned = np.empty((*shape, 3))
    turned[..., 0] = cosine * x + sine * y
    turned[..., 1] = cosine * y - sine * x
    turned[..., 2] = vectors[..., 2]
    return turned


def geodetic_from_ecef(r_ecef_m: Floats, ellipsoid: Ellipsoid = WGS84) -> tuple[Floats, Floats, Floats]:
    """Return geodetic latitude and longitude (rad) and altitude (m) of (..., 3) Earth-fixed positions.

    Bowring (1976), Survey Review 23, 323, in the form without trigonometry, three rounds: under a micrometre
    from 10 km below the ground outwards. The longitude of a pole is 0, the centre of the Earth is NaN.
    """
    x, y, z = r_ecef_m[..., 0], r_ecef_m[..., 1], r_ecef_m[..., 2]
    a, f = ellipsoid.radius_m, ellipsoid.flattening
    b = a * (1.0 - f)
    e2 = f * (2.0 - f)
    p = np.hypot(x, y)
    # The parametric latitude as the point (u, w) on the unit circle; then the geodetic one as (c, s).
    u, w = _unit(p, z / (1.0 - f))
    c, s = u, w
    for _ in range(3):
        c, s = _unit(p - e2 * a * u * u * u, z + e2 / (1.0 - e2) * b * w * w * w)
        u, w = _unit(c, (1.0 - f) * s)
    altitude_m = p * c + z * s - a * np.sqrt(1.0 - e2 * s * s)
    return np.arctan2(s, c), np.arctan2(y, x), altitude_m


def _unit(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    length = np.hypot(x, y)
    with np.errstate(invalid="ignore", divide="ignore"):
        return x / length, y / length


def up_ecef(lat_rad: float | Floats, lon_rad: float | Floats) -> Floats:
    """Return the unit vectors (..., 3) away from the ellipsoid at geodetic places.

    A globe that is drawn as a sphere has the places there too.
    """
    across = np.cos(lat_rad)
    return np.stack(
        np.broadcast_arrays(across * np.cos(lon_rad), across * np.sin(lon_rad), np.sin(lat_rad)), axis=-1
    )


def ecef_from_geodetic(
    lat_rad: float | Floats, lon_rad: float | Floats, alt_m: float | Floats, ellipsoid: Ellipsoid = WGS84
) -> Floats:
    """Return (..., 3) Earth-fixed positions (m) of geodetic ones; the inputs broadcast."""
    e2 = ellipsoid.flattening * (2.0 - ellipsoid.flattening)
    s = np.sin(lat_rad)
    normal_m = ellipsoid.radius_m / np.sqrt(1.0 - e2 * s * s)
    across_m = (normal_m + alt_m) * np.cos(lat_rad)
    x, y, z = np.broadcast_arrays(
        across_m * np.cos(lon_rad), across_m * np.sin(lon_rad), (normal_m * (1.0 - e2) + alt_m) * s
    )
    return np.stack((x, y, z), axis=-1)
