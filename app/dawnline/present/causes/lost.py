"""Accelerators that a trouble took away: from whom, by what, and how many more than before it began."""

import math
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.asked import gpus
from dawnline.present.causes.cause import Cause, Causes, after
from dawnline.present.causes.losses import (
    FAULT,
    GONE,
    NOT_LAUNCHED,
    POWER_CAP,
    TAKERS,
    Able,
    Floats,
    hardest_hit,
    idle_of,
    losses_at,
)
from dawnline.present.causes.machine import machine_causes
from dawnline.present.causes.rivals import MACHINES
from dawnline.present.causes.witness import Witness
from dawnline.present.numbers import word
from dawnline.scenario.event import Event, EventKind
from dawnline.scenario.presence import members

_TAKES: dict[EventKind, int] = {
    "power_cap": POWER_CAP, "fault": FAULT, "storm": FAULT, "lease_end": GONE, "deorbit": GONE,
}  # fmt: skip


@dataclass(frozen=True)
class Lost:
    """Accelerators of one fleet that something took.

    Attributes
    ----------
    amount : how many more than ``then``; how many at all where that is None.
    fleet, code : row of its table (one past the last: no fleet), and who takes them.
    by_event : whether an event of the header that holds now took them.
    """

    amount: float
    fleet: int
    code: int
    by_event: bool
    then: Witness | None


def losses_since(witness: Witness, before: tuple[Witness, ...], able: Able) -> tuple[Lost, ...]:
    """Return what more is lost now than at the best of some moments before, and since each event began.

    Without a moment before, all that is lost counts, and who is not launched yet.
    """
    now = losses_at(witness, able=able)
    then = [losses_at(moment, able=able).held for moment in before]
    more = now.held - (np.min(then, axis=0) if then else 0.0)
    found = [
        Lost(float(more[fleet, code]), int(fleet), int(code), False, _best(before, then, fleet, code))
        for fleet, code in np.argwhere(more > 0.5)
    ]
    for event in witness.events(*_TAKES):
        found += _by_event(witness, event, able)
    if not before:
        waiting = now.lost[:, NOT_LAUNCHED]
        fleet = int(np.argmax(waiting))
        found.append(Lost(float(waiting.sum()), fleet, NOT_LAUNCHED, False, None))
    return tuple(found)


def lost_causes(witness: Witness, lost: Lost, able: Able) -> Causes:
    """Return the chain of who of a fleet lost most, then how much the fleet lost."""
    if lost.code == NOT_LAUNCHED:
        return _not_launched(witness, lost, able)
    who = hardest_hit(witness, lost.fleet, lost.code, able)
    if who is None:
        return ()
    then = lost.then
    if lost.code == GONE:
        there = "" if then is None else f" that were there at {witness.clock(then.now_s)}"
        text = f"{gpus(lost.amount)} are gone{there}"
    else:
        still = "stand still" if then is None else f"more stand still than at {witness.clock(then.now_s)}"
        text = f"{gpus(lost.amount)} {still}: {word(TAKERS[lost.code])}"
    return after(machine_causes(witness, who), told_lost(witness, lost, who, text))


def told_lost(witness: Witness, lost: Lost, who: EntityRef, text: str) -> Cause:
    """Return a cause that rests on counted accelerators of a fleet; of ``who`` where there is none."""
    table = witness.fleet.tables["fleet"]
    owner = EntityRef("fleet", lost.fleet) if lost.fleet < len(table) else who
    return Cause(
        "capacity_lost", owner, text, "limiter", value=lost.amount, unit="accelerators",
        word=TAKERS[lost.code], t_s=witness.now_s, limit=0.0,
    )  # fmt: skip


def _not_launched(witness: Witness, lost: Lost, able: Able) -> Causes:
    """Return how many accelerators are still to come, by the example of the fleet that most are of."""
    who = hardest_hit(witness, lost.fleet, NOT_LAUNCHED, able)
    if who is None:
        return ()
    soonest_s = min(
        float(witness.fleet.tables[kind].from_s[witness.fleet.tables[kind].from_s > witness.now_s].min())
        for kind in MACHINES
        if (witness.fleet.tables[kind].from_s > witness.now_s).any()
    )
    text = f"{gpus(lost.amount)} are not there yet; the next come at {witness.clock(soonest_s)}"
    return (told_lost(witness, lost, who, text),)


def _by_event(witness: Witness, event: Event, able: Able) -> list[Lost]:
    """Return what an event took from each fleet that it hits, since the frame before it began."""
    code = _TAKES[event.kind]
    frame = math.ceil(event.start_s / witness.header.step_s) - 1
    then = witness.at(frame) if 0 <= frame < witness.frame else None
    found = []
    for kind in MACHINES:
        rows = members(witness.fleet, event.target, kind)
        rows = rows[able[kind][rows]]
        if event.other is not None or not rows.size:
            continue
        parent = witness.fleet.tables[kind].parent[rows]
        taken = _taken(witness, kind, rows, code)
        if then is not None:
            taken = taken - _taken(then, kind, rows, code)
        # Who has no fleet (-1) is counted in the last row.
        amount = np.bincount(parent % (len(witness.fleet.tables["fleet"]) + 1), taken)
        found += [
            Lost(float(amount[row]), int(row), code, True, then) for row in np.flatnonzero(amount > 0.5)
        ]
    return found


def _taken(
    witness: Witness, kind: str, rows: np.ndarray[tuple[int], np.dtype[np.int64]], code: int
) -> Floats:
    idle, codes = idle_of(witness, "satellite" if kind == "satellite" else "site")
    return np.where(codes[rows] == code, np.maximum(idle[rows], 0.0), 0.0)


def _best(before: tuple[Witness, ...], then: list[Floats], fleet: int, code: int) -> Witness | None:
    """Return the latest moment before in which least was taken from a fleet."""
    if not before:
        return None
    least = min(held[fleet, code] for held in then)
    return next(
        moment
        for moment, held in zip(reversed(before), reversed(then), strict=True)
        if held[fleet, code] <= least
    )
