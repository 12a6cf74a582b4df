"""The work of a step: gangs claim first, then demand and requests are placed together, jobs take the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dawnline.scenario.scenario import Scenario
from dawnline.sim.accelerator import Computers
from dawnline.sim.arrays import Bools, Floats, Indices
from dawnline.sim.batch import Batched
from dawnline.sim.demand import Demand
from dawnline.sim.placing.machines import Machines
from dawnline.sim.placing.placement import Placement
from dawnline.sim.placing.placing import Placing
from dawnline.sim.placing.sides import Placed, PlacedRegions
from dawnline.sim.reach import Reach
from dawnline.sim.work.capacity import Capacity, Load
from dawnline.sim.work.gangs import GangWork, Training
from dawnline.sim.work.inference import Answered, Inference, Need
from dawnline.sim.work.jobs import JobWork
from dawnline.sim.work.moment import Moment
from dawnline.sim.work.notices import Notices
from dawnline.sim.work.setting import Setting
from dawnline.sim.work.sources import shares_of
from dawnline.sim.work.together import Together


@dataclass(frozen=True, eq=False)
class Done:
    """What was worked on in a step.

    Attributes
    ----------
    capacity, load : what machines might do, and what they did.
    placed : (w,) accelerators by workload.
    placements : of what came in, pool by pool.
    regions : whose work it is, (w, r).
    trained, answered, batched : of gangs, services and workloads with jobs, each in the order of its rows.
    """

    capacity: Capacity
    load: Load
    placed: Placed
    placements: list[Placement]
    regions: PlacedRegions
    trained: Training
    answered: list[Answered]
    batched: list[Batched]


class Work:
    """Everything that is worked on in a scenario, and the state of it."""

    def __init__(self, scenario: Scenario, *computers: Computers) -> None:
        fleet = scenario.fleet
        self.placing = Placing.of(fleet, scenario.policy)
        self._notices = Notices(fleet, scenario.events)
        self.gangs = GangWork(fleet, scenario.seed, self._notices, *computers)
        self.inference = Inference(scenario, *computers)
        self.jobs = JobWork(scenario)
        self._demand = Demand(scenario.epoch, fleet.regions, fleet.workloads, scenario.events)
        self._shares = shares_of(fleet.regions)
        self._workloads = len(fleet.workloads)
        plain = np.ones(len(fleet.workloads), np.bool_)
        for rows in (self.gangs.rows, self.inference.rows, self.jobs.rows):
            plain[rows] = False
        self._satellites = len(fleet.satellites)
        self._together = Together(self.placing, self.inference, plain)

    def step(self, now: Moment, capacity: Capacity, machines: Machines, reach: Reach | None) -> Done:
        """Let a step pass.

        Parameters
        ----------
        machines : what placing is told of them; their room is found here.
        reach : what regions reach; None without a network.
        """
        load = Load(len(capacity.count))
        setting = Setting(now, capacity, load, machines, reach, self._closing(now, capacity))
        trained = self.gangs.step(now, capacity, load)
        plain = self._demand.at(now.t1_s)
        in_hand: list[Placed] = []
        answered: list[Answered] = []
        if len(self.inference.rows):
            room = capacity.full_count * setting.free
            placement, need, answered = self._together.step(setting, plain)
            in_hand.append(self._in_hand_placed(need, room))
        else:
            placement = self._together.plain_step(setting, plain)
        placements = [placement]
        batched: list[Batched] = []
        if len(self.jobs.rows):
            batch, batched = self._batch(setting)
            placements.append(batch)
        parts = [one.totals for one in placements] + in_hand
        regions = [one.regions() for one in placements]
        parts.append(self._gangs_placed(trained))
        return Done(
            capacity, load, _summed(parts), placements, _joined(regions), trained, answered, batched
        )  # fmt: skip

    def state(self) -> dict[str, NDArray[np.generic]]:
        """Return copies of everything that the next step depends on."""
        return {**self.gangs.state(), **self.inference.state(), **self.jobs.state()}

    def restore(self, state: Mapping[str, NDArray[np.generic]]) -> None:
        """Continue from a state."""
        for part in (self.gangs, self.inference, self.jobs):
            part.restore(state)

    def _closing(self, now: Moment, capacity: Capacity) -> Bools | None:
        """Return which machines (m,) take nothing new, while others that could work are left."""
        able = capacity.full_count * capacity.reached > 0.0
        if len(self.inference.rows):
            able &= self.inference.servers.serves
        return self._notices.closing(now, able)

    def _batch(self, setting: Setting) -> tuple[Placement, list[Batched]]:
        """Let jobs work where the policy puts them, on what room is left."""
        now, free, full = setting.now, setting.open, setting.capacity.full_count
        asked = np.zeros((self._workloads, max(len(self._shares), 1)))
        wanted = self.jobs.asked(now.t0_s, now.t1_s)
        asked[self.jobs.rows] = wanted[:, None] * self._shares
        there = replace(setting.machines, room=full * free)
        pools = self.placing.pools_now(setting.reach, there)
        choices = self.placing.choices(now.t1_s, asked, pools, there)
        placement = self.placing.place(choices)
        busy = self.placing.busy(placement.work(), pools, full, free, setting.sunlit)
        given = placement.placed[self.jobs.rows].sum(axis=(1, 2))
        batched = self.jobs.step(now.t0_s, now.t1_s, given)
        setting.load.add(busy)
        setting.load.hold(busy)
        return placement, batched

    def _gangs_placed(self, trained: Training) -> Placed:
        """Return the accelerators of gangs, by workload."""
        rows, wanted = self.gangs.rows, self.gangs.wanted
        orbit = trained.granted * self.gangs.in_orbit
        columns = (wanted, orbit, trained.granted - orbit, wanted - trained.granted)
        return Placed(*(self._by_workload(rows, column) for column in columns))

    def _in_hand_placed(self, need: Need, room: Floats) -> Placed:
        """Return the accelerators, by workload, for what machines had in hand, within their ``room`` (m,)."""
        servers, rows = self.inference.servers, self.inference.rows
        here = room[servers.places]
        total = need.total_in_hand
        fits = np.divide(here, total, out=np.ones(len(total)), where=total > here)
        served = need.in_hand * fits
        orbit = served[:, servers.places < self._satellites].sum(axis=1)
        demand, all_served = need.in_hand.sum(axis=1), served.sum(axis=1)
        columns = (demand, orbit, all_served - orbit, np.maximum(demand - all_served, 0.0))
        return Placed(*(self._by_workload(rows, column) for column in columns))

    def _by_workload(self, rows: Indices, values: Floats) -> Floats:
        column = np.zeros(self._workloads)
        column[rows] = values
        return column


def _summed(parts: Sequence[Placed]) -> Placed:
    """Return the sums: every part has rows of its own, or what its machines already had."""
    return Placed(
        demand=sum_of([part.demand for part in parts]),
        orbit=sum_of([part.orbit for part in parts]),
        ground=sum_of([part.ground for part in parts]),
        unserved=sum_of([part.unserved for part in parts]),
    )


def _joined(parts: Sequence[PlacedRegions]) -> PlacedRegions:
    return PlacedRegions(
        asked=sum_of([part.asked for part in parts]),
        orbit=sum_of([part.orbit for part in parts]),
        ground=sum_of([part.ground for part in parts]),
        unreached=sum_of([part.unreached for part in parts]),
    )


def sum_of(arrays: Sequence[Floats]) -> Floats:
    """Return the sum of arrays of one shape, in their order."""
    return np.asarray(sum(arrays[1:], arrays[0]), np.float64)
