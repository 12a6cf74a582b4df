"""The geometry of one link, in scalars: asked by the judges of all links and of one pair."""

import math

from dawnline.network.kernels.jit import inlined
from dawnline.orbits.constants import EARTH_RADIUS_M, MU_M3_S2

UP, RANGE, HORIZON, LATITUDE, MASK = 0, 1, 2, 3, 4


@inlined
def lowest_m(ax: float, ay: float, az: float, bx: float, by: float, bz: float) -> float:
    """Return how high above a spherical Earth the straight line between two places passes at its lowest."""
    dx, dy, dz = bx - ax, by - ay, bz - az
    length2 = dx * dx + dy * dy + dz * dz
    share = 0.0
    if length2 > 0.0:
        share = min(max(-(ax * dx + ay * dy + az * dz) / length2, 0.0), 1.0)
    x, y, z = ax + share * dx, ay + share * dy, az + share * dz
    return math.sqrt(x * x + y * y + z * z) - EARTH_RADIUS_M


@inlined
def laser_rule(  # noqa: PLR0917  scalars stay in registers
    ax: float, ay: float, az: float, bx: float, by: float, bz: float,
    length_m: float, max_range_m: float, grazing_m: float, max_sin_lat: float,
) -> int:  # fmt: skip
    """Return why the geometry forbids a laser between two satellites, or UP.

    ``max_sin_lat`` is the sine of the (geocentric) latitude beyond which there is no such link; 1 for none.
    """
    if max_sin_lat < 1.0:
        a2 = ax * ax + ay * ay + az * az
        b2 = bx * bx + by * by + bz * bz
        limit2 = max_sin_lat * max_sin_lat
        if az * az > limit2 * a2 or bz * bz > limit2 * b2:
            return LATITUDE
    if not length_m <= max_range_m:
        return RANGE
    if not lowest_m(ax, ay, az, bx, by, bz) > grazing_m:
        return HORIZON
    return UP


@inlined
def ground_rule(height_m: float, length_m: float, sin_mask: float, max_range_m: float) -> int:
    """Return why the geometry forbids a link from the ground, or UP; ``height_m`` is above its horizon."""
    if not height_m >= sin_mask * length_m:
        return MASK
    if not length_m <= max_range_m:
        return RANGE
    return UP


@inlined
def earlier(
    x: float, y: float, z: float, vx: float, vy: float, vz: float, ago_s: float
) -> tuple[float, float, float]:
    """Return where a satellite was a short time ago: a Taylor series of third order about a point mass.

    Within 1 m for 10 s and 200 m for 100 s in low orbit (the Earth's flattening and the next term are left
    out), which moves the end of an acquisition by milliseconds.
    """
    r2 = x * x + y * y + z * z
    pull = MU_M3_S2 / (r2 * math.sqrt(r2))
    turn = 3.0 * (x * vx + y * vy + z * vz) / r2
    half, sixth = 0.5 * ago_s * ago_s, ago_s * ago_s * ago_s / 6.0
    # a = -pull r; its derivative is -pull (v - turn r).
    return (
        x - vx * ago_s - half * pull * x + sixth * pull * (vx - turn * x),
        y - vy * ago_s - half * pull * y + sixth * pull * (vy - turn * y),
        z - vz * ago_s - half * pull * z + sixth * pull * (vz - turn * z),
    )
