"""Lines of sight and ranges: closed forms, symmetry, the reference lengths of laser links."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline.network.ground_view import elevation_rad, slant_range_m
from dawnline.network.sight import grazing_height_m, has_line_of_sight, longest_link_m, range_m
from dawnline.orbits.constants import EARTH_RADIUS_M, Ellipsoid
from dawnline.orbits.frames import ecef_from_geodetic

PLACE = st.tuples(*[st.floats(-1e7, 1e7)] * 3).map(np.array)


# 2 sqrt((Re + h)^2 - (Re + 80 km)^2), printed to a kilometre.
@pytest.mark.parametrize(("km", "longest_km"), [(550, 5017), (630, 5443), (650, 5545), (800, 6267)])
def test_longest_links(km: float, longest_km: float) -> None:
    assert longest_link_m(km * 1e3) / 1e3 == pytest.approx(longest_km, abs=0.6)


@pytest.mark.parametrize("share", [0.999, 1.001])
def test_a_link_at_its_limit_grazes_the_air(share: float) -> None:
    top = EARTH_RADIUS_M + 550e3
    half = np.arcsin(share * longest_link_m(550e3) / 2.0 / top)
    ends = [top * np.array([np.cos(angle), np.sin(angle), 0.0]) for angle in (-half, half)]
    assert bool(has_line_of_sight(*ends)) is (share < 1.0)
    assert range_m(*ends) == pytest.approx(share * longest_link_m(550e3), rel=1e-12)


@given(PLACE, PLACE)
def test_the_lowest_point_is_the_lowest(one: np.ndarray, other: np.ndarray) -> None:
    height = grazing_height_m(one, other)
    assert height == pytest.approx(grazing_height_m(other, one), abs=1e-6)
    along = np.linspace(0.0, 1.0, 101)[:, None]
    heights = np.linalg.norm(one + along * (other - one), axis=1) - EARTH_RADIUS_M
    assert height <= heights.min() + 1e-6


def test_many_pairs_and_unknown_places() -> None:
    one = np.array([[7e6, 0.0, 0.0], [7e6, 0.0, 0.0], [np.nan] * 3])
    other = np.array([7e6, 1e6, 0.0])
    assert has_line_of_sight(one, other).tolist() == [True, True, False]
    assert np.isnan(range_m(one, other)[2])


def test_a_satellite_overhead_and_one_below() -> None:
    lat, lon = np.radians([48.2, -33.9]), np.radians([16.4, 151.2])
    site = ecef_from_geodetic(lat, lon, 0.0)
    assert np.degrees(elevation_rad(site, lat, lon, ecef_from_geodetic(lat, lon, 550e3))) == pytest.approx(
        90.0
    )
    assert np.all(elevation_rad(site, lat, lon, -site) < -1.0)


@given(st.floats(300e3, 2000e3), st.floats(0.0, np.pi / 2.0))
def test_slant_range_is_where_the_elevation_is(altitude_m: float, elevation: float) -> None:
    # A sphere: straight up from its equator is x, the sight leans towards y.
    sphere = Ellipsoid(EARTH_RADIUS_M, 0.0)
    site = ecef_from_geodetic(0.0, 0.0, 0.0, sphere)
    r = site + slant_range_m(altitude_m, elevation) * np.array([np.sin(elevation), np.cos(elevation), 0.0])
    assert np.linalg.norm(r) == pytest.approx(EARTH_RADIUS_M + altitude_m, abs=1e-6)
    assert elevation_rad(site, 0.0, 0.0, r) == pytest.approx(elevation, abs=1e-7)
