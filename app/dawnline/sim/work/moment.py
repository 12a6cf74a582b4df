"""When a step is: what every part of the work needs to know of time."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Moment:
    """A step from ``t0_s`` to ``t1_s``, the time of its frame; at the start of a run no time passes.

    ``horizon_s`` is how long the next thing that is decided holds: the step, or at the start the one to come.
    """

    index: int
    t0_s: float
    t1_s: float
    horizon_s: float

    @property
    def dt_s(self) -> float:
        """Return how much time passes."""
        return self.t1_s - self.t0_s

    @property
    def passes(self) -> bool:
        """Say whether any time passes."""
        return self.t1_s > self.t0_s
