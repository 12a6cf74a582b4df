"""Why a gang stands: it waits for members, or begins again after a failure."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes import site_power
from dawnline.present.causes.cause import Cause, Causes, after, in_order
from dawnline.present.causes.faults import fault_causes
from dawnline.present.causes.happened import closing_cause, event_cause, events_on
from dawnline.present.causes.witness import Witness
from dawnline.present.evidence import Spell
from dawnline.present.numbers import count, duration
from dawnline.telemetry.catalogue import LIMITERS

_FAULT = LIMITERS.index("fault")


def gang_of(witness: Witness, machine: EntityRef) -> EntityRef | None:
    """Return the gang that a machine or its fleet holds; None where there is none."""
    parent = int(witness.fleet.tables[machine.kind].parent[machine.index])
    places = {machine, EntityRef("fleet", parent)}
    for index, work in enumerate(witness.fleet.workloads):
        if work.gang is not None and work.gang.at in places:
            return EntityRef("workload", index)
    return None


def gang_roots(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a gang does not work, the first cause first; nothing while it works."""
    state = witness.word(ref, "gang_state")
    spell = witness.spell(ref, "gang_state")
    if state == "waits":
        return _waits(witness, ref, spell)
    return _restarts(witness, ref, spell) if state == "restarts" else ()


def _waits(witness: Witness, ref: EntityRef, spell: Spell) -> Causes:
    work = witness.fleet.workloads[ref.index].gang
    if work is None:
        return ()
    text = (
        f"waits {witness.span(spell)} for members: it needs {count(work.least_accelerators)} of "
        f"{count(work.accelerators)} GPUs, and has {witness.text(ref, 'gang')}"
    )
    waits = witness.cause("gang_waits", ref, text, "gang_state", limit=work.least_accelerators, spell=spell)
    return after(_hit(witness, work.at, spell), waits)


def _restarts(witness: Witness, ref: EntityRef, spell: Spell) -> Causes:
    work = witness.fleet.workloads[ref.index].gang
    if work is None:
        return ()
    text = f"begins again {witness.span(spell)}: a restart takes {duration(work.restart_s)}"
    again = witness.cause("restart", ref, text, "gang_state", limit=work.restart_s, spell=spell)
    if spell.since_s is None:
        return in_order((again,))
    return after(_hit(witness, work.at, spell), *_undone(witness, ref, spell), again)


def just_begun(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a gang that works did not for most of the step that ends now; nothing if it did."""
    if witness.frame == 0 or witness.spell(ref, "gang_state").since_s != witness.now_s:
        return ()
    return gang_roots(witness.at(witness.frame - 1), ref)


def closing(witness: Witness, ref: EntityRef) -> Causes:
    """Return the end of a lease for which a gang has laid its work down; nothing while it computes."""
    gang = witness.fleet.workloads[ref.index].gang
    if gang is None or witness.value(ref, "goodput_frac") > 0.0:
        return ()
    ends = closing_cause(witness, gang.at)
    return () if ends is None else in_order((ends,))


def shrunk(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a gang that may shrink works with fewer members than it takes; nothing if it has all."""
    work = witness.fleet.workloads[ref.index].gang
    has = witness.value(ref, "gang")
    if work is None or not has < work.accelerators * (1.0 - 1e-3):
        return ()
    spell = witness.spell(ref, "gang", lambda members: members < work.accelerators * (1.0 - 1e-3))
    text = f"has {witness.text(ref, 'gang')} of {count(work.accelerators)} {witness.span(spell)}"
    few = witness.cause("gang_shrunk", ref, text, "gang", limit=work.accelerators, spell=spell)
    return after(_hit(witness, work.at, spell), few)


def _hit(witness: Witness, at: EntityRef, spell: Spell) -> Causes:
    """Return what took machines from a gang when a spell began, or just before: the chain of its site."""
    began = witness if spell.since_s is None else witness.at(round(spell.since_s / witness.header.step_s))
    for moment in (began, began.at(max(0, began.frame - 1))):
        if at.kind == "site" and events_on(moment, at, "lease_end"):
            return in_order((event_cause(moment, events_on(moment, at, "lease_end")[0]),))
        if at.kind == "site" and moment.word(at, "limiter") in {"fault", "power_cap"}:
            return site_power.roots(moment, at)
        if at.kind == "fleet":
            for event in events_on(moment, at, "fault", "power_cap", "lease_end"):
                return in_order((event_cause(moment, event),))
            found = _stopped(moment, at)
            if found:
                return found
    return ()


def _stopped(witness: Witness, at: EntityRef) -> Causes:
    """Return why members of a fleet are off, by the example of one that is since this frame, if any is."""
    mine = witness.fleet.satellites.parent == at.index
    off = np.flatnonzero(mine & (witness.all("satellite", "limiter") == _FAULT))
    if not off.size:
        return ()
    before = witness.at(max(0, witness.frame - 1)).all("satellite", "limiter")
    fresh = off[before[off] != _FAULT]
    who = EntityRef("satellite", int((fresh if fresh.size else off)[0]))
    others = f"with {count(off.size - 1)} more" if off.size > 1 else "alone"
    text = f"off, {others} of {count(int(mine.sum()))} satellites"
    return after(fault_causes(witness, who), witness.cause("members_off", who, text, "limiter"))


def _undone(witness: Witness, ref: EntityRef, spell: Spell) -> tuple[Cause, ...]:
    """Return the failure that a restart follows: the work undone at its beginning."""
    if not witness.has("workload", "lost_accelerator_s") or spell.since_s is None:
        return ()
    times_s, lost = witness.of(ref).series("lost_accelerator_s")
    first = round(spell.since_s / witness.header.step_s)
    window = slice(max(0, first - 1), first + 1)
    number = np.nan_to_num(lost[window].astype(np.float64))
    if not number.size or not number.max() > 0.0:
        return ()
    at = int(number.argmax())
    t_s = float(times_s[window][at])
    text = (
        f"a member failed at {witness.clock(t_s)}: {number[at] / 3600.0:,.1f} GPU h since the last "
        "checkpoint are undone"
    )
    return (
        Cause(
            "failure", ref, text, "lost_accelerator_s", value=float(number[at]), unit="accelerator_s",
            t_s=t_s, limit=0.0, since_s=t_s,
        ),
    )  # fmt: skip
