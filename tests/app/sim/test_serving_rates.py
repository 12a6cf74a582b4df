"""Rates of machines: the reference's own figures, and what scaling makes of them."""

import numpy as np
import pytest

from dawnline.fleet.throughput import THROUGHPUTS
from dawnline.scenario.presets import preset_names
from dawnline.sim.serving_rates import MODEL_70B, serving_rates


def test_the_reference_gives_its_own_figures() -> None:
    rates = serving_rates([THROUGHPUTS["h100"]], MODEL_70B)
    assert rates.prefill_per_s[0] == pytest.approx(9000.0)
    assert 1.0 / rates.tpot_s(np.array([1.0]))[0] == pytest.approx(60.0)
    assert 1.0 / rates.tpot_s(np.array([128.0]))[0] == pytest.approx(30.0)
    assert rates.decode_per_s[0] == pytest.approx(128 * 30.0)
    assert (rates.batch[0], rates.accelerators[0]) == (128.0, 8.0)


def test_more_memory_and_bandwidth_decode_more() -> None:
    h100, h200, b200 = (
        serving_rates([THROUGHPUTS[name]], MODEL_70B) for name in ("h100", "h200", "b200")
    )  # fmt: skip
    assert h200.prefill_per_s == pytest.approx(h100.prefill_per_s)
    assert h200.batch[0] == np.floor(128 * (8 * 141 - 140) / (8 * 80 - 140))
    # 4.8 over 3.35 TB/s on each token, and twice the batch.
    assert h200.tpot_s(np.ones(1)) == pytest.approx(h100.tpot_s(np.ones(1)) * 3.35 / 4.8)
    assert h100.decode_per_s[0] < h200.decode_per_s[0] < b200.decode_per_s[0]


def test_a_small_accelerator_needs_more_of_them() -> None:
    rates = serving_rates([THROUGHPUTS["tpu-v5e"]], MODEL_70B)
    assert rates.accelerators[0] == 16.0
    assert rates.batch[0] >= 1.0


def test_the_batch_follows_littles_law() -> None:
    rates = serving_rates([THROUGHPUTS["h100"]] * 3, MODEL_70B)
    made_per_s = np.array([30.0, 2000.0, 1e9])
    batch = rates.batch_at(made_per_s)
    assert batch[1] / rates.tpot_s(batch)[1] == pytest.approx(2000.0)
    assert (batch[0], batch[2]) == (1.0, 128.0)


def test_every_preset_accelerator_has_its_throughput() -> None:
    assert set(THROUGHPUTS) == set(preset_names("accelerators"))
    rates = serving_rates(list(THROUGHPUTS.values()), MODEL_70B)
    assert (rates.decode_per_s > 0.0).all()
    assert all(len(row.provenance) == 3 for row in THROUGHPUTS.values())
