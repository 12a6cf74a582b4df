"""Why there are too few machines for what is asked: what was lost, or how much more is asked than before."""

import math

import numpy as np

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.present.causes import unreached
from dawnline.present.causes.asked import gpus, unserved
from dawnline.present.causes.cause import Cause, Causes, after, in_order
from dawnline.present.causes.happened import event_cause
from dawnline.present.causes.losses import NO_WORK, Losses, counts_of, hardest_hit, is_gone, losses_at
from dawnline.present.causes.machine import machine_causes
from dawnline.present.causes.witness import Witness
from dawnline.present.evidence import Spell
from dawnline.present.numbers import word
from dawnline.present.working.full import FULL_FRAC
from dawnline.telemetry.catalogue import LIMITERS

# Queues answer late to what made them: the time before a shortage is looked at in so many places.
_BEFORE_S = (0.0, 600.0, 1800.0)
# A change is told of from this share of the accelerators at work on.
_LEAST_FRAC = 0.01
_NONE = LIMITERS.index("none")
_MACHINES: tuple[Kind, ...] = ("satellite", "site")


def shortage_causes(witness: Witness, ref: EntityRef, spell: Spell) -> Causes:
    """Return why a workload finds too few machines, in a shortage that has lasted for a spell.

    What is compared are accelerators now and before the shortage: those that each limiter took from each
    fleet, and those asked for. The largest change is told; in a shortage as old as the run, the largest loss.
    Where neither changed, machines at full load beside idle ones are told of. Else nothing.
    """
    now = losses_at(witness)
    before = tuple(witness.at(frame) for frame in _frames_before(witness, spell))
    more_lost = now.held - _least(before, now)
    fleet, code = np.unravel_index(int(np.argmax(more_lost)), more_lost.shape)
    most = float(more_lost[fleet, code])
    full, idle = _full_and_idle(witness)
    is_tight = full > 0 or unserved(witness) > 0.0
    rise = _rise(witness, ref, before) if is_tight else 0.0
    least = max(0.5, _LEAST_FRAC * now.busy)
    if most > max(rise, least):
        return _lost(witness, int(fleet), int(code), most, _when_least(before, int(fleet), int(code)))
    if rise > least:
        return _more_asked(witness, ref, before)
    if unserved(witness) > 0.0 and not before:
        return _too_few(witness, ref, now)
    return _crowded(witness, ref, full, idle) if full else ()


def _frames_before(witness: Witness, spell: Spell) -> tuple[int, ...]:
    if spell.since_s is None:
        return ()
    step_s = witness.header.step_s
    first = round(spell.since_s / step_s) - 1
    frames = {max(0, first - round(back_s / step_s)) for back_s in _BEFORE_S}
    # What has left for good is missed however long ago that was.
    frames |= {math.ceil(event.start_s / step_s) - 1 for event in witness.events("lease_end", "deorbit")}
    return tuple(sorted(frame for frame in frames if 0 <= frame < witness.frame))


def _least(before: tuple[Witness, ...], now: Losses) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    if not before:
        return np.zeros_like(now.lost)
    return np.asarray(np.min([losses_at(moment).held for moment in before], axis=0))


def _when_least(before: tuple[Witness, ...], fleet: int, code: int) -> Witness | None:
    """Return the latest moment before in which a limiter took least from a fleet."""
    if not before:
        return None
    return min(reversed(before), key=lambda moment: float(losses_at(moment).held[fleet, code]))


def _rise(witness: Witness, ref: EntityRef, before: tuple[Witness, ...]) -> float:
    """Return how many accelerators more are asked for than before."""
    if not before:
        return 0.0
    return _asked(witness, ref) - min(_asked(moment, ref) for moment in before)


def _rivals(witness: Witness, ref: EntityRef) -> list[int]:
    """Return the workloads that are placed with or before one: jobs only take what room others leave."""
    jobs = witness.fleet.workloads[ref.index].jobs is not None
    return [index for index, work in enumerate(witness.fleet.workloads) if work.jobs is None or jobs]


def _asked(witness: Witness, ref: EntityRef) -> float:
    demand = witness.all("workload", "demand").astype(np.float64)
    return float(np.nansum(demand[_rivals(witness, ref)]))


def _full_and_idle(witness: Witness) -> tuple[int, int]:
    """Return how many machines that nothing holds back are at full load, and how many have room."""
    full = idle = 0
    for kind in _MACHINES:
        busy = np.nan_to_num(witness.all(kind, "gpu_util_frac").astype(np.float64))
        free = np.isin(witness.all(kind, "limiter"), (_NONE, NO_WORK)) & (counts_of(witness, kind) > 0.0)
        full += int((free & (busy > FULL_FRAC)).sum())
        idle += int((free & (busy <= FULL_FRAC)).sum())
    return full, idle


def _crowded(witness: Witness, ref: EntityRef, full: int, idle: int) -> Causes:
    """Return that some machines are at full load while others have room: unreached, or by the policy."""
    if not idle:
        return _too_few(witness, ref, losses_at(witness))
    placement = witness.policy("placement")
    who = f"policy {placement}" if placement else "its policy"
    text = f"{who} fills machines unevenly: {full:,} at full load, while {idle:,} have room"
    crowded = Cause(
        "policy.crowded", ref, text, "limiter", value=float(full), unit="machines", word="none",
        t_s=witness.now_s, limit=0.0,
    )  # fmt: skip
    rows = losses_at(witness).lost
    far = hardest_hit(witness, int(np.argmax(rows[:, NO_WORK])), NO_WORK)
    return after(unreached.of_machine(witness, far) if far else (), crowded)


def _lost(witness: Witness, fleet: int, code: int, most: float, then: Witness | None) -> Causes:
    """Return the chain of who loses most, then how much its fleet lost."""
    who = hardest_hit(witness, fleet, code)
    if who is None:
        return ()
    table = witness.fleet.tables["fleet"]
    owner = EntityRef("fleet", fleet) if fleet < len(table) else who
    still = "stand still" if then is None else f"more stand still than at {witness.clock(then.now_s)}"
    left = is_gone(witness, "satellite" if who.kind == "satellite" else "site")[who.index]
    text = f"{gpus(most)} {still}: {word(LIMITERS[code])}"
    if left:
        text = f"{gpus(most)} are gone" + ("" if then is None else f" since {witness.clock(then.now_s)}")
    told = Cause(
        "capacity_lost", owner, text, "limiter", value=most, unit="accelerators", word=LIMITERS[code],
        t_s=witness.now_s, limit=0.0,
    )  # fmt: skip
    return after(machine_causes(witness, who), told)


def _more_asked(witness: Witness, ref: EntityRef, before: tuple[Witness, ...]) -> Causes:
    """Return whose demand rose most, and the surge of the header that it rose by, if one is on."""
    mine = _rivals(witness, ref)
    now = witness.all("workload", "demand").astype(np.float64)
    then = np.min([moment.all("workload", "demand").astype(np.float64) for moment in before], axis=0)
    who = EntityRef("workload", mine[int(np.nanargmax((now - then)[mine]))])
    was, asks = float(then[who.index]), float(now[who.index])
    text = f"asks for {gpus(asks)}, and asked for {gpus(was)} at {witness.clock(before[-1].now_s)}"
    risen = witness.cause("demand_rise", who, text, "demand", limit=was)
    surges = [
        event
        for event in witness.events("demand_surge")
        if event.target in {who, *(EntityRef("region", r) for r in range(len(witness.fleet.regions)))}
        and event.start_s >= before[0].now_s - witness.header.step_s
    ]
    return in_order((*(event_cause(witness, event) for event in surges[:1]), risen))


def _too_few(witness: Witness, ref: EntityRef, now: Losses) -> Causes:
    """Return that machines are at their limits since the run began."""
    text = f"{gpus(now.busy)} are at work, and {gpus(_asked(witness, ref))} are asked for"
    return in_order((witness.cause("too_few_machines", ref, text, "demand", limit=now.busy),))
