"""Faults: drawn by key, so that nothing else moves when something happens."""

import numpy as np
import pytest

from dawnline.sim.fault import Faults, uniforms


def test_a_draw_depends_on_its_key_alone() -> None:
    forward = [uniforms(7, 1, step, 50) for step in range(5)]
    backward = [uniforms(7, 1, step, 50) for step in reversed(range(5))][::-1]
    assert all(np.array_equal(a, b) for a, b in zip(forward, backward, strict=True))
    others = [uniforms(8, 1, 0, 50), uniforms(7, 2, 0, 50), uniforms(7, 1, 1, 50)]
    assert not any(np.array_equal(forward[0], other) for other in others)
    # More entities do not move the numbers of those before them.
    assert np.array_equal(uniforms(7, 1, 0, 80)[:50], forward[0])


def test_negative_and_huge_seeds_are_keys_too() -> None:
    assert not np.array_equal(uniforms(-1, 1, 0, 5), uniforms(2**80 + 3, 1, 0, 5))


def test_as_many_faults_as_the_rate_says() -> None:
    n, steps = 20_000, 60
    faults = Faults(np.full(n, 0.05), np.full(n, 1e-9), 3, 1)
    begun = 0
    for step in range(1, steps + 1):
        faults.draw(60.0 * step, 60.0, step)
        begun += int(faults.at(60.0 * step).sum())
    # An hour at 0.05 an hour: 1000 of 20,000, five standard deviations of a Poisson count.
    assert begun == pytest.approx(1000, abs=160)


def test_a_fault_stands_until_it_is_repaired() -> None:
    faults = Faults(np.array([1e9]), np.array([150.0]), 3, 1)
    faults.draw(60.0, 60.0, 1)
    faults.draw(120.0, 60.0, 2)  # no second one while the first stands
    assert [bool(faults.at(t)[0]) for t in (60.0, 180.0, 209.0, 210.0)] == [True, True, True, False]


def test_a_factor_multiplies_the_rates_of_the_moment() -> None:
    n = 20_000
    plain, doubled, none = (Faults(np.full(n, 1.0), np.full(n, 60.0), 3, 1) for _ in range(3))
    plain.draw(60.0, 60.0, 1)
    doubled.draw(60.0, 60.0, 1, np.full(n, 2.0))
    none.draw(60.0, 60.0, 1, 0.0)
    # The same luck: who fails at a rate fails at twice the rate too.
    assert (doubled.at(60.0) >= plain.at(60.0)).all()
    assert doubled.at(60.0).sum() == pytest.approx(2 * plain.at(60.0).sum(), rel=0.1)
    assert not none.at(60.0).any()
