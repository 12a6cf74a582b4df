"""Why a workload is served as it is: its worst trouble at the frame, and what made it."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes import gang_state, requests, unreached
from dawnline.present.causes.cause import UNKNOWN, Causes, after, in_order
from dawnline.present.causes.gang_slow import slowed
from dawnline.present.causes.region import region_causes
from dawnline.present.causes.shortage import shortage_causes
from dawnline.present.causes.witness import Witness

_DUST = 1e-4


def workload_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a workload misses what it misses at the frame, or that it misses nothing."""
    work = witness.fleet.workloads[ref.index]
    if np.isnan(witness.value(ref, "demand")):
        text = "unknown: what it asked for is lost"
        return in_order((witness.cause(UNKNOWN, ref, text, "demand"),))
    if work.gang is not None and witness.has("workload", "gang_state"):
        return _gang(witness, ref)
    trouble: Causes = ()
    if work.requests is not None:
        trouble = requests.request_causes(witness, ref)
    if work.jobs is not None:
        trouble = _jobs(witness, ref)
    return trouble or _plain(witness, ref) or _all_served(witness, ref)


def _plain(witness: Witness, ref: EntityRef) -> Causes:
    asked, left = witness.value(ref, "demand"), witness.value(ref, "unserved")
    if not left > _DUST * asked:
        return ()
    spell = witness.spell(ref, "unserved", lambda rest: rest > _DUST * asked)
    text = f"{witness.text(ref, 'unserved')} of {witness.text(ref, 'demand')} unserved {witness.span(spell)}"
    effect = witness.cause("unserved", ref, text, "unserved", limit=0.0, spell=spell)
    return after(
        cut_off(witness, left) or _backlog(witness, ref) or shortage_causes(witness, ref, spell), effect
    )


def _backlog(witness: Witness, ref: EntityRef) -> Causes:
    """Return the trouble of the frame before, if requests that it left waiting are asked for now."""
    if witness.frame == 0 or witness.fleet.workloads[ref.index].requests is None:
        return ()
    before = witness.at(witness.frame - 1)
    if not before.value(ref, "queued") > 0.0:
        return ()
    trouble = requests.request_causes(before, ref)
    if not trouble:
        return ()
    text = f"{before.text(ref, 'queued')} were left waiting at {witness.clock(before.now_s)}"
    return after(trouble, before.cause("backlog", ref, text, "queued", limit=0.0))


def cut_off(witness: Witness, left: float) -> Causes:
    """Return why regions reach nothing, if that is half or more of the accelerators left over."""
    if not witness.has("region", "unreached"):
        return ()
    lost = np.nan_to_num(witness.all("region", "unreached").astype(np.float64))
    if not lost.sum() >= 0.5 * left or not lost.any():
        return ()
    return region_causes(witness, EntityRef("region", int(np.argmax(lost))))


def _jobs(witness: Witness, ref: EntityRef) -> Causes:
    """Return why jobs wait or are late; nothing where none is."""
    for key, kind, words in (
        ("jobs_late", "late", "missed their deadline in this step"),
        ("jobs_waiting", "waits", "have come and do not work"),
    ):
        if not witness.has("workload", key) or not witness.value(ref, key) > 0.0:
            continue
        spell = witness.spell(ref, key, lambda jobs: jobs > 0.0)
        text = f"{witness.text(ref, key)} {words} {witness.span(spell)}"
        effect = witness.cause(kind, ref, text, key, limit=0.0, spell=spell)
        waited = spell
        if key == "jobs_late":  # what is late began to wait before
            waited = witness.spell(ref, "jobs_waiting", lambda jobs: jobs > 0.0)
        found = shortage_causes(witness, ref, waited)
        return after(found or unreached.unsaid(witness, effect), effect)
    return ()


def _gang(witness: Witness, ref: EntityRef) -> Causes:
    state = witness.word(ref, "gang_state")
    spell = witness.spell(ref, "gang_state")
    kind = {"works": "works", "waits": "stands", "restarts": "stands"}.get(state)
    if kind is None:
        text = "unknown: the state of the gang is lost"
        return in_order((witness.cause(UNKNOWN, ref, text, "gang_state"),))
    goodput = witness.text(ref, "goodput_frac")
    verb = {"works": "works", "waits": "waits", "restarts": "restarts"}[state]
    text = f"{verb} {witness.span(spell)}: {witness.text(ref, 'gang')}, goodput {goodput}"
    effect = witness.cause(kind, ref, text, "goodput_frac", limit=1.0, spell=spell)
    roots = gang_state.gang_roots(witness, ref) or slowed(witness, ref) or gang_state.shrunk(witness, ref)
    return after(roots, effect)


def _all_served(witness: Witness, ref: EntityRef) -> Causes:
    text = (
        f"asks for {witness.text(ref, 'demand')}: {witness.text(ref, 'orbit')} in orbit, "
        f"{witness.text(ref, 'ground')} on the ground, all of it served"
    )
    return in_order((witness.cause("served", ref, text, "demand"),))
