"""Machines that answer as many requests as are planned for them: given no more, and not without work."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import Kind
from dawnline.present.recorded import is_recorded, values_of
from dawnline.recording.recording import Recording
from dawnline.scenario.presence import members
from dawnline.telemetry.catalogue import LIMITERS

# Of what a machine may do; the simulator's number (a test compares).
PLANNED_FRAC = 0.85
# Whole requests, and prompts of different lengths, leave a machine a little off its plan.
NEAR_FRAC = 0.02
WORD = "as busy as planned"
_NO_WORK = LIMITERS.index("no_work")


def at_plan(recording: Recording, kind: Kind, frame: int) -> NDArray[np.bool_]:
    """Return (n,) which satellites or sites answer what is planned, and are recorded as without work.

    Who holds a gang is in no plan of requests, and what events leave of a machine is not looked at here.
    """
    fleet = recording.header.fleet
    found = np.zeros(len(fleet.tables[kind]), np.bool_)
    if kind not in {"satellite", "site"} or not is_recorded(recording, kind, "served"):
        return found
    busy = values_of(recording, kind, "gpu_util_frac", frame).astype(np.float64)
    limiter = values_of(recording, kind, "limiter", frame)
    served = values_of(recording, kind, "served", frame)
    found = (limiter == _NO_WORK) & (served > 0) & (busy >= PLANNED_FRAC - NEAR_FRAC)
    for work in fleet.workloads:
        if work.gang is not None:
            found[members(fleet, work.gang.at, kind)] = False
    return np.asarray(found)
