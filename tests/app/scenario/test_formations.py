"""Formations: a square of satellites that keeps together, and what is said of a wrong one."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from dawnline.network.candidates import candidates_of
from dawnline.orbits.element_sets import KeplerElements
from dawnline.orbits.j2 import period_s
from dawnline.orbits.sun import mean_sun_right_ascension_rad
from dawnline.scenario.scenario import Scenario
from dawnline_testing.scenario_texts import HEAD

Load = Callable[..., Scenario]
Complain = Callable[..., list[str]]
CLUSTER = """[[fleet]]
name = "c"
source = "cluster"
altitude_km = 650.0
ltan_h = 18.0
side = 9
radius_km = 1.0
bus = "spacex-ai1"
links = "suncatcher-cluster"
"""
SPACING_M = 1000.0 / np.sqrt(128.0)
# Hill's equations leave out terms of (1 km / 7,000 km); node and perigee drift alike for all.
LINEAR = 1e-3


def places_m(scenario: Scenario, hours: float, count: int) -> NDArray[np.float64]:
    """Return (count, 9, 9, 3) places about the middle one, over some hours."""
    r_m = np.stack([scenario.ephemeris.teme(t_s).r_teme_m for t_s in np.linspace(0, hours * 3600.0, count)])
    return np.asarray((r_m - r_m[:, 40:41]).reshape(count, 9, 9, 3))


def test_neighbours_are_one_to_two_spacings_apart_all_day(load: Load) -> None:
    at = places_m(load(HEAD + CLUSTER), 24.0, 1500)
    for axis in (1, 2):
        apart = np.linalg.norm(np.diff(at, axis=axis), axis=-1)
        assert apart.min() == pytest.approx(SPACING_M, rel=LINEAR)
        assert apart.max() == pytest.approx(2.0 * SPACING_M, rel=LINEAR)
        # Each pair itself, twice a revolution.
        assert apart.reshape(len(at), -1).max(axis=0).min() == pytest.approx(2.0 * SPACING_M, rel=LINEAR)


def test_the_outermost_come_to_the_radius(load: Load) -> None:
    from_middle = np.linalg.norm(places_m(load(HEAD + CLUSTER), 24.0, 1500), axis=-1)
    assert from_middle.max() == pytest.approx(1000.0, rel=LINEAR)
    assert from_middle[:, 0, 0].min() == pytest.approx(500.0, rel=LINEAR)


def test_it_flies_over_the_dusk_in_one_plane(load: Load) -> None:
    scenario = load(HEAD + CLUSTER)
    assert scenario.fleet.satellites.names[40] == "C-R4C4"
    assert scenario.fleet.tables["plane"].names == ("P0",)
    (elements,) = scenario.ephemeris.parts
    assert isinstance(elements, KeplerElements)
    # The node is six hours east of the mean Sun: RAAN and right ascension a quarter of a turn apart.
    east_rad = elements.raan_rad[0] - mean_sun_right_ascension_rad(scenario.epoch)
    assert np.degrees(east_rad) % 360.0 == pytest.approx(90.0, abs=1e-6)
    turn = scenario.ephemeris.teme(float(period_s(6_378_137.0 + 650e3))).r_teme_m[40]
    assert np.linalg.norm(turn - scenario.ephemeris.teme(0.0).r_teme_m[40]) < 100e3


def test_lasers_within_their_range_join_all(load: Load) -> None:
    scenario = load(HEAD + CLUSTER)
    found = candidates_of(scenario.fleet, scenario.ephemeris)
    linked = found.ends[found.fixed == 0]
    joined = {0}
    for _ in range(81):
        joined |= {int(end) for pair in linked if joined & set(pair.tolist()) for end in pair}
    assert len(joined) == 81
    assert np.bincount(linked.ravel()).max() == 4


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("side = 9", "side = 1"), "side"),
        (("radius_km = 1.0", "radius_km = 0"), "radius_km"),
        (("altitude_km = 650.0", "altitude_km = 6000.0"), "no Sun-synchronous orbit at 6000 km"),
        (("side = 9", "side = 9\nplanes = 3"), "planes"),
    ],
)
def test_wrong_ones_are_complained_of(complaints: Complain, change: tuple[str, str], expected: str) -> None:
    assert any(expected in said for said in complaints(HEAD + CLUSTER.replace(*change)))
