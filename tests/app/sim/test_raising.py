"""Shares to an exponent: numpy's power judges, and whoever is beside it changes no bit."""

import numpy as np
import pytest

from dawnline.sim.kernels.raising import raise_all

EXPONENTS = (0.75, 4.0 / 3.0, 1.0, 1.0 / 2.4, 0.6, 2.0)


def raised(shares: np.ndarray, exponents: np.ndarray) -> np.ndarray:
    """Return shares (n,) to exponents (n,), or to one for all (1,)."""
    into = shares.copy()
    alike = np.zeros(len(exponents))  # as a block has it that knows no more
    designs = np.vstack((exponents, alike)) if len(exponents) > 1 else exponents
    bits = shares.copy().view(np.int64)
    raise_all(designs, 0, into, (bits, bits, bits), np.zeros(1, np.int64))
    return into


@pytest.mark.parametrize("exponent", EXPONENTS)
def test_shares_are_raised_as_numpy_does(exponent: float) -> None:
    rng = np.random.default_rng(1)
    shares = np.concatenate((rng.random(5000), 10.0 ** rng.uniform(-30.0, 0.0, 5000), [0.0, 1.0]))
    told = raised(shares, np.array([exponent]))
    assert told == pytest.approx(shares**exponent, rel=1e-13, abs=0.0)
    assert told[-2:].tolist() == [0.0, 1.0]


def test_a_satellite_is_raised_the_same_among_its_like_and_among_others() -> None:
    rng = np.random.default_rng(2)
    shares, rows = rng.random(999), rng.integers(0, len(EXPONENTS), 999)
    exponents = np.array(EXPONENTS)[rows]
    mixed = raised(shares, exponents)
    for exponent in EXPONENTS:
        own = exponents == exponent
        assert np.array_equal(mixed[own], raised(shares[own], np.array([exponent])))
        alike = np.full(int(own.sum()), exponent)
        assert np.array_equal(mixed[own], raised(shares[own], alike))
