"""Orbital planes: which one a satellite is in, and its place along it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Planes:
    """The planes of n satellites.

    Attributes
    ----------
    plane_of : (n,) int32, plane of each satellite; -1 for one that is in none.
    slot_of : (n,) int32, place along the plane from 0, in order of the argument of latitude; -1 as above.
    shell_of_plane : (planes,) int32, shell of each plane; the planes of a shell follow each other in order of
        right ascension.
    names : one for each plane, such as ``550-07``; unique.
    is_closed : whether the planes of a shell go all the way round, so that the last neighbours the first.
    """

    plane_of: Ints
    slot_of: Ints
    shell_of_plane: Ints
    names: tuple[str, ...]
    is_closed: bool = True
