"""Requests that wait though machines have room: where the time to the first token goes, how busy it is."""

import math

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.cause import Cause, Causes, in_order
from dawnline.present.causes.rivals import MACHINES
from dawnline.present.causes.times import short
from dawnline.present.causes.witness import Witness
from dawnline.present.network.words import plural
from dawnline.present.numbers import percent
from dawnline.scenario.presence import members


def waiting_causes(witness: Witness, ref: EntityRef, target_s: float) -> Causes:
    """Return how much of the time to the first token passes in queues and prompts; nothing if it is lost."""
    rtt_s, ttft_s = witness.value(ref, "rtt_s"), witness.value(ref, "ttft_s")
    if math.isnan(ttft_s):
        return ()
    way_s = 0.0 if math.isnan(rtt_s) else rtt_s
    way = f"{short(way_s)} are the way there and back, the rest is" if way_s > 0.0 else "all is"
    where = _where(witness)
    text = f"of {short(ttft_s)} to the first token {way} queue and prompt{f': {where}' if where else ''}"
    waits: Cause = witness.cause("queues", ref, text, "ttft_s", limit=target_s, value=ttft_s - way_s)
    return in_order((waits,))


def streams_causes(witness: Witness, ref: EntityRef, target_s: float) -> Causes:
    """Return that streams of answers share machines; nothing if no machine's share is recorded."""
    where = _where(witness)
    if not where:
        return ()
    text = f"answers share their machines with others and with prompts: {where}"
    return in_order((witness.cause("queues", ref, text, "tpot_s", limit=target_s),))


def _where(witness: Witness) -> str:
    """Return how many requests satellites and sites answered in this step, and how busy those were.

    How busy one is tells of requests only where nothing else fills it: no jobs, and no gang.
    """
    parts = []
    jobs = any(work.jobs is not None for work in witness.fleet.workloads)
    for kind in MACHINES:
        if not witness.has(kind, "served"):
            continue
        served = np.maximum(witness.all(kind, "served").astype(np.int64), 0)
        if not served.any():
            continue
        told = f"{served.sum():,} answered at {plural(int(np.count_nonzero(served)), kind)}"
        alone = served > 0
        for work in witness.fleet.workloads:
            if work.gang is not None:
                alone[members(witness.fleet, work.gang.at, kind)] = False
        busy = np.nan_to_num(witness.all(kind, "gpu_util_frac").astype(np.float64))
        if alone.any() and not jobs:
            whom = "none" if alone.sum() == np.count_nonzero(served) else "without a gang none"
            told += f", {whom} busier than {percent(float(busy[alone].max()))}"
        parts.append(told)
    return "; ".join(parts)
