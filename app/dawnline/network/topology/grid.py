"""+Grid: fore and aft in the plane, and one neighbour in the plane on each side.

The pairs are chosen once and hold for the whole run. Where planes are equally full (generated fleets) the
neighbour has the same place in the next plane, plus the offset. Round the seam, where a Walker pattern has
moved on by F places, the places are shifted so that neighbours there are as far apart in phase as elsewhere.
Planes that differ (real element sets) are matched by phase, nearest first.
"""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.network import FleetLinks
from dawnline.network.topology.planes import ShellPlanes

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
_TURN = 2.0 * np.pi

# The order in which pairs take terminals: along the plane, then every other link across, then the rest. So
# three terminals give a brick wall in which every plane is joined to both neighbours.
IN_PLANE, BRICK, REST = 0, 1, 2


def grid_pairs(
    shell: ShellPlanes, phase_rad: Floats, links: FleetLinks, *, is_generated: bool
) -> tuple[Indices, NDArray[np.int8]]:
    """Return the (m, 2) pairs of one shell and (m,) their turn; ``phase_rad`` is of all satellites.

    Every pair is there once, its satellites in the order west, east or aft, fore.
    """
    pairs: list[Indices] = []
    turns: list[NDArray[np.int8]] = []
    for plane in shell.planes:
        ring = _along(plane)
        pairs.append(ring)
        turns.append(np.zeros(len(ring), np.int8))
    shifts = _seam_shifts(shell, phase_rad)
    count = len(shell.planes)
    for west, east in _neighbours(count, crosses_seam=links.crosses_seam):
        p, q = shell.planes[west], shell.planes[east]
        if is_generated and len(p) == len(q):
            shift = links.plane_offset + (shifts if east == 0 and count > 1 else 0)
            mine = np.arange(len(p))
            theirs = (mine + shift) % len(q)
        else:
            mine, theirs = _matched(phase_rad[p], phase_rad[q], links.plane_offset)
        pairs.append(np.stack((p[mine], q[theirs]), axis=1))
        turns.append(np.where((west + mine) % 2 == 0, BRICK, REST).astype(np.int8))
    if not pairs:
        return np.empty((0, 2), np.int64), np.empty(0, np.int8)
    return np.concatenate(pairs).astype(np.int64), np.concatenate(turns)


def _neighbours(planes: int, *, crosses_seam: bool) -> list[tuple[int, int]]:
    """Return neighbouring planes, west then east; two planes are neighbours once."""
    pairs = [(plane, plane + 1) for plane in range(planes - 1)]
    return [*pairs, (planes - 1, 0)] if crosses_seam and planes > 2 else pairs


def _along(plane: Indices) -> Indices:
    """Return the pairs of a ring; two satellites are a pair once, one is none."""
    n = len(plane)
    if n < 2:
        return np.empty((0, 2), np.int64)
    pairs = np.stack((plane, np.roll(plane, -1)), axis=1)
    return pairs[:1] if n == 2 else pairs


def _seam_shifts(shell: ShellPlanes, phase_rad: Floats) -> int:
    """Return by how many places the last plane's neighbours in the first are shifted.

    The step of phase from a plane to the next, in places, is compared: the shift is the one that makes the
    step over the seam equal to one that is there elsewhere; 0 where it changes nothing.
    """
    if len(shell.planes) < 2 or len({len(plane) for plane in shell.planes}) > 1:
        return 0
    per_plane = len(shell.planes[0])
    first = np.array([phase_rad[plane[0]] for plane in shell.planes]) * per_plane / _TURN
    steps = np.unique(np.round(_centred(np.diff(first), per_plane), 2))
    over = first[0] - first[-1]
    wrong = {
        shift: float(np.abs(_centred(over + shift - steps, per_plane)).min())
        for shift in range(-(per_plane // 2), per_plane // 2 + 1)
    }
    # Phases are of the true orbits, which J2 moves by a thousandth of a place.
    return min(wrong, key=lambda shift: (round(wrong[shift], 2), abs(shift), shift))


def _centred(value: Floats, period: float) -> Floats:
    return np.asarray((value + period / 2.0) % period - period / 2.0, np.float64)


def _matched(west_rad: Floats, east_rad: Floats, offset: int) -> tuple[Indices, Indices]:
    """Return places in two planes matched by phase, one to one, nearest first."""
    if not (len(west_rad) and len(east_rad)):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    ahead = offset * _TURN / len(east_rad)
    apart = np.abs(_centred(east_rad[None, :] - west_rad[:, None] - ahead, _TURN))
    near = np.argsort(apart, axis=1, kind="stable")[:, :4]
    mine = np.repeat(np.arange(len(west_rad)), near.shape[1])
    theirs = near.ravel()
    order = np.argsort(apart[mine, theirs], kind="stable")
    west_free, east_free = np.ones(len(west_rad), bool), np.ones(len(east_rad), bool)
    taken = []
    for k in order[np.isfinite(apart[mine, theirs][order])].tolist():
        if west_free[mine[k]] and east_free[theirs[k]]:
            west_free[mine[k]] = east_free[theirs[k]] = False
            taken.append(k)
    chosen = np.sort(np.array(taken, np.int64))
    return mine[chosen], theirs[chosen]
