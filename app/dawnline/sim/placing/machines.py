"""What placing is told of every machine: satellites, then sites."""

from dataclasses import dataclass

from dawnline.sim.arrays import Floats


@dataclass(frozen=True, eq=False)
class Machines:
    """The m machines of a moment, each (m,): satellites first, then sites.

    Attributes
    ----------
    room : accelerators that may work now; nothing where no region reaches the machine.
    usd_per_accelerator_h, kg_per_accelerator_h : of an accelerator at full load: energy, machine, carbon.
    lit_frac : visible share of the Sun; 1 on the ground.
    lit_ahead_frac : share of the orbit ahead that is in sunlight; 1 on the ground.
    """

    room: Floats
    usd_per_accelerator_h: Floats
    kg_per_accelerator_h: Floats
    lit_frac: Floats
    lit_ahead_frac: Floats
