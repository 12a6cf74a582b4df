"""Which planes real satellites fly in: shells by inclination and height, planes by node, places by phase.

Operators keep the satellites of a shell where their nodes drift alike (at 53 degrees, within half a kilometre
of one height), and those of a plane within some tenths of a degree of one node; what is on its way between
shells, or alone, is in no plane. All is compared at one moment, to which J2 carries each element set.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.constants import DAY_S, EARTH_RADIUS_M, MU_M3_S2
from dawnline.orbits.element_sets import ElementSets
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.j2 import secular_rates
from dawnline.orbits.planes import Planes

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

# Gaps that part shells: satellites of one follow each other, sorted, by less. A thousandth of a degree a day
# is 0.4 km at 53 degrees; near the poles, where height hardly matters to the node, OneWeb's planes of one
# shell are 4 km apart.
_INCLINATION_GAP_RAD = np.radians(0.1)
_HEIGHT_GAP_M = 6_000.0
_NODE_RATE_GAP_RAD_S = np.radians(0.001) / DAY_S
# Gaps that part planes, where the gaps do not fall into narrow and wide ones by themselves.
_NODE_GAP_RAD = np.radians(0.7)
_SMALLEST_GAP_RAD = np.radians(0.02)
_CLEAR_BREAK = 4.0
# A plane has at least a sixth of the satellites of its shell's typical one, and two: fewer are strays that
# drift past. A shell has a hundredth of the fleet, and three satellites; a plane alone has a tenth: a batch
# that was launched together and is on its way up looks like a small plane of its own.
_FEWEST, _SHARE_OF_PLANE = 2, 6.0
_FEWEST_OF_SHELL = 3
_SHARE_OF_SHELL, _SHARE_OF_LONE_PLANE = 0.01, 0.1
# Nearly circular orbits only: along an ellipse places are no matter of phase.
_MAX_ECCENTRICITY = 0.02
# Above the equator (geostationary satellites) there is no node to speak of.
_LEAST_SINE = np.sin(np.radians(1.0))
# Planes go all the way round if the widest gap between nodes is at most this many typical ones.
_OPEN_GAPS = 3.0


@dataclass(frozen=True, eq=False)
class _Moment:
    """Orbits of n satellites at one moment: ``height_m`` above the equator, ``phase_rad`` from the node."""

    height_m: Floats
    i_rad: Floats
    raan_rad: Floats
    raan_rad_s: Floats
    phase_rad: Floats


def inferred_planes(elements: ElementSets, epoch: Epoch) -> Planes:
    """Return the planes of element sets as they are at a moment, shells by inclination and height.

    Names read ``53-540-07``: inclination in degrees, height in km, and the plane's number in order of right
    ascension, beginning after the widest gap.
    """
    n = len(elements)
    moment = _at(elements, epoch)
    plane_of, slot_of = np.full(n, -1, np.int32), np.full(n, -1, np.int32)
    shell_of_plane: list[int] = []
    names: list[str] = []
    closed: list[bool] = []
    labels: set[str] = set()
    for members in _shells(elements, moment):
        plane, slot, is_closed = _planes_of_shell(moment, members)
        count = int(plane.max(initial=-1)) + 1
        lone_limit = max(_FEWEST_OF_SHELL, _SHARE_OF_LONE_PLANE * n)
        if not count or (count == 1 and np.count_nonzero(plane == 0) < lone_limit):
            continue
        plane_of[members] = np.where(plane >= 0, plane + len(names), -1)
        slot_of[members] = slot
        label = _label(moment, members, labels)
        labels.add(label)
        shell_of_plane.extend([len(closed)] * count)
        digits = len(str(count - 1))
        names.extend(f"{label}-{number:0{digits}d}" for number in range(count))
        closed.append(is_closed)
    return Planes(
        plane_of,
        slot_of,
        np.array(shell_of_plane, np.int32),
        tuple(names),
        is_closed=any(closed) or not closed,
    )


def _at(elements: ElementSets, epoch: Epoch) -> _Moment:
    columns = elements.columns
    ahead_s = (epoch.jd - columns["jdsatepoch"]) * DAY_S + (epoch.fraction - columns["jdsatepochF"]) * DAY_S
    with np.errstate(all="ignore"):
        a_m = np.cbrt(MU_M3_S2 / (columns["no_kozai"] / 60.0) ** 2)
        rates = secular_rates(a_m, columns["ecco"], columns["inclo"])
        minutes = ahead_s / 60.0
        # Kozai's mean motion has J2's part of the mean anomaly in it; ndot is half of the derivative.
        turned = columns["no_kozai"] * minutes + columns["ndot"] * minutes**2
        phase = columns["argpo"] + columns["mo"] + turned + rates.argp_rad_s * ahead_s
        raan = columns["nodeo"] + rates.raan_rad_s * ahead_s
    turn = 2.0 * np.pi
    return _Moment(a_m - EARTH_RADIUS_M, columns["inclo"], raan % turn, rates.raan_rad_s, phase % turn)


def _shells(elements: ElementSets, moment: _Moment) -> list[NDArray[np.intp]]:
    """Return the satellites of each shell, by inclination, then height."""
    finite = np.isfinite(moment.height_m + moment.i_rad + moment.raan_rad + moment.phase_rad)
    has_node = np.sin(moment.i_rad) > _LEAST_SINE
    usable = np.flatnonzero(finite & has_node & (elements.columns["ecco"] < _MAX_ECCENTRICITY))
    fewest = max(_FEWEST_OF_SHELL, _SHARE_OF_SHELL * len(elements))
    shells = []
    for similar in _chains(usable, moment.i_rad, _INCLINATION_GAP_RAD):
        for level in _chains(similar, moment.height_m, _HEIGHT_GAP_M):
            alike = _chains(level, moment.raan_rad_s, _NODE_RATE_GAP_RAD_S)
            found = [shell for shell in alike if len(shell) >= fewest]
            shells.extend(sorted(found, key=lambda shell: float(np.median(moment.height_m[shell]))))
    return shells


def _chains(members: NDArray[np.intp], values: Floats, gap: float) -> list[NDArray[np.intp]]:
    """Return members parted wherever their sorted values are more than a gap apart."""
    order = members[np.argsort(values[members], kind="stable")]
    return np.split(order, np.flatnonzero(np.diff(values[order]) > gap) + 1)


def _planes_of_shell(moment: _Moment, members: NDArray[np.intp]) -> tuple[Ints, Ints, bool]:
    """Return plane and place of each satellite of a shell, -1 for strays, and whether the planes go round."""
    raan = moment.raan_rad[members]
    order = np.argsort(raan, kind="stable")
    gaps = np.diff(raan[order], append=raan[order[0]] + 2.0 * np.pi)
    # Begin after the widest gap, so that no plane lies across the beginning.
    first = (int(np.argmax(gaps)) + 1) % len(order)
    order, gaps = np.roll(order, -first), np.roll(gaps, -first)
    begins = np.append(True, gaps[:-1] > _threshold(gaps))
    group = np.cumsum(begins) - 1
    sizes = np.bincount(group)
    # The plane of the typical satellite: many small groups of strays do not make it smaller.
    is_plane = sizes >= max(_FEWEST, round(float(np.median(sizes[group])) / _SHARE_OF_PLANE))
    number = np.where(is_plane, np.cumsum(is_plane) - 1, -1)
    plane = np.full(len(members), -1, np.int32)
    plane[order] = number[group]
    nodes = raan[order][begins][is_plane]
    return plane, _places(plane, moment.phase_rad[members]), _goes_round(nodes)


def _threshold(gaps: Floats) -> float:
    """Return the gap of nodes above which another plane begins.

    Where narrow gaps (within planes) and wide ones (between) are told apart by a clear break, it lies there.
    """
    ordered = np.sort(np.maximum(gaps, _SMALLEST_GAP_RAD))
    ratios = ordered[1:] / ordered[:-1]
    ratios[ordered[:-1] > _NODE_GAP_RAD] = 0.0
    if not len(ratios) or ratios.max() < _CLEAR_BREAK:
        return float(_NODE_GAP_RAD)
    at = int(np.argmax(ratios))
    return float(np.sqrt(ordered[at] * ordered[at + 1]))


def _places(plane: Ints, phase_rad: Floats) -> Ints:
    """Return the place of each satellite along its plane, by phase."""
    order = np.lexsort((phase_rad, plane))
    ordered = plane[order]
    place = np.empty(len(plane), np.int32)
    place[order] = np.arange(len(plane)) - np.searchsorted(ordered, ordered)
    return np.where(plane >= 0, place, -1).astype(np.int32)


def _goes_round(nodes_rad: Floats) -> bool:
    if len(nodes_rad) < 3:
        return False
    gaps = np.diff(np.append(nodes_rad, nodes_rad[0])) % (2.0 * np.pi)
    return bool(gaps.max() <= _OPEN_GAPS * np.median(gaps))


def _label(moment: _Moment, members: NDArray[np.intp], taken: set[str]) -> str:
    inclination_deg = np.degrees(np.median(moment.i_rad[members]))
    label = f"{inclination_deg:.0f}-{np.median(moment.height_m[members]) / 1e3:.0f}"
    if label in taken:
        label = f"{inclination_deg:.1f}-{np.median(moment.height_m[members]) / 1e3:.1f}"
    number, plain = 2, label
    while label in taken:
        label, number = f"{plain}.{number}", number + 1
    return label
