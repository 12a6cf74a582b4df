"""Why a workload is served as it is: its worst trouble at the frame, and what made it."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes import gang_state, requests
from dawnline.present.causes.cause import UNKNOWN, Causes, after, in_order
from dawnline.present.causes.era import began_s
from dawnline.present.causes.gang_slow import slowed
from dawnline.present.causes.region import region_causes
from dawnline.present.causes.rivals import DUST
from dawnline.present.causes.shortage import Trouble, explained, shortage_causes
from dawnline.present.causes.witness import Witness
from dawnline.present.network.words import plural


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
    if not left > DUST * asked:
        return ()
    spell = witness.spell(ref, "unserved", lambda rest: rest > DUST * asked)
    text = f"{witness.text(ref, 'unserved')} of {witness.text(ref, 'demand')} unserved {witness.span(spell)}"
    effect = witness.cause("unserved", ref, text, "unserved", limit=0.0, spell=spell)
    trouble = Trouble(began_s(witness, ref, "unserved", DUST * asked))
    short, lost = explained(witness, ref, trouble)
    found = cut_off(witness, left) or (short if lost else _backlog(witness, ref) or short)
    return after(found or _unsaid(witness, ref, "unserved"), effect)


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
        ("jobs_late", "late", "past the deadline in this step, some in every step"),
        ("jobs_waiting", "waits", "without a machine, some"),
    ):
        if not witness.has("workload", key) or not witness.value(ref, key) > 0.0:
            continue
        spell = witness.spell(ref, key, lambda jobs: jobs > 0.0)
        text = f"{plural(round(witness.value(ref, key)), 'job')} {words} {witness.span(spell)}"
        effect = witness.cause(kind, ref, text, key, limit=0.0, spell=spell)
        moment = _longest_queue(witness, ref)
        trouble = Trouble(began_s(moment, ref, "jobs_waiting"), _share_waiting(moment, ref))
        found = shortage_causes(moment, ref, trouble)
        return after(found or _unsaid(witness, ref, key), effect)
    return ()


def _longest_queue(witness: Witness, ref: EntityRef) -> Witness:
    """Return the frame now if jobs wait; else, of the wait that ended last, the one in which most did.

    What is late now waited before.
    """
    if witness.value(ref, "jobs_waiting") > 0.0:
        return witness
    _, waiting = witness.of(ref).series("jobs_waiting")
    waited = np.flatnonzero(waiting[: witness.frame + 1] > 0)
    if not waited.size:
        return witness
    last = witness.at(int(waited[-1]))
    since_s = began_s(last, ref, "jobs_waiting")
    first = 0 if since_s is None else round(since_s / witness.header.step_s)
    return witness.at(first + int(np.argmax(waiting[first : last.frame + 1])))


def _share_waiting(witness: Witness, ref: EntityRef) -> float:
    """Return the share of its jobs that wait."""
    waiting, running = (max(0.0, witness.value(ref, key)) for key in ("jobs_waiting", "jobs_running"))
    return waiting / (waiting + running) if waiting > 0.0 else 0.0


def _unsaid(witness: Witness, ref: EntityRef, key: str) -> Causes:
    return in_order((witness.cause(UNKNOWN, ref, "unknown: nothing recorded explains it", key),))


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
    roots = (
        gang_state.gang_roots(witness, ref)
        or gang_state.just_begun(witness, ref)
        or gang_state.closing(witness, ref)
        or slowed(witness, ref)
        or gang_state.shrunk(witness, ref)
    )
    return after(roots, effect)


def _all_served(witness: Witness, ref: EntityRef) -> Causes:
    text = (
        f"asks for {witness.text(ref, 'demand')}: {witness.text(ref, 'orbit')} in orbit, "
        f"{witness.text(ref, 'ground')} on the ground, all of it served"
    )
    return in_order((witness.cause("served", ref, text, "demand"),))
