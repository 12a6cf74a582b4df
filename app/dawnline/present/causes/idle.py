"""Why a machine has less work than it could do: nobody reaches it, nothing is asked, policy, a gang waits."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes import unreached
from dawnline.present.causes.asked import low_demand
from dawnline.present.causes.cause import UNKNOWN, Cause, Causes, after, in_order
from dawnline.present.causes.gang_state import gang_of, gang_roots
from dawnline.present.causes.happened import closing_cause
from dawnline.present.causes.planned import planned_among_kinds, planned_causes
from dawnline.present.causes.rivals import (
    MACHINES,
    accelerators_of,
    everywhere,
    unserved,
    welcome,
)
from dawnline.present.causes.sunlight import is_dark, sunlight
from dawnline.present.causes.witness import Witness
from dawnline.present.numbers import percent
from dawnline.present.working.full import is_full


def idle_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a satellite or a site was given less work than it could do, the first cause first."""
    is_queued = is_full(witness.recording, ref, witness.frame)
    held = _queue(witness, ref) if is_queued else closing_cause(witness, ref)
    if held is not None:
        return in_order((held,))
    # Gangs first: who holds a machine for one needs nobody to reach it.
    gang = gang_of(witness, ref)
    if gang is not None and witness.word(gang, "gang_state") not in {"", "works"}:
        return gang_roots(witness, gang)
    return unreached.of_machine(witness, ref) or planned_causes(witness, ref) or _given_less(witness, ref)


def _given_less(witness: Witness, ref: EntityRef) -> Causes:
    """Return why placement gives a machine less than it could do: nothing is asked for, or the policy."""
    rows = welcome(witness, ref)
    if not rows:
        return in_order((_nobody(witness, ref),))
    low = low_demand(witness, rows)
    if low is not None:
        return after((low,), *_sunlit_first(witness, ref))
    bound = _countries(witness, ref) or _provider(witness, ref) or _share(witness)
    if bound is not None:
        return in_order((bound,))
    return planned_among_kinds(witness, ref) or in_order((_left_over(witness, ref, rows),))


def _left_over(witness: Witness, ref: EntityRef, rows: list[int]) -> Cause:
    """Return that work is left over which may run here, and nothing recorded says why it does not."""
    left = unserved(witness, rows)
    told = (
        "what is asked for is not recorded" if np.isnan(left) else f"{left:,.0f} GPUs are asked for in vain"
    )
    text = f"unknown: {told}, and nothing recorded says why this one got less work"
    return witness.cause(UNKNOWN, ref, text, "limiter", spell=witness.spell(ref, "limiter"))


def _nobody(witness: Witness, ref: EntityRef) -> Cause:
    """Return that no workload of the scenario may work on a machine."""
    text = "no workload may run here: by its accelerators, its country, or because all of them are elsewhere"
    return witness.cause("no_workload", ref, text, "limiter")


def _queue(witness: Witness, ref: EntityRef) -> Cause:
    """Return that requests fill a machine: it stands still between one and the next only."""
    spell = witness.spell(ref, "queued", lambda queued: queued > 0.0)
    text = f"{witness.text(ref, 'queued')} wait or are answered here {witness.span(spell)}"
    return witness.cause("queue", ref, text, "queued", limit=0.0, spell=spell)


def _sunlit_first(witness: Witness, ref: EntityRef) -> Causes:
    if ref.kind != "satellite" or not witness.policy("sunlit_first"):
        return ()
    light = sunlight(witness, ref)
    if light is None or not is_dark(light):
        return ()
    text = f"policy gives work to satellites in sunlight first; this one is {light.text}"
    spell = witness.of(ref).phase_spell()
    return (witness.cause("policy.sunlit_first", ref, text, "sunlit_frac", limit=1.0, spell=spell),)


def _countries(witness: Witness, ref: EntityRef) -> Cause | None:
    """Return that all work left over is bound to countries that this machine is not in."""
    country = witness.fleet.sites[ref.index].country if ref.kind == "site" else ""
    left = _left(witness)
    bound = [
        index
        for index, work in enumerate(witness.fleet.workloads)
        if work.countries and country not in work.countries and left[index] > 0.0
    ]
    if not bound or float(left[bound].sum()) < 0.99 * float(left.sum()):
        return None
    work = EntityRef("workload", bound[int(np.argmax(left[bound]))])
    names = ", ".join(witness.fleet.workloads[work.index].countries)
    text = f"its data stays in {names}; {witness.text(work, 'unserved')} of it are left over"
    return witness.cause("countries", work, text, "unserved", limit=0.0)


def _provider(witness: Witness, ref: EntityRef) -> Cause | None:
    """Return that its provider works at the cap of the policy."""
    cap = witness.policy("provider_cap_frac")
    parent = int(witness.fleet.tables[ref.kind].parent[ref.index])
    if witness.policy("placement") != "provider-diversified" or cap is None or parent < 0:
        return None
    busy, everybody = _busy(witness, parent)
    if not everybody > 0.0 or busy < 0.98 * float(cap) * everybody:
        return None
    fleet = EntityRef("fleet", parent)
    text = (
        f"does {percent(busy / everybody)} of all work; the policy caps a provider at {percent(float(cap))}"
    )
    return Cause(
        "policy.provider_cap", fleet, text, "gpu_util_frac", value=busy / everybody, unit="frac",
        t_s=witness.now_s, limit=float(cap),
    )  # fmt: skip


def _busy(witness: Witness, parent: int) -> tuple[float, float]:
    """Return accelerators at work of one provider, and of all."""
    mine = everybody = 0.0
    for kind in MACHINES:
        at_work = np.nan_to_num(witness.all(kind, "gpu_util_frac").astype(np.float64))
        busy = at_work * accelerators_of(witness, kind)
        everybody += float(busy.sum())
        mine += float(busy[witness.fleet.tables[kind].parent == parent].sum())
    return mine, everybody


def _share(witness: Witness) -> Cause | None:
    """Return that the policy offers this side no more, and lets nothing spill over."""
    if witness.policy("spill_over") is not False:
        return None
    placement = witness.policy("placement")
    if placement not in {"by-share", "orbit-first", "ground-first"}:
        return None
    if not unserved(witness, everywhere(witness)) > 0.0:
        return None
    work = EntityRef("workload", int(np.argmax(_left(witness))))
    text = (
        f"policy {placement} offers each side its share and lets nothing spill over: "
        f"{witness.text(work, 'unserved')} are unserved on the other side"
    )
    return witness.cause("policy.spill_over", work, text, "unserved", limit=0.0)


def _left(witness: Witness) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return (w,) accelerators that workloads ask for in vain; of gangs, which stay where they are, none."""
    left = np.zeros(len(witness.fleet.workloads))
    rows = everywhere(witness)
    left[rows] = np.nan_to_num(witness.all("workload", "unserved").astype(np.float64)[rows])
    return left
