"""What is asked for, as a cause: how much, against what the run ever asked, and where it is night."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.cause import Cause
from dawnline.present.causes.rivals import unserved
from dawnline.present.causes.witness import Witness
from dawnline.present.numbers import count, percent

# Local solar hours in which people sleep: from ten in the evening to seven in the morning.
NIGHT_FROM_H, NIGHT_TO_H = 22.0, 7.0


def low_demand(witness: Witness, rows: list[int]) -> Cause | None:
    """Return that what some workloads ask for is all served; None where it is not, or not known.

    It is told of the one that asks for most.
    """
    demand = witness.all("workload", "demand").astype(np.float64)[rows]
    if not demand.size or np.isnan(demand).all() or unserved(witness, rows) != 0.0:
        return None
    ref = EntityRef("workload", rows[int(np.nanargmax(demand))])
    _, series = witness.of(ref).series("demand")
    most = float(np.nanmax(series))
    wants = witness.value(ref, "demand")
    if not wants > 0.0:
        text = "asks for nothing"
    else:
        share = f", {percent(wants / most)} of its most in this run" if most > wants * 1.001 else ""
        others = ", as is all else" if np.nansum(demand) > wants * 1.001 else ""
        text = f"asks for {witness.text(ref, 'demand')}{share}, and all of it is served{others}"
    work = witness.fleet.workloads[ref.index]
    night = night_frac(witness)
    if night > 0.0 and work.gang is None and work.jobs is None:
        text += f"; it is night for {percent(night)} of demand"
    return witness.cause("demand", ref, text, "demand", limit=most)


def night_frac(witness: Witness) -> float:
    """Return the share of demand, by weights, where the mean Sun says night; 0 without regions."""
    regions = witness.fleet.regions
    weight = np.array([region.weight for region in regions])
    if not weight.sum() > 0.0:
        return 0.0
    longitude_h = np.array([region.lon_rad for region in regions]) * 12.0 / np.pi
    hour = (witness.header.epoch.fraction * 24.0 + witness.now_s / 3600.0 + longitude_h) % 24.0
    asleep = (hour >= NIGHT_FROM_H) | (hour < NIGHT_TO_H)
    return float(weight[asleep].sum() / weight.sum())


def gpus(value: float) -> str:
    """Return ``1,200 GPUs``."""
    return f"{count(value)} GPUs"
