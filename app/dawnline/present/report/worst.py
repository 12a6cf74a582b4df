"""The moment at which a run treats its people worst: the largest shares of work unserved, lost or late."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.present.recorded import is_recorded, series_of
from dawnline.recording.recording import Recording

Floats = NDArray[np.float64]
# Below this nobody notices.
_LEAST = 0.005


@dataclass(frozen=True)
class Worst:
    """A workload and when it is served worst; ``badness`` is 0 where all is well, about 1 for nothing."""

    workload: EntityRef
    t_s: float
    badness: float


def worst_of(recording: Recording) -> Worst | None:
    """Return the worst moment of the workload that is worst off; None where nothing is ever amiss."""
    return next(iter(worst_of_each(recording)), None)


def worst_of_each(recording: Recording) -> tuple[Worst, ...]:
    """Return the worst moment of each workload that has one, the worst off first."""
    found = []
    for index in range(len(recording.header.fleet.workloads)):
        ref = EntityRef("workload", index)
        badness = _badness(recording, ref)
        frame = int(np.argmax(badness))
        if badness[frame] > _LEAST:
            found.append(Worst(ref, frame * recording.header.step_s, float(badness[frame])))
    return tuple(sorted(found, key=lambda one: -one.badness))


def _badness(recording: Recording, ref: EntityRef) -> Floats:
    """Return (frames,) the shares unserved, turned away and late of what is asked, added up."""
    asked, arrived = _series(recording, ref, "demand"), _series(recording, ref, "arrived")
    bad = _share(_series(recording, ref, "unserved"), asked)
    for channel in recording.header.catalogue.of_kind("workload"):
        if channel.key.startswith("dropped_") or channel.key == "missed_ttft":
            bad += _share(_series(recording, ref, channel.key), arrived)
    bad[:1] = 0.0  # frame 0 ends no step
    return bad


def _series(recording: Recording, ref: EntityRef, key: str) -> Floats:
    if not is_recorded(recording, ref.kind, key):
        return np.zeros(recording.frame_count)
    return np.nan_to_num(series_of(recording, ref, key)[1].astype(np.float64))


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0.0)
