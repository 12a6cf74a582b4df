"""What was lost at an event's own target, whatever else happened at the time: answers, training, energy."""

import math

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.present.recorded import is_recorded, series_of, values_of
from dawnline.recording.recording import Recording
from dawnline.scenario.event import Event
from dawnline.scenario.presence import members
from dawnline.telemetry.catalogue import LIMITERS

_FAULT = LIMITERS.index("fault")
_MACHINES: tuple[Kind, ...] = ("satellite", "site")
# What stops machines at its beginning, and what does at any time while it lasts.
_AT_ONCE = frozenset({"fault", "lease_end", "deorbit"})
_AT_TIMES = frozenset({"storm"})
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


def requests_lost(recording: Recording, event: Event) -> float:
    """Return the requests that were being answered at machines of an event's target when it stopped them.

    A machine that stops has lost what it had in hand in the frame before, but for what was moved elsewhere
    and what still waits there. Of a storm, all that its satellites lose while it blows: also by what strikes
    on any day.
    """
    if event.other is not None or event.kind not in _AT_ONCE | _AT_TIMES:
        return 0.0
    step_s, last = recording.header.step_s, recording.frame_count - 1
    first = math.ceil(event.start_s / step_s - 1e-9)
    stop = first + 1
    if event.kind in _AT_TIMES:
        stop = math.ceil(min((event.start_s + event.duration_s) / step_s, last + 1.0) - 1e-9)
    frames = range(max(first, 1), min(stop, last + 1))
    return sum(_lost_of_kind(recording, event, kind, frames) for kind in _MACHINES)


def training_undone_s(recording: Recording, event: Event, first: int, until: int) -> float:
    """Return the accelerator-seconds undone of gangs that an event's target holds, from a frame to another.

    Beyond those of the frame before the first.
    """
    total = 0.0
    for index, work in enumerate(recording.header.fleet.workloads):
        if work.gang is None or event.other is not None or not _holds(recording, event, work.gang.at):
            continue
        lost = series_of(recording, EntityRef("workload", index), "lost_accelerator_s")[1].astype(np.float64)
        lost = np.nan_to_num(lost)
        total += float(np.maximum(lost[first:until] - lost[first - 1], 0.0).sum())
    return total


def not_drawn_j(recording: Recording, target: EntityRef, first: int, until: int) -> float:
    """Return the energy that a machine drew less, from a frame to another, than at the power before them."""
    if target.kind not in _MACHINES or not is_recorded(recording, target.kind, "load_w"):
        return 0.0
    load_w = np.nan_to_num(series_of(recording, target, "load_w")[1].astype(np.float64))
    return float(np.maximum(load_w[first - 1] - load_w[first:until], 0.0).sum()) * recording.header.step_s


def _lost_of_kind(recording: Recording, event: Event, kind: Kind, frames: range) -> float:
    rows = members(recording.header.fleet, event.target, kind)
    if not len(rows) or not frames or not is_recorded(recording, kind, "queued"):
        return 0.0

    def counts(key: str, frame: int) -> Floats:
        return np.maximum(values_of(recording, kind, key, frame)[rows].astype(np.float64), 0.0)

    lost = 0.0
    stood, had = _stands(recording, kind, frames[0] - 1)[rows], counts("queued", frames[0] - 1)
    for frame in frames:
        stands, has = _stands(recording, kind, frame)[rows], counts("queued", frame)
        gone = had - counts("moved", frame) - has
        lost += float(np.maximum(gone[stands & ~stood], 0.0).sum())
        stood, had = stands, has
    return lost


def _stands(recording: Recording, kind: Kind, frame: int) -> Bools:
    """Say who is off, or not there (n,)."""
    busy = values_of(recording, kind, "gpu_util_frac", frame)
    return np.asarray((values_of(recording, kind, "limiter", frame) == _FAULT) | np.isnan(busy))


def _holds(recording: Recording, event: Event, at: EntityRef) -> bool:
    """Say whether any machine of a gang's place is one that an event hits."""
    fleet = recording.header.fleet
    return any(
        np.isin(members(fleet, at, kind), members(fleet, event.target, kind)).any() for kind in _MACHINES
    )
