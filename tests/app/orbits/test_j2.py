"""Mean motion of orbits against the reference tables of the design (2.3, 2.4), every row and column.

The tables were computed from the same closed forms by other people: a slip of either shows.
Tolerance: half a unit of the last printed digit, with a quarter more for their rounding.
"""

import numpy as np
import pytest

from dawnline.network.ground_view import slant_range_m
from dawnline.orbits.constants import DAY_S, EARTH_RADIUS_M, MU_M3_S2
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.j2 import period_s, raan_for_ltan_rad, secular_rates, sso_inclination_rad
from dawnline.orbits.shadow import cylinder_sunlit, eclipse_frac, eclipse_free_beta_rad
from dawnline.orbits.sun import beta_rad, mean_sun_right_ascension_rad, sun_teme_m

# Altitude km, period min, turns a day, km/s, node deg/day at 53 and 30 deg, Sun-synchronous inclination deg,
# eclipse share and minutes at beta 0, beta without eclipse deg, slant range km at 25 deg elevation.
TABLE_2_3 = [
    (340, 91.334, 15.7663, 7.703, -5.000, -7.195, 96.814, 0.3983, 36.38, 71.69, 727.7),
    (475, 94.101, 15.3027, 7.626, -4.664, -6.711, 97.308, 0.3808, 35.83, 68.54, 985.6),
    (500, 94.616, 15.2194, 7.613, -4.604, -6.626, 97.402, 0.3779, 35.75, 68.02, 1031.9),
    (550, 95.650, 15.0549, 7.585, -4.489, -6.460, 97.593, 0.3723, 35.61, 67.02, 1123.4),
    (600, 96.687, 14.8934, 7.558, -4.378, -6.299, 97.788, 0.3670, 35.49, 66.07, 1213.4),
    (630, 97.311, 14.7979, 7.542, -4.312, -6.206, 97.906, 0.3640, 35.42, 65.52, 1266.7),
    (650, 97.728, 14.7347, 7.531, -4.270, -6.144, 97.986, 0.3620, 35.38, 65.16, 1302.0),
    (800, 100.874, 14.2753, 7.452, -3.965, -5.706, 98.603, 0.3483, 35.13, 62.69, 1560.2),
    (1000, 105.119, 13.6988, 7.350, -3.602, -5.183, 99.479, 0.3323, 34.94, 59.82, 1889.5),
    (1200, 109.422, 13.1601, 7.252, -3.280, -4.720, 100.419, 0.3184, 34.84, 57.31, 2204.8),
    (2000, 127.198, 11.3209, 6.898, -2.308, -3.322, 104.890, 0.2754, 35.03, 49.58, 3369.0),
]
NEW_YEAR = Epoch.from_iso("2026-01-01T00:00:00Z")
YEAR_S = np.arange(0.0, 365.0 * DAY_S, DAY_S)
# Altitude km, lowest beta deg, days with eclipse, longest eclipse min, sunlit share of the year.
TABLE_DAWN_DUSK = [
    (550, 59.0, 98, 21.7, 0.9508),
    (600, 58.8, 94, 20.7, 0.9560),
    (650, 58.6, 88, 19.7, 0.9608),
    (700, 58.4, 84, 18.8, 0.9651),
    (800, 58.0, 74, 16.9, 0.9728),
    (850, 57.7, 70, 15.9, 0.9762),
    (1000, 57.1, 56, 13.0, 0.9849),
    (1400, 55.1, 0, 0.0, 1.0000),
]


def near(value: float, digits: int) -> object:
    """Return what compares equal to ``value`` as printed with so many digits after the point."""
    return pytest.approx(value, abs=0.625 * 10.0**-digits)


def _node_deg_day(a_m: float, i_deg: float) -> float:
    return float(np.degrees(secular_rates(a_m, 0.0, np.radians(i_deg)).raan_rad_s) * DAY_S)


@pytest.mark.parametrize("row", TABLE_2_3, ids=[str(row[0]) for row in TABLE_2_3])
def test_table_of_altitudes(row: tuple[float, ...]) -> None:
    km, minutes, turns, km_s, node_53, node_30, sso_deg, dark, dark_min, free_deg, slant_km = row
    altitude_m = km * 1e3
    a = EARTH_RADIUS_M + altitude_m
    period = float(period_s(a))
    assert period / 60.0 == near(minutes, 3)
    assert DAY_S / period == near(turns, 4)
    assert np.sqrt(MU_M3_S2 / a) / 1e3 == near(km_s, 3)
    assert _node_deg_day(a, 53.0) == near(node_53, 3)
    assert _node_deg_day(a, 30.0) == near(node_30, 3)
    assert np.degrees(sso_inclination_rad(altitude_m)) == near(sso_deg, 3)
    assert eclipse_frac(altitude_m, 0.0) == near(dark, 4)
    assert eclipse_frac(altitude_m, 0.0) * period / 60.0 == near(dark_min, 2)
    assert np.degrees(eclipse_free_beta_rad(altitude_m)) == near(free_deg, 2)
    assert slant_range_m(altitude_m, np.radians(25.0)) / 1e3 == near(slant_km, 1)


@pytest.mark.parametrize(
    ("altitude_m", "row"),
    [
        (
            550e3,
            {0: 0.3723, 15: 0.3675, 30: 0.3511, 45: 0.3138, 60: 0.2147, 65: 0.1249, 66: 0.0903, 67: 0.0115},
        ),
        (650e3, {0: 0.3620, 15: 0.3568, 30: 0.3388, 45: 0.2975, 60: 0.1825, 65: 0.0353, 66: 0.0, 67: 0.0}),
    ],
)
def test_table_of_beta_angles(altitude_m: float, row: dict[int, float]) -> None:
    for beta_deg, dark in row.items():
        assert eclipse_frac(altitude_m, np.radians(beta_deg)) == near(dark, 4)
        assert eclipse_frac(altitude_m, np.radians(-beta_deg)) == near(dark, 4)


def _dawn_dusk_year(altitude_m: float, suns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return |beta| (rad) and the dark share of each of 365 days in the plane of LTAN 18:00."""
    i = sso_inclination_rad(altitude_m)
    rate = float(secular_rates(EARTH_RADIUS_M + altitude_m, 0.0, i).raan_rad_s)
    beta = np.abs(beta_rad(suns, i, raan_for_ltan_rad(NEW_YEAR, 18.0) + rate * YEAR_S))
    return beta, eclipse_frac(altitude_m, beta)


@pytest.mark.parametrize("row", TABLE_DAWN_DUSK, ids=[str(row[0]) for row in TABLE_DAWN_DUSK])
def test_a_year_on_the_dawn_dusk_line(row: tuple[float, ...]) -> None:
    km, lowest_deg, days, longest_min, lit = row
    minutes = float(period_s(EARTH_RADIUS_M + km * 1e3)) / 60.0
    beta, dark = _dawn_dusk_year(km * 1e3, sun_teme_m(NEW_YEAR, YEAR_S))
    assert np.degrees(beta.min()) == pytest.approx(lowest_deg, abs=0.1)
    assert dark.max() * minutes == pytest.approx(longest_min, abs=0.1)
    # The table has even numbers of days (steps of two) and a Sun of even pace: see the next test.
    assert int((dark > 0.0).sum()) == pytest.approx(days, abs=3)
    assert 1.0 - dark.mean() == pytest.approx(lit, abs=0.0012)


@pytest.mark.parametrize("row", TABLE_DAWN_DUSK, ids=[str(row[0]) for row in TABLE_DAWN_DUSK])
def test_the_same_year_with_a_sun_of_even_pace(row: tuple[float, ...]) -> None:
    km, lowest_deg, days, _, lit = row
    longitude = np.array([mean_sun_right_ascension_rad(NEW_YEAR, t_s) for t_s in YEAR_S.tolist()])
    tilt = np.radians(23.439)
    suns = np.stack(
        (np.cos(longitude), np.cos(tilt) * np.sin(longitude), np.sin(tilt) * np.sin(longitude)), axis=1
    )
    beta, dark = _dawn_dusk_year(km * 1e3, suns)
    assert np.degrees(beta.min()) == pytest.approx(lowest_deg, abs=0.06)
    assert int((dark > 0.0).sum()) == pytest.approx(days, abs=1)
    assert 1.0 - dark.mean() == pytest.approx(lit, abs=1e-4)


@pytest.mark.parametrize(("i_deg", "lit"), [(30.0, 0.646), (43.0, 0.663), (53.0, 0.687)])
def test_inclined_orbits_are_dark_a_third_of_the_year(i_deg: float, lit: float) -> None:
    # Ours, over all nodes at 550 km, against the light of a ring of points: a cylinder met by 200 of them.
    suns = sun_teme_m(NEW_YEAR, YEAR_S[::15])
    nodes = np.linspace(0.0, 2.0 * np.pi, 12, endpoint=False)
    u = np.linspace(0.0, 2.0 * np.pi, 200, endpoint=False)[:, None]
    i = np.radians(i_deg)
    rings = []
    for node in nodes.tolist():
        along = np.array([np.cos(node), np.sin(node), 0.0])
        across = np.array([-np.sin(node) * np.cos(i), np.cos(node) * np.cos(i), np.sin(i)])
        rings.append((EARTH_RADIUS_M + 550e3) * (np.cos(u) * along + np.sin(u) * across))
    met = np.mean([cylinder_sunlit(np.concatenate(rings), sun).mean() for sun in suns])
    closed = 1.0 - np.mean([eclipse_frac(550e3, beta_rad(suns, i, node)).mean() for node in nodes])
    assert closed == pytest.approx(met, abs=1e-3)
    assert closed == pytest.approx(lit, abs=0.005)


@pytest.mark.parametrize("ltan_h", [0.0, 6.0, 10.5, 18.0, 22.5])
def test_the_node_has_its_local_time(ltan_h: float) -> None:
    epoch = Epoch.from_iso("2026-04-15T12:00:00Z")
    x, y, _ = sun_teme_m(epoch, 0.0)
    hours = np.degrees(raan_for_ltan_rad(epoch, ltan_h) - np.arctan2(y, x)) / 15.0 + 12.0
    # On 15 April the equation of time is nil: mean and true Sun agree within 15 s.
    assert (hours - ltan_h + 12.0) % 24.0 - 12.0 == pytest.approx(0.0, abs=0.01)


def test_a_sun_synchronous_plane_keeps_its_light() -> None:
    altitude_m = 650e3
    i = sso_inclination_rad(altitude_m)
    rate = float(secular_rates(EARTH_RADIUS_M + altitude_m, 0.0, i).raan_rad_s)
    assert rate * 365.2422 * DAY_S == pytest.approx(2.0 * np.pi, rel=1e-12)


@pytest.mark.parametrize("altitude_m", [6e6, -7e6, float("nan")])
def test_where_no_plane_follows_the_sun(altitude_m: float) -> None:
    with pytest.raises(ValueError, match="expected"):
        sso_inclination_rad(altitude_m)
