"""Who exists when: what is launched later; what leaves for good, by its table, a deorbit or a lease's end."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.fleet.fleet import Fleet
from dawnline.scenario.event import Event

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

# What takes entities of a kind away for good.
_LEAVING = {"satellite": "deorbit", "site": "lease_end"}


@dataclass(frozen=True, eq=False)
class Presence:
    """From when (included) and until when (not included) each entity of a kind exists, (n,) seconds."""

    from_s: Floats
    until_s: Floats

    @classmethod
    def of(cls, fleet: Fleet, kind: Kind, events: Iterable[Event] = ()) -> "Presence":
        """Return the presence of satellites or sites: of the fleet's table, cut short by events."""
        table = fleet.tables[kind]
        until_s = table.until_s.copy()
        for event in events:
            if event.kind == _LEAVING.get(kind):
                rows = members(fleet, event.target, kind)
                until_s[rows] = np.minimum(until_s[rows], event.start_s)
        return cls(table.from_s, until_s)

    @property
    def is_lasting(self) -> bool:
        """Say whether everybody is there always."""
        return bool((self.from_s == -np.inf).all() and (self.until_s == np.inf).all())

    def waiting(self, t_s: float) -> Bools:
        """Say who is not there yet (n,); who leaves before coming is gone."""
        return (t_s < self.from_s) & ~self.gone(t_s)

    def gone(self, t_s: float) -> Bools:
        """Say who has left (n,)."""
        return np.asarray(t_s >= self.until_s)

    def absent(self, t_s: float) -> Bools:
        """Say who is not there (n,)."""
        return (t_s < self.from_s) | (t_s >= self.until_s)


def members(fleet: Fleet, target: EntityRef, kind: Kind) -> Rows:
    """Return the rows of a kind that a target means: itself, a plane's satellites, a fleet's members."""
    table = fleet.tables.get(kind)
    if table is None:
        return np.empty(0, np.int64)
    if target.kind == kind:
        return np.arange(len(table))[target.index : target.index + 1]
    if target.kind == "fleet":
        return np.flatnonzero(table.parent == target.index)
    if target.kind == "plane" and kind == "satellite":
        return np.flatnonzero(fleet.plane_rows() == target.index)
    return np.empty(0, np.int64)
