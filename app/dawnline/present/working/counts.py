"""Counts of requests and jobs: of one workload, and of all, at a frame; lost ones are unknown."""

import math

import numpy as np
from numpy.typing import NDArray

from dawnline.present.recorded import is_recorded, values_of
from dawnline.recording.recording import Recording

Floats = NDArray[np.float64]
DROPPED = ("dropped_queue_full", "dropped_no_capacity", "dropped_machine_lost", "dropped_unreached")
LATE = ("missed_ttft",)
SLOW = ("missed_tpot",)


def counts_of(recording: Recording, frame: int, *keys: str) -> Floats:
    """Return (n,) sums of count channels of workloads; NaN where one is lost, zeros where none is there."""
    total = np.zeros(len(recording.header.fleet.workloads))
    for key in keys:
        if is_recorded(recording, "workload", key):
            values = values_of(recording, "workload", key, frame).astype(np.float64)
            total += np.where(values < 0.0, np.nan, values)
    return total


def per_s(recording: Recording, number: float) -> float:
    """Return a count of a step as a rate."""
    return number / recording.header.step_s


def rate_text(rate_per_s: float) -> str:
    """Return a rate of requests: ``323 /s``, ``0.42 /s``; none is 0."""
    if not math.isfinite(rate_per_s):
        return "unknown"
    if rate_per_s == 0.0:
        return "0 /s"
    digits = 0 if rate_per_s >= 9.95 else 1 if rate_per_s >= 0.995 else 2
    return f"{rate_per_s:,.{digits}f} /s"
