"""Why a site works as it does: what its limiter says, checked against what else was recorded."""

from collections.abc import Callable

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes import faults, idle, site_power
from dawnline.present.causes.cause import Causes, after
from dawnline.present.causes.happened import events_on
from dawnline.present.causes.power_words import effect_of, no_limiter, unproven
from dawnline.present.causes.witness import Witness


def site_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a site is as busy as it is, the first cause first."""
    limiter = witness.word(ref, "limiter")
    if not limiter:
        return no_limiter(witness, ref)
    if events_on(witness, ref, "lease_end"):
        return faults.fault_causes(witness, ref)  # what is not there has no load to tell of
    explain = _EXPLAIN.get(limiter)
    found = explain(witness, ref) if explain else ()
    return after(found or unproven(witness, ref), effect_of(witness, ref))


_EXPLAIN: dict[str, Callable[[Witness, EntityRef], Causes]] = {
    "no_work": idle.idle_causes,
    "power_cap": site_power.power_causes,
    "fault": faults.fault_causes,
}
