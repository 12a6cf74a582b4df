"""Eclipse policies: what a satellite does in shadow, as two numbers that its design has.

``ride-through``: the battery carries the load as long as it can. ``throttle``: the umbra leaves a share of
full load, the penumbra the Sun's visible share more. ``hibernate``: accelerators are off once more than half
of the Sun is hidden.
"""

from typing import NamedTuple

from dawnline.fleet.bus import EclipsePolicy


class InShadow(NamedTuple):
    """The share of full load that the umbra leaves, and whether shadow switches off (1) or not (0)."""

    floor_frac: float
    hibernates: float


def in_shadow(policy: EclipsePolicy, throttle_frac: float) -> InShadow:
    """Return what a policy does; ``throttle_frac`` is read by ``throttle`` alone."""
    if policy == "hibernate":
        return InShadow(1.0, 1.0)
    return InShadow(throttle_frac if policy == "throttle" else 1.0, 0.0)
