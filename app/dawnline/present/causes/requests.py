"""Why requests are dropped or late: the worst of it at the frame, and what made it."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.cause import UNKNOWN, Cause, Causes, after, in_order
from dawnline.present.causes.machine import machine_causes
from dawnline.present.causes.moved import moved_causes
from dawnline.present.causes.region import region_causes
from dawnline.present.causes.shortage import shortage_causes
from dawnline.present.causes.witness import Witness
from dawnline.present.evidence import Spell
from dawnline.present.numbers import percent
from dawnline.telemetry.catalogue import LIMITERS

_FAULT = LIMITERS.index("fault")


@dataclass(frozen=True)
class _Trouble:
    """A count that should be zero: its channel, the kind of its effect, its words, and who explains it."""

    key: str
    kind: str
    words: str
    explain: Callable[[Witness, EntityRef, Spell], Causes]


def request_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a workload's requests are dropped or late; nothing where none is."""
    trouble = _worst(witness, ref)
    if trouble is None:
        return ()
    spell = witness.spell(ref, trouble.key, lambda lost: lost > 0.0)
    arrived = witness.text(ref, "arrived")
    text = f"{witness.text(ref, trouble.key)} {trouble.words} ({arrived} came) {witness.span(spell)}"
    effect = witness.cause(trouble.kind, ref, text, trouble.key, limit=0.0, spell=spell)
    return after(trouble.explain(witness, ref, spell) or _unsaid(witness, ref, trouble.key), effect)


def _worst(witness: Witness, ref: EntityRef) -> _Trouble | None:
    """Return what most requests suffered from in this step: dropped before late, late before slow."""
    for troubles in (_DROPPED, _LATE, _SLOW):
        counts = [np.nan_to_num(witness.value(ref, trouble.key)) for trouble in troubles]
        if max(counts) > 0.0:
            return troubles[int(np.argmax(counts))]
    return None


def short(seconds: float) -> str:
    """Return a short time: ``272.9 ms``, ``29.9 s``."""
    return f"{seconds * 1e3:,.1f} ms" if seconds < 1.0 else f"{seconds:,.1f} s"


def _unsaid(witness: Witness, ref: EntityRef, key: str) -> Causes:
    text = "unknown: nothing recorded explains it"
    return in_order((witness.cause(UNKNOWN, ref, text, key),))


def _unreached(witness: Witness, ref: EntityRef, spell: Spell) -> Causes:
    """Return the chain of the region that most requests were turned away in."""
    del ref, spell
    if not witness.has("region", "dropped"):
        return ()
    lost = witness.all("region", "dropped").astype(np.float64)
    return region_causes(witness, EntityRef("region", int(np.argmax(lost)))) if lost.max() > 0.0 else ()


def _machine_lost(witness: Witness, ref: EntityRef, spell: Spell) -> Causes:
    """Return the chain of the largest machine that stopped in this step."""
    del ref, spell
    if witness.frame == 0:
        return ()
    before = witness.at(witness.frame - 1)
    for kind in ("site", "satellite"):
        stopped = (witness.all(kind, "limiter") == _FAULT) & (before.all(kind, "limiter") != _FAULT)
        if stopped.any():
            queued = before.all(kind, "queued").astype(np.float64)
            held = np.where(stopped, np.nan_to_num(queued), -1.0)
            return machine_causes(witness, EntityRef(kind, int(np.argmax(held))))
    return ()


def _late(witness: Witness, ref: EntityRef, spell: Spell) -> Causes:
    """Return why first tokens are late: the way if it takes most of the promised time, else the queue."""
    work = witness.fleet.workloads[ref.index].requests
    rtt_s, ttft_s = witness.value(ref, "rtt_s"), witness.value(ref, "ttft_s")
    if work is None or math.isnan(ttft_s):
        return ()
    target_s = work.ttft_target_s
    told = f"first tokens after {short(ttft_s)} on average, promised within {short(target_s)}"
    slow = witness.cause("ttft", ref, told, "ttft_s", limit=target_s)
    if rtt_s >= 0.5 * min(target_s, ttft_s):
        text = f"the round trip takes {short(rtt_s)}, {percent(rtt_s / ttft_s)} of the time to it"
        return in_order((witness.cause("latency", ref, text, "rtt_s", limit=target_s), slow))
    return after(_full(witness, ref, spell) or _unsaid(witness, ref, "missed_ttft"), slow)


def _slow(witness: Witness, ref: EntityRef, spell: Spell) -> Causes:
    work = witness.fleet.workloads[ref.index].requests
    if work is None or math.isnan(witness.value(ref, "tpot_s")):
        return ()
    tpot_s = witness.value(ref, "tpot_s")
    text = f"a token takes {short(tpot_s)} on average, promised within {short(work.tpot_target_s)}"
    slow: Cause = witness.cause("tpot", ref, text, "tpot_s", limit=work.tpot_target_s)
    return after(shortage_causes(witness, ref, spell) or _unsaid(witness, ref, "missed_tpot"), slow)


def _full(witness: Witness, ref: EntityRef, spell: Spell) -> Causes:
    return moved_causes(witness, ref, spell) or shortage_causes(witness, ref, spell)


_DROPPED = (
    _Trouble("dropped_unreached", "dropped", "turned away unreached", _unreached),
    _Trouble("dropped_machine_lost", "dropped", "lost with a machine", _machine_lost),
    _Trouble("dropped_no_capacity", "dropped", "turned away, machines stood too long", _full),
    _Trouble("dropped_queue_full", "queue_full", "turned away, queue full", _full),
)
_LATE = (_Trouble("missed_ttft", "late", "got their first token too late", _late),)
_SLOW = (_Trouble("missed_tpot", "slow", "were answered too slowly", _slow),)
