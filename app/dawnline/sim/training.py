"""Training jobs in motion: gangs that work, save, fail, are taken off their machines, and begin again.

A gang works with all of its members or not at all. A rigid one needs everything it asked for; an elastic one
goes on with any number from its least. Who is stopped, by a failure or by losing its machines, loses the work
since its last checkpoint and spends a restart before it works again. Who knows that it will lose them saves
last, and loses nothing.
"""

from dataclasses import dataclass

import numpy as np

from dawnline.sim import gang_math
from dawnline.sim.arrays import Bools, Floats
from dawnline.sim.fault import uniforms
from dawnline.sim.streams import GANG_FAILURES


@dataclass(frozen=True, eq=False)
class Gangs:
    """What n training jobs are, each (n,).

    Attributes
    ----------
    wanted, least : accelerators that one takes at most, and works with at least; equal where it is rigid.
    mtbf_s : mean time between failures of one accelerator.
    checkpoint_s, restart_s : what saving takes, and beginning again.
    interval_s : time at work between checkpoints.
    exposed_frac : share of a step that is communication not hidden behind arithmetic.
    """

    wanted: Floats
    least: Floats
    mtbf_s: Floats
    checkpoint_s: Floats
    restart_s: Floats
    interval_s: Floats
    exposed_frac: Floats

    @classmethod
    def of(
        cls,
        wanted: Floats,
        least: Floats,
        *,
        mtbf_s: float = gang_math.ACCELERATOR_MTBF_S,
        checkpoint_s: float = 60.0,
        restart_s: float = 600.0,
        exposed_frac: float = 0.13,
    ) -> "Gangs":
        """Return jobs that save at Young's interval. Defaults: assumed, editable."""
        n = len(wanted)
        if not ((least > 0.0) & (least <= wanted)).all():
            raise ValueError("gangs whose least is not above zero and at most what they want")
        delta = np.full(n, checkpoint_s)
        interval = gang_math.checkpoint_interval_s(delta, gang_math.gang_mtbf_s(wanted, mtbf_s))
        return cls(
            wanted,
            least,
            np.full(n, mtbf_s),
            delta,
            np.full(n, restart_s),
            interval,
            np.full(n, exposed_frac),
        )


@dataclass(frozen=True, eq=False)
class Trained:
    """Where the accelerator-seconds of a step went, each (n,): ``held`` is the sum of the first five.

    Attributes
    ----------
    computed : arithmetic of steps; ``lost`` of it, and of earlier steps', was undone.
    communicated : communication that nothing hides.
    saved : writing checkpoints, the last one before machines are lost as announced among them.
    restarted : beginning again.
    waited : accelerators that were held and that the gang could not use, or that waited for the slowest.
    lost : work since the last checkpoint of who was stopped (arithmetic and communication).
    failed, preempted : who failed, and who was taken off its machines.
    works : who worked at the step's end.
    """

    computed: Floats
    communicated: Floats
    saved: Floats
    restarted: Floats
    waited: Floats
    lost: Floats
    failed: Bools
    preempted: Bools
    works: Bools

    @property
    def held(self) -> Floats:
        """Return the accelerator-seconds that the jobs held."""
        return self.computed + self.communicated + self.saved + self.restarted + self.waited


class TrainingJobs:
    """The state of n training jobs. Failures are a function of (seed, step), the same in every branch."""

    def __init__(self, gangs: Gangs, seed: int) -> None:
        n = len(gangs.wanted)
        self._gangs = gangs
        self._seed = seed
        # Time at work, and the accelerator-seconds in it, since the last checkpoint.
        self.unsaved_s = np.zeros(n)
        self.unsaved = np.zeros(n)
        self.restart_left_s = gangs.restart_s.copy()
        self.working = np.zeros(n, np.bool_)

    def state(self) -> dict[str, Floats | Bools]:
        """Return copies of everything that the next step depends on."""
        names = ("unsaved_s", "unsaved", "restart_left_s", "working")
        return {name: getattr(self, name).copy() for name in names}

    def restore(self, state: dict[str, Floats | Bools]) -> None:
        """Continue from a state."""
        for name in ("unsaved_s", "unsaved", "restart_left_s"):
            setattr(self, name, state[name].astype(np.float64))
        self.working = state["working"].astype(np.bool_)

    def step(
        self,
        granted: Floats,
        dt_s: float,
        step: int,
        *,
        speed: Floats | None = None,
        left_s: Floats | None = None,
        struck: Bools | None = None,
    ) -> Trained:
        """Let a step pass, shorter than the time between a gang's failures.

        Parameters
        ----------
        granted : (n,) accelerators that each job may use in this step.
        speed : (n,) of the slowest member over full speed: everybody waits for it.
        left_s : (n,) time at work that is left after this step before machines are lost as announced; endless
            if left out.
        struck : (n,) jobs that lost a member at the step's end and go on with the others, as after a failure.
        """
        gangs, n = self._gangs, len(granted)
        speed = np.ones(n) if speed is None else speed
        works = (granted >= gangs.least) & (speed > 0.0)
        members = np.where(works, np.minimum(granted, gangs.wanted), 0.0)
        preempted = self.working & ~works
        lost = np.where(preempted, self.unsaved, 0.0)
        self._begin_again(preempted)

        restart_s = np.where(works, np.minimum(self.restart_left_s, dt_s), 0.0)
        self.restart_left_s = self.restart_left_s - restart_s
        free_s = np.where(works, dt_s - restart_s, 0.0)
        left_s = np.full(n, np.inf) if left_s is None else left_s
        last_s = np.clip(gangs.checkpoint_s - left_s, 0.0, free_s)
        work_s = (free_s - last_s) * gangs.interval_s / (gangs.interval_s + gangs.checkpoint_s)
        work = work_s * members * speed
        since_s = self.unsaved_s + work_s
        saves = np.floor(since_s / gangs.interval_s)
        self.unsaved_s = since_s - saves * gangs.interval_s
        self.unsaved = np.where(saves > 0.0, self.unsaved_s * members * speed, self.unsaved + work) * (
            members > 0.0
        )

        luck = uniforms(self._seed, GANG_FAILURES, step, n)
        failed = works & (luck < -np.expm1(-free_s * members / gangs.mtbf_s))
        if struck is not None:
            failed |= works & struck
        lost = lost + np.where(failed, self.unsaved, 0.0)
        self._begin_again(failed)
        is_saved = works & (left_s <= 0.0)
        self.unsaved_s, self.unsaved = (
            np.where(is_saved, 0.0, some) for some in (self.unsaved_s, self.unsaved)
        )
        self.working = works
        return Trained(
            computed=work * (1.0 - gangs.exposed_frac),
            communicated=work * gangs.exposed_frac,
            saved=(free_s - work_s) * members,
            restarted=restart_s * members,
            waited=(granted - members) * dt_s + work_s * members * (1.0 - speed),
            lost=lost,
            failed=failed,
            preempted=preempted,
            works=works & ~failed,
        )

    def _begin_again(self, who: Bools) -> None:
        self.unsaved_s = np.where(who, 0.0, self.unsaved_s)
        self.unsaved = np.where(who, 0.0, self.unsaved)
        self.restart_left_s = np.where(who, self._gangs.restart_s, self.restart_left_s)
