"""The shadow: its edges, its closed form, its order, and the lunar eclipses of record."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skyfield.framelib import true_equator_and_equinox_of_date

from dawnline.orbits.constants import AU_M, EARTH_RADIUS_M, SUN_RADIUS_M
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.shadow import cylinder_sunlit, eclipse_frac, eclipse_free_beta_rad, sunlit_frac
from dawnline.orbits.sun import sun_teme_m

SUN = np.array([AU_M, 0.0, 0.0])


def _behind(distance_m: float, off_axis_m: np.ndarray) -> np.ndarray:
    return np.stack((np.full_like(off_axis_m, -distance_m), off_axis_m, np.zeros_like(off_axis_m)), axis=1)


def test_noon_is_light_and_midnight_is_dark() -> None:
    r = np.array([[7e6, 0.0, 0.0], [-7e6, 0.0, 0.0], [0.0, 7e6, 0.0], [0.0, 0.0, -7e6]])
    assert sunlit_frac(r, SUN).tolist() == [1.0, 0.0, 1.0, 1.0]
    assert cylinder_sunlit(r, SUN).tolist() == [True, False, True, True]


def test_penumbra_is_where_the_cones_say() -> None:
    # Vallado (2013), section 5.3.3: half angles of umbra 0.26412 and penumbra 0.26901 degrees.
    distance = 7e6
    umbra = EARTH_RADIUS_M - distance * np.tan(np.radians(0.264121687))
    penumbra = EARTH_RADIUS_M + distance * np.tan(np.radians(0.269007205))
    # Off the axis the Earth's limb is tilted: the straight cones are right to 0.2 km here.
    edges = np.array(
        [umbra - 300.0, umbra + 300.0, (umbra + penumbra) / 2.0, penumbra - 300.0, penumbra + 300.0]
    )
    share = sunlit_frac(_behind(distance, edges), SUN)
    assert share[0] == 0.0
    assert 0.0 < share[1] < 0.01
    assert share[2] == pytest.approx(0.5, abs=0.01)
    assert 0.99 < share[3] < 1.0
    assert share[4] == 1.0


@given(st.floats(6.6e6, 5e8))
def test_light_grows_outwards(distance_m: float) -> None:
    share = sunlit_frac(_behind(distance_m, np.linspace(0.0, 1.2e7, 400)), SUN)
    assert np.all((share >= 0.0) & (share <= 1.0))
    # 1e-7: the difference of two nearly equal sectors at the edge of the disc.
    assert np.diff(share).min() > -1e-7
    assert share[-1] == 1.0


def test_no_step_at_the_edges_of_the_penumbra() -> None:
    off_axis = np.linspace(6.33e6, 6.43e6, 20_001)
    share = sunlit_frac(_behind(7e6, off_axis), SUN)
    # 5 m apart over a penumbra 65 km wide: the disc is covered by at most 1.3 / 65,000 of it a metre.
    assert np.abs(np.diff(share)).max() < 2e-4
    assert share[0] == 0.0
    assert share[-1] == 1.0


def test_an_annular_eclipse_leaves_a_ring() -> None:
    far = 2e9
    expected = 1.0 - (EARTH_RADIUS_M / far) ** 2 / (SUN_RADIUS_M / (AU_M + far)) ** 2
    assert sunlit_frac(np.array([[-far, 0.0, 0.0]]), SUN)[0] == pytest.approx(expected, rel=1e-4)


def test_unknown_places_stay_unknown() -> None:
    share = sunlit_frac(np.array([[np.nan] * 3, [7e6, 0.0, 0.0]]), SUN)
    assert np.isnan(share[0])
    assert share[1] == 1.0
    assert not cylinder_sunlit(np.array([[np.nan] * 3]), SUN)[0]


@pytest.mark.parametrize("altitude_m", [340e3, 550e3, 650e3, 1200e3])
@pytest.mark.parametrize("beta_deg", [0.0, 20.0, 45.0, 60.0, 80.0])
def test_closed_form_is_the_share_of_a_ring(altitude_m: float, beta_deg: float) -> None:
    u = np.linspace(0.0, 2.0 * np.pi, 100_000, endpoint=False)
    a, beta = EARTH_RADIUS_M + altitude_m, np.radians(beta_deg)
    ring = a * np.stack((np.cos(u) * np.cos(beta), np.sin(u), -np.cos(u) * np.sin(beta)), axis=1)
    dark = 1.0 - cylinder_sunlit(ring, SUN).mean()
    assert eclipse_frac(altitude_m, beta) == pytest.approx(dark, abs=3e-5)
    # Half light of the cone lies near the cylinder: 0.5 % of the orbit, more where the shadow is grazed.
    assert 1.0 - sunlit_frac(ring, SUN).mean() == pytest.approx(dark, abs=0.005)


def test_closed_form_meets_its_limit() -> None:
    edge = eclipse_free_beta_rad(550e3)
    assert eclipse_frac(550e3, edge + 1e-9) == 0.0
    assert eclipse_frac(550e3, edge - 1e-3) > 0.0
    assert eclipse_frac(550e3, -0.3) == eclipse_frac(550e3, 0.3)


# Greatest eclipse (UTC) by Skyfield's eclipselib with DE421; NASA: 11:33:37, magnitude 1.151, for the first.
@pytest.mark.parametrize(
    ("greatest", "total"),
    [("2026-03-03T11:33:42Z", True), ("2028-12-31T16:52:04Z", True), ("2026-08-28T04:12:54Z", False)],
)
def test_the_moon_goes_dark_when_it_did(sky, greatest: str, total: bool) -> None:
    epoch = Epoch.from_iso(greatest)
    times = np.arange(-5.0, 5.01, 0.05) * 3600.0
    start = datetime.fromisoformat(greatest)
    moments = sky.timescale.from_datetimes([start + timedelta(seconds=t_s) for t_s in times.tolist()])
    moon = sky.bodies["earth"].at(moments).observe(sky.bodies["moon"]).apparent()
    r = moon.frame_xyz(true_equator_and_equinox_of_date).m.T
    suns = sun_teme_m(epoch, times)
    share = np.array([sunlit_frac(r[k : k + 1], suns[k])[0] for k in range(len(times))])
    assert share[0] == share[-1] == 1.0
    # The darkness is symmetric about the greatest eclipse; 3 minutes for the Sun's 0.01 degrees.
    centre_s = float(((1.0 - share) * times).sum() / (1.0 - share).sum())
    assert abs(centre_s) < 180.0
    if total:
        assert share[len(times) // 2] == 0.0
        # The centre of the Moon crosses the umbra in 2.5 to 3.3 hours.
        assert 2.0 < (share == 0.0).sum() * 0.05 < 3.5
    else:
        # Magnitude 0.9286: the edge of the umbra passes 0.43 of the Moon's diameter beyond its centre.
        assert share.min() == 0.0
        assert (share == 0.0).sum() * 0.05 < 3.0
