"""What accelerators draw for the work they do.

One accelerator draws ``P_idle + (P_max - P_idle) u^gamma`` at busy share u; ``overhead`` is what pumps,
conversion and the rest of the node add to each watt of it. Where the power allowed is less than idling
takes, some accelerators are switched off and none works.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.accelerator import Accelerator
from dawnline.sim.arrays import Bools, Floats


@dataclass(frozen=True, eq=False)
class Computers:
    """The accelerators of n machines, each (n,): how many, their power idle and full with overhead, gamma."""

    count: Floats
    idle_w: Floats
    full_w: Floats
    gamma: Floats
    inverse_gamma: Floats
    curved: Bools

    @classmethod
    def of(
        cls, models: Sequence[Accelerator], counts: Sequence[int], overheads: Sequence[float]
    ) -> "Computers":
        """Return the accelerators of machines, by index."""
        count = np.array(counts, np.float64)
        each = count * (1.0 + np.array(overheads, np.float64))
        gamma = np.array([model.gamma for model in models], np.float64)
        return cls(
            count=count,
            idle_w=each * np.array([model.idle_w for model in models], np.float64),
            full_w=each * np.array([model.max_w for model in models], np.float64),
            gamma=gamma,
            inverse_gamma=1.0 / gamma,
            curved=gamma != 1.0,
        )

    def take(self, index: NDArray[np.int32]) -> "Computers":
        """Return one row for each entry of ``index``."""
        return Computers(
            self.count[index],
            self.idle_w[index],
            self.full_w[index],
            self.gamma[index],
            self.inverse_gamma[index],
            self.curved[index],
        )


def power_w(computers: Computers, busy_frac: Floats) -> Floats:
    """Return what machines draw at a busy share (n,), in W, overhead included."""
    shape = busy_frac.copy()
    np.power(busy_frac, computers.gamma, out=shape, where=computers.curved)
    return np.asarray(computers.idle_w + (computers.full_w - computers.idle_w) * shape)


def busy_within(computers: Computers, allowed_w: Floats) -> Floats:
    """Return the largest busy share (n,) that a power allows; zero below idling and without accelerators."""
    span_w = computers.full_w - computers.idle_w
    share = np.divide(allowed_w - computers.idle_w, span_w, out=np.zeros_like(allowed_w), where=span_w > 0.0)
    np.minimum(np.maximum(share, 0.0, out=share), 1.0, out=share)
    partly = computers.curved & (share > 0.0) & (share < 1.0)
    np.power(share, computers.inverse_gamma, out=share, where=partly)
    return share
