"""Why requests are dropped or late: the worst of it at the frame, and what made it."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.workload import RequestDemand
from dawnline.present.causes.capped import cap_refused
from dawnline.present.causes.cause import UNKNOWN, Cause, Causes, after, in_order
from dawnline.present.causes.era import began_s
from dawnline.present.causes.moved import moved_causes
from dawnline.present.causes.queues import streams_causes, waiting_causes
from dawnline.present.causes.region import region_causes
from dawnline.present.causes.shortage import Trouble, explained, is_short, shortage_causes
from dawnline.present.causes.stood import machine_lost_causes, stood_causes
from dawnline.present.causes.times import short
from dawnline.present.causes.witness import Witness
from dawnline.present.numbers import percent

# Of the accelerators that answer late: so much more of them would have answered in time (assumed).
_LATE_WEIGH_FRAC = 0.1


@dataclass(frozen=True)
class _Kind:
    """A count that should be zero: its channel, the kind of its effect, its words, and who explains it."""

    key: str
    kind: str
    words: str
    explain: Callable[[Witness, EntityRef, Trouble], Causes]


def request_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a workload's requests are dropped or late; nothing where none is."""
    worst = _worst(witness, ref)
    if worst is None:
        return ()
    spell = witness.spell(ref, worst.key, lambda lost: lost > 0.0)
    text = (
        f"{witness.text(ref, worst.key)} {worst.words} in this step, of {witness.value(ref, 'arrived'):,.0f} "
        f"that came; some in every step {witness.span(spell)}"
    )
    effect = witness.cause(worst.kind, ref, text, worst.key, limit=0.0, spell=spell)
    found = worst.explain(witness, ref, _trouble(witness, ref, worst))
    return after(found or _unsaid(witness, ref, worst.key), effect)


def _worst(witness: Witness, ref: EntityRef) -> _Kind | None:
    """Return what most requests suffered from in this step: dropped before late, late before slow."""
    for kinds in (_DROPPED, _LATE, _SLOW):
        counts = [np.nan_to_num(witness.value(ref, one.key)) for one in kinds]
        if max(counts) > 0.0:
            return kinds[int(np.argmax(counts))]
    return None


def _trouble(witness: Witness, ref: EntityRef, worst: _Kind) -> Trouble:
    """Return since when a trouble lasts, and what part of what came suffers from it.

    A few first tokens are late at all times, by chance: that trouble begins where half as many were late. A
    machine that is a little too slow makes all late: those weigh less than what is turned away.
    """
    lost, came = witness.value(ref, worst.key), witness.value(ref, "arrived")
    share = min(1.0, lost / came) if came > 0.0 else 0.0
    if worst in _DROPPED:
        return Trouble(began_s(witness, ref, worst.key), share)
    return Trouble(began_s(witness, ref, worst.key, 0.5 * lost), _LATE_WEIGH_FRAC * share)


def _unsaid(witness: Witness, ref: EntityRef, key: str) -> Causes:
    text = "unknown: nothing recorded explains it"
    return in_order((witness.cause(UNKNOWN, ref, text, key),))


def _unreached(witness: Witness, ref: EntityRef, trouble: Trouble) -> Causes:
    """Return the chain of the region that most requests were turned away in."""
    del ref, trouble
    if not witness.has("region", "dropped"):
        return ()
    lost = witness.all("region", "dropped").astype(np.float64)
    return region_causes(witness, EntityRef("region", int(np.argmax(lost)))) if lost.max() > 0.0 else ()


def _machine_lost(witness: Witness, ref: EntityRef, trouble: Trouble) -> Causes:
    del ref, trouble
    return machine_lost_causes(witness)


def _no_capacity(witness: Witness, ref: EntityRef, trouble: Trouble) -> Causes:
    """Return why nobody took or kept requests: the cap of providers, else machines that stood with them."""
    cap = cap_refused(witness)
    if cap is not None:
        return after(shortage_causes(witness, ref, trouble), cap)
    return stood_causes(witness) or shortage_causes(witness, ref, trouble)


def _full(witness: Witness, ref: EntityRef, trouble: Trouble) -> Causes:
    """Return what machines are missing; where their requests are recorded as moved, that in its place."""
    found, lost = explained(witness, ref, trouble)
    moved = moved_causes(witness, ref, trouble, None if lost is None else lost.fleet)
    return moved if moved and (lost is not None or not found) else found


def _late(witness: Witness, ref: EntityRef, trouble: Trouble) -> Causes:
    """Return why first tokens are late: the way, if it takes most of what is promised; else who is missing.

    While machines have room, nobody is missing: queues made by chance are told of.
    """
    promised = _promised(witness, ref)
    rtt_s, ttft_s = witness.value(ref, "rtt_s"), witness.value(ref, "ttft_s")
    if promised is None or math.isnan(ttft_s):
        return ()
    target_s = promised.ttft_target_s
    told = f"first tokens after {short(ttft_s)} on average, promised within {short(target_s)}"
    slow = witness.cause("ttft", ref, told, "ttft_s", limit=target_s)
    if rtt_s >= 0.5 * target_s:
        text = (
            f"the round trip takes {short(rtt_s)}, {percent(rtt_s / target_s)} of the time that is promised"
        )
        return in_order((witness.cause("latency", ref, text, "rtt_s", limit=target_s), slow))
    found = _full(witness, ref, trouble) if is_short(witness, ref) else ()
    return after(found or waiting_causes(witness, ref, target_s), slow)


def _slow(witness: Witness, ref: EntityRef, trouble: Trouble) -> Causes:
    promised, tpot_s = _promised(witness, ref), witness.value(ref, "tpot_s")
    if promised is None or math.isnan(tpot_s):
        return ()
    target_s = promised.tpot_target_s
    text = f"a token takes {short(tpot_s)} on average, promised within {short(target_s)}"
    slow: Cause = witness.cause("tpot", ref, text, "tpot_s", limit=target_s)
    found = shortage_causes(witness, ref, trouble) if is_short(witness, ref) else ()
    return after(found or streams_causes(witness, ref, target_s), slow)


def _promised(witness: Witness, ref: EntityRef) -> RequestDemand | None:
    return witness.fleet.workloads[ref.index].requests


_DROPPED = (
    _Kind("dropped_unreached", "dropped", "turned away unreached", _unreached),
    _Kind("dropped_machine_lost", "dropped", "lost with a machine", _machine_lost),
    _Kind("dropped_no_capacity", "dropped", "turned away, no machine to answer them", _no_capacity),
    _Kind("dropped_queue_full", "queue_full", "turned away, queue full", _full),
)
_LATE = (_Kind("missed_ttft", "late", "got their first token too late", _late),)
_SLOW = (_Kind("missed_tpot", "slow", "were answered too slowly", _slow),)
