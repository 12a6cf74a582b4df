"""Dollars and carbon of steps add up, and are what a meter would bill."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dawnline.sim.money import spent, usd_per_million_tokens

POSITIVE = st.floats(0.0, 1e12)


def test_a_megawatt_hour_at_six_cents() -> None:
    step = spent(
        np.array([3.6e9]),
        np.array([3600.0 * 900]),
        usd_per_kwh=np.array([0.06]),
        usd_per_accelerator_hour=np.array([0.8]),
        kg_per_kwh=np.array([0.37]),
    )
    assert step.energy_usd[0] == pytest.approx(60.0)
    assert step.machine_usd[0] == pytest.approx(720.0)
    assert step.carbon_kg[0] == pytest.approx(370.0)
    assert step.total_usd[0] == pytest.approx(780.0)
    prices = usd_per_million_tokens(np.array([780.0, 1.0]), np.array([1e9, 0.0]))
    assert prices[0] == pytest.approx(0.78)
    assert np.isnan(prices[1])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(POSITIVE, POSITIVE), min_size=1, max_size=20), st.integers(1, 7))
def test_steps_add_up_to_the_run(rows: list[tuple[float, float]], pieces: int) -> None:
    energy_j, accelerator_s = np.array(rows).T
    rates = {
        key: np.linspace(low, high, len(rows))
        for key, low, high in (
            ("usd_per_kwh", 0.03, 0.2),
            ("usd_per_accelerator_hour", 0.5, 4.0),
            ("kg_per_kwh", 0.0, 0.9),
        )
    }
    whole = spent(energy_j, accelerator_s, **rates)
    parts = [spent(energy_j / pieces, accelerator_s / pieces, **rates) for _ in range(pieces)]
    for name in ("energy_usd", "machine_usd", "carbon_kg", "total_usd"):
        assert sum(getattr(part, name) for part in parts) == pytest.approx(getattr(whole, name), rel=1e-12)
