"""The kernel of circular planes: the same states as the general kernel, whatever the order of satellites."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline.orbits.element_sets import KeplerElements
from dawnline.orbits.kepler import KeplerKernel
from dawnline.orbits.rings import RingKernel


def planes(sizes: list[int], seed: int) -> KeplerElements:
    """Return circular planes of so many satellites each, with altitudes, tilts and nodes of their own."""
    generator = np.random.Generator(np.random.Philox(seed))
    n = sum(sizes)

    def each(low: float, high: float) -> np.ndarray:
        return np.repeat(generator.uniform(low, high, len(sizes)), sizes)

    return KeplerElements(
        names=tuple(map(str, range(n))),
        a_m=each(6.7e6, 8e6),
        e=np.zeros(n),
        i_rad=each(0.0, np.pi),
        raan_rad=each(0.0, 6.28),
        argp_rad=generator.uniform(0.0, 6.28, n),
        mean_anomaly_rad=generator.uniform(0.0, 6.28, n),
    )


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12), st.integers(0, 1000), st.floats(-1e7, 1e7))
def test_both_kernels_agree(sizes: list[int], seed: int, t_s: float) -> None:
    elements = planes(sizes, seed)
    states = np.empty((2, 2, len(elements), 3))
    for kernel, (r_m, v_m_s) in zip((RingKernel(elements), KeplerKernel(elements)), states, strict=True):
        kernel.write(t_s, r_m, v_m_s)
    # Angles reach 1e4 rad, known to 2e-12: 20 micrometres at this radius.
    np.testing.assert_allclose(states[0, 0], states[1, 0], rtol=0.0, atol=1e-4)
    np.testing.assert_allclose(states[0, 1], states[1, 1], rtol=0.0, atol=1e-7)


@pytest.mark.parametrize("n", [0, 1, 4_095, 4_096, 4_097, 9_000])
def test_pieces_of_any_size(n: int) -> None:
    elements = planes([n], 3)
    r_m, v_m_s = np.full((n, 3), np.nan), np.full((n, 3), np.nan)
    RingKernel(elements).write(1234.5, r_m, v_m_s)
    assert np.isfinite(r_m).all()
    assert np.isfinite(v_m_s).all()
    if n:
        np.testing.assert_allclose(np.linalg.norm(r_m, axis=1), elements.a_m, rtol=1e-14)


def test_which_fleets_it_suits() -> None:
    assert RingKernel.suits(planes([20] * 5, 1))
    assert not RingKernel.suits(planes([1] * 5, 1))
    shared = planes([20], 1)
    tilted = KeplerElements(
        shared.names,
        shared.a_m,
        np.full(20, 1e-4),
        shared.i_rad,
        shared.raan_rad,
        shared.argp_rad,
        shared.mean_anomaly_rad,
    )
    assert not RingKernel.suits(tilted)
