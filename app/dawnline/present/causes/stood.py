"""Requests that were lost at machines: those that stopped with them in hand, and those that stood too long.

Where a machine had requests in hand at the frame before, and has and answered none now, it stood: it was
held back to nothing, nobody reached it, or a gang took it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes import unreached
from dawnline.present.causes.cause import UNKNOWN, Cause, Causes, after, in_order
from dawnline.present.causes.gang_state import gang_of
from dawnline.present.causes.losses import FAULT, GONE, NO_WORK, idle_of
from dawnline.present.causes.machine import machine_causes
from dawnline.present.causes.rivals import MACHINES, accelerators_of
from dawnline.present.causes.site_power import roots
from dawnline.present.causes.witness import Witness
from dawnline.present.network.words import plural
from dawnline.scenario.effects import Machine
from dawnline.scenario.presence import members

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Emptied:
    """Machines of one fleet that lost what they had in hand, held by the same: how many, and how much.

    ``who`` had most of it.
    """

    who: EntityRef
    machines: int
    requests: int


def machine_lost_causes(witness: Witness) -> Causes:
    """Return why machines failed or left in this step with requests in hand; nothing if none did."""

    def stops(kind: Machine, before: Witness) -> Bools:
        now, then = (np.isin(idle_of(moment, kind)[1], (FAULT, GONE)) for moment in (witness, before))
        return np.asarray(now & ~then)

    found = _emptied(witness, stops)
    if found is None:
        return ()
    chain = machine_causes(witness, found.who)
    if found.machines == 1:
        return chain
    text = f"{_who(found)} stopped in this step, with {plural(found.requests, 'request')} in hand"
    return after(chain, _told(witness, found, text))


def stood_causes(witness: Witness) -> Causes:
    """Return why machines stood with requests in hand; nothing if none did."""

    def stands(kind: Machine, before: Witness) -> Bools:
        del before
        return np.asarray((witness.all(kind, "queued") == 0) & (witness.all(kind, "served") == 0))

    found = _emptied(witness, stands)
    if found is None:
        return ()
    since = witness.clock(_before(witness).now_s)
    text = f"{_who(found)} answered none of {plural(found.requests, 'request')} in hand at {since}"
    return after(_why_it_stands(witness, found.who), _told(witness, found, text))


def _before(witness: Witness) -> Witness:
    return witness.at(witness.frame - 1)


def _emptied(witness: Witness, is_lost: Callable[[Machine, Witness], Bools]) -> Emptied | None:
    """Return the machines, of one fleet and held by the same, that lost most of what they had in hand."""
    if witness.frame == 0:
        return None
    before, best = _before(witness), None
    for kind in MACHINES:
        if not witness.has(kind, "queued"):
            continue
        held = np.maximum(before.all(kind, "queued").astype(np.int64), 0) * is_lost(kind, before)
        groups = np.stack((witness.fleet.tables[kind].parent, idle_of(witness, kind)[1]))
        for group in np.unique(groups[:, held > 0], axis=1).T:
            own = np.where((groups == group[:, None]).all(axis=0), held, 0)
            if best is None or own.sum() > best.requests:
                who = EntityRef(kind, int(np.argmax(own)))
                best = Emptied(who, int(np.count_nonzero(own)), int(own.sum()))
    return best


def _who(found: Emptied) -> str:
    return "it" if found.machines == 1 else f"it and {found.machines - 1:,} more of its fleet"


def _told(witness: Witness, found: Emptied, text: str) -> Cause:
    before = _before(witness)
    return before.cause("stood", found.who, text, "queued", limit=0.0, value=float(found.requests))


def _why_it_stands(witness: Witness, who: EntityRef) -> Causes:
    """Return what took a machine from its requests: not always what its limiter tells."""
    kind: Machine = "site" if who.kind == "site" else "satellite"
    gang = gang_of(witness, who)
    if gang is not None and _holds_all(witness, kind, gang):
        text = f"holds {witness.text(gang, 'gang')} there, all that work; gangs claim first"
        claims = witness.cause("gang_claims", gang, text, "gang")
        return after(roots(witness, who) if kind == "site" else (), claims)
    if idle_of(witness, kind)[1][who.index] != NO_WORK:
        return machine_causes(witness, who)
    text = "unknown: nothing recorded says why its requests were left"
    unsaid = in_order((witness.cause(UNKNOWN, who, text, "queued"),))
    return unreached.of_machine(witness, who) or unsaid


def _holds_all(witness: Witness, kind: Machine, gang: EntityRef) -> bool:
    """Say whether all accelerators that work on a gang's machines are the gang's."""
    demand = witness.fleet.workloads[gang.index].gang
    held = witness.value(gang, "gang")
    if demand is None or not held > 0.0:
        return False
    rows = members(witness.fleet, demand.at, kind)
    busy = np.nan_to_num(witness.all(kind, "gpu_util_frac").astype(np.float64)[rows])
    return bool(float((busy * accelerators_of(witness, kind)[rows]).sum()) <= 1.01 * held)
