"""Requests that wait though machines have room: where the time to the first token goes, who is busiest."""

import math

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.cause import Cause, Causes, in_order
from dawnline.present.causes.rivals import MACHINES
from dawnline.present.causes.times import short
from dawnline.present.causes.witness import Witness
from dawnline.present.network.words import plural
from dawnline.present.numbers import count, percent
from dawnline.scenario.presence import members


def waiting_causes(witness: Witness, ref: EntityRef, target_s: float) -> Causes:
    """Return how much of the time to the first token passes in queues and prompts; nothing if it is lost."""
    rtt_s, ttft_s = witness.value(ref, "rtt_s"), witness.value(ref, "ttft_s")
    if math.isnan(ttft_s):
        return ()
    way_s = 0.0 if math.isnan(rtt_s) else rtt_s
    way = f"{short(way_s)} are the way there and back, the rest is" if way_s > 0.0 else "all is"
    text = f"of {short(ttft_s)} to the first token {way} queue and prompt{_where(witness)}"
    waits: Cause = witness.cause("queues", ref, text, "ttft_s", limit=target_s, value=ttft_s - way_s)
    return in_order((waits,))


def streams_causes(witness: Witness, ref: EntityRef, target_s: float) -> Causes:
    """Return that streams of answers share machines; nothing if no machine's share is recorded."""
    where = _where(witness)
    if not where:
        return ()
    text = f"answers share their machines with others and with prompts{where}"
    return in_order((witness.cause("queues", ref, text, "tpot_s", limit=target_s),))


def _where(witness: Witness) -> str:
    """Return how many machines answer requests in this step, and which of them is busiest.

    How busy one is tells of requests where nothing else fills it: no jobs, and no gang.
    """
    best: tuple[float, EntityRef] | None = None
    serve = 0
    jobs = any(work.jobs is not None for work in witness.fleet.workloads)
    for kind in MACHINES:
        if not witness.has(kind, "served"):
            continue
        answers = witness.all(kind, "served") > 0
        serve += int(answers.sum())
        answers &= not jobs
        for work in witness.fleet.workloads:
            if work.gang is not None:
                answers[members(witness.fleet, work.gang.at, kind)] = False
        busy = np.where(answers, np.nan_to_num(witness.all(kind, "gpu_util_frac").astype(np.float64)), -1.0)
        if answers.any() and (best is None or busy.max() > best[0]):
            best = float(busy.max()), EntityRef(kind, int(np.argmax(busy)))
    at = f" at {plural(serve, 'machine')}" if serve else ""
    if best is None:
        return at
    busy_frac, who = best
    served = count(witness.value(who, "served"))
    return (
        f"{at}; the busiest of them, {witness.name(who)}, answered {served} with {percent(busy_frac)} of its "
        "GPUs"
    )
