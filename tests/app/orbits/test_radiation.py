"""Radiation: its outline, its trend with altitude, and where an orbit has its upsets."""

import numpy as np
import pytest

from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.frames import ecef_from_teme, geodetic_from_ecef, gmst_rad
from dawnline.orbits.radiation import (
    CENTRE_FACTOR,
    altitude_factor,
    anomaly_depth,
    boundary_rad,
    upset_factor,
)
from dawnline_testing.small_scenario import EPOCH, ring


def degrees(lat: float, lon: float) -> float:
    return float(anomaly_depth(np.radians([lat]), np.radians([lon]))[0])


def test_the_anomaly_lies_over_the_south_atlantic() -> None:
    assert degrees(-25.0, -25.0) == pytest.approx(1.0)
    for lat, lon in ((-30.0, -47.0), (-15.0, -5.0), (-40.0, -60.0)):  # Sao Paulo, St Helena, Bahia Blanca
        assert 0.0 < degrees(lat, lon) < 1.0
    for lat, lon in ((0.1, -25.0), (-25.0, 41.0), (35.0, 140.0), (-25.0, 155.0), (-80.0, -25.0)):
        assert degrees(lat, lon) == 0.0
    # The same places a turn further are the same.
    assert degrees(-25.0, -25.0 + 360.0) == pytest.approx(1.0)


def test_its_outline_is_where_it_ends() -> None:
    lon, lat = boundary_rad(181)
    assert np.allclose(anomaly_depth(lat, lon), 0.0, atol=1e-12)
    centre = np.radians(-25.0)
    inside = anomaly_depth(centre + 0.99 * (lat - centre), centre + 0.99 * (lon - centre))
    assert (inside > 0.0).all()


def test_the_dose_rises_with_altitude_as_the_table_says() -> None:
    factor = altitude_factor(np.array([300e3, 500e3, 550e3, 650e3, 1000e3, 2000e3, 4000e3, 100e3]))
    assert factor[2] == pytest.approx(1.0)
    assert factor[4] / factor[1] == pytest.approx(5.0 / 0.6)
    assert factor[5] == factor[6] == pytest.approx(80.0 / 0.6 * factor[1])
    assert factor[7] == factor[0]
    assert (np.diff(factor[:6]) > 0.0).all()


def test_an_inclined_orbit_has_most_of_its_upsets_in_the_anomaly() -> None:
    ephemeris = Ephemeris(EPOCH, [ring(60)])
    inside = everywhere = within = 0.0
    for t_s in np.arange(0.0, 86_400.0, 1200.0):
        r_ecef = ecef_from_teme(ephemeris.teme(float(t_s)).r_teme_m, gmst_rad(EPOCH, float(t_s)))
        lat, lon, altitude_m = geodetic_from_ecef(r_ecef)
        factor, depth = upset_factor(lat, lon, altitude_m), anomaly_depth(lat, lon)
        assert factor.max() <= CENTRE_FACTOR * 1.2
        inside += float(factor[depth > 0.0].sum())
        everywhere += float(factor.sum())
        within += float((depth > 0.0).mean()) / 72.0
    assert 0.08 < within < 0.16
    assert 0.7 < inside / everywhere < 0.9
