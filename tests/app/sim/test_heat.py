"""The radiator against Stefan-Boltzmann and published figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.sim.heat import (
    STEFAN_BOLTZMANN_W_M2_K4,
    edge_on_view_factor,
    emitted_w,
    equilibrium_k,
    facing_view_factor,
)
from dawnline.sim.kernels.assumed import COLDEST_LOOP_K
from dawnline.sim.kernels.formulas import absorbed_w_m2, derating_frac, radiated_k

ONE = np.ones(1)


def radiate(loop_k: float, heat_w: float, emission_w_k4: float, capacity_j_k: float, dt_s: float) -> float:
    """Return the temperature after a step, divided as the simulation divides it."""
    substeps = max(1, int(np.ceil(dt_s / 60.0)))
    pace = dt_s / substeps / capacity_j_k
    for _ in range(substeps):
        loop_k = radiated_k(loop_k, pace * heat_w, pace * emission_w_k4)
    return loop_k


def net_w_m2(temperature_k: float, alpha: float, epsilon: float, view: float, solar_w_m2: float) -> float:
    """Return what one m2 of a two-sided panel rejects; sunlight on one side."""
    out = emitted_w(2 * ONE, epsilon * ONE, temperature_k * ONE)[0]
    taken = absorbed_w_m2(alpha, epsilon, solar_w_m2 / 2, view, 1.0, 1361.0)
    return float(out - 2 * taken)


def test_a_two_sided_black_panel_at_20_c_emits_838_w_m2() -> None:
    assert emitted_w(2 * ONE, ONE, 293.15 * ONE)[0] == pytest.approx(837.5, abs=0.1)
    assert emitted_w(2 * ONE, 0.92 * ONE, 293.15 * ONE)[0] == pytest.approx(770.5, abs=0.1)


@pytest.mark.parametrize(
    ("celsius", "w_m2"), [(0, 284), (20, 377), (40, 491), (60, 629), (80, 794), (100, 989)]
)
def test_emission_table(celsius: float, w_m2: float) -> None:
    assert emitted_w(ONE, 0.9 * ONE, (celsius + 273.15) * ONE)[0] == pytest.approx(w_m2, abs=1)


def test_starclouds_panel_rejects_about_633_w_m2() -> None:
    # Starcloud, 633 W/m2 net: new OSR, two-sided, one face normal to the Sun, Earth view 0.05, 20 C.
    assert 600 < net_w_m2(293.15, 0.04, 0.85, 0.05, 1361.0) < 680


def test_the_station_radiator_rejects_300_to_360_w_m2() -> None:
    # ISS photovoltaic radiator: 14 kW over 42.4 m2. Z-93 begin of life, edge-on to the Sun and the Earth at
    # 410 km, panel at -10 C in the mean (the ammonia loop runs below freezing; assumed).
    view = float(edge_on_view_factor(np.array([EARTH_RADIUS_M + 410e3]))[0])
    assert 300 < net_w_m2(263.15, 0.14, 0.90, view, 0.0) < 360


@pytest.mark.parametrize(
    ("altitude_m", "facing", "edge_on"), [(550e3, 0.8475, 0.2579), (650e3, 0.8236, 0.2407)]
)
def test_view_factors(altitude_m: float, facing: float, edge_on: float) -> None:
    radius_m = np.array([EARTH_RADIUS_M + altitude_m])
    assert facing_view_factor(radius_m)[0] == pytest.approx(facing, abs=5e-5)
    assert edge_on_view_factor(radius_m)[0] == pytest.approx(edge_on, abs=5e-5)


def test_a_loop_ends_at_the_stefan_boltzmann_temperature() -> None:
    heat_w, area_m2, emissivity = 120e3 * ONE, 380 * ONE, 0.85 * ONE
    goal_k = equilibrium_k(heat_w, area_m2, emissivity)
    loop_k = 293.15
    for _ in range(600):
        loop_k = radiate(loop_k, 120e3, 380 * 0.85 * STEFAN_BOLTZMANN_W_M2_K4, 1.8e6, 60.0)
    assert goal_k[0] == pytest.approx((120e3 / (380 * 0.85 * 5.670374419e-8)) ** 0.25, rel=1e-12)
    assert loop_k == pytest.approx(goal_k[0], abs=1e-3)


def test_steps_of_a_minute_follow_the_true_curve() -> None:
    # Time constant about 20 minutes; the truth by tiny explicit steps.
    heat_w, emission, capacity = 20e3, 40 * 0.85 * STEFAN_BOLTZMANN_W_M2_K4, 2.4e5
    coarse = true_k = 290.0
    worst_k = 0.0
    for _ in range(60):
        coarse = radiate(coarse, heat_w, emission, capacity, 60.0)
        for _ in range(600):
            true_k += 0.1 * (heat_w - emission * true_k**4) / capacity
        worst_k = max(worst_k, abs(coarse - true_k))
    assert worst_k < 1.0


@given(
    start_k=st.floats(150.0, 500.0),
    heat_w=st.floats(0.0, 1e6),
    area_m2=st.floats(0.1, 1e4),
    capacity=st.floats(1.0, 1e8),
    dt_s=st.floats(0.1, 7200.0),
)
def test_no_step_is_unstable(
    start_k: float, heat_w: float, area_m2: float, capacity: float, dt_s: float
) -> None:
    emission = area_m2 * 0.85 * STEFAN_BOLTZMANN_W_M2_K4
    goal_k = max((heat_w / emission) ** 0.25, COLDEST_LOOP_K)
    loop_k = start_k
    for _ in range(3):
        before_k = loop_k
        loop_k = radiate(loop_k, heat_w, emission, capacity, dt_s)
        assert np.isfinite(loop_k)
        assert loop_k >= min(before_k, goal_k) - 1e-6
        # Two Newton steps from below may end above the goal, but not beyond the first one's tangent.
        assert loop_k <= max(before_k, goal_k) * 4.0


def test_the_loop_is_kept_from_freezing() -> None:
    assert radiate(300.0, 0.0, 100 * STEFAN_BOLTZMANN_W_M2_K4, 1e4, 3600.0) == COLDEST_LOOP_K


def test_load_is_derated_linearly_from_throttle_to_trip() -> None:
    shares = [derating_frac(loop_k, 350.0, 1 / 10.0) for loop_k in (300.0, 340.0, 345.0, 350.0, 400.0)]
    assert shares == pytest.approx([1, 1, 0.5, 0, 0])
