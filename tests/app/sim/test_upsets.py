"""Radiation upsets: as many as the place says, and no draw shifts another."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.orbits.ephemeris import Ephemeris, TemeState
from dawnline.orbits.frames import (
    ecef_from_geodetic,
    ecef_from_teme,
    geodetic_from_ecef,
    gmst_rad,
    teme_from_ecef,
)
from dawnline.orbits.radiation import upset_factor
from dawnline.sim.fault import uniforms
from dawnline.sim.streams import SATELLITE_UPSETS
from dawnline.sim.upsets import Upsets
from dawnline_testing.small_scenario import BUS, EPOCH, SITE, WORKLOAD, ring, small_fleet

CALM = np.ones(4000)


def over(lat_deg: float, lon_deg: float, altitude_m: float, n: int = 4000) -> TemeState:
    """Return n satellites over one place at the epoch."""
    r_ecef = ecef_from_geodetic(np.radians(lat_deg), np.radians(lon_deg), altitude_m)
    r_m = np.tile(teme_from_ecef(r_ecef, gmst_rad(EPOCH, 0.0)), (n, 1))
    return TemeState(r_m, np.zeros_like(r_m), np.ones(n, np.bool_))


def upset(state: TemeState, storm: float = 1.0, rate_per_h: float = 1.0) -> int:
    n = len(state.ok)
    upsets = Upsets(np.full(n, rate_per_h), np.full(n, 600.0), 7)
    upsets.draw(0.0, 36.0, 1, state, EPOCH, CALM[:n] * storm)
    return int(upsets.at(0.0).sum())


def test_upsets_follow_place_altitude_and_storm() -> None:
    # 36 s at one an hour: a hundredth of 4000; four standard deviations.
    assert upset(over(40.0, 100.0, 550e3)) == pytest.approx(40, abs=26)
    # Sixty times that in the anomaly's centre: 1 - exp(-0.6) of all.
    assert upset(over(-25.0, -25.0, 550e3)) == pytest.approx(4000 * -np.expm1(-0.6), abs=130)
    # From 0.71 to 5 krad a year between 550 and 1000 km.
    assert upset(over(40.0, 100.0, 1000e3)) == pytest.approx(40 * 5.0 / 0.711, abs=70)
    assert upset(over(40.0, 100.0, 550e3), storm=30.0) == pytest.approx(4000 * -np.expm1(-0.3), abs=130)
    assert upset(over(40.0, 100.0, 550e3), rate_per_h=0.0) == 0


def test_a_storm_adds_upsets_and_takes_none_away() -> None:
    fleet = small_fleet(60, [replace(BUS, upsets_per_h=0.3, upset_repair_s=30.0)], [SITE], [WORKLOAD])
    ephemeris = Ephemeris(EPOCH, [ring(60)])

    def begun(storm_from: int) -> list[set[int]]:
        upsets, steps = Upsets.of(fleet, 3), []
        for step in range(1, 40):
            t_s = 60.0 * step
            storm = np.full(60, 50.0 if storm_from <= step < storm_from + 5 else 1.0)
            upsets.draw(t_s, 60.0, step, ephemeris.teme(t_s), EPOCH, storm)
            steps.append(set(np.flatnonzero(upsets.until_s == t_s + 30.0).tolist()))
        return steps

    calm, stormy = begun(1000), begun(20)
    assert calm[:19] == stormy[:19]
    assert all(few <= many for few, many in zip(calm, stormy, strict=True))
    assert sum(map(len, stormy[19:24])) > sum(map(len, calm[19:24]))
    assert calm[24:] == stormy[24:]
    assert sum(map(len, calm)) > 0


def test_who_is_nowhere_has_none_and_states_go_on() -> None:
    state = over(-25.0, -25.0, 550e3)
    nowhere = TemeState(np.full_like(state.r_teme_m, np.nan), state.v_teme_m_s, np.zeros(4000, np.bool_))
    assert upset(nowhere) == 0
    upsets = Upsets(np.full(4, 1e6), np.full(4, 600.0), 7)
    upsets.draw(60.0, 60.0, 1, over(0.0, 0.0, 550e3, 4), EPOCH, CALM[:4])
    again = Upsets(np.full(4, 1e6), np.full(4, 600.0), 7)
    again.until_s = upsets.until_s
    assert list(again.at(659.0)) == [True] * 4
    assert not again.at(660.0).any()


def test_looking_only_at_those_with_bad_luck_misses_nobody() -> None:
    n, ephemeris = 400, Ephemeris(EPOCH, [ring(400, altitude_m=900e3)])
    rate_per_h, storm = np.geomspace(1e-3, 30.0, n), np.linspace(0.5, 40.0, n)
    upsets = Upsets(rate_per_h, np.full(n, 30.0), 5)
    everywhere = 0
    for step in range(1, 30):
        t_s = 60.0 * step
        state = ephemeris.teme(t_s)
        upsets.draw(t_s, 60.0, step, state, EPOCH, storm)
        factor = upset_factor(*geodetic_from_ecef(ecef_from_teme(state.r_teme_m, gmst_rad(EPOCH, t_s))))
        luck = uniforms(5, SATELLITE_UPSETS, step, n)
        expected = luck < -np.expm1(-rate_per_h / 3600.0 * (factor * storm) * 60.0)
        assert np.array_equal(upsets.at(t_s), expected)
        everywhere += int(expected.sum())
    assert everywhere > 100
