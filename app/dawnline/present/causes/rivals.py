"""Who may work where, and who competes for the same machines."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.throughput import THROUGHPUTS
from dawnline.fleet.workload import Workload
from dawnline.present.causes.witness import Witness
from dawnline.scenario.effects import Machine
from dawnline.scenario.presence import members

MACHINES: tuple[Machine, ...] = ("satellite", "site")
# What is less of a demand is a rounding.
DUST = 1e-4

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def rivals(witness: Witness, ref: EntityRef) -> list[int]:
    """Return the workloads that are placed with or before one, itself among them.

    Jobs take only what room others leave; a gang stays where it is, and competes with nobody elsewhere.
    """
    jobs = witness.fleet.workloads[ref.index].jobs is not None
    return [
        row
        for row, work in enumerate(witness.fleet.workloads)
        if row == ref.index or (work.gang is None and (work.jobs is None or jobs))
    ]


def everywhere(witness: Witness) -> list[int]:
    """Return the workloads that regions ask for: all but gangs, which stay where they are."""
    return [row for row, work in enumerate(witness.fleet.workloads) if work.gang is None]


def welcome(witness: Witness, machine: EntityRef) -> list[int]:
    """Return the workloads that may work on a machine."""
    kind: Machine = "satellite" if machine.kind == "satellite" else "site"
    works = witness.fleet.workloads
    return [row for row, work in enumerate(works) if _may_work(witness, work, kind)[machine.index]]


def able(witness: Witness, ref: EntityRef) -> dict[Machine, Bools]:
    """Return which satellites and sites (n,) may do a workload's work, and are not all a gang's."""
    work = witness.fleet.workloads[ref.index]
    found = {kind: _may_work(witness, work, kind) for kind in MACHINES}
    for other in witness.fleet.workloads:
        if other.gang is None or other is work:
            continue
        for kind in MACHINES:
            rows = members(witness.fleet, other.gang.at, kind)
            count = accelerators_of(witness, kind)[rows].sum()
            if other.gang.accelerators >= 0.99 * count:
                found[kind][rows] = False
    return found


def asked(witness: Witness, rows: list[int]) -> float:
    """Return the accelerators that some workloads ask for; what is lost counts as nothing."""
    return float(np.nansum(witness.all("workload", "demand").astype(np.float64)[rows]))


def placed(witness: Witness, rows: list[int]) -> float:
    """Return the accelerators that work for some workloads; what is lost counts as nothing."""
    sides = [witness.all("workload", key).astype(np.float64)[rows] for key in ("orbit", "ground")]
    return float(np.nansum(sides))


def unserved(witness: Witness, rows: list[int]) -> float:
    """Return the accelerators that some workloads ask for in vain, NaN if unknown; dust is nothing."""
    left = witness.all("workload", "unserved").astype(np.float64)[rows]
    if not left.size or np.isnan(left).all():
        return float("nan")
    total = float(np.nansum(left))
    return total if total > DUST * asked(witness, rows) else 0.0


def accelerators_of(witness: Witness, kind: Machine) -> Floats:
    """Return how many accelerators each satellite or site carries, (n,)."""
    fleet = witness.fleet
    if kind == "satellite":
        return fleet.bus_column("accelerators")
    return np.array([float(site.accelerators) for site in fleet.sites])


def _may_work(witness: Witness, work: Workload, kind: Machine) -> Bools:
    """Return (n,) who has accelerators that can do a workload's work, and may by where it stands."""
    fleet = witness.fleet
    may = accelerators_of(witness, kind) > 0.0
    if work.gang is not None:
        here = np.zeros(len(may), np.bool_)
        here[members(fleet, work.gang.at, kind)] = True
        return may & here
    if work.requests is not None:
        may &= serves(witness, kind)
    if work.countries:
        may &= _in_countries(witness, work.countries, kind)
    return may


def _in_countries(witness: Witness, countries: tuple[str, ...], kind: Machine) -> Bools:
    """Return (n,) who stands in one of some countries: satellites in none."""
    if kind == "satellite":
        return np.zeros(len(witness.fleet.satellites), np.bool_)
    return np.array([site.country in countries for site in witness.fleet.sites], np.bool_)


def serves(witness: Witness, kind: Machine) -> Bools:
    """Return (n,) who has accelerators whose throughput is known: others answer no requests."""
    fleet = witness.fleet
    if kind == "site":
        return np.array([site.accelerator.preset in THROUGHPUTS for site in fleet.sites], np.bool_)
    buses = np.array([bus.accelerator.preset in THROUGHPUTS for bus in fleet.buses], np.bool_)
    return buses[fleet.bus_of] if len(buses) else np.zeros(0, np.bool_)
