"""How much more is asked for than before a trouble, and by whom: demand that rose, gangs that came back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.asked import gpus
from dawnline.present.causes.cause import Causes, in_order
from dawnline.present.causes.happened import event_cause
from dawnline.present.causes.losses import Able
from dawnline.present.causes.rivals import MACHINES
from dawnline.present.causes.witness import Witness
from dawnline.scenario.event import Event
from dawnline.scenario.presence import members


@dataclass(frozen=True)
class Rise:
    """Accelerators that are asked for beyond what was at the quietest of some moments before.

    Attributes
    ----------
    amount : of all workloads that compete.
    who, then : the workload that rose most, and that moment.
    surge : the event that it rose by; None without one.
    """

    amount: float
    who: EntityRef
    then: Witness
    surge: Event | None

    @property
    def by_event(self) -> bool:
        """Say whether an event of the header made it."""
        return self.surge is not None


def rise_since(witness: Witness, rows: list[int], before: tuple[Witness, ...], may: Able) -> Rise:
    """Return how much more some workloads ask for than at the quietest moment before.

    What gangs hold of the machines that others may use (``may``) counts with it.
    """
    gangs = _gangs_among(witness, may)
    now = _asked(witness, rows, gangs)
    asked = [_asked(moment, rows, gangs) for moment in before]
    quietest = min(reversed(range(len(before))), key=lambda place: float(np.nansum(asked[place])))
    more = np.nan_to_num(now - asked[quietest])
    who = EntityRef("workload", int(np.argmax(more)))
    then = before[quietest]
    return Rise(float(more.sum()), who, then, _surge(witness, who, then, float(more[who.index])))


def rise_causes(witness: Witness, rise: Rise) -> Causes:
    """Return whose demand rose most, and the surge of the header that it rose by, if one is on."""
    who, then = rise.who, rise.then
    if witness.fleet.workloads[who.index].gang is not None:
        key, verbs = "gang", ("holds", "held")
    else:
        key, verbs = "demand", ("asks for", "asked for")
    has, had = witness.value(who, key), then.value(who, key)
    text = f"{verbs[0]} {gpus(has)}, and {verbs[1]} {gpus(had)} at {witness.clock(then.now_s)}"
    risen = witness.cause("demand_rise", who, text, key, limit=had)
    surges = () if rise.surge is None else (event_cause(witness, rise.surge),)
    return in_order((*surges, risen))


def _asked(witness: Witness, rows: list[int], gangs: list[int]) -> NDArray[np.float64]:
    """Return (w,) accelerators that workloads ask for and gangs hold; nothing of those that do not count."""
    asked = np.zeros(len(witness.fleet.workloads))
    asked[rows] = witness.all("workload", "demand").astype(np.float64)[rows]
    if gangs:
        asked[gangs] = np.nan_to_num(witness.all("workload", "gang").astype(np.float64)[gangs])
    return asked


def _gangs_among(witness: Witness, may: Able) -> list[int]:
    """Return the gangs that hold machines which others may use."""
    if not witness.has("workload", "gang"):
        return []
    return [
        row
        for row, work in enumerate(witness.fleet.workloads)
        if work.gang is not None
        and any(may[kind][members(witness.fleet, work.gang.at, kind)].any() for kind in MACHINES)
    ]


def _surge(witness: Witness, who: EntityRef, then: Witness, more: float) -> Event | None:
    """Return the surge that began since a moment, of a workload or of a region whose demand rose as much."""
    for event in witness.events("demand_surge"):
        if event.start_s < then.now_s - witness.header.step_s:
            continue
        if event.target == who:
            return event
        if event.target.kind == "region":
            rose = witness.value(event.target, "demand") - then.value(event.target, "demand")
            if rose >= 0.5 * more:
                return event
    return None
