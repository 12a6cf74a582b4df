"""How many accelerators each limiter takes from each fleet at a frame."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.happened import closing_events
from dawnline.present.causes.rivals import MACHINES, accelerators_of
from dawnline.present.causes.witness import Witness
from dawnline.present.working.full import full
from dawnline.scenario.effects import Machine
from dawnline.scenario.presence import Presence, members
from dawnline.telemetry.catalogue import LIMITERS

# What takes an accelerator away: the limiters, and that its machine has left, is about to, or is to come.
TAKERS = (*LIMITERS, "gone", "closing", "not_launched")
NONE, NO_WORK, POWER_CAP, FAULT, GONE, CLOSING, NOT_LAUNCHED = (
    TAKERS.index(name)
    for name in ("none", "no_work", "power_cap", "fault", "gone", "closing", "not_launched")
)
HELD = tuple(code for code in range(len(TAKERS)) if code not in {NONE, NO_WORK, NOT_LAUNCHED})

Floats = NDArray[np.float64]
Able = dict[Machine, NDArray[np.bool_]]


@dataclass(frozen=True, eq=False)
class Losses:
    """Accelerators that do no work by fleet (row of its table, the last one for none) and taker's code.

    Attributes
    ----------
    lost : (fleets + 1, takers) accelerators.
    busy : accelerators at work.
    """

    lost: Floats
    busy: float

    @property
    def held(self) -> Floats:
        """Return those that something holds back: not those without work, or not there yet."""
        kept = np.zeros_like(self.lost)
        kept[:, HELD] = self.lost[:, HELD]
        return kept


def losses_at(witness: Witness, fleet: int | None = None, able: Able | None = None) -> Losses:
    """Return the losses of a frame: of everybody, of one fleet's members, or of who is ``able``."""
    lost = np.zeros((len(witness.fleet.tables["fleet"]) + 1, len(TAKERS)))
    busy = 0.0
    for kind in MACHINES:
        idle, codes = idle_of(witness, kind)
        parent = witness.fleet.tables[kind].parent
        known = (codes < len(TAKERS)) & (idle >= 0.0)
        if fleet is not None:
            known &= parent == fleet
        if able is not None:
            known &= able[kind]
        np.add.at(lost, (parent[known], codes[known]), idle[known])
        busy += float((accelerators_of(witness, kind)[known] - idle[known]).sum())
    return Losses(lost, busy)


def hardest_hit(witness: Witness, fleet: int, code: int, able: Able | None = None) -> EntityRef | None:
    """Return who of a fleet loses most accelerators to a taker; of equals the first."""
    best: tuple[float, EntityRef] | None = None
    for kind in MACHINES:
        idle, codes = idle_of(witness, kind)
        rows = len(witness.fleet.tables["fleet"])
        mine = (codes == code) & (idle > 0.0)
        mine &= witness.fleet.tables[kind].parent == (fleet if fleet < rows else -1)
        if able is not None:
            mine &= able[kind]
        if mine.any():
            index = int(np.argmax(np.where(mine, idle, -1.0)))
            if best is None or idle[index] > best[0]:
                best = float(idle[index]), EntityRef(kind, index)
    return None if best is None else best[1]


def idle_of(witness: Witness, kind: Machine) -> tuple[Floats, NDArray[np.uint8]]:
    """Return accelerators at rest (lost values: -1) and who takes them, each (n,).

    What a full machine stands still between one request and the next nobody takes.
    """
    busy = witness.all(kind, "gpu_util_frac").astype(np.float64)
    if witness.has(kind, "clock_frac"):
        busy = busy * np.nan_to_num(witness.all(kind, "clock_frac").astype(np.float64), nan=1.0)
    counts = accelerators_of(witness, kind)
    idle = np.where(np.isnan(busy), np.where(counts > 0.0, -1.0, 0.0), counts * (1.0 - busy))
    codes = witness.all(kind, "limiter").astype(np.uint8)
    codes[full(witness.recording, kind, witness.frame)] = NONE
    for event in closing_events(witness):
        rows = members(witness.fleet, event.target, kind)
        codes[rows] = np.where(codes[rows] == NO_WORK, CLOSING, codes[rows])
    presence = Presence.of(witness.fleet, kind, witness.header.events)
    absent = presence.absent(witness.now_s)
    codes[presence.waiting(witness.now_s)] = NOT_LAUNCHED
    codes[presence.gone(witness.now_s)] = GONE
    return np.where(absent, counts, idle), codes
