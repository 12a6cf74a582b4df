"""Requests that left a machine which could not serve them, where they went, and what that cost in time."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.cause import Cause, Causes, after
from dawnline.present.causes.machine import machine_causes
from dawnline.present.causes.rivals import MACHINES
from dawnline.present.causes.shortage import Trouble
from dawnline.present.causes.witness import Witness
from dawnline.present.evidence import Spell

# Moves are looked for so long before the trouble that they made.
_BEFORE_S = 1800.0


def moved_causes(witness: Witness, ref: EntityRef, trouble: Trouble, fleet: int | None = None) -> Causes:
    """Return whose requests were moved before or in a trouble, why, and where to; nothing if none were.

    ``fleet`` is whose machines are known to be missing. Where none are, what was moved must weigh something
    against what suffers now: a queue may outlast what made it.
    """
    step_s = witness.header.step_s
    began = witness.frame if trouble.since_s is None else round(trouble.since_s / step_s)
    found = _largest_move(witness, max(1, began - round(_BEFORE_S / step_s)), witness.frame, fleet)
    if found is None:
        return ()
    machine, frame = found
    moment = witness.at(frame)
    number = moment.value(machine, "moved")
    if fleet is None and number < trouble.share * witness.value(ref, "arrived"):
        return ()
    text = f"{moment.text(machine, 'moved')} moved away at {witness.clock(moment.now_s)}"
    text += _where_to(moment, machine) + _slower(moment, witness, ref)
    moved: Cause = moment.cause("moved", machine, text, "moved", limit=0.0, spell=Spell(moment.now_s, None))
    return after(machine_causes(moment, machine), moved)


def _largest_move(witness: Witness, first: int, last: int, fleet: int | None) -> tuple[EntityRef, int] | None:
    best: tuple[float, EntityRef, int] | None = None
    for kind in MACHINES:
        if not witness.has(kind, "moved"):
            continue
        parent = witness.fleet.tables[kind].parent
        counts = np.ones(len(parent), np.bool_) if fleet is None else parent == fleet
        for frame in range(first, last + 1):
            moved = np.where(counts, witness.at(frame).all(kind, "moved").astype(np.float64), 0.0)
            if moved.size and moved.max() > (best[0] if best else 0.0):
                best = float(moved.max()), EntityRef(kind, int(np.argmax(moved))), frame
    return None if best is None else best[1:]


def _where_to(moment: Witness, machine: EntityRef) -> str:
    """Return the site whose requests grew most in this step, as recorded of pairs."""
    sites = len(moment.fleet.sites)
    if not moment.has("pair", "requests") or not sites or moment.frame == 0:
        return ""
    now, before = (
        np.maximum(one.all("pair", "requests").astype(np.float64), 0.0).reshape(-1, sites).sum(axis=0)
        for one in (moment, moment.at(moment.frame - 1))
    )
    more = now - before
    if machine.kind == "site":
        more[machine.index] = -np.inf
    to = int(np.argmax(more))
    return f", {moment.fleet.sites[to].name} got {more[to]:,.0f} more" if more[to] > 0.0 else ""


def _slower(moment: Witness, now: Witness, ref: EntityRef) -> str:
    """Return by how much the mean round trip of requests grew since before the move."""
    if moment.frame == 0 or not moment.has("workload", "rtt_s"):
        return ""
    was, is_s = moment.at(moment.frame - 1).value(ref, "rtt_s"), now.value(ref, "rtt_s")
    more_s = is_s - was
    return f", {more_s * 1e3:+,.0f} ms round trip" if abs(more_s) >= 5e-4 else ""
