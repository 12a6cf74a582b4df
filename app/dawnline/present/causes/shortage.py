"""Why there are too few machines for what is asked: what was lost, or how much more is asked than before.

What is missing is weighed in accelerators, and so is all that may have made it missing: each taker's part of
each fleet, and what more is asked for. The first cause is what explains most of it by itself. Where several
explain all of it, what an event of the header did comes first, then what is largest: without the event there
would have been enough, whatever else rose and fell.
"""

import math
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes import unreached
from dawnline.present.causes.asked import gpus
from dawnline.present.causes.cause import Cause, Causes, after, in_order
from dawnline.present.causes.losses import NO_WORK, hardest_hit, losses_at
from dawnline.present.causes.lost import Lost, losses_since, lost_causes
from dawnline.present.causes.rises import Rise, rise_causes, rise_since
from dawnline.present.causes.rivals import MACHINES, able, asked, placed, rivals, unserved
from dawnline.present.causes.witness import Witness
from dawnline.present.working.full import FULL_FRAC, full
from dawnline.present.working.planned import NEAR_FRAC, PLANNED_FRAC
from dawnline.telemetry.catalogue import LIMITERS

# Queues answer late to what made them: the time before a trouble is looked at in so many places.
_BEFORE_S = (0.0, 600.0, 1800.0)
# What explains less of what is missing is no cause of it.
_LEAST_EXPLAINED = 0.25
_NONE = LIMITERS.index("none")


@dataclass(frozen=True)
class Trouble:
    """A shortage that a workload suffers from: since when (None: since the run began), and how large.

    ``share`` is the part of what it asks for that is dropped or late, for troubles that leave nothing
    unserved.
    """

    since_s: float | None
    share: float = 0.0


def shortage_causes(witness: Witness, ref: EntityRef, trouble: Trouble) -> Causes:
    """Return why a workload finds too few machines; nothing where nothing recorded explains it."""
    return explained(witness, ref, trouble)[0]


def explained(witness: Witness, ref: EntityRef, trouble: Trouble) -> tuple[Causes, Lost | None]:
    """Return the chain of a shortage, and the loss that it begins with if it does with one."""
    may, rows = able(witness, ref), rivals(witness, ref)
    before = _moments_before(witness, trouble)
    missing = _missing(witness, ref, rows, trouble)
    busy, idle = _busy_and_idle(witness, ref)
    best: Lost | Rise | None = None
    found: list[Lost | Rise] = list(losses_since(witness, before, may))
    if before and (busy or unserved(witness, rows) > 0.0):
        found.append(rise_since(witness, rows, before, may))
    if found and missing > 0.0:
        best = max(found, key=lambda one: _weight(one, missing))
        best = best if best.amount >= _LEAST_EXPLAINED * missing else None
    if isinstance(best, Rise):
        return rise_causes(witness, best), None
    if best is not None:
        return lost_causes(witness, best, may), best
    if unserved(witness, rows) > 0.0 and not before:
        return in_order((_too_few(witness, ref, rows),)), None
    return (_crowded(witness, ref, rows, busy, idle) if busy else ()), None


def is_short(witness: Witness, ref: EntityRef) -> bool:
    """Say whether a workload lacks machines: something is unserved, or one that may serve it is full."""
    return unserved(witness, rivals(witness, ref)) > 0.0 or _busy_and_idle(witness, ref)[0] > 0


def _weight(one: Lost | Rise, missing: float) -> tuple[float, bool, float]:
    return round(min(1.0, one.amount / missing), 1), one.by_event, one.amount


def _missing(witness: Witness, ref: EntityRef, rows: list[int], trouble: Trouble) -> float:
    """Return the accelerators that are missing: those unserved, or a share of what the workload asks for."""
    left = unserved(witness, rows)
    suffers = trouble.share * asked(witness, [ref.index])
    return max(suffers, 0.0 if math.isnan(left) else left)


def _moments_before(witness: Witness, trouble: Trouble) -> tuple[Witness, ...]:
    step_s = witness.header.step_s
    # No time passes up to frame 0: what is there in the first step has no moment before.
    if trouble.since_s is None or trouble.since_s < 2.0 * step_s:
        return ()
    first = round(trouble.since_s / step_s) - 1
    frames = {max(0, first - round(back_s / step_s)) for back_s in _BEFORE_S}
    return tuple(witness.at(frame) for frame in sorted(frames) if frame < witness.frame)


def _busy_and_idle(witness: Witness, ref: EntityRef) -> tuple[int, int]:
    """Return how many machines that may work for a workload have no room left, and how many have some.

    Where jobs fill what room requests leave, a machine at full load does not tell that requests find none.
    """
    fleet = witness.fleet
    counted = fleet.workloads[ref.index].requests is not None
    fills = counted and any(work.jobs is not None for work in fleet.workloads)
    may = able(witness, ref)
    busy = idle = 0
    for kind in MACHINES:
        limiter = witness.all(kind, "limiter")
        at_work = np.nan_to_num(witness.all(kind, "gpu_util_frac").astype(np.float64))
        no_room = full(witness.recording, kind, witness.frame)
        if not fills:
            no_room = no_room | (at_work >= FULL_FRAC) & np.isin(limiter, (_NONE, NO_WORK))
        busy += int((no_room & may[kind]).sum())
        planned = at_work >= (PLANNED_FRAC if counted else 1.0) - NEAR_FRAC
        idle += int(((limiter == NO_WORK) & ~no_room & ~planned & may[kind]).sum())
    return busy, idle


def _crowded(witness: Witness, ref: EntityRef, rows: list[int], busy: int, idle: int) -> Causes:
    """Return that some machines are at full load while others have room: unreached, or by the policy."""
    if not idle:
        return in_order((_too_few(witness, ref, rows),))
    placement = witness.policy("placement")
    who = f"policy {placement}" if placement else "its policy"
    text = f"{who} fills machines unevenly: {busy:,} at full load, while {idle:,} have room"
    crowded = Cause(
        "policy.crowded", ref, text, "limiter", value=float(busy), unit="machines", word="none",
        t_s=witness.now_s, limit=0.0,
    )  # fmt: skip
    may = able(witness, ref)
    lost = losses_at(witness, able=may).lost
    far = hardest_hit(witness, int(np.argmax(lost[:, NO_WORK])), NO_WORK, may)
    return after(unreached.of_machine(witness, far) if far else (), crowded)


def _too_few(witness: Witness, ref: EntityRef, rows: list[int]) -> Cause:
    """Return that all that may work for it does not do what is asked for."""
    at_work = placed(witness, rows)
    text = f"{gpus(asked(witness, rows))} are asked for, and {gpus(at_work)} are found"
    return witness.cause("too_few_machines", ref, text, "demand", limit=at_work)
