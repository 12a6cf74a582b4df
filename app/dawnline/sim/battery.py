"""The battery: joules that a step moves.

Energy is accounted at the cells. Charging takes ``e / eta_c`` from the bus for ``e`` stored, discharging
stores ``e / eta_d`` less for ``e`` delivered; the difference is loss. The depth of discharge is a rule for
computing: housekeeping may go below it, down to empty. The formulas are in ``kernels/formulas.py``.
"""

from dataclasses import dataclass

import numpy as np

from dawnline.sim.arrays import Floats


@dataclass(frozen=True, eq=False)
class EnergyBalance:
    """Joules of one step, each (parts,) float64, sums over satellites that follow one another.

    ``in_j - out_j - stored_j`` is zero but for rounding.

    ``in_j`` is drawn from the array (what the array could give and nobody took is not in it), ``load_j`` is
    used, ``loss_j`` is lost in the battery, ``stored_j`` is the change of the battery's energy.
    """

    in_j: Floats
    load_j: Floats
    loss_j: Floats
    stored_j: Floats

    @property
    def out_j(self) -> Floats:
        """Return what left the power system: load and losses."""
        return self.load_j + self.loss_j

    @property
    def throughput_j(self) -> Floats:
        """Return what was handled: energy from the array and from the cells."""
        return self.in_j + np.maximum(0.0, -self.stored_j)

    @classmethod
    def nothing(cls) -> "EnergyBalance":
        """Return a step in which nothing moved."""
        return cls(*np.zeros((4, 1)))
