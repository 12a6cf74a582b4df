"""What machines may do in a step, and what of it has been taken: satellites first, then sites."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dawnline.sim.accelerator import Computers
from dawnline.sim.arrays import Bools, Floats
from dawnline.sim.phases import Phase


@dataclass(frozen=True, eq=False)
class Capacity:
    """What the m machines may do in a step, each (m,).

    Attributes
    ----------
    satellites : how many of them are satellites.
    count : accelerators.
    limit : busy share that power, heat and faults allow.
    reached : the same, and nothing for machines that no region reaches.
    clock : of the accelerators over the full one.
    lost : machines that stopped since the step before.
    """

    satellites: int
    count: Floats
    limit: Floats
    reached: Floats
    clock: Floats
    lost: Bools

    @cached_property
    def full_count(self) -> Floats:
        """Return accelerators (m,) at full clock that would do the same work."""
        return self.count if (self.clock == 1.0).all() else self.count * self.clock


class Load:
    """What has been given to work in a step, as shares (m,) of a machine's accelerators.

    ``held`` is not free for others; ``busy`` of it works, and draws what its phase does. Nobody writes into
    what is in here.
    """

    def __init__(self, m: int) -> None:
        self.held = np.zeros(m)
        self.busy = np.zeros(m)
        self._drawn = np.zeros(m)
        self._is_mixed = self._is_busy = self.is_held = False

    def add(self, share: Floats, draw_frac: Floats | None = None) -> None:
        """Let a share work; ``draw_frac`` is its power above idling over that of full load, 1 if left out."""
        self._is_mixed |= draw_frac is not None
        self.busy = self.busy + share if self._is_busy else share
        drawn = share if draw_frac is None else share * draw_frac
        self._drawn = self._drawn + drawn if self._is_busy else drawn
        self._is_busy = True

    def hold(self, share: Floats) -> None:
        """Take a share away from those who come later."""
        self.held = self.held + share if self.is_held else share
        self.is_held = True

    @property
    def draw_frac(self) -> Floats | None:
        """Return the mean of what works (m,); None if all of it draws what full load does."""
        if not self._is_mixed:
            return None
        return np.divide(self._drawn, self.busy, out=np.ones_like(self.busy), where=self.busy > 0.0)


def draw_of(phase: Phase, *computers: Computers) -> Floats:
    """Return what a phase draws above idling, over what full load does (m,)."""
    idle_w = np.concatenate([one.idle_w for one in computers])
    full_w = np.concatenate([one.full_w for one in computers])
    span_w, above_w = full_w - idle_w, np.maximum(full_w * phase.power_frac - idle_w, 0.0)
    return np.asarray(np.divide(above_w, span_w, out=np.ones_like(span_w), where=span_w > 0.0))
