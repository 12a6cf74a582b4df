"""GPU-hours of a run: at work, or standing, and then by what held their machine back."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.present.recorded import UNKNOWN_CODE, channel_of, is_recorded
from dawnline.present.working.full import WORD, full
from dawnline.recording.recording import Recording
from dawnline.scenario.effects import Machine
from dawnline.scenario.presence import Presence

Floats = NDArray[np.float64]
_CODES = 256
# No limiter's code, and not that of a lost one.
_FULL = 254


@dataclass(frozen=True, eq=False)
class Hours:
    """GPU-hours of all satellites or sites: there, at work, and standing, by what limits their machine.

    What full machines stand still between one request and the next is apart: nobody gave them too little.
    """

    there_h: float
    busy_h: float
    standing_h: tuple[tuple[str, float], ...]


def hours_of(recording: Recording, kind: Machine) -> Hours:
    """Return the hours of a kind; what is unknown of a machine leaves its hours out."""
    header = recording.header
    count = accelerators_of(recording, kind)
    if not count.any() or not is_recorded(recording, kind, "limiter"):
        return Hours(0.0, 0.0, ())
    presence = Presence.of(header.fleet, kind, header.events)
    each_h = count * header.step_s / 3600.0
    there = busy = 0.0
    standing = np.zeros(_CODES)
    for frame in range(1, recording.frame_count):
        util = recording.values(kind, "gpu_util_frac", frame).astype(np.float64)
        limiter = recording.values(kind, "limiter", frame)
        known = np.isfinite(util) & (limiter != UNKNOWN_CODE) & ~presence.absent(frame * header.step_s)
        hours = np.where(known, each_h, 0.0)
        worked = hours * np.nan_to_num(util)
        there += float(hours.sum())
        busy += float(worked.sum())
        told = np.where(full(recording, kind, frame), _FULL, limiter)
        standing += np.bincount(told, hours - worked, _CODES)
    return Hours(there, busy, tuple(_named(recording, kind, standing)))


def accelerators_of(recording: Recording, kind: Machine) -> Floats:
    """Return (n,) how many accelerators each machine of a kind has."""
    fleet = recording.header.fleet
    if kind == "satellite":
        return fleet.bus_column("accelerators")
    return np.array([site.accelerators for site in fleet.sites], np.float64)


def _named(recording: Recording, kind: Machine, standing: Floats) -> Iterator[tuple[str, float]]:
    codes = channel_of(recording, kind, "limiter").codes
    for code, hours in enumerate(standing[: len(codes)]):
        if hours > 0.0:
            yield codes[code], float(hours)
    if standing[_FULL] > 0.0:
        yield WORD, float(standing[_FULL])
