"""TEME, Earth-fixed and geodetic: round trips, and Skyfield's full chain as the authority."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skyfield.api import EarthSatellite, wgs84
from skyfield.framelib import itrs

from dawnline.orbits.constants import Ellipsoid
from dawnline.orbits.elements import parse_elements
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.frames import (
    ecef_from_geodetic,
    ecef_from_teme,
    geodetic_from_ecef,
    gmst_rad,
    teme_from_ecef,
)

EPOCH = Epoch.from_iso("2026-05-30T06:00:00Z")
# ISS (ZARYA): the element set of Skyfield's own tests.
STATION_1 = "1 25544U 98067A   18184.80969102  .00001614  00000-0  31745-4 0  9993"
STATION_2 = "2 25544  51.6414 295.8524 0003435 262.6267 204.2868 15.54005638121106"
PLACES = st.tuples(
    st.floats(-np.pi / 2.0, np.pi / 2.0), st.floats(-3.1415, 3.1415), st.floats(-10_000.0, 50_000_000.0)
)


def test_gmst_of_vallados_example() -> None:
    # Vallado (2013), example 3-5: 1992-08-20 12:14 UT1 is 152.578787810 degrees.
    angle = gmst_rad(Epoch.from_iso("1992-08-20T12:14:00Z"), 0.0)
    # His Julian date is one float64, good to 2e-5 s: 1e-7 degrees.
    assert np.degrees(angle) == pytest.approx(152.578787810, abs=1e-7)


def test_gmst_of_many_times_and_one() -> None:
    times = np.array([-1e7, 0.0, 1.0, 86_164.0905, 3e8])
    assert gmst_rad(EPOCH, times).tolist() == [gmst_rad(EPOCH, t_s) for t_s in times.tolist()]
    assert gmst_rad(EPOCH, 86_164.0905) == pytest.approx(gmst_rad(EPOCH, 0.0), abs=1e-8)


def test_gmst_is_skyfields(sky) -> None:
    for year in (1960, 2000, 2026, 2050):
        epoch = Epoch.from_iso(f"{year}-03-21T07:08:09Z")
        moment = sky.timescale.ut1_jd(epoch.jd + epoch.fraction)
        # IAU 2006 against 1982: some 1e-7 rad in these years; 1e-6 allowed (6 m on the ground).
        assert gmst_rad(epoch, 0.0) == pytest.approx(moment.gmst * np.pi / 12.0, abs=1e-6)


@given(PLACES, st.floats(0.0, 2.0 * np.pi))
def test_turning_there_and_back(place: tuple[float, float, float], angle_rad: float) -> None:
    r = ecef_from_geodetic(*place)
    back = ecef_from_teme(teme_from_ecef(r, angle_rad), angle_rad)
    np.testing.assert_allclose(back, r, rtol=0.0, atol=1e-7)


def test_one_angle_for_each_vector() -> None:
    r = ecef_from_geodetic(np.array([0.1, 0.2]), np.array([1.0, 2.0]), 500e3)
    angles = np.array([0.3, 0.4])
    both = ecef_from_teme(r, angles)
    for k in range(2):
        np.testing.assert_array_equal(both[k], ecef_from_teme(r[k], float(angles[k])))


def test_east_is_where_the_sky_comes_from() -> None:
    # A point fixed in the sky moves westwards over the turning Earth.
    x_axis = np.array([1.0, 0.0, 0.0])
    _, longitude, _ = geodetic_from_ecef(ecef_from_teme(x_axis, 0.1) * 7e6)
    assert float(longitude) == pytest.approx(-0.1)


@given(PLACES)
def test_geodetic_round_trip(place: tuple[float, float, float]) -> None:
    r = ecef_from_geodetic(*place)
    latitude, longitude, altitude_m = geodetic_from_ecef(r)
    # A micrometre anywhere from 10 km below the ground to beyond the geostationary ring.
    np.testing.assert_allclose(ecef_from_geodetic(latitude, longitude, altitude_m), r, rtol=0.0, atol=1e-6)
    assert float(altitude_m) == pytest.approx(place[2], abs=1e-6)
    assert float(latitude) == pytest.approx(place[0], abs=1e-12)


def test_geodetic_is_skyfields() -> None:
    latitude, longitude = np.radians([-89.9, -33.9, 0.0, 51.5]), np.radians([10.0, 151.2, -179.9, -0.1])
    altitude_m = np.array([0.0, 550e3, 1200e3, 35.0])
    for k, r in enumerate(ecef_from_geodetic(latitude, longitude, altitude_m)):
        place = wgs84.latlon(np.degrees(latitude[k]), np.degrees(longitude[k]), altitude_m[k])
        np.testing.assert_allclose(r, place.itrs_xyz.m, rtol=0.0, atol=1e-5)


def test_poles_and_the_centre() -> None:
    latitude, longitude, altitude_m = geodetic_from_ecef(np.array([[0.0, 0.0, 7e6], [0.0, 0.0, 0.0]]))
    assert latitude[0] == pytest.approx(np.pi / 2.0)
    assert longitude[0] == 0.0
    assert altitude_m[0] == pytest.approx(7e6 - 6_356_752.314245, abs=1e-6)
    assert np.isnan(latitude[1])


def test_another_ellipsoid() -> None:
    hypatia = Ellipsoid(6_378_135.0, 1.0 / 298.26)
    r = ecef_from_geodetic(0.0, 0.0, 0.0, hypatia)
    assert r.tolist() == [6_378_135.0, 0.0, 0.0]
    assert geodetic_from_ecef(r, hypatia)[2] == pytest.approx(0.0, abs=1e-9)


def test_satellite_over_ground_is_skyfields(sky) -> None:
    elements, _ = parse_elements(f"{STATION_1}\n{STATION_2}\n")
    epoch = Epoch.from_iso("2018-07-03T20:00:00Z")
    ephemeris = Ephemeris(epoch, [elements])
    times = np.arange(0.0, 86_400.0, 1800.0)
    ours = ecef_from_teme(ephemeris.teme_of(0, times).r_teme_m, gmst_rad(epoch, times))
    satellite = EarthSatellite(STATION_1, STATION_2, ts=sky.timescale)
    moments = sky.timescale.utc(2018, 7, 3, 20, 0, times)
    theirs = satellite.at(moments).frame_xyz(itrs).m.T
    # UT1 - UTC was +0.07 s then: 36 m at this radius; polar motion, nutation's small terms: the rest of 60 m.
    assert np.linalg.norm(ours - theirs, axis=1).max() < 60.0
