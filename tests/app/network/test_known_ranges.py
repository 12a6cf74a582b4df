"""Round trips over known shells: ranges of the Hypatia paper (IMC 2020), and recomputed ones.

Times are in milliseconds. The tables were computed elsewhere, with cities told to a hundredth of a degree or
better; 0.4 ms is 60 km of path, and covers where in a city the point was put.
"""

import numpy as np
import pytest

from dawnline.network.network import Network
from dawnline.network.routes import find_routes
from dawnline_testing.network_fleets import kuiper_630, region, starlink_550

TOLERANCE_MS = 0.4
CITIES = {
    "manila": (14.6042, 120.9822),
    "dalian": (38.913811, 121.602322),
    "istanbul": (41.01384, 28.94966),
    "nairobi": (-1.28333, 36.81667),
    "rio": (-22.90642, -43.18223),
    "petersburg": (59.929858, 30.326228),
    "paris": (48.85341, 2.3488),
    "luanda": (-8.83682, 13.23432),
    "london": (51.51, -0.13),
    "new york": (40.71, -74.01),
    "singapore": (1.35, 103.82),
    "johannesburg": (-26.20, 28.05),
    "seattle": (47.61, -122.33),
    "memphis": (35.15, -90.05),
    "tokyo": (35.68, 139.69),
    "frankfurt": (50.11, 8.68),
    "sydney": (-33.87, 151.21),
}
NAMES = list(CITIES)

# Least and most; 200 s in steps of 2 s.
KUIPER = {
    ("manila", "dalian"): (25.2, 48.2),
    ("istanbul", "nairobi"): (46.9, 69.5),
    ("rio", "petersburg"): (95.7, 136.6),
}
STARLINK = {("paris", "luanda"): (85.3, 117.2)}
# Least, median and most, and satellites on the path; one orbit in steps of 30 s.
ORBIT = {
    ("london", "new york"): (42.1, 43.5, 46.1, 4, 4),
    ("london", "singapore"): (79.3, 82.0, 86.9, 6, 7),
    ("london", "johannesburg"): (110.4, 125.9, 142.0, 11, 15),
    ("new york", "seattle"): (30.9, 32.8, 34.7, 3, 3),
    ("memphis", "tokyo"): (79.7, 84.1, 89.9, 6, 8),
    ("frankfurt", "sydney"): (120.4, 122.1, 125.5, 10, 10),
    ("london", "memphis"): (52.5, 54.4, 59.0, 4, 5),
}
VACUUM_MS = {("london", "new york"): 37.2, ("london", "singapore"): 72.4, ("frankfurt", "sydney"): 110.0}


@pytest.fixture(scope="module")
def starlink() -> Network:
    return starlink_550([region(name, *place) for name, place in CITIES.items()])


def over_time(network: Network, times_s: np.ndarray, pair: tuple[str, str]) -> tuple[np.ndarray, list[int]]:
    """Return the round trips in milliseconds, and how many satellites are on each path."""
    first = network.nodes.range_of("region").start
    source, target = (first + NAMES.index(name) for name in pair)
    found = [find_routes(network.links_at(float(t_s)), (source,)) for t_s in times_s]
    paths = [routes.path(source, target) for routes in found]
    return np.array([routes.rtt_s(source, target) for routes in found]) * 1e3, [
        len(p) - 2 for p in paths if p
    ]


@pytest.mark.parametrize("pair", KUIPER)
def test_kuipers_ranges(pair: tuple[str, str]) -> None:
    network = kuiper_630([region(name, *place) for name, place in CITIES.items()])
    rtt_ms, _ = over_time(network, np.arange(0.0, 200.0, 2.0), pair)
    reached = rtt_ms[np.isfinite(rtt_ms)]
    np.testing.assert_allclose([reached.min(), reached.max()], KUIPER[pair], atol=TOLERANCE_MS)
    # Saint Petersburg sees no satellite for ten seconds.
    assert np.count_nonzero(np.isinf(rtt_ms)) == (5 if "petersburg" in pair else 0)


@pytest.mark.parametrize("pair", STARLINK)
def test_starlinks_range(starlink: Network, pair: tuple[str, str]) -> None:
    rtt_ms, _ = over_time(starlink, np.arange(0.0, 200.0, 2.0), pair)
    np.testing.assert_allclose([rtt_ms.min(), rtt_ms.max()], STARLINK[pair], atol=TOLERANCE_MS)


@pytest.mark.parametrize("pair", ORBIT)
def test_an_orbit_of_starlink(starlink: Network, pair: tuple[str, str]) -> None:
    rtt_ms, satellites = over_time(starlink, np.arange(0.0, 5_700.0, 30.0), pair)
    least, median, most, fewest, longest = ORBIT[pair]
    told = [rtt_ms.min(), np.median(rtt_ms), rtt_ms.max()]
    np.testing.assert_allclose(told, [least, median, most], atol=TOLERANCE_MS)
    assert (min(satellites), max(satellites)) == (fewest, longest)
    assert rtt_ms.min() > VACUUM_MS.get(pair, 0.0)
