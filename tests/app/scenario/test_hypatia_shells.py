"""Shells with the conventions of Hypatia: the same satellites and cities under the same numbers, by SGP4."""

from collections.abc import Callable
from math import radians

import numpy as np
import pytest

from dawnline.orbits.element_sets import ElementSets
from dawnline.orbits.frames import ecef_from_geodetic, ecef_from_teme, gmst_rad
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import load_scenario
from dawnline.scenario.scenario import Scenario
from dawnline_testing.data import shared_data
from dawnline_testing.scenario_texts import HEAD, SHELL

Load = Callable[..., Scenario]
SGP4 = SHELL.replace("altitude_km = 550\n", 'propagator = "sgp4"\nmean_motion_rev_per_day = 15.05\n')
LIGHT_KM_PER_MS = 299.792458
# Half of Hypatia's comparison: 5 us of a round trip are 750 m of one way.
CLOSE_MS = 0.005


@pytest.fixture(scope="module")
def kuiper() -> Scenario:
    return load_scenario(bundled_scenario("kuiper-630-hypatia"))


def test_satellites_have_hypatias_elements(kuiper: Scenario) -> None:
    (part,) = kuiper.ephemeris.parts
    assert isinstance(part, ElementSets)
    index = np.arange(34 * 34)
    plane, place = np.divmod(index, 34)
    columns = part.columns
    assert set(columns["jdsatepoch"] + columns["jdsatepochF"]) == {2_451_544.5}
    assert columns["no_kozai"] == pytest.approx(14.80 * 2 * np.pi / 1440, rel=1e-15)
    assert set(columns["ecco"]) == {1e-7}
    assert not np.any(columns["bstar"])
    assert np.degrees(columns["nodeo"]) == pytest.approx(360 * plane / 34)
    assert np.degrees(columns["mo"]) == pytest.approx(360 * place / 34 + np.where(plane % 2, 180 / 34, 0))
    assert part.catalogue_numbers.tolist() == index.tolist()
    assert kuiper.fleet.plane_of.tolist() == plane.tolist()
    assert kuiper.fleet.satellites.names[5 * 34 + 7] == "KUIPER-P05S07"
    assert kuiper.warnings == ()


def test_starlink_is_the_other_one() -> None:
    scenario = load_scenario(bundled_scenario("starlink-550-hypatia"))
    (part,) = scenario.ephemeris.parts
    assert isinstance(part, ElementSets)
    assert len(part) == 72 * 22
    assert part.columns["no_kozai"] == pytest.approx(15.19 * 2 * np.pi / 1440)
    links = scenario.fleet.groups[0].links
    assert links is not None
    assert links.user_max_range_m == pytest.approx(np.hypot(940.7e3, 550e3))
    # Satellites of Hypatia's Starlink meet in one point: that is said, and kept.
    (warning,) = scenario.warnings
    assert "within 0 m of each other" in warning.message


def test_links_are_by_range_and_take_no_time(kuiper: Scenario) -> None:
    links, rules = kuiper.fleet.groups[0].links, kuiper.fleet.network
    assert links is not None
    assert rules is not None
    assert (links.topology, links.plane_offset, links.crosses_seam, links.acquisition_s) == (
        "grid",
        0,
        True,
        0.0,
    )
    assert links.user_max_range_m == pytest.approx(np.hypot(630e3 / np.tan(radians(30)), 630e3))
    assert links.max_range_m == pytest.approx(2 * np.sqrt(7_008_135.0**2 - 6_458_135.0**2))
    assert (links.user_mask_rad, links.ground_beams) == (0.0, 0)
    assert (rules.hop_s, rules.access_s, rules.has_fibre) == (0.0, 0.0, False)


def test_regions_are_hypatias_cities_in_its_order(kuiper: Scenario) -> None:
    path = shared_data("hypatia/ground_stations_cities_sorted_by_estimated_2025_pop_top_100.basic.txt")
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    given = np.radians([[float(row[2]), float(row[3])] for row in rows])
    mine = np.array([[region.lat_rad, region.lon_rad] for region in kuiper.fleet.regions])
    assert np.array_equal(mine, given)
    names = [region.name for region in kuiper.fleet.regions]
    assert (names[17], names[73], names[85]) == ("manila", "saint-petersburg", "dalian")


@pytest.mark.parametrize("pair", ["1173_to_1241", "1229_to_1241"])
def test_published_paths_have_their_published_latency(kuiper: Scenario, pair: str) -> None:
    """At each change of path, the published nodes are as far apart here as they were there."""
    rtt_ms = np.loadtxt(shared_data(f"hypatia/networkx_rtt_{pair}.txt"), delimiter=",")[:, 1] * 1e-6
    changes = shared_data(f"hypatia/networkx_path_{pair}.txt").read_text(encoding="ascii").splitlines()
    ground = np.array([ecef_from_geodetic(r.lat_rad, r.lon_rad, 0.0) for r in kuiper.fleet.regions])
    compared = 0
    for at, route in (line.split(",") for line in changes):
        if route == "Unreachable":
            continue
        t_s = int(at) * 1e-9
        r_m = ecef_from_teme(kuiper.ephemeris.teme(t_s).r_teme_m, gmst_rad(kuiper.epoch, t_s))
        nodes = np.concatenate((r_m, ground))[[int(node) for node in route.split("-")]]
        km = np.linalg.norm(np.diff(nodes, axis=0), axis=1).sum() / 1e3
        assert 2.0 * km / LIGHT_KM_PER_MS == pytest.approx(rtt_ms[round(t_s * 10)], abs=CLOSE_MS)
        compared += 1
    assert compared >= 6


def test_a_shell_by_height_turns_as_often_as_that_height_asks(load: Load) -> None:
    by_height = load(HEAD + SHELL + 'propagator = "sgp4"\n').ephemeris
    r_m = by_height.teme(0.0).r_teme_m
    # SGP4's short-period terms move a satellite by some kilometres.
    assert np.linalg.norm(r_m, axis=1) == pytest.approx(6_928_137.0, abs=12e3)
    around_s = 2 * np.pi * np.sqrt(6_928_137.0**3 / 398_600.8e9)
    (part,) = by_height.parts
    assert isinstance(part, ElementSets)
    assert 60 * 2 * np.pi / part.columns["no_kozai"] == pytest.approx(around_s)


def test_the_first_epoch_is_the_start_unless_it_is_given(load: Load) -> None:
    (plain,) = load(HEAD + SGP4).ephemeris.parts
    (moved,) = load(HEAD + SGP4 + "first_epoch = 2026-05-29T12:00:00Z\n").ephemeris.parts
    assert isinstance(plain, ElementSets)
    assert isinstance(moved, ElementSets)
    assert plain.columns["jdsatepoch"][0] + plain.columns["jdsatepochF"][0] == 2_461_190.5
    assert moved.columns["jdsatepoch"][0] + moved.columns["jdsatepochF"][0] == 2_461_190.0
    assert load(HEAD + SGP4).document != load(HEAD + SHELL).document


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            SHELL + "mean_motion_rev_per_day = 15\n",
            "11: fleet[0].mean_motion_rev_per_day: means nothing without SGP4; expected no such key",
        ),
        (
            SHELL + "first_epoch = 2026-05-30T00:00:00Z\n",
            "11: fleet[0].first_epoch: means nothing without SGP4",
        ),
        (
            SGP4 + "altitude_km = 550\n",
            "7: fleet[0].mean_motion_rev_per_day: stands beside altitude_km, which says the same",
        ),
        (
            SHELL.replace("altitude_km = 550\n", ""),
            "3: fleet[0].altitude_km: is missing; expected height above 6378.137 km, km",
        ),
        (
            SGP4.replace("15.05", "17"),
            "7: fleet[0].mean_motion_rev_per_day: 17 is out of range; expected less than 16.5",
        ),
    ],
)
def test_problems_say_what_would_be_right(complaints: Callable[..., list[str]], text: str, said: str) -> None:
    problems = complaints(HEAD + text)
    assert any(problem.startswith(f"s.toml:{said}") for problem in problems), problems


def test_a_fleet_has_one_propagator(complaints: Callable[..., list[str]]) -> None:
    shell = '[[fleet.shell]]\npattern = "walker-delta"\naltitude_km = 550\ninclination_deg = 53\n'
    shell += "planes = 3\nsatellites_per_plane = 4\nphasing = 1\n"
    text = '[[fleet]]\nname = "s"\nsource = "shells"\nbus = "spacex-ai1"\n' + shell + 'name = "x"\n' + shell
    (problem,) = complaints(HEAD + text + 'name = "y"\npropagator = "sgp4"\n')
    assert "some shells are flown by SGP4, some are not" in problem
