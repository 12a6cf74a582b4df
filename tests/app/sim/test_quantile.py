"""Inverted distributions against scipy's own functions."""

import numpy as np
import pytest
from scipy import special

from dawnline.sim.quantile import count_quantile, gamma_quantile, normal_quantile

U = np.concatenate(([1e-9, 1e-4], np.linspace(0.003, 0.997, 200), [1 - 1e-4, 1 - 1e-9]))


def full(value: float) -> np.ndarray:
    return np.full(len(U), value)


def probability_of_at_most(count: np.ndarray, mean: float, dispersion: float) -> np.ndarray:
    """Return the distribution of counts: Poisson or negative binomial, by incomplete Gamma and beta."""
    whole = np.maximum(count, 0.0)
    if dispersion == 1.0:
        inside = special.gammaincc(whole + 1.0, mean)
    else:
        inside = special.betainc(mean / (dispersion - 1.0), whole + 1.0, 1.0 / dispersion)
    return np.where(count < 0.0, 0.0, inside)


def test_normal_to_seven_digits() -> None:
    assert normal_quantile(U) == pytest.approx(special.ndtri(U), abs=1e-6)
    assert np.isfinite(normal_quantile(np.array([0.0, 1.0]))).all()


@pytest.mark.parametrize("mean", [0.05, 1.0, 17.3, 199.0])
@pytest.mark.parametrize("dispersion", [1.0, 1.5, 16.0, 164.0])
def test_small_counts_are_exact(mean: float, dispersion: float) -> None:
    count = count_quantile(U, full(mean), full(dispersion))
    # What a quantile is: the first count with at least this probability below or at it.
    assert (probability_of_at_most(count, mean, dispersion) >= U - 1e-12).all()
    assert (probability_of_at_most(count - 1.0, mean, dispersion) <= U + 1e-12).all()


def test_regular_counts_are_binomial() -> None:
    count = count_quantile(U, full(20.0), full(0.5))
    assert (special.bdtr(count, 40, 0.5) >= U - 1e-12).all()
    assert (special.bdtr(count - 1.0, 40, 0.5) <= U + 1e-12)[count > 0].all()
    assert count_quantile(U, full(7.0), full(0.0)) == pytest.approx(full(7.0))


@pytest.mark.parametrize(
    ("mean", "dispersion", "off_frac"),
    [(200.0, 1.0, 0.01), (1e4, 2.2, 0.01), (1e6, 3.9, 0.01), (1e9, 1.0, 0.01), (2000.0, 164.0, 0.02)],
)
def test_large_counts_are_right_to_a_small_part_of_their_spread(
    mean: float, dispersion: float, off_frac: float
) -> None:
    slack = 1.0 + off_frac * np.sqrt(mean * dispersion)
    u = U[2:-2]
    count = count_quantile(u, np.full(len(u), mean), np.full(len(u), dispersion))
    assert (probability_of_at_most(count + slack, mean, dispersion) >= u).all()
    assert (probability_of_at_most(count - slack, mean, dispersion) <= u).all()


def test_mean_and_variance_come_out() -> None:
    luck = np.random.Generator(np.random.Philox(7)).random(40_000)
    for mean, dispersion in ((0.3, 0.5), (3.0, 1.0), (50.0, 16.0), (300.0, 16.0), (900.0, 0.4)):
        counts = count_quantile(luck, np.full(len(luck), mean), np.full(len(luck), dispersion))
        # Forty thousand draws: standard errors of half a percent of the spread.
        assert counts.mean() == pytest.approx(mean, abs=4 * np.sqrt(mean * dispersion / len(luck)))
        if dispersion >= 1.0:
            assert counts.var() / counts.mean() == pytest.approx(dispersion, rel=0.06)


def test_gamma_within_a_small_part_of_its_spread() -> None:
    for relative, off_frac in ((0.05, 0.01), (0.29, 0.01), (0.7, 0.05)):
        truth = special.gammaincinv(relative**-2, U) * 100.0 * relative**2
        off = np.abs(gamma_quantile(U, full(100.0), full(100.0 * relative)) - truth)[2:-2]
        assert off.max() < off_frac * 100.0 * relative
    assert gamma_quantile(U, full(0.0), full(0.0)).sum() == 0.0
