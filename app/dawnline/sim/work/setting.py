"""What the work of a step is done with: machines, what is left of them, and who reaches them."""

from dataclasses import dataclass

import numpy as np

from dawnline.sim.arrays import Bools, Floats
from dawnline.sim.placing.machines import Machines
from dawnline.sim.reach import Reach
from dawnline.sim.work.capacity import Capacity, Load
from dawnline.sim.work.moment import Moment


@dataclass(frozen=True, eq=False)
class Setting:
    """One step, and the machines in it; ``load`` is what fills up.

    ``machines`` is what placing is told of them, but for their room; ``reach`` is None without a network.
    ``closing`` (m,) are those that take nothing new, for their lease is about to end; None: all take some.
    """

    now: Moment
    capacity: Capacity
    load: Load
    machines: Machines
    reach: Reach | None
    closing: Bools | None = None

    @property
    def free(self) -> Floats:
        """Return the shares (m,) of machines that regions reach and that nobody has taken yet."""
        if not self.load.is_held:
            return self.capacity.reached
        return np.asarray(np.maximum(self.capacity.reached - self.load.held, 0.0))

    @property
    def open(self) -> Floats:
        """Return the shares (m,) that are free for what is new: none of machines that are closing."""
        free = self.free
        return free if self.closing is None else np.where(self.closing, 0.0, free)

    @property
    def sunlit(self) -> Floats:
        """Return one for satellites (n,) in full sunlight, else zero."""
        lit = self.machines.lit_frac[: self.capacity.satellites] == 1.0
        return np.asarray(lit.astype(np.float64))
