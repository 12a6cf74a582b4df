"""Faults: drawn by key, so that nothing else moves when something happens."""

import numpy as np
import pytest

from dawnline.sim.fault import Faults, injected, power_share, uniforms
from dawnline_testing.small_scenario import event


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


def test_injected_faults_and_curtailments_hold_for_their_time() -> None:
    events = [event("fault", "satellite", 2, 60.0, 60.0), event("power_cap", "site", 0, 0.0, 60.0, 0.4)]
    assert list(np.flatnonzero(injected(events, "satellite", 60.0, 4))) == [2]
    assert not injected(events, "satellite", 120.0, 4).any()
    assert not injected(events, "site", 60.0, 1).any()
    assert power_share(events, "site", 30.0, 1)[0] == 0.4
    assert power_share(events, "site", 60.0, 1)[0] == 1.0
