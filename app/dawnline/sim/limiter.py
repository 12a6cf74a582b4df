"""The limiter: what holds an entity back now. Defined here, and nowhere else.

Each constraint alone would leave an entity some computing power, its **cap**, at most the power of all its
accelerators at full load:

========== ===================================================================== ==========================
limiter    cap of a satellite                                                    cap of a site
========== ===================================================================== ==========================
fault      nothing, while it is faulted or has decayed (accelerators off)        nothing, facility off
heat       full load derated linearly from throttle_k to nothing at trip_k       -
battery    in shadow: array + what the battery may give above its floor and      -
           within its rate, less housekeeping; in sunlight: full load less what
           recharging takes of it
eclipse    in shadow: what the eclipse policy allows (ride-through: everything)  -
power_cap  in sunlight: array less housekeeping, the array curtailed if an       contract's power, curtailed
           event says so (in shadow the battery takes its place)                 or not, and what gas and
                                                                                 battery add, within the
                                                                                 load ramp, over PUE
========== ===================================================================== ==========================

What is allowed is the least of them (in sunlight, array less housekeeping less recharging). Then

1. ``fault`` if there is one;
2. ``no_work`` if the entity was given less work than it is allowed: any limit is beside the point;
3. the constraint with the lowest cap, if what is allowed is less than full load; of equals, the first of
   heat, battery, eclipse, power_cap;
4. ``none``: it runs at full load.

"Less" means by more than HELD_BACK_FRAC of full load, four times what a run file rounds away, so that whoever
reads a limiter finds the same in the recorded utilisation. An entity without accelerators has nothing to
hold back: it is ``none``, or ``fault``. Who is not there, not yet launched or gone, is ``none``.
"""

import numpy as np

from dawnline.sim.arrays import Bools, Codes, Floats
from dawnline.sim.kernels.assumed import FAULT, HELD_BACK_FRAC, NO_WORK, NONE, POWER_CAP

__all__ = ["FAULT", "HELD_BACK_FRAC", "NONE", "NO_WORK", "POWER_CAP", "limiter_codes"]


def limiter_codes(
    caps_w: dict[int, Floats],
    *,
    full_w: Floats,
    allowed_w: Floats,
    busy_frac: Floats,
    allowed_busy_frac: Floats,
    faulted: Bools,
) -> Codes:
    """Return the limiter of each entity (n,) as an index of LIMITERS.

    Parameters
    ----------
    caps_w : the cap of each constraint (n,), by its code, in the order of precedence between equals.
    full_w : computing power at full load.
    allowed_w : computing power that all constraints together allow.
    busy_frac, allowed_busy_frac : share of the accelerators at work, and the share that could be.
    """
    codes = np.full(len(full_w), NONE, np.uint8)
    lowest_w = full_w * (1.0 - HELD_BACK_FRAC)
    held = allowed_w < lowest_w
    if held.any():
        named = np.full(len(full_w), np.inf)
        for code, cap_w in caps_w.items():
            np.copyto(codes, np.uint8(code), where=held & (cap_w < named))
            np.minimum(named, cap_w, out=named)
    np.copyto(codes, np.uint8(NO_WORK), where=busy_frac < allowed_busy_frac - HELD_BACK_FRAC)
    np.copyto(codes, np.uint8(FAULT), where=faulted)
    return codes
