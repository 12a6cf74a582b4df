"""Machines whose lease ends as announced: from when on they take nothing new, and what time is left there."""

from collections.abc import Iterable

import numpy as np

from dawnline.fleet.fleet import Fleet
from dawnline.scenario.event import Event
from dawnline.scenario.presence import members
from dawnline.sim.arrays import Bools, Indices
from dawnline.sim.work.moment import Moment

# Of a step: so much of rounding is no time.
_NOTHING = 1e-9


class Notices:
    """The leases that end as announced, of m machines (satellites, then sites)."""

    def __init__(self, fleet: Fleet, events: Iterable[Event]) -> None:
        self._m = len(fleet.satellites) + len(fleet.sites)
        self._ends = [
            (event, members(fleet, event.target, "site") + len(fleet.satellites))
            for event in events
            if event.kind == "lease_end" and event.notice_s > 0.0
        ]

    def closing(self, now: Moment, able: Bools) -> Bools | None:
        """Say which machines (m,) take nothing new in a step, though they are there; None: all take some.

        Where nobody else who is ``able`` (m,) to work would be left, all stay open to the end.
        """
        closing = np.zeros(self._m, np.bool_)
        for event, rows in self._ends:
            closing[rows] |= event.drains_s(now.horizon_s) <= now.t1_s < event.start_s
        return closing if closing.any() and (able & ~closing).any() else None

    def left_s(self, now: Moment, rows: Indices, saves_s: float) -> float:
        """Return the time at work that is left after a step on some machines, before any of them leaves.

        Endless where nothing is announced, or so late that ``saves_s`` would no longer fit. A machine that
        has left by the end of a step does not work in it.
        """
        left_s = np.inf
        for event, gone in self._ends:
            if event.announced_s <= now.t0_s and np.isin(rows, gone).any():
                steps = np.ceil((event.start_s - now.t1_s) / now.horizon_s - _NOTHING) - 1.0
                if event.start_s - now.horizon_s - event.announced_s >= saves_s:
                    left_s = min(left_s, max(float(steps), 0.0) * now.horizon_s)
        return left_s
