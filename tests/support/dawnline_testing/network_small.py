"""A small network that has everything: two shells, gateways, regions, sites."""

from dataclasses import replace

import numpy as np

from dawnline.network.network import Network
from dawnline.orbits.ephemeris import Ephemeris
from dawnline_testing.network_fleets import (
    HYPATIA_EPOCH,
    LINKS,
    RULES,
    fleet_of,
    gateway,
    region,
    site,
    walker,
)


def mixed_network(**changes: object) -> Network:
    """Return a grid of 24 x 22, and a nearest-neighbour shell above it that has lasers to it."""
    low = walker(24, 22, phasing=5, inclination_deg=53.0, altitude_m=550e3)
    high = walker(8, 12, phasing=3, inclination_deg=70.0, altitude_m=700e3)
    grid = replace(LINKS, terminals=5, acquisition_s=0.0, max_cross_plane_lat_rad=np.radians(52.0))
    nearest = replace(LINKS, topology="nearest", terminals=3, max_range_m=3_000e3)
    fleet = fleet_of(
        [("low", low, 24, grid), ("high", high, 8, nearest)],
        replace(RULES, lasers_between=(("low", "high"),)),
        gateways=[
            gateway("london", 51.5, -0.6),
            gateway("tokyo", 36.4, 140.5, antennas=1),
            gateway("atacama", -24.6, -70.4, kind="optical", availability_frac=0.75, acquisition_s=10.0),
        ],
        regions=[region("paris", 48.86, 2.35), region("lagos", 6.45, 3.40), region("lima", -12.05, -77.04)],
        sites=[site("memphis", 35.06, -90.16), site("osaka", 34.67, 135.5)],
    )
    return Network(fleet, Ephemeris(HYPATIA_EPOCH, [low, high]), **changes)  # type: ignore[arg-type]
