"""How low orbits come: the heights of their perigees, from mean elements."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.constants import EARTH_RADIUS_M, MU_M3_S2
from dawnline.orbits.element_sets import ElementSets, KeplerElements

_MINUTE_S = 60.0


def perigee_m(parts: Sequence[ElementSets | KeplerElements]) -> NDArray[np.float64]:
    """Return the perigees (n,) of an ephemeris' parts above the equatorial radius, at their epochs.

    Kepler's third law takes the mean motion of an element set as it is written: what SGP4 makes of it first
    moves a perigee by less than 5 km.
    """
    return (
        np.concatenate([np.empty(0), *(_axis_m(part) * (1.0 - _e(part)) for part in parts)]) - EARTH_RADIUS_M
    )


def _axis_m(part: ElementSets | KeplerElements) -> NDArray[np.float64]:
    if isinstance(part, KeplerElements):
        return part.a_m
    return np.asarray(np.cbrt(MU_M3_S2 / np.square(part.columns["no_kozai"] / _MINUTE_S)), np.float64)


def _e(part: ElementSets | KeplerElements) -> NDArray[np.float64]:
    return part.e if isinstance(part, KeplerElements) else part.columns["ecco"]
