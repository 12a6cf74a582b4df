"""Surroundings: finite for all, dark for the decayed, the same beta angle as the orbit room's."""

import numpy as np
import pytest

from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.shadow import sunlit_frac
from dawnline.orbits.sun import beta_of_state_rad, sun_teme_m
from dawnline.sim.surroundings import look
from dawnline_testing.small_scenario import EPOCH, falling, ring


def test_sun_and_shadow_are_the_orbit_rooms() -> None:
    ephemeris = Ephemeris(EPOCH, [ring(40)])
    around = look(ephemeris, 1234.0, needs_beta=True)
    state, sun_m = ephemeris.teme(1234.0), sun_teme_m(EPOCH, 1234.0)
    beta = beta_of_state_rad(sun_m, state.r_teme_m, state.v_teme_m_s)
    assert around.beta_sine == pytest.approx(np.sin(beta), abs=1e-12)
    assert np.array_equal(around.sunlit_frac, sunlit_frac(state.r_teme_m, sun_m))
    unit = state.r_teme_m / np.linalg.norm(state.r_teme_m, axis=1)[:, None]
    assert around.zenith_cosine == pytest.approx(unit @ sun_m / np.linalg.norm(sun_m), abs=1e-12)
    # Late May: the Sun is at 1.014 AU.
    assert around.sun_w_m2 == pytest.approx(1361 / 1.0138**2, rel=1e-3)


def test_who_has_decayed_is_dark_and_nothing_is_nan() -> None:
    ephemeris = Ephemeris(EPOCH, [falling(3), ring(3)])
    around = look(ephemeris, 30 * 86_400.0, needs_beta=True)
    assert list(around.flying) == [False] * 3 + [True] * 3
    assert (around.sunlit_frac[:3] == 0.0).all()
    for column in (around.sunlit_frac, around.zenith_cosine, around.beta_sine, around.earth_view):
        assert np.isfinite(column).all()


def test_elements_are_stale_after_14_days() -> None:
    ephemeris = Ephemeris(EPOCH, [falling(1, days_old=13.9), ring(1)])
    assert list(look(ephemeris, 0.0, needs_beta=False).stale) == [False, False]
    assert list(look(ephemeris, 0.2 * 86_400.0, needs_beta=False).stale) == [True, False]
