"""The Earth's shadow: how much of the Sun a satellite sees."""

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.constants import EARTH_RADIUS_M, SUN_RADIUS_M

Floats = NDArray[np.float64]


def sunlit_frac(r_teme_m: Floats, sun_teme_m: Floats) -> Floats:
    """Return the share of the Sun's disc that (n, 3) positions see past a spherical Earth, (n,) in 0..1.

    Conical shadow of Montenbruck and Gill, Satellite Orbits (2000), section 3.4.2. Full light and umbra are
    told apart by cosines; only those in penumbra meet an arc cosine. NaN stays NaN.
    """
    r2 = np.einsum("ij,ij->i", r_teme_m, r_teme_m)
    along = r_teme_m @ sun_teme_m
    d2 = r2 - 2.0 * along + float(sun_teme_m @ sun_teme_m)
    with np.errstate(divide="ignore", invalid="ignore"):
        # a and b are the angular radii of Sun and Earth, c the angle between their centres.
        sin2_a = SUN_RADIUS_M**2 / d2
        sin2_b = np.minimum(EARTH_RADIUS_M**2 / r2, 1.0)
        cos_c = (r2 - along) / np.sqrt(r2 * d2)
    sines = np.sqrt(sin2_a * sin2_b)
    cosines = np.sqrt((1.0 - sin2_a) * (1.0 - sin2_b))
    lit = cos_c <= cosines - sines
    share: Floats = lit.astype(np.float64)
    dark = (cos_c >= cosines + sines) & (sin2_b > sin2_a)
    partial = np.flatnonzero(~(lit | dark))
    if partial.size:
        share[partial] = _partly_lit_frac(
            np.arcsin(np.sqrt(sin2_a[partial])),
            np.arcsin(np.sqrt(sin2_b[partial])),
            np.arccos(np.clip(cos_c[partial], -1.0, 1.0)),
        )
    return share


def _partly_lit_frac(a: Floats, b: Floats, c: Floats) -> Floats:
    """Return the share of a disc of radius a left by one of radius b whose centre is c away (radians)."""
    annular = c <= a - b
    with np.errstate(divide="ignore", invalid="ignore"):
        x = (c * c + a * a - b * b) / (2.0 * c)
        y = np.sqrt(np.maximum(a * a - x * x, 0.0))
        hidden = a * a * np.arccos(np.clip(x / a, -1.0, 1.0)) - c * y
        hidden += b * b * np.arccos(np.clip((c - x) / b, -1.0, 1.0))
        share = np.where(annular, 1.0 - (b / a) ** 2, 1.0 - hidden / (np.pi * a * a))
    return np.asarray(np.clip(share, 0.0, 1.0), np.float64)


def cylinder_sunlit(r_teme_m: Floats, sun_teme_m: Floats) -> NDArray[np.bool_]:
    """Return whether (n, 3) positions are outside the cylinder of shadow behind the Earth; False for NaN."""
    sun = sun_teme_m / np.linalg.norm(sun_teme_m)
    along = r_teme_m @ sun
    off_axis2 = np.einsum("ij,ij->i", r_teme_m, r_teme_m) - along * along
    return np.asarray((along >= 0.0) | (off_axis2 >= EARTH_RADIUS_M**2), np.bool_)


def eclipse_frac(altitude_m: float | Floats, beta_rad: float | Floats) -> Floats:
    """Return the share of a circular orbit in the cylinder of shadow: the closed form."""
    a = EARTH_RADIUS_M + np.asarray(altitude_m, np.float64)
    reach = np.sqrt(a * a - EARTH_RADIUS_M**2) / (a * np.cos(beta_rad))
    return np.asarray(np.arccos(np.minimum(reach, 1.0)) / np.pi, np.float64)


def eclipse_free_beta_rad(altitude_m: float | Floats) -> Floats:
    """Return the beta angle above which a circular orbit of an altitude meets no shadow."""
    return np.asarray(np.arcsin(EARTH_RADIUS_M / (EARTH_RADIUS_M + np.asarray(altitude_m))), np.float64)
