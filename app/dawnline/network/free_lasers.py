"""Lasers to the nearest satellites, chosen anew at every instant, within a fleet or between two."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.fleet import Fleet
from dawnline.fleet.network import FleetLinks
from dawnline.network.candidates import limits_of
from dawnline.network.compiled import Kernels
from dawnline.network.links import Links
from dawnline.network.outages import Outage
from dawnline.network.reason import Reason

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
# A satellite looks for neighbours within so many mean spacings, and at twice as many as it has terminals.
_SPACINGS = 3.0
_MOST = 16


@dataclass(frozen=True, eq=False)
class _Meeting:
    """Two fleets (or one twice) whose satellites link to the nearest; ``asks`` are the fewer ones."""

    asks: Ints
    answers: Ints
    one: FleetLinks
    other: FleetLinks
    most: int


class FreeLasers:
    """All such pairs of a fleet; ``free`` (n,) are the terminals that grids and formations left.

    At an instant the pairs that the geometry allows take terminals, nearest first. A pair is up if it had
    them the acquisition time ago too; so nothing needs to be remembered.
    """

    def __init__(self, fleet: Fleet, free: Ints) -> None:
        self._free = free
        self._n = len(fleet.satellites)
        self._meetings = _meetings(fleet, free)
        waits = {max(m.one.acquisition_s, m.other.acquisition_s) for m in self._meetings}
        self.waits_s = tuple(sorted(wait for wait in waits if wait > 0.0))

    def __bool__(self) -> bool:
        return bool(self._meetings)

    def chosen(self, kernels: Kernels, r_m: Floats, outage: Outage) -> tuple[Links, Floats]:
        """Return every pair that was looked at, up where it has terminals, and the (m, 4) limits.

        Pairs are in the order of their ends.
        """
        found = [self._found(kernels, r_m, meeting) for meeting in self._meetings]
        ends = np.concatenate([part[0] for part in found])
        limits = np.concatenate([part[1] for part in found])
        rates = np.concatenate([part[2] for part in found])
        once = _once(ends[:, 0].astype(np.int64) * self._n + ends[:, 1])
        ends, limits, rates = ends[once], limits[once], rates[once]
        fixed = failed_links(ends, outage, self._n)
        still = limits.copy()
        still[:, 3] = 0.0
        length, reason = kernels.lasers.judge_lasers(
            ends, r_m, r_m, outage.node, fixed, still, np.full(len(ends), np.inf)
        )
        order = np.argsort(length, kind="stable")
        got = kernels.nearest.share_terminals(ends, order, reason == Reason.UP, self._free)
        reason[(reason == Reason.UP) & ~got] = Reason.TERMINALS
        return Links(ends, length, reason, rates), limits

    def _found(self, kernels: Kernels, r_m: Floats, meeting: _Meeting) -> tuple[Ints, Floats, Floats]:
        reach_m = min(
            meeting.one.max_range_m, meeting.other.max_range_m, _reach_m(r_m, meeting.asks, meeting.answers)
        )
        ends, _ = kernels.nearest.near(meeting.asks, meeting.answers, r_m, reach_m, meeting.most)
        ends = np.sort(ends, axis=1)
        crosses = np.zeros(len(ends), np.bool_)
        rate = min(meeting.one.rate_bps, meeting.other.rate_bps)
        return ends, limits_of(meeting.one, meeting.other, crosses), np.full(len(ends), rate)


def failed_links(ends: Ints, outage: Outage, n: int) -> NDArray[np.uint8]:
    """Return (m,) ``FAILED_LINK`` for pairs whose link is lost, else 0."""
    fixed = np.zeros(len(ends), np.uint8)
    if outage.links and len(ends):
        lost = np.array([min(pair) * n + max(pair) for pair in sorted(outage.links)], np.int64)
        low, high = ends.min(axis=1).astype(np.int64), ends.max(axis=1)
        fixed[np.isin(low * n + high, lost)] = Reason.FAILED_LINK
    return fixed


def _reach_m(r_m: Floats, asks: Ints, answers: Ints) -> float:
    """Return how far to look: some mean spacings of those who answer, and the difference in height."""
    heights = [_mean_radius_m(r_m[who]) for who in (asks, answers)]
    spacing_m = heights[1] * np.sqrt(4.0 * np.pi / len(answers))
    return float(_SPACINGS * spacing_m + abs(heights[0] - heights[1]))


def _mean_radius_m(r_m: Floats) -> float:
    return float(np.nanmean(np.sqrt(np.einsum("ij,ij->i", r_m, r_m))))


def _once(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each key is, in order; of several, which are the same pair, any does."""
    order = np.argsort(keys)
    first = np.ones(len(keys), np.bool_)
    first[1:] = keys[order[1:]] != keys[order[:-1]]
    return order[first]


def _meetings(fleet: Fleet, free: Ints) -> list[_Meeting]:
    names = {group.name: index for index, group in enumerate(fleet.groups)}
    pairs = [
        (index, index)
        for index, group in enumerate(fleet.groups)
        if group.links is not None and group.links.topology == "nearest"
    ]
    for first, second in fleet.network.lasers_between if fleet.network else ():
        if first in names and second in names and first != second:
            pairs.append((names[first], names[second]))
    meetings = []
    for a, b in dict.fromkeys(pairs):
        one, other = fleet.groups[a].links, fleet.groups[b].links
        if one is None or other is None:
            continue
        members = [
            np.flatnonzero((fleet.satellites.parent == index) & (free > 0)).astype(np.int32)
            for index in (a, b)
        ]
        asks, answers = sorted(members, key=len)
        if len(asks):
            most = min(_MOST, max(4, 2 * max(one.terminals, other.terminals)))
            meetings.append(_Meeting(asks, answers, one, other, most))
    return meetings
