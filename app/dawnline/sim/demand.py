"""Demand: how many accelerators each region asks for, by its local solar time."""

from collections.abc import Iterable, Sequence

import numpy as np

from dawnline.fleet.ground import Region
from dawnline.fleet.workload import Workload
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.event import Event
from dawnline.sim.arrays import Floats

_HOUR = 2.0 * np.pi / 24.0


def daily_curve(workload: Workload, local_hour: Floats) -> Floats:
    """Return the share of the peak that is asked for at local solar hours (any shape), never below zero."""
    a, b = workload.daily_amplitude, workload.half_daily_amplitude
    phase = _HOUR * (local_hour - workload.peak_local_hour)
    return np.maximum(0.0, (1.0 + a * np.cos(phase) + b * np.cos(2.0 * phase)) / (1.0 + a + b))


class Demand:
    """The demand of regions and workloads over time."""

    def __init__(
        self,
        epoch: Epoch,
        regions: Sequence[Region],
        workloads: Sequence[Workload],
        events: Iterable[Event] = (),
    ) -> None:
        self._workloads = tuple(workloads)
        self._surges = tuple(event for event in events if event.kind == "demand_surge")
        weights = np.array([region.weight for region in regions], np.float64)
        total = weights.sum()
        self._shares = weights / total if total > 0.0 else np.zeros(len(regions))
        # Mean solar time: 15 degrees an hour, noon where the mean Sun stands.
        longitudes_rad = np.array([region.lon_rad for region in regions], np.float64)
        self._hour0 = epoch.fraction * 24.0 + longitudes_rad / _HOUR

    def at(self, t_s: float) -> Floats:
        """Return the accelerators (w, r) asked for by workloads that are counted in nothing else."""
        hours = self._hour0 + t_s / 3600.0
        asked = np.zeros((len(self._workloads), len(self._shares)))
        for row, workload in enumerate(self._workloads):
            if is_plain(workload):
                asked[row] = workload.peak_accelerators * self._shares * daily_curve(workload, hours)
        for event in self._surges:
            if event.is_on(t_s):
                surge(asked, event)
        return asked


def is_plain(workload: Workload) -> bool:
    """Say whether a workload is counted in accelerators, and in nothing else."""
    return workload.requests is None and workload.gang is None and workload.jobs is None


def surge(asked: Floats, event: Event) -> None:
    """Multiply what is asked for (w, r) by what a surge says."""
    if event.target.kind == "region":
        asked[:, event.target.index] *= event.value
    elif event.target.kind == "workload":
        asked[event.target.index] *= event.value
