"""Array power against the closed forms and figures."""

import numpy as np
import pytest

from dawnline.orbits.constants import AU_M
from dawnline.sim.power import array_cosine, irradiance_w_m2, rated_power_w


def column(*values: float) -> np.ndarray:
    return np.array(values, np.float64)


def test_600_m2_of_silicon_give_150_kw() -> None:
    # 250 W/m2 x 600 m2 (AI1's claim): 22 % cells, packing 0.88, pointing 0.95.
    power_w = rated_power_w(column(600.0), column(0.22), column(0.88), column(0.95), column(0.0))
    assert power_w[0] == pytest.approx(150e3, rel=0.005)


def test_ageing_takes_its_share() -> None:
    new, old = rated_power_w(column(1, 1), column(0.3, 0.3), column(1, 1), column(1, 1), column(0.0, 0.1))
    assert old == pytest.approx(0.9 * new, rel=1e-12)


def test_irradiance_falls_with_the_square_and_spans_the_year() -> None:
    assert irradiance_w_m2(2 * AU_M) == pytest.approx(1361.0 / 4, rel=1e-12)
    # Perihelion 0.98329 AU, aphelion 1.01671 AU: 1317 to 1408 W/m2.
    assert irradiance_w_m2(0.98329 * AU_M) == pytest.approx(1408, abs=1)
    assert irradiance_w_m2(1.01671 * AU_M) == pytest.approx(1317, abs=1)


def test_gimbals() -> None:
    zenith = column(1.0, 0.5, -0.5)
    beta_sine = np.sin(np.radians(column(0.0, 60.0, 90.0)))
    yes = np.ones(3, np.bool_)
    assert array_cosine({"sun-tracking": yes}, zenith, beta_sine) == pytest.approx([1, 1, 1])
    assert array_cosine({"single-axis": yes}, zenith, beta_sine) == pytest.approx([1, 0.5, 0], abs=1e-12)
    assert array_cosine({"body-fixed": yes}, zenith, beta_sine) == pytest.approx([1, 0.5, 0])


def test_every_satellite_has_its_own_gimbal() -> None:
    trackers = {
        "sun-tracking": np.array([True, False, False]),
        "single-axis": np.array([False, True, False]),
        "body-fixed": np.array([False, False, True]),
    }
    cosine = array_cosine(trackers, column(0.2, 0.2, 0.2), column(0.6, 0.6, 0.6))
    assert cosine == pytest.approx([1.0, 0.8, 0.2])
