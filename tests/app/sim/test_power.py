"""Array power against the closed forms and figures."""

import numpy as np
import pytest

from dawnline.orbits.constants import AU_M
from dawnline.sim.kernels.formulas import array_cosine
from dawnline.sim.power import irradiance_w_m2, rated_power_w


def test_600_m2_of_silicon_give_150_kw() -> None:
    # 250 W/m2 x 600 m2 (AI1's claim): 22 % cells, packing 0.88, pointing 0.95.
    assert rated_power_w(600.0, 0.22, 0.88, 0.95, 0.0) == pytest.approx(150e3, rel=0.005)


def test_ageing_takes_its_share() -> None:
    new = rated_power_w(1.0, 0.3, 1.0, 1.0, 0.0)
    assert rated_power_w(1.0, 0.3, 1.0, 1.0, 0.1) == pytest.approx(0.9 * new, rel=1e-12)


def test_irradiance_falls_with_the_square_and_spans_the_year() -> None:
    assert irradiance_w_m2(2 * AU_M) == pytest.approx(1361.0 / 4, rel=1e-12)
    # Perihelion 0.98329 AU, aphelion 1.01671 AU: 1317 to 1408 W/m2.
    assert irradiance_w_m2(0.98329 * AU_M) == pytest.approx(1408, abs=1)
    assert irradiance_w_m2(1.01671 * AU_M) == pytest.approx(1317, abs=1)


@pytest.mark.parametrize(
    ("single_axis", "body_fixed", "cosines"),
    [(0.0, 0.0, [1, 1, 1]), (1.0, 0.0, [1, 0.5, 0]), (0.0, 1.0, [1, 0.5, 0])],
)
def test_gimbals(single_axis: float, body_fixed: float, cosines: list[float]) -> None:
    beta_sine = np.sin(np.radians([0.0, 60.0, 90.0]))
    told = [
        array_cosine(zenith, sine, single_axis, body_fixed)
        for zenith, sine in zip((1.0, 0.5, -0.5), beta_sine, strict=True)
    ]
    assert told == pytest.approx(cosines, abs=1e-12)
