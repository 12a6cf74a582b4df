"""Makes frames: every channel that the catalogue offers and no other, and the ledger."""

from collections.abc import Mapping

import numpy as np

from dawnline.fleet.entity import Kind
from dawnline.fleet.fleet import Fleet
from dawnline.sim.arrays import Floats
from dawnline.sim.connections import Connections
from dawnline.sim.reach import Reach
from dawnline.sim.tariffs import workload_usd_per_million_tokens
from dawnline.sim.work.ledger import gang_row, jobs_row, placed_row, request_row
from dawnline.sim.work.moment import Moment
from dawnline.sim.work.telling import accelerators_at_work, request_channels, tokens_per_s
from dawnline.sim.work.work import Done, Work
from dawnline.telemetry.catalogue import Catalogue
from dawnline.telemetry.frame import Frame, Values

Told = dict[Kind, dict[str, Values]]


class FrameMaker:
    """Makes the frames of a run."""

    def __init__(self, fleet: Fleet, catalogue: Catalogue, connections: Connections | None) -> None:
        self._catalogue = catalogue
        self._connections = connections
        self._sizes = (len(fleet.satellites), len(fleet.sites), len(fleet.regions), len(fleet.workloads))

    def frame(
        self,
        now: Moment,
        told: Told,
        ledger: dict[Kind, dict[str, float]],
        usd_per_accelerator_h: Floats,
        work: Work,
        done: Done,
        reach: Reach | None,
    ) -> Frame:
        """Return the frame at the end of a step.

        Parameters
        ----------
        told, ledger : of satellites and sites.
        usd_per_accelerator_h : (m,) what their accelerators cost now.
        reach : what regions reach; None without a network.
        """
        _join(told, self._demand_channels(now, work, done, usd_per_accelerator_h))
        ledger["workload"] = placed_row(done.placed, now.dt_s)
        if len(work.inference.rows):
            _join(told, request_channels(work.inference, done.answered, self._sizes, now.horizon_s))
            ledger["workload"] |= request_row(work.inference, done.answered)
        if len(work.gangs.rows):
            _join(told, {"workload": work.gangs.channels(done.trained, self._sizes[3], now.dt_s)})
            ledger["workload"] |= gang_row(done.trained)
        if len(work.jobs.rows):
            _join(told, {"workload": work.jobs.channels(done.batched, self._sizes[3])})
            ledger["workload"] |= jobs_row(done.batched)
        if self._connections is not None and reach is not None:
            _join(told, self._network_channels(reach, done))
            unreached = float(done.regions.unreached.sum()) * now.dt_s
            ledger["workload"]["unreached_accelerator_s"] = unreached
        return Frame(now.index, now.t1_s, self._offered(told), ledger)

    def _demand_channels(self, now: Moment, work: Work, done: Done, usd_per_accelerator_h: Floats) -> Told:
        placed, workloads = done.placed, self._sizes[3]
        usd = np.full(workloads, np.nan)
        if done.answered:
            tokens = tokens_per_s(done.answered, workloads, now.horizon_s)
            at_work = accelerators_at_work(done.answered, work.inference, workloads)
            usd = workload_usd_per_million_tokens(at_work, usd_per_accelerator_h, tokens)
        return {
            "region": {"demand": done.regions.asked.sum(axis=0).astype(np.float32)},
            "workload": {
                "demand": placed.demand.astype(np.float32),
                "orbit": placed.orbit.astype(np.float32),
                "ground": placed.ground.astype(np.float32),
                "unserved": placed.unserved.astype(np.float32),
                "usd_per_million_tokens": usd.astype(np.float32),
            },
        }

    def _network_channels(self, reach: Reach, done: Done) -> Told:
        n, capacity = self._sizes[0], done.capacity
        limits = capacity.reached[:n], capacity.reached[n:]
        work = capacity.count * done.load.busy
        assert self._connections is not None
        return self._connections.channels(reach, limits, (work[:n], work[n:]), done.placements)

    def _offered(self, told: Mapping[Kind, Mapping[str, Values]]) -> Told:
        """Return exactly what the catalogue offers; raise KeyError for what nobody has told."""
        kept: Told = {}
        for channel in self._catalogue.channels:
            kept.setdefault(channel.kind, {})[channel.key] = told[channel.kind][channel.key]
        return kept


def _join(told: Told, more: Told) -> None:
    for kind, channels in more.items():
        told.setdefault(kind, {}).update(channels)
