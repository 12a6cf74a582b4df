"""Finds every satellite that places on the ground can see, and shares antennas and beams among them."""

import math

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled
from dawnline.network.kernels.rules import ground_rule

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Codes = NDArray[np.uint8]

UP, ANTENNAS, BEAMS = 0, 6, 7


@compiled
def seen(
    places_m: Floats, ups: Floats, r_m: Floats, first: Ints, sin_mask: Floats, max_range_m: Floats, room: int
) -> tuple[int, Ints, Floats]:
    """Return how many links the geometry allows, and the first ``room``: (k, 2) ends and (k,) lengths.

    Ends are (place, satellite), in that order of counting. More than ``room``: ask again with more.

    Parameters
    ----------
    places_m, ups : (g, 3) places and their upward unit vectors, in the frame of the satellites.
    r_m : (n, 3) satellites; NaN is seen by nobody.
    first : (f + 1,) first satellite of each fleet.
    sin_mask, max_range_m : (g, f) of a place and a fleet; a range of 0 where they are not linked.
    """
    ends = np.empty((room, 2), np.int32)
    length = np.empty(room)
    count = 0
    for g in range(len(places_m)):
        gx, gy, gz = places_m[g, 0], places_m[g, 1], places_m[g, 2]
        ux, uy, uz = ups[g, 0], ups[g, 1], ups[g, 2]
        level = gx * ux + gy * uy + gz * uz
        for f in range(len(first) - 1):
            reach, sine = max_range_m[g, f], sin_mask[g, f]
            if reach <= 0.0:
                continue
            for i in range(first[f], first[f + 1]):
                height = r_m[i, 0] * ux + r_m[i, 1] * uy + r_m[i, 2] * uz - level
                if not height > 0.0 and sine >= 0.0:
                    continue
                dx, dy, dz = r_m[i, 0] - gx, r_m[i, 1] - gy, r_m[i, 2] - gz
                d = math.sqrt(dx * dx + dy * dy + dz * dz)
                if ground_rule(height, d, sine, reach) != UP:
                    continue
                if count < room:
                    ends[count, 0], ends[count, 1] = g, i
                    length[count] = d
                count += 1
    return count, ends[: min(count, room)], length[: min(count, room)]


@compiled
def share_antennas(ends: Ints, order: NDArray[np.int64], reason: Codes, antennas: Ints, beams: Ints) -> Codes:
    """Return the reasons after gateways have taken as many satellites as they have antennas, nearest first.

    ``ends`` are (gateway, satellite); pairs that are already not up (``reason``) take nothing. ``beams`` is
    how many gateways a satellite serves at once.
    """
    free, open_beams = antennas.copy(), beams.copy()
    out = reason.copy()
    for k in order:
        if out[k] != UP:
            continue
        g, i = ends[k, 0], ends[k, 1]
        if free[g] <= 0:
            out[k] = ANTENNAS
        elif open_beams[i] <= 0:
            out[k] = BEAMS
        else:
            free[g] -= 1
            open_beams[i] -= 1
    return out
