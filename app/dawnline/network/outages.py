"""What events of the scenario take out of the network, and how long the rest has been well.

Satellites in safe mode fly edge-on: their lasers and antennas point nowhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.fleet import Fleet
from dawnline.network.nodes import KINDS, Nodes
from dawnline.network.reason import Reason
from dawnline.scenario.event import Event
from dawnline.scenario.presence import Presence, Rows, members

Codes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Pair = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Outage:
    """The network's losses at one instant.

    Attributes
    ----------
    node : (n,) reason why a node is lost, or 0.
    node_well_since_s : (n,) since when it has not been lost; -inf if it never was.
    was_always_well : whether no node was ever lost that is not lost now.
    links : the pairs of nodes whose link is lost.
    links_well_since_s : since when pairs that were lost before are well again.
    """

    node: Codes
    node_well_since_s: Floats
    was_always_well: bool
    links: frozenset[Pair]
    links_well_since_s: Mapping[Pair, float]


class Outages:
    """Faults of satellites, planes, fleets, places and links; and who is not there yet or any more.

    ``safe_modes`` are storms with the satellites that each puts into safe mode.
    """

    def __init__(
        self,
        fleet: Fleet,
        events: Iterable[Event],
        pair_of_link: Mapping[int, Pair],
        safe_modes: Iterable[tuple[Event, Rows]] = (),
    ) -> None:
        events = tuple(events)
        self._fleet = fleet
        self._nodes = Nodes.of(fleet)
        self._pair_of_link = pair_of_link
        self._faults = [
            (event, tuple(self._hits(event)), self._pair(event)) for event in events if event.kind == "fault"
        ]
        self._faults += [(event, ((rows, Reason.SAFE_MODE),), None) for event, rows in safe_modes]
        there = [Presence.of(fleet, kind, events) for kind in KINDS if kind in fleet.tables]
        self._from_s = np.concatenate([np.empty(0), *(part.from_s for part in there)])
        self._until_s = np.concatenate([np.empty(0), *(part.until_s for part in there)])

    def at(self, t_s: float) -> Outage:
        """Return what is lost at a time."""
        since = self._from_s.copy()
        lost = np.zeros(self._nodes.total, np.uint8)
        links: set[Pair] = set()
        links_since: dict[Pair, float] = {}
        for event, hits, pair in self._faults:
            end_s = event.start_s + event.duration_s
            if event.start_s > t_s:
                continue
            is_on = t_s < end_s
            if event.other is not None or event.target.kind == "link":
                if pair is None:
                    continue
                if is_on:
                    links.add(pair)
                else:
                    links_since[pair] = max(end_s, links_since.get(pair, -np.inf))
                continue
            for where, reason in hits:
                if is_on:
                    # Of two losses the graver one is told: a plane takes its satellites with it.
                    lost[where] = np.maximum(lost[where], np.uint8(reason))
                else:
                    since[where] = np.maximum(since[where], end_s)
        absent = (t_s < self._from_s) | (t_s >= self._until_s)
        in_orbit = np.arange(self._nodes.total) < self._nodes.satellites
        lost[absent & in_orbit] = Reason.NOT_FLYING
        lost[absent & ~in_orbit] = Reason.FAILED_GROUND
        return Outage(lost, since, not (since > -np.inf).any(), frozenset(links), links_since)

    def _pair(self, event: Event) -> Pair | None:
        """Return the nodes of a link that an event takes out; None if it names nobody."""
        if event.other is None:
            return self._pair_of_link.get(event.target.index)
        one, other = self._nodes.node_of(event.target), self._nodes.node_of(event.other)
        return min(one, other), max(one, other)

    def _hits(self, event: Event) -> Iterator[tuple[NDArray[np.int64], Reason]]:
        """Yield the nodes that an event takes out, and why; a fleet's are all of its members."""
        for kind in KINDS:
            rows = members(self._fleet, event.target, kind)
            if event.target.kind == "plane":
                reason = Reason.FAILED_PLANE
            else:
                reason = Reason.FAILED_SATELLITE if kind == "satellite" else Reason.FAILED_GROUND
            if len(rows):
                yield rows + self._nodes.range_of(kind).start, reason
