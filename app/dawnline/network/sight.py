"""Distances, and whether the Earth stands between two places; either frame, as long as both are in the same.

Arrays are (..., 3) in metres and broadcast; NaN stays NaN in distances and has no line of sight.
"""

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.constants import EARTH_RADIUS_M

Floats = NDArray[np.float64]
# A laser's beam may graze no lower: the denser air below bends and absorbs it. 80 km as in Hypatia, 2020.
ATMOSPHERE_M = 80_000.0


def range_m(r1_m: Floats, r2_m: Floats) -> Floats:
    """Return the straight distances between places."""
    return np.asarray(np.linalg.norm(r2_m - r1_m, axis=-1), np.float64)


def grazing_height_m(r1_m: Floats, r2_m: Floats) -> Floats:
    """Return how high above a spherical Earth the straight lines between places pass at their lowest."""
    chord = r2_m - r1_m
    length2 = np.einsum("...i,...i->...", chord, chord)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = -np.einsum("...i,...i->...", r1_m, chord) / length2
    # A place and itself: the line is the place.
    share = np.where(length2 == 0.0, 0.0, np.clip(share, 0.0, 1.0))
    lowest = r1_m + share[..., None] * chord
    return np.asarray(np.linalg.norm(lowest, axis=-1) - EARTH_RADIUS_M, np.float64)


def has_line_of_sight(r1_m: Floats, r2_m: Floats, above_m: float = ATMOSPHERE_M) -> NDArray[np.bool_]:
    """Return whether the lines between places stay above a height (by default that of the denser air)."""
    return np.asarray(grazing_height_m(r1_m, r2_m) > above_m, np.bool_)


def longest_link_m(altitude_m: float | Floats, above_m: float = ATMOSPHERE_M) -> Floats:
    """Return the longest line between two satellites of one altitude that stays above a height."""
    top = EARTH_RADIUS_M + np.asarray(altitude_m, np.float64)
    return np.asarray(2.0 * np.sqrt(top**2 - (EARTH_RADIUS_M + above_m) ** 2), np.float64)
