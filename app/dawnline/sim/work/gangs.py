"""Training gangs on their machines: they claim first, evenly over the site or the fleet that holds them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.fleet import Fleet
from dawnline.fleet.workload import GangDemand
from dawnline.scenario.presence import members
from dawnline.sim import gang_math
from dawnline.sim.accelerator import Computers
from dawnline.sim.arrays import Bools, Floats, Indices
from dawnline.sim.phases import COMMUNICATION, TRAINING, speed_at
from dawnline.sim.placing.spread import spread
from dawnline.sim.training import Gangs, Trained, TrainingJobs
from dawnline.sim.work.capacity import Capacity, Load, draw_of
from dawnline.sim.work.moment import Moment
from dawnline.sim.work.notices import Notices
from dawnline.sim.work.state import part_of
from dawnline.telemetry.engine_channels import GANG_STATES
from dawnline.telemetry.frame import Values

_WORKS, _RESTARTS, _WAITS, _NO_GANG = (
    GANG_STATES.index(name) for name in ("works", "restarts", "waits", "none")
)
# Gradients are exchanged in two bytes each.
_GRADIENT_BYTES = 2.0
# Who stands has no speed, and no share in a gang: any number does.
_SLOWEST = 1e-3
# Nobody saves more often than this, however short saving is.
_LEAST_INTERVAL_S = 1.0


@dataclass(frozen=True, eq=False)
class Training:
    """What the g gangs got and did in a step: accelerators (g,), and where the time went.

    ``trained`` is None at the start of a run, when no time has passed.
    """

    granted: Floats
    trained: Trained | None


class GangWork:
    """The gangs of a scenario.

    Attributes
    ----------
    rows : (g,) their rows in the table of workloads.
    wanted : (g,) accelerators that each takes at most.
    in_orbit : (g,) whether it trains on satellites.
    """

    def __init__(self, fleet: Fleet, seed: int, notices: Notices, *computers: Computers) -> None:
        found = [(row, one.gang) for row, one in enumerate(fleet.workloads) if one.gang is not None]
        demands = [gang for _, gang in found]
        self.rows = np.array([row for row, _ in found], np.int64)
        self.wanted = np.array([gang.accelerators for gang in demands], np.float64)
        machines = [_machines_of(fleet, gang) for gang in demands]
        self._machines = [rows for rows, _ in machines]
        self.in_orbit = np.array([orbit for _, orbit in machines], np.bool_)
        self.gangs = gangs_of(demands)
        self._jobs = TrainingJobs(self.gangs, seed)
        self._notices = notices
        self._draws = (draw_of(TRAINING, *computers), draw_of(COMMUNICATION, *computers)) if demands else ()

    def step(self, now: Moment, capacity: Capacity, load: Load) -> Training:
        """Give gangs their machines, and let a step pass; one of no time shows what they would do.

        A gang that cannot have its least takes nothing. One that loses a machine begins again, but not where
        its lease would end before it had saved anything.
        """
        granted, speed = np.zeros(len(self.rows)), np.ones(len(self.rows))
        if not len(self.rows):
            return Training(granted, None)
        left_s = self._left_s(now)
        in_vain = self._in_vain(left_s + now.dt_s)
        shares = []
        for g, rows in enumerate(self._machines):
            count, free = capacity.count[rows], (capacity.limit - load.held)[rows]
            some = min(float(self.wanted[g]), float((count * free).sum()))
            if some < self.gangs.least[g] or in_vain[g]:
                some = 0.0
            share = np.zeros(len(capacity.count))
            share[rows] = spread(some, count, free)
            granted[g] = some
            if some > 0.0:
                speed[g] = speed_at(TRAINING, capacity.clock[rows][share[rows] > 0.0]).min()
            load.hold(share)
            shares.append(share)
        trained = None
        if now.passes:
            struck = np.array([bool(capacity.lost[rows].any()) for rows in self._machines], np.bool_)
            trained = self._jobs.step(granted, now.dt_s, now.index, speed=speed, struck=struck, left_s=left_s)
        # At a lower clock the same work keeps a machine busy for longer.
        own_speed = np.maximum(speed_at(TRAINING, capacity.clock), _SLOWEST)
        longer = np.ones_like(own_speed) if trained is None else 1.0 / own_speed
        for g, share in enumerate(shares):
            training, exchange, rest = _at_work(trained, g, float(granted[g]) * now.dt_s)
            self._add(load, share, training * longer, exchange * longer + rest)
        return Training(granted, trained)

    def channels(self, done: Training, workloads: int, dt_s: float) -> dict[str, Values]:
        """Return the values of a frame, by workload: unknown, and no gang, for those that are none."""
        gang, goodput = np.full(workloads, np.nan), np.full(workloads, np.nan)
        lost, state = np.full(workloads, np.nan), np.full(workloads, _NO_GANG)
        gang[self.rows], goodput[self.rows], lost[self.rows] = done.granted, 0.0, 0.0
        state[self.rows] = np.where(
            done.granted <= 0.0, _WAITS, np.where(self._jobs.restart_left_s > 0.0, _RESTARTS, _WORKS)
        )
        if done.trained is not None:
            whole = self.wanted * dt_s * (1.0 - self.gangs.exposed_frac)
            goodput[self.rows] = np.divide(
                done.trained.computed, whole, out=np.zeros_like(whole), where=whole > 0.0
            )
            lost[self.rows] = done.trained.lost
        return {
            "gang": gang.astype(np.float32),
            "goodput_frac": goodput.astype(np.float32),
            "gang_state": state.astype(np.uint8),
            "lost_accelerator_s": lost.astype(np.float32),
        }

    def state(self) -> dict[str, NDArray[np.generic]]:
        """Return copies of everything that the next step depends on."""
        return {f"gang_{key}": value for key, value in self._jobs.state().items()}

    def restore(self, state: Mapping[str, NDArray[np.generic]]) -> None:
        """Continue from a state."""
        self._jobs.restore(part_of(state, "gang_", self._jobs.state()))

    def _left_s(self, now: Moment) -> Floats:
        """Return the time at work (g,) that is left after a step on the machines of each gang."""
        told = zip(self._machines, self.gangs.checkpoint_s.tolist(), strict=True)
        return np.array([self._notices.left_s(now, rows, saves_s) for rows, saves_s in told], np.float64)

    def _in_vain(self, left_s: Floats) -> Bools:
        """Say which gangs (g,) have to begin again, and too little time to save anything then."""
        begins_s = self._jobs.restart_left_s
        return (begins_s > 0.0) & (left_s <= begins_s + self.gangs.checkpoint_s)

    def _add(self, load: Load, share: Floats, training: Floats, moving: Floats) -> None:
        for part, draw in zip((training, moving), self._draws, strict=True):
            if part.any():
                load.add(share * part, draw)


def gangs_of(demands: list[GangDemand]) -> Gangs:
    """Return what gangs are: the time of a step by the arithmetic and the all-reduce of the whole gang."""
    wanted, compute_s = _column(demands, "accelerators"), _column(demands, "compute_s")
    delta_s, mtbf_s = _column(demands, "checkpoint_s"), _column(demands, "mtbf_h") * 3600.0
    all_reduce_s = gang_math.all_reduce_s(
        _GRADIENT_BYTES * _column(demands, "parameters"), wanted, _column(demands, "link_bps")
    )
    whole_s = gang_math.step_s(compute_s, all_reduce_s, _column(demands, "overlap_frac") * compute_s)
    interval_s = gang_math.checkpoint_interval_s(delta_s, gang_math.gang_mtbf_s(wanted, mtbf_s))
    # Without a link nothing is ever computed; without arithmetic there is nothing to wait for.
    computing = np.divide(compute_s, whole_s, out=np.ones_like(whole_s), where=whole_s > 0.0)
    return Gangs(
        wanted=wanted,
        least=_column(demands, "least_accelerators"),
        mtbf_s=mtbf_s,
        checkpoint_s=delta_s,
        restart_s=_column(demands, "restart_s"),
        interval_s=np.maximum(interval_s, _LEAST_INTERVAL_S),
        exposed_frac=1.0 - computing,
    )


def _at_work(trained: Trained | None, g: int, held: float) -> tuple[float, float, float]:
    """Return the shares of what gang g holds that compute, that exchange, and that save or load."""
    if trained is None or held <= 0.0:
        return (1.0 if trained is None else 0.0), 0.0, 0.0
    rest = trained.saved[g] + trained.restarted[g]
    return float(trained.computed[g]) / held, float(trained.communicated[g]) / held, float(rest) / held


def _machines_of(fleet: Fleet, gang: GangDemand) -> tuple[Indices, bool]:
    """Return the rows of a gang's machines (satellites, then sites), and whether they are satellites."""
    satellites = members(fleet, gang.at, "satellite")
    if len(satellites):
        return satellites, True
    return members(fleet, gang.at, "site") + len(fleet.satellites), False


def _column(demands: list[GangDemand], field: str) -> Floats:
    return np.array([float(getattr(one, field)) for one in demands], np.float64)
