"""Why an entity does what it does, in sentences that name recorded values and times, or say unknown."""

from collections.abc import Callable

from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.clock import time_text
from dawnline.present.evidence import PENUMBRA, SUNLIGHT, UMBRA, Evidence
from dawnline.present.numbers import percent, power
from dawnline.recording.recording import Recording

TITLES = {
    "none": "What does it do?",
    "no_work": "Why is it not busier?",
    "fault": "Why is it off?",
    "": "Why?",
}
HELD_BACK = "What holds it back?"
_PHASES = {UMBRA: "In umbra", PENUMBRA: "In penumbra", SUNLIGHT: "In sunlight"}
_ABSOLUTE_ZERO_C = -273.15


def limiter_sentence(
    recording: Recording, ref: EntityRef, frame: int, cache: SceneCache | None = None
) -> tuple[str, ...]:
    """Return lines on what limits a satellite or a site at a frame, the main one first."""
    if ref.kind not in {"satellite", "site"}:
        return ("Nothing is recorded of what holds this back.",)
    if not 0 <= frame < recording.frame_count:
        return ("Unknown: nothing is recorded for this time yet.",)
    evidence = Evidence(recording, ref, frame, cache or SceneCache())
    limiter = evidence.code("limiter")
    if not limiter:
        when = time_text(recording.header.epoch, frame * recording.header.step_s)
        return (f"Unknown: the run file has no limiter for {when}.",)
    span = evidence.span(evidence.spell("limiter"))
    if ref.kind == "site":
        return _SITE[limiter](evidence, span)
    state = evidence.code("state")
    if state == "decayed":
        span = evidence.span(evidence.spell("state"))
        return (f"Decayed {span}: its elements give no orbit (SGP4 error).",)
    lines = _SATELLITE[limiter](evidence, span)
    if state == "stale":
        lines = (*lines, "Its elements are older than 14 days: the position is uncertain.")
    return lines


def full_load_w(bus: SatelliteBus) -> float:
    """Return what a satellite draws with all accelerators busy."""
    return bus.accelerators * bus.accelerator.max_w * (1.0 + bus.overhead_frac) + bus.housekeeping_w


def _bus(evidence: Evidence) -> SatelliteBus:
    fleet = evidence.recording.header.fleet
    return fleet.buses[int(fleet.bus_of[evidence.ref.index])]


def _gpus(evidence: Evidence) -> str:
    return f"GPUs at {evidence.text('gpu_util_frac')}"


def _sun(evidence: Evidence) -> str:
    phase = evidence.phase()
    if phase is None:
        return "Sunlight unknown: the run file has none for this time."
    span = evidence.span(evidence.phase_spell())
    return (
        f"{_PHASES[phase]} {span}: sunlight {evidence.text('sunlit_frac')}, array {evidence.text('array_w')}."
    )


def _none(evidence: Evidence, span: str) -> tuple[str, ...]:
    if evidence.ref.kind == "satellite" and _bus(evidence).accelerators == 0:
        return ("Carries no accelerators: there is nothing to hold back.", _sun(evidence))
    lines = (f"At full load {span}: {_gpus(evidence)}, {evidence.text('load_w')} drawn.",)
    return (*lines, _sun(evidence)) if evidence.ref.kind == "satellite" else lines


def _no_work(evidence: Evidence, span: str) -> tuple[str, ...]:
    line = f"Given less work than it could do {span}: {_gpus(evidence)}, {evidence.text('load_w')} drawn."
    if evidence.ref.kind == "site":
        return (line, f"At {evidence.text('cap_frac')} of its power cap.")
    return (line, f"{_sun(evidence)[:-1]}, battery {evidence.text('soc_frac')}.")


def _fault(evidence: Evidence, span: str) -> tuple[str, ...]:
    return (
        f"Faulted {span}: accelerators off, {evidence.text('load_w')} drawn.",
        "What failed is not recorded.",
    )


def _eclipse(evidence: Evidence, span: str) -> tuple[str, ...]:
    bus = _bus(evidence)
    if bus.eclipse_policy == "hibernate":
        policy = "Policy hibernate switches accelerators off in shadow"
    else:
        allowed = percent(bus.throttle_frac)
        policy = f"Policy {bus.eclipse_policy} allows {allowed} of full computing power in umbra"
    return (
        f"Held back by the eclipse {span}.",
        _sun(evidence),
        f"{policy}: {_gpus(evidence)}, {evidence.text('load_w')} drawn.",
    )


def _battery(evidence: Evidence, span: str) -> tuple[str, ...]:
    bus = _bus(evidence)
    soc, load = evidence.text("soc_frac"), evidence.text("load_w")
    if evidence.phase() == SUNLIGHT:
        last = f"Battery {soc}: recharging it comes first, {load} drawn; {_gpus(evidence)}."
    else:
        bound, full = _battery_bound(evidence, bus), power(full_load_w(bus))
        last = f"Battery {soc}, {bound}: load held at {load} of {full}; {_gpus(evidence)}."
    return (f"Held back by the battery {span}.", _sun(evidence), last)


def _battery_bound(evidence: Evidence, bus: SatelliteBus) -> str:
    """Return what bounds the battery now: its discharge rate if it gives that much, else its floor."""
    rate_w = bus.battery_j * bus.max_c_rate_per_h / 3600.0 * bus.discharge_efficiency_frac
    given_w = evidence.value("load_w") - evidence.value("array_w")
    if given_w >= 0.98 * rate_w:
        return f"at its highest rate {power(rate_w)} ({bus.max_c_rate_per_h:g} C)"
    return f"floor {percent(1.0 - bus.depth_of_discharge_frac)}"


def _satellite_cap(evidence: Evidence, span: str) -> tuple[str, ...]:
    full = power(full_load_w(_bus(evidence)))
    return (
        f"Held back by its array's power {span}.",
        _sun(evidence),
        f"Full load needs {full}: load held at {evidence.text('load_w')}; {_gpus(evidence)}.",
    )


def _heat(evidence: Evidence, span: str) -> tuple[str, ...]:
    bus = _bus(evidence)
    begins, ends = (f"{limit_k + _ABSOLUTE_ZERO_C:.1f} °C" for limit_k in (bus.throttle_k, bus.trip_k))
    return (
        f"Held back by heat {span}.",
        f"Radiator {evidence.text('radiator_k')}: load is cut from {begins}, to nothing at {ends}; "
        f"{_gpus(evidence)}, {evidence.text('load_w')} drawn.",
    )


def _site_cap(evidence: Evidence, span: str) -> tuple[str, ...]:
    site = evidence.recording.header.fleet.sites[evidence.ref.index]
    lines = (
        f"Held back by its power cap {span}.",
        f"Facility power {evidence.text('load_w')}, {evidence.text('cap_frac')} of the contracted "
        f"{power(site.power_cap_w)}; {_gpus(evidence)}.",
    )
    if evidence.value("cap_frac") < 0.99:
        return (*lines, "Below the contract: its grid allows less now.")
    return lines


_Explain = Callable[[Evidence, str], tuple[str, ...]]
_SATELLITE: dict[str, _Explain] = {
    "none": _none,
    "no_work": _no_work,
    "eclipse": _eclipse,
    "battery": _battery,
    "power_cap": _satellite_cap,
    "heat": _heat,
    "fault": _fault,
}
_SITE: dict[str, _Explain] = {**_SATELLITE, "power_cap": _site_cap}
