"""The Moon's place against DE421 over sixty years, and in a known eclipse."""

import numpy as np
import pytest
from skyfield.framelib import true_equator_and_equinox_of_date

from dawnline.orbits.constants import EARTH_RADIUS_M, MOON_RADIUS_M, SUN_RADIUS_M
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.moon import moon_teme_m
from dawnline.orbits.sun import sun_teme_m


def test_direction_and_distance_are_those_of_de421(sky) -> None:
    epoch = Epoch.from_iso("1990-01-01T00:00:00Z")
    # Every 2.9 days for 60 years: all phases, near and far, north and south of the ecliptic.
    times = np.arange(0.0, 60.0 * 365.25 * 86_400.0, 2.9 * 86_400.0)
    moments = sky.timescale.utc(1990, 1, 1, 0, 0, times)
    apparent = sky.bodies["earth"].at(moments).observe(sky.bodies["moon"]).apparent()
    theirs = apparent.frame_xyz(true_equator_and_equinox_of_date).m.T
    ours = moon_teme_m(epoch, times)
    lengths = np.linalg.norm(ours, axis=1), np.linalg.norm(theirs, axis=1)
    angle = np.arccos(np.clip(np.einsum("ij,ij->i", ours, theirs) / (lengths[0] * lengths[1]), -1.0, 1.0))
    assert np.degrees(angle).max() < 0.4
    assert np.abs(lengths[0] / lengths[1] - 1.0).max() < 0.005


def test_one_time_and_many_agree() -> None:
    epoch = Epoch.from_iso("2026-05-30T06:00:00Z")
    times = np.array([0.0, 3600.0])
    assert moon_teme_m(epoch, times).shape == (2, 3)
    np.testing.assert_array_equal(moon_teme_m(epoch, times)[1], moon_teme_m(epoch, 3600.0))


def test_moon_is_in_the_shadow_in_a_total_eclipse() -> None:
    # Greatest eclipse 2026-03-03 11:33:37 UT, total, gamma -0.3765: the Moon's centre passes the axis of the
    # shadow at that many Earth radii, on its southern side (NASA, Five Millennium Canon).
    epoch = Epoch.from_iso("2026-03-03T11:33:37Z")
    moon, sun = moon_teme_m(epoch, 0.0), sun_teme_m(epoch, 0.0)
    away = -sun / np.linalg.norm(sun)
    behind_m = float(moon @ away)
    aside_m = moon - behind_m * away
    umbra_m = EARTH_RADIUS_M - behind_m * (SUN_RADIUS_M - EARTH_RADIUS_M) / float(np.linalg.norm(sun))
    assert behind_m > 0.0
    assert np.linalg.norm(aside_m) < umbra_m - 0.5 * MOON_RADIUS_M
    assert aside_m[2] < 0.0
    # The formula is good for 0.2 degrees of latitude, which is 0.21 Earth radii out there.
    assert np.linalg.norm(aside_m) / EARTH_RADIUS_M == pytest.approx(0.3765, abs=0.21)


def test_a_new_moon_is_on_the_side_of_the_sun() -> None:
    # Total solar eclipse of 2026-08-12, greatest at 17:45:51 UT, magnitude 1.039 (same source).
    epoch = Epoch.from_iso("2026-08-12T17:45:51Z")
    moon, sun = moon_teme_m(epoch, 0.0), sun_teme_m(epoch, 0.0)
    cosine = moon @ sun / (np.linalg.norm(moon) * np.linalg.norm(sun))
    assert np.degrees(np.arccos(cosine)) < 0.95 + 0.4  # the Moon's parallax, and the formula's error
    # Seen from below it, the Moon is larger than the Sun: near perigee.
    assert np.linalg.norm(moon) < 370e6
