"""In which frames the effect of an event is recorded of its target."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.present.recorded import is_recorded, series_of
from dawnline.recording.recording import Recording
from dawnline.scenario.event import Event
from dawnline.scenario.presence import members
from dawnline.telemetry.catalogue import LIMITERS

Bools = NDArray[np.bool_]
_FAULT, _POWER_CAP = LIMITERS.index("fault"), LIMITERS.index("power_cap")
# Of what was asked before: rounding and the day's course are less in a step.
_RISE = 1.02


def effect_of(recording: Recording, event: Event, before: int) -> Bools:
    """Return (frames,): whether an event's effect is recorded; ``before`` is the last frame before it.

    Of a fleet or a plane its first member tells. A storm's is recorded from the first frame on in which more
    satellites stand than before it: it only makes upsets likelier.
    """
    return (_struck if event.kind == "storm" else _told_by_one)(recording, event, before)


def _told_by_one(recording: Recording, event: Event, before: int) -> Bools:
    ref = _who_tells(recording, event.target)
    none = np.zeros(recording.frame_count, np.bool_)
    if ref is None or event.other is not None:
        return none
    if event.kind in {"lease_end", "deorbit"}:
        return np.asarray(_values(recording, ref, "load_w") == 0.0)  # what is off still draws a little
    if event.kind == "fault":
        return _gone(recording, ref)
    if event.kind == "power_cap" and ref.kind in {"satellite", "site"}:
        return np.asarray(_values(recording, ref, "limiter") == _POWER_CAP)
    key = {"demand_surge": "demand", "price": "usd_per_accelerator_h"}.get(event.kind)
    if key is None or not is_recorded(recording, ref.kind, key):
        return none
    values = _values(recording, ref, key)
    falls = event.value < 1.0
    return np.asarray(values < values[before] / _RISE if falls else values > values[before] * _RISE)


def _gone(recording: Recording, ref: EntityRef) -> Bools:
    if ref.kind in {"satellite", "site"}:
        return np.asarray(_values(recording, ref, "limiter") == _FAULT)
    if ref.kind == "gateway":
        return np.asarray(_values(recording, ref, "links") == 0.0)
    if ref.kind == "region" and is_recorded(recording, "region", "rtt_s"):
        ways = [_values(recording, ref, key) for key in ("rtt_s", "orbit_rtt_s")]
        return np.asarray(np.isnan(ways).all(axis=0))
    return np.zeros(recording.frame_count, np.bool_)


def _struck(recording: Recording, event: Event, before: int) -> Bools:
    struck = np.zeros(recording.frame_count, np.bool_)
    rows = members(recording.header.fleet, event.target, "satellite")
    ends = min(recording.frame_count, int((event.start_s + event.duration_s) / recording.header.step_s) + 1)
    for frame in range(before, ends):
        stand = np.count_nonzero(recording.values("satellite", "limiter", frame)[rows] == _FAULT)
        if frame == before:
            most = stand
        elif stand > most:
            struck[frame:ends] = True
            break
    return struck


def _values(recording: Recording, ref: EntityRef, key: str) -> NDArray[np.float64]:
    return series_of(recording, ref, key)[1].astype(np.float64)


def _who_tells(recording: Recording, target: EntityRef) -> EntityRef | None:
    fleet = recording.header.fleet
    if target.kind == "plane":
        members = np.flatnonzero(fleet.plane_rows() == target.index)
        return EntityRef("satellite", int(members[0])) if members.size else None
    if target.kind == "fleet":
        for kind in ("satellite", "site", "gateway"):
            table = fleet.tables.get(kind)
            mine = [] if table is None else np.flatnonzero(table.parent == target.index).tolist()
            if mine:
                return EntityRef(kind, mine[0])
        return None
    return target
