"""A stage of placing: how much is offered, and what each pool then costs."""

from dataclasses import dataclass

from dawnline.sim.arrays import Floats


@dataclass(frozen=True, eq=False)
class Stage:
    """One pass over all demand; what it leaves goes on to the next.

    Attributes
    ----------
    share_frac : (w,) how much of what was asked is offered, at most what is left.
    cost : (w, r, p) any unit; lower ones are filled first, equal ones in proportion to their room; inf is
        never.
    cap_frac : most of what a workload asks that one provider may serve; None: no limit.
    room_frac : (p,) how much of each pool's room may be filled by the end of it; None: all.
    """

    share_frac: Floats
    cost: Floats
    cap_frac: float | None = None
    room_frac: Floats | None = None
