"""What the scenario's events do to satellites and sites at a time: faults, power, prices, storms.

A fleet or a plane as a target means its members; who they are is looked up once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dawnline.fleet.entity import Kind
from dawnline.fleet.fleet import Fleet
from dawnline.scenario.event import Event, EventKind
from dawnline.scenario.presence import Bools, Floats, Rows, members

Machine = Literal["satellite", "site"]
_KINDS: tuple[Machine, ...] = ("satellite", "site")
_HERE: tuple[EventKind, ...] = ("fault", "power_cap", "price", "storm")


@dataclass(frozen=True, eq=False)
class Hit:
    """An event and the rows of one kind that it is meant for."""

    event: Event
    kind: Machine
    rows: Rows


class Effects:
    """The events of a scenario, each with whom it hits; what they do is a function of time alone."""

    def __init__(self, hits: Iterable[Hit], counts: dict[Kind, int]) -> None:
        self._hits = tuple(hits)
        self._counts = counts

    @classmethod
    def of(cls, fleet: Fleet, events: Iterable[Event]) -> "Effects":
        """Return what the events do to a fleet; a lost link, and what is not of a machine, does nothing."""
        hits = [
            Hit(event, kind, rows)
            for event in events
            if event.kind in _HERE and event.other is None
            for kind in _KINDS
            if len(rows := members(fleet, event.target, kind))
        ]
        return cls(hits, {kind: len(fleet.tables[kind]) for kind in _KINDS})

    def faulted(self, kind: Machine, t_s: float) -> Bools:
        """Say who stands still by an event (n,)."""
        stands = np.zeros(self._counts[kind], np.bool_)
        for hit in self._now("fault", kind, t_s):
            stands[hit.rows] = True
        return stands

    def array_share(self, t_s: float) -> Floats | None:
        """Return the share of its array that is left to each satellite (n,); None: all have the whole."""
        return self.power_share("satellite", t_s) if self._now("power_cap", "satellite", t_s) else None

    def power_share(self, kind: Machine, t_s: float) -> Floats:
        """Return the share of its contract or array that is left to each (n,); the least one counts."""
        share = np.ones(self._counts[kind])
        for hit in self._now("power_cap", kind, t_s):
            share[hit.rows] = np.minimum(share[hit.rows], hit.event.value)
        return share

    def price(self, kind: Machine, t_s: float) -> Floats:
        """Return what prices are multiplied by (n,); factors of several events multiply."""
        return self._product("price", kind, t_s)

    def storm(self, t_s: float) -> Floats:
        """Return what the upsets of satellites are multiplied by (n,)."""
        return self._product("storm", "satellite", t_s)

    def _product(self, what: EventKind, kind: Machine, t_s: float) -> Floats:
        factor = np.ones(self._counts[kind])
        for hit in self._now(what, kind, t_s):
            factor[hit.rows] *= hit.event.value
        return factor

    def _now(self, what: EventKind, kind: Machine, t_s: float) -> list[Hit]:
        return [
            hit for hit in self._hits if hit.event.kind == what and hit.kind == kind and hit.event.is_on(t_s)
        ]
