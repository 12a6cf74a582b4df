"""A scenario that is ready to run."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from dawnline.fleet.assumption import Assumption
from dawnline.fleet.fleet import Fleet
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.about import About
from dawnline.scenario.event import Event
from dawnline.scenario.policy import PlacementPolicy
from dawnline.scenario.problem import Problem
from dawnline.scenario.traces.columns import Trace


@dataclass(frozen=True, eq=False)
class Scenario:
    """Everything a simulation needs, in SI units; loading it has found no error.

    Attributes
    ----------
    epoch : the instant of frame 0; times are seconds from it.
    fleet, ephemeris : who exists, and where the satellites are; both in the same order.
    document : canonical JSON (sorted keys) of the scenario as it runs, with overrides applied and the SHA-256
        of element files inside; equal documents give equal runs.
    warnings : what a person should know, such as element records that were skipped.
    traces : what workloads replay, by the name that they know it by.
    assumptions : what tariffs were made of; none where the file has no ``[costs]``.
    about : where its numbers come from, and what it leaves out.
    """

    title: str
    description: str
    epoch: Epoch
    duration_s: float
    step_s: float
    seed: int
    fleet: Fleet
    ephemeris: Ephemeris
    policy: PlacementPolicy
    events: tuple[Event, ...]
    document: str
    warnings: tuple[Problem, ...]
    traces: Mapping[str, Trace] = field(default_factory=dict)
    assumptions: tuple[Assumption, ...] = ()
    about: About = field(default_factory=About)

    @property
    def frame_count(self) -> int:
        """Return the number of frames, the first at zero; a step that fits but for rounding counts."""
        return frame_count(self.duration_s, self.step_s)


def frame_count(duration_s: float, step_s: float) -> int:
    """Return how many frames a duration has, the first at zero."""
    return math.floor(duration_s / step_s * (1 + 1e-12)) + 1
