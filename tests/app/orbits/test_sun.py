"""The Sun's place against DE421 over a century of years, and the beta angle against its definition."""

import numpy as np
import pytest
from skyfield.framelib import true_equator_and_equinox_of_date

from dawnline.orbits.constants import AU_M
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.sun import beta_of_state_rad, beta_rad, mean_sun_right_ascension_rad, sun_teme_m


def test_direction_and_distance_are_those_of_de421(sky) -> None:
    epoch = Epoch.from_iso("1990-01-01T00:00:00Z")
    # Every 9.7 days for 60 years: all seasons, day and night.
    times = np.arange(0.0, 60.0 * 365.25 * 86_400.0, 9.7 * 86_400.0)
    moments = sky.timescale.utc(1990, 1, 1, 0, 0, times)
    apparent = sky.bodies["earth"].at(moments).observe(sky.bodies["sun"]).apparent()
    theirs = apparent.frame_xyz(true_equator_and_equinox_of_date).m.T
    ours = sun_teme_m(epoch, times)
    lengths = np.linalg.norm(ours, axis=1), np.linalg.norm(theirs, axis=1)
    angle = np.arccos(np.clip(np.einsum("ij,ij->i", ours, theirs) / (lengths[0] * lengths[1]), -1.0, 1.0))
    assert np.degrees(angle).max() < 0.02
    assert np.abs(lengths[0] - lengths[1]).max() / AU_M < 3e-4


def test_one_time_and_many_agree() -> None:
    epoch = Epoch.from_iso("2026-05-30T06:00:00Z")
    times = np.array([0.0, 3600.0])
    assert sun_teme_m(epoch, times).shape == (2, 3)
    np.testing.assert_array_equal(sun_teme_m(epoch, times)[1], sun_teme_m(epoch, 3600.0))


def test_seasons() -> None:
    # Equinox 2026-03-20 14:46 UTC, solstice 2026-06-21 08:24 UTC (USNO).
    equinox = sun_teme_m(Epoch.from_iso("2026-03-20T14:46:00Z"), 0.0) / AU_M
    assert equinox[2] == pytest.approx(0.0, abs=2e-4)
    assert equinox[0] > 0.99
    solstice = sun_teme_m(Epoch.from_iso("2026-06-21T08:24:00Z"), 0.0)
    assert np.degrees(np.arcsin(solstice[2] / np.linalg.norm(solstice))) == pytest.approx(23.44, abs=0.01)


def test_mean_sun_stays_near_the_true_one() -> None:
    # Their difference is the equation of time: at most 16.5 minutes, 4.2 degrees.
    for month in range(1, 13):
        epoch = Epoch.from_iso(f"2026-{month:02d}-11T00:00:00Z")
        x, y, _ = sun_teme_m(epoch, 0.0)
        ahead = mean_sun_right_ascension_rad(epoch) - np.arctan2(y, x)
        assert abs(np.degrees(np.arctan2(np.sin(ahead), np.cos(ahead)))) < 4.2


def test_beta_from_elements_and_from_states() -> None:
    sun = np.array([0.0, 0.0, AU_M])
    # A Sun over the pole stands 90 degrees - i above a plane; perpendicular Suns lie in an equatorial one.
    assert np.degrees(beta_rad(sun, np.radians(30.0), 1.0)) == pytest.approx(60.0)
    assert beta_rad(np.array([AU_M, 0.0, 0.0]), 0.0, 0.0) == pytest.approx(0.0)
    generator = np.random.Generator(np.random.Philox(7))
    r, v = generator.normal(size=(50, 3)), generator.normal(size=(50, 3))
    normal = np.cross(r, v)
    i = np.arccos(normal[:, 2] / np.linalg.norm(normal, axis=1))
    raan = np.arctan2(normal[:, 0], -normal[:, 1])
    sun = sun_teme_m(Epoch.from_iso("2026-05-30T06:00:00Z"), 0.0)
    np.testing.assert_allclose(beta_of_state_rad(sun, r, v), beta_rad(sun, i, raan), rtol=0.0, atol=1e-12)
