"""Why a gang that has its members is slow: all of them wait for the one whose clock is lowest."""

import numpy as np

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.present.causes.cause import Causes, after
from dawnline.present.causes.machine import machine_causes
from dawnline.present.causes.witness import Witness
from dawnline.present.numbers import percent
from dawnline.scenario.presence import members

# Clocks are recorded rounded.
_FULL = 0.99


def slowed(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a gang's slowest member lowers its clock, the first cause first; nothing if none does."""
    gang = witness.fleet.workloads[ref.index].gang
    if gang is None or witness.word(ref, "gang_state") != "works":
        return ()
    kind: Kind = "site" if gang.at.kind == "site" else "satellite"
    if not witness.has(kind, "clock_frac"):
        return ()
    rows = members(witness.fleet, gang.at, kind)
    clock = witness.all(kind, "clock_frac")[rows].astype(np.float64)
    at_work = np.where(clock > 0.0, clock, np.inf)  # who stands is no member
    lowest = float(at_work.min(initial=np.inf))
    if not lowest < _FULL:
        return ()
    who = EntityRef(kind, int(rows[int(at_work.argmin())]))
    spell = witness.spell(who, "clock_frac", lambda values: (values > 0.0) & (values < _FULL))
    text = f"{percent(lowest)} of its clock {witness.span(spell)}, and all of the gang wait for the slowest"
    slow = witness.cause("gang_slowed", who, text, "clock_frac", limit=1.0, spell=spell)
    return after(machine_causes(witness, who), slow)
