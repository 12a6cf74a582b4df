"""The status of everybody of a kind at a frame, from what is recorded of them."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.present import status
from dawnline.present.recorded import is_recorded, values_of
from dawnline.present.there import there
from dawnline.present.working.full import full
from dawnline.present.working.state import workload_states
from dawnline.recording.recording import Recording

# What tells whether the network reaches one.
REACHED_BY: dict[Kind, str] = {"gateway": "links", "region": "rtt_s", "pair": "rtt_s"}
_MACHINES = frozenset({"satellite", "site"})


def statuses(recording: Recording, kind: Kind, frame: int | None) -> NDArray[np.uint8]:
    """Return (n,) uint8 indices of ``tokens.STATUSES``; off where nothing is known."""
    n = len(recording.header.fleet.tables[kind])
    if frame is not None and kind in REACHED_BY:
        return _reached(recording, kind, frame)
    if frame is not None and kind == "workload":
        return workload_states(recording, frame)
    if frame is None or kind not in _MACHINES:
        return np.full(n, status.OFF, np.uint8)
    state = values_of(recording, kind, "state", frame).astype(np.uint8) if kind == "satellite" else None
    found = status.status_of(values_of(recording, kind, "limiter", frame).astype(np.uint8), state)
    found = np.where(full(recording, kind, frame), status.NORMAL, found)
    if kind == "site":  # satellites have a state
        found = np.where(there(recording, kind, frame), found, status.OFF)
    return found.astype(np.uint8)


def status_now(recording: Recording, ref: EntityRef, frame: int) -> int:
    """Return the status of one entity."""
    return int(statuses(recording, ref.kind, frame)[ref.index])


def _reached(recording: Recording, kind: Kind, frame: int) -> NDArray[np.uint8]:
    """Return (n,) statuses of what the network reaches: normal, or serious where there is no way."""
    key = REACHED_BY[kind]
    if not is_recorded(recording, kind, key):
        return np.full(len(recording.header.fleet.tables[kind]), status.OFF, np.uint8)
    values = values_of(recording, kind, key, frame).astype(np.float64)
    good = values > 0.0 if kind == "gateway" else np.isfinite(values)
    return np.where(good, status.NORMAL, status.SERIOUS).astype(np.uint8)
