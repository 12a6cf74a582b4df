"""The simulation: one scenario, stepped over arrays, a frame at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.ephemeris import TemeState
from dawnline.scenario.scenario import Scenario
from dawnline.sim.battery import EnergyBalance
from dawnline.sim.connections import Connections
from dawnline.sim.plant import Plant
from dawnline.sim.reach import Reach
from dawnline.sim.telling import FrameMaker
from dawnline.sim.work.moment import Moment
from dawnline.sim.work.work import Work
from dawnline.telemetry.catalogue import catalogue_of
from dawnline.telemetry.frame import Frame


@dataclass(frozen=True, eq=False)
class Ahead:
    """What is known of a time before the simulation is there: where satellites are, and who reaches them.

    ``reach`` is None where there is no network.
    """

    t_s: float
    state: TemeState
    reach: Reach | None


class Simulation:
    """A scenario in motion. Same scenario, same bits.

    ``start`` gives the frame at t = 0 and moves no energy; each ``step`` moves the state on and gives the
    next. ``balance`` tells the energy that the last step moved. ``catalogue`` is what frames
    hold, and ``scenario`` the one given with an entity for each fixed laser link.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._connections = Connections.of(scenario)
        if self._connections is not None:
            scenario = replace(scenario, fleet=self._connections.fleet)
        self.scenario = scenario
        self.catalogue = catalogue_of(scenario.fleet)
        self._plant = Plant(scenario)
        self._work = Work(scenario, *self._plant.computers)
        self._maker = FrameMaker(scenario.fleet, self.catalogue, self._connections)
        self._index = 0
        self._t_s = 0.0

    @property
    def frame_index(self) -> int:
        """Return the index of the last frame."""
        return self._index

    @property
    def balance(self) -> EnergyBalance:
        """Return the energy that the last step moved, per satellite."""
        return self._plant.balance

    def look_ahead(self, t_s: float) -> Ahead:
        """Return what a frame at a time needs and no frame before changes; other threads may do it ahead."""
        state = self.scenario.ephemeris.teme(t_s)
        reach = None if self._connections is None else self._connections.reach_at(t_s, state)
        return Ahead(t_s, state, reach)

    def start(self) -> Frame:
        """Return frame 0: what would flow at t = 0, with full batteries and loops in balance with it."""
        return self._advance(Moment(self._index, self._t_s, self._t_s, self.scenario.step_s), None)

    def step(self, dt_s: float, ahead: Ahead | None = None) -> Frame:
        """Move on by ``dt_s`` and return the frame there; raise ValueError unless ``dt_s`` is positive.

        ``ahead`` is what `look_ahead` found; it is used if it is of that time, and changes no bit.
        """
        if not dt_s > 0.0:
            raise ValueError(f"a step of {dt_s} s; expected a positive number of seconds")
        on_grid, before_s = self._t_s == self._index * dt_s, self._t_s
        self._index += 1
        # Frame k is at k * step exactly: sums of steps would drift away from it.
        self._t_s = self._index * dt_s if on_grid else before_s + dt_s
        return self._advance(Moment(self._index, before_s, self._t_s, dt_s), ahead)

    def state(self) -> dict[str, NDArray[np.generic]]:
        """Return copies of everything that the next step depends on, as arrays."""
        return {
            "index": np.array([self._index], np.int64),
            "t_s": np.array([self._t_s], np.float64),
            **self._plant.state(),
            **self._work.state(),
        }

    def restore(self, state: Mapping[str, NDArray[np.generic]]) -> None:
        """Continue from a state of the same scenario; raise ValueError if it is of another one."""
        mine = self.state()
        for key, own in mine.items():
            given = state.get(key)
            if given is None or given.shape != own.shape:
                told = "none" if given is None else str(given.shape)
                raise ValueError(f"state of another scenario: {key} is {told}; expected {own.shape}")
        self._index = int(state["index"][0])
        self._t_s = float(state["t_s"][0])
        self._plant.restore(state)
        self._work.restore(state)

    def _advance(self, now: Moment, ahead: Ahead | None) -> Frame:
        """Return the frame at the end of a step; at the start no time passes, and no energy moves."""
        if ahead is None or ahead.t_s != now.t1_s:
            ahead = self.look_ahead(now.t1_s)
        reach = ahead.reach
        offers = self._plant.offer(now, ahead.state)
        capacity = offers.capacity(self._plant.count, reach)
        done = self._work.step(now, capacity, self._plant.machines(offers), reach)
        flows = self._plant.work(now, offers, done.load)
        parts = self._plant.channels(offers, flows), self._plant.ledger(now, flows)
        return self._maker.frame(now, *parts, flows.usd_per_accelerator_h, self._work, done, reach)
