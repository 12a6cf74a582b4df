"""What a satellite's eclipse policy allows in shadow, as a share of full computing power."""

from collections.abc import Callable

import numpy as np

from dawnline.fleet.bus import EclipsePolicy
from dawnline.sim.arrays import Bools, Floats


def ride_through(sunlit_frac: Floats, throttle_frac: Floats) -> Floats:
    """Allow everything: the battery carries the load as long as it can."""
    del throttle_frac
    return np.ones_like(sunlit_frac)


def throttle(sunlit_frac: Floats, throttle_frac: Floats) -> Floats:
    """Allow ``throttle_frac`` of full load in the umbra, and in the penumbra the Sun's visible share more."""
    return throttle_frac + (1.0 - throttle_frac) * sunlit_frac


def hibernate(sunlit_frac: Floats, throttle_frac: Floats) -> Floats:
    """Allow nothing once more than half of the Sun is hidden: the accelerators are switched off."""
    del throttle_frac
    return np.where(sunlit_frac < 0.5, 0.0, 1.0)


POLICIES: dict[EclipsePolicy, Callable[[Floats, Floats], Floats]] = {
    "ride-through": ride_through,
    "throttle": throttle,
    "hibernate": hibernate,
}


def allowed_frac(owners: dict[EclipsePolicy, Bools], sunlit_frac: Floats, throttle_frac: Floats) -> Floats:
    """Return the share of full computing power (n,) that each satellite's policy allows now.

    ``owners`` holds, for each policy in use, (n,) true where a satellite has it.
    """
    allowed = np.ones_like(sunlit_frac)
    for policy, own in owners.items():
        if policy != "ride-through":
            np.copyto(allowed, POLICIES[policy](sunlit_frac, throttle_frac), where=own)
    return allowed
