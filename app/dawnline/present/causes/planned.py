"""Machines that answer as many requests as are planned for them: not full, and given no more.

Queues grow by chance alone where a machine is planned to its last. What is kept free is for peaks, and for
jobs. A machine that its limits leave a part of itself is planned to the same share of that part.
"""

import numpy as np

from dawnline.fleet.accelerator import Accelerator
from dawnline.fleet.entity import EntityRef
from dawnline.fleet.throughput import THROUGHPUTS
from dawnline.present.causes.cause import Causes, after
from dawnline.present.causes.gang_state import gang_of
from dawnline.present.causes.happened import event_cause, events_on
from dawnline.present.causes.power_words import site_full_load_w
from dawnline.present.causes.sunlight import is_dark, sunlight
from dawnline.present.causes.witness import Witness
from dawnline.present.numbers import percent, power
from dawnline.present.working.planned import NEAR_FRAC, PLANNED_FRAC

# Rooms are reckoned in the fleet's mean accelerator: machines of another kind are off by more. In runs of the
# library places whose room was used up stood at 71 to 97 %.
_MIXED_FRAC = 0.15


def planned_causes(witness: Witness, ref: EntityRef, near_frac: float = NEAR_FRAC) -> Causes:
    """Return that a machine answers what is planned for it, and what leaves it no more; else nothing.

    ``near_frac`` is how far off its plan a machine may be.
    """
    if not witness.has(ref.kind, "served") or not witness.value(ref, "served") > 0.0:
        return ()
    if gang_of(witness, ref) is not None:  # what it holds is in no plan of requests
        return ()
    roots, allowed_frac = _allowed(witness, ref)
    planned_frac = PLANNED_FRAC * allowed_frac
    if not witness.value(ref, "gpu_util_frac") >= planned_frac - near_frac * allowed_frac:
        return ()
    of_it = "" if allowed_frac == 1.0 else f", now of the {percent(allowed_frac)} that it may use"
    by = "" if near_frac == NEAR_FRAC else ", reckoned by the mean of several kinds of accelerators"
    text = (
        f"requests are planned to {percent(PLANNED_FRAC)} of a machine{of_it}{by}, and this one is at "
        f"{witness.text(ref, 'gpu_util_frac')} with {witness.text(ref, 'queued')} in hand; the rest is kept "
        "for peaks"
    )
    return after(roots, witness.cause("planned", ref, text, "gpu_util_frac", limit=planned_frac))


def planned_among_kinds(witness: Witness, ref: EntityRef) -> Causes:
    """Return the same where several kinds of accelerators answer requests: their plan is off by more.

    To be asked only where requests are left over that nothing else keeps from a machine: then it has been
    given all that its plan holds.
    """
    fleet = witness.fleet
    models = [bus.accelerator.preset for bus in fleet.buses]
    models += [site.accelerator.preset for site in fleet.sites]
    if len(THROUGHPUTS.keys() & models) < 2:
        return ()
    return planned_causes(witness, ref, _MIXED_FRAC)


def _allowed(witness: Witness, ref: EntityRef) -> tuple[Causes, float]:
    """Return what of the header and the sky bounds a machine now, and the busy share that this leaves it."""
    if ref.kind == "site":
        return _curtailed(witness, ref)
    bus, light = witness.fleet.buses[int(witness.fleet.bus_of[ref.index])], sunlight(witness, ref)
    if bus.eclipse_policy != "throttle" or bus.capping != "park" or light is None or not is_dark(light):
        return (), 1.0
    # In the penumbra the Sun's visible share more.
    left = bus.throttle_frac + (1.0 - bus.throttle_frac) * witness.value(ref, "sunlit_frac")
    text = f"policy throttle allows {percent(left)} of full computing power in this light"
    held = witness.cause("eclipse_policy", ref, text, "sunlit_frac", limit=bus.throttle_frac)
    return after((light,), held), busy_share(bus.accelerator, left)


def _curtailed(witness: Witness, ref: EntityRef) -> tuple[Causes, float]:
    site = witness.fleet.sites[ref.index]
    # Own power is there or not as its batteries and generators are: then the limiter alone can tell.
    if site.capping != "park" or site.on_site.gas_w + site.on_site.battery_w > 0.0:
        return (), 1.0
    events = events_on(witness, ref, "power_cap")
    event = min(events, key=lambda one: one.value) if events else None
    limit_w = site.power_cap_w * (1.0 if event is None else event.value)
    left = limit_w / site_full_load_w(site)
    if left >= 1.0:
        return (), 1.0
    text = f"{power(limit_w)} of its contract of {power(site.power_cap_w)} carry {percent(left)} of full load"
    held = witness.cause("contract", ref, text, "load_w", limit=limit_w)
    roots = () if event is None else (event_cause(witness, event),)
    return after(roots, held), busy_share(site.accelerator, left)


def busy_share(accelerator: Accelerator, power_frac: float) -> float:
    """Return the largest share of accelerators that a share of their full power lets work, by their curve.

    ``P = P_idle + (P_max - P_idle) u^gamma``, solved for u (a test compares with the simulator's).
    """
    span_w = accelerator.max_w - accelerator.idle_w
    dynamic = (power_frac * accelerator.max_w - accelerator.idle_w) / span_w if span_w > 0.0 else 0.0
    return float(np.clip(dynamic, 0.0, 1.0) ** (1.0 / accelerator.gamma))
