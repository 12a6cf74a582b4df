"""How many accelerators each limiter takes from each fleet at a frame."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.present.causes.witness import Witness
from dawnline.scenario.effects import Machine
from dawnline.scenario.presence import Presence
from dawnline.telemetry.catalogue import LIMITERS

HELD = tuple(code for code, name in enumerate(LIMITERS) if name not in {"none", "no_work"})
NO_WORK = LIMITERS.index("no_work")
_FAULT = LIMITERS.index("fault")
_KINDS: tuple[Machine, ...] = ("satellite", "site")


@dataclass(frozen=True, eq=False)
class Losses:
    """Accelerators that do no work by fleet (row of its table, the last one for none) and limiter's code.

    Attributes
    ----------
    lost : (fleets + 1, limiters) accelerators.
    busy : accelerators at work.
    """

    lost: NDArray[np.float64]
    busy: float

    @property
    def held(self) -> NDArray[np.float64]:
        """Return those that something holds back: not those without work."""
        kept = np.zeros_like(self.lost)
        kept[:, HELD] = self.lost[:, HELD]
        return kept


def losses_at(witness: Witness, fleet: int | None = None) -> Losses:
    """Return the losses of a frame, of everybody or of one fleet's members."""
    lost = np.zeros((len(witness.fleet.tables["fleet"]) + 1, len(LIMITERS)))
    busy = 0.0
    for kind in _KINDS:
        idle, codes, parent = _idle(witness, kind)
        known = (codes < len(LIMITERS)) & (idle >= 0.0)
        if fleet is not None:
            known &= parent == fleet
        np.add.at(lost, (parent[known], codes[known]), idle[known])
        busy += float((counts_of(witness, kind)[known] - idle[known]).sum())
    return Losses(lost, busy)


def hardest_hit(witness: Witness, fleet: int, code: int) -> EntityRef | None:
    """Return who of a fleet loses most accelerators to a limiter; of equals the first."""
    best: tuple[float, EntityRef] | None = None
    for kind in _KINDS:
        idle, codes, parent = _idle(witness, kind)
        rows = len(witness.fleet.tables["fleet"])
        mine = (codes == code) & (parent == (fleet if fleet < rows else -1)) & (idle > 0.0)
        if mine.any():
            index = int(np.argmax(np.where(mine, idle, -1.0)))
            if best is None or idle[index] > best[0]:
                best = float(idle[index]), EntityRef(kind, index)
    return None if best is None else best[1]


def _idle(
    witness: Witness, kind: Machine
) -> tuple[NDArray[np.float64], NDArray[np.uint8], NDArray[np.int32]]:
    """Return accelerators at rest (lost values: -1), limiters and fleets of a kind, each (n,).

    Who has left for good is missed as by a fault, who is not there yet by nobody.
    """
    busy = witness.all(kind, "gpu_util_frac").astype(np.float64)
    if witness.has(kind, "clock_frac"):
        busy = busy * np.nan_to_num(witness.all(kind, "clock_frac").astype(np.float64), nan=1.0)
    counts = counts_of(witness, kind)
    idle = np.where(np.isnan(busy), np.where(counts > 0.0, -1.0, 0.0), counts * (1.0 - busy))
    codes = witness.all(kind, "limiter").astype(np.uint8)
    gone = is_gone(witness, kind)
    codes[gone] = _FAULT
    return np.where(gone, counts, idle), codes, witness.fleet.tables[kind].parent


def is_gone(witness: Witness, kind: Machine) -> NDArray[np.bool_]:
    """Say of each satellite or site (n,) whether it has left for good by now."""
    return Presence.of(witness.fleet, kind, witness.header.events).gone(witness.now_s)


def counts_of(witness: Witness, kind: Kind) -> NDArray[np.float64]:
    """Return how many accelerators each satellite or site carries, (n,)."""
    fleet = witness.fleet
    if kind == "satellite":
        return fleet.bus_column("accelerators")
    return np.array([float(site.accelerators) for site in fleet.sites])
