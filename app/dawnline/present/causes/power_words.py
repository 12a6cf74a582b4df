"""What machines need at full load, and how the effect on them is told."""

from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.entity import EntityRef, Kind
from dawnline.fleet.ground import Site
from dawnline.present.causes.cause import UNKNOWN, Cause, Causes, in_order
from dawnline.present.causes.witness import NO_SPELL, Witness
from dawnline.present.numbers import power, word
from dawnline.present.working.full import FULL_FRAC, is_full
from dawnline.scenario.presence import Presence

# A clock above is the full one, as far as a run file tells.
_FULL_CLOCK_FRAC = 0.9995
SOLAR_CONSTANT_W_M2 = 1361.0  # at 1 AU, IAU 2015 nominal value


def full_load_w(bus: SatelliteBus) -> float:
    """Return what a satellite draws with all accelerators busy."""
    return bus.accelerators * bus.accelerator.max_w * (1.0 + bus.overhead_frac) + bus.housekeeping_w


def site_full_load_w(site: Site) -> float:
    """Return the facility's power with all accelerators busy: accelerators, overhead, PUE."""
    return site.accelerators * site.accelerator.max_w * (1.0 + site.overhead_frac) * site.pue


def rated_array_w(bus: SatelliteBus) -> float:
    """Return what an array gives at 1 AU, face to the Sun, as aged: area, efficiency, packing, pointing."""
    gain = bus.array_efficiency_frac * bus.array_packing_frac * bus.array_pointing_frac
    return SOLAR_CONSTANT_W_M2 * bus.array_area_m2 * gain * (1.0 - bus.array_degradation_frac)


def accelerators_of(witness: Witness, ref: EntityRef) -> int:
    """Return how many accelerators a satellite or a site carries."""
    fleet = witness.fleet
    if ref.kind == "satellite":
        return fleet.buses[int(fleet.bus_of[ref.index])].accelerators
    return fleet.sites[ref.index].accelerators


def drawn(witness: Witness, ref: EntityRef) -> str:
    """Return ``GPUs at 30.0 %, 13.3 kW drawn of 14.0 kW at full load``."""
    fleet = witness.fleet
    if ref.kind == "satellite":
        full_w = full_load_w(fleet.buses[int(fleet.bus_of[ref.index])])
    else:
        full_w = site_full_load_w(fleet.sites[ref.index])
    clock = ""
    if witness.value(ref, "clock_frac") < _FULL_CLOCK_FRAC:
        clock = f" at {witness.text(ref, 'clock_frac')} of their clock"
    return (
        f"GPUs at {witness.text(ref, 'gpu_util_frac')}{clock}, {witness.text(ref, 'load_w')} drawn of "
        f"{power(full_w)} at full load"
    )


def is_away(witness: Witness, ref: EntityRef) -> bool:
    """Say whether a machine is not launched or leased yet, or has left."""
    kind: Kind = "site" if ref.kind == "site" else "satellite"
    presence = Presence.of(witness.fleet, kind, witness.header.events)
    return bool(presence.absent(witness.now_s)[ref.index])


def effect_of(witness: Witness, ref: EntityRef) -> Cause:
    """Return what was asked about: how busy a machine is, and what its limiter says."""
    limiter, spell = witness.word(ref, "limiter"), witness.spell(ref, "limiter")
    if is_away(witness, ref):
        spell = NO_SPELL
        text, kind = "is not there: nothing works", "away"
    elif accelerators_of(witness, ref) == 0:
        text, kind = "carries no accelerators: there is nothing to hold back", "nothing_to_hold"
    elif limiter == "none":
        text, kind = f"nothing holds it back {witness.span(spell)}: {drawn(witness, ref)}", "full_load"
    elif limiter == "no_work" and is_full(witness.recording, ref, witness.frame):
        spell = witness.spell(ref, "gpu_util_frac", lambda busy: busy >= FULL_FRAC)
        text, kind = f"full {witness.span(spell)}: {drawn(witness, ref)}", "full_load"
    elif limiter == "no_work":
        text, kind = f"given less work than it could do {witness.span(spell)}: {drawn(witness, ref)}", "idle"
    elif limiter == "fault":
        text, kind = f"off {witness.span(spell)}: {drawn(witness, ref)}", "off"
    else:
        text = f"held back ({word(limiter)}) {witness.span(spell)}: {drawn(witness, ref)}"
        kind = "held_back"
    return witness.cause(kind, ref, text, "gpu_util_frac", limit=1.0, spell=spell)


def no_limiter(witness: Witness, ref: EntityRef) -> Causes:
    """Return that the run has lost what holds a machine back."""
    text = f"unknown: the run has no limiter for {witness.clock(witness.now_s)}"
    return in_order((witness.cause(UNKNOWN, ref, text, "limiter"),))


def unproven(witness: Witness, ref: EntityRef) -> Causes:
    """Return unknown where other recorded values do not bear out what the limiter says.

    Nothing where it says that nothing holds the machine back.
    """
    limiter = witness.word(ref, "limiter")
    if limiter == "none":
        return ()
    spell = witness.spell(ref, "limiter")
    text = f"unknown: recorded as held back by {word(limiter)}, and no other recorded value explains it"
    return in_order((witness.cause(UNKNOWN, ref, text, "limiter", spell=spell),))
