"""Training's closed forms against published figures."""

import numpy as np
import pytest

from dawnline.sim import gang_math

HOUR_S = 3600.0


def one(value: float) -> np.ndarray:
    return np.array([value])


def test_llama_3_gives_50700_hours_an_accelerator() -> None:
    assert pytest.approx(50_700, rel=1e-3) == gang_math.ACCELERATOR_MTBF_S / HOUR_S
    # And one interruption in three hours to the whole gang.
    assert gang_math.gang_mtbf_s(one(16_384.0))[0] / HOUR_S == pytest.approx(3.09, abs=0.005)
    assert gang_math.gang_mtbf_s(one(0.0))[0] == np.inf


def test_young_and_daly() -> None:
    # A mean time between failures of 3.09 h, and 60 s to save: 19 minutes.
    mtbf_s = one(3.09 * HOUR_S)
    interval_s = gang_math.checkpoint_interval_s(one(60.0), mtbf_s)
    assert interval_s[0] / 60.0 == pytest.approx(19.0, abs=0.5)
    # Saving and lost work take a tenth, restarts of ten minutes another twentieth.
    kept = gang_math.effective_frac(interval_s, one(60.0), one(0.0), mtbf_s)[0]
    assert 1.0 - kept == pytest.approx(0.10, abs=0.005)
    kept = gang_math.effective_frac(interval_s, one(60.0), one(600.0), mtbf_s)[0]
    assert 1.0 - kept == pytest.approx(0.15, abs=0.005)


def test_no_other_interval_keeps_much_more() -> None:
    mtbf_s = one(3.09 * HOUR_S)
    young = gang_math.checkpoint_interval_s(one(60.0), mtbf_s)
    kept = gang_math.effective_frac(young, one(60.0), one(600.0), mtbf_s)[0]
    others = np.geomspace(60.0, 40_000.0, 300)
    every = gang_math.effective_frac(others, one(60.0), one(600.0), mtbf_s)
    assert kept == pytest.approx(every.max(), rel=1e-3)
    assert kept > gang_math.effective_frac(4.0 * young, one(60.0), one(600.0), mtbf_s)[0] + 0.05


def test_llama_3_kept_more_than_nine_tenths() -> None:
    # Published: above 90 % effective. That needs checkpoints of seconds and restarts of minutes.
    mtbf_s = gang_math.gang_mtbf_s(one(16_384.0))
    delta, restart = one(10.0), one(300.0)
    interval_s = gang_math.checkpoint_interval_s(delta, mtbf_s)
    assert gang_math.effective_frac(interval_s, delta, restart, mtbf_s)[0] > 0.9


def test_training_wants_links_of_a_cluster() -> None:
    # 70 billion parameters, gradients of two bytes, 8 members; a step of 5 s hides half of it.
    bytes_, members, compute_s = one(140e9), one(8.0), one(5.0)
    lengths = [
        gang_math.step_s(compute_s, gang_math.all_reduce_s(bytes_, members, one(bps)), one(2.5))[0]
        for bps in (100e9, 10e12)
    ]
    # +Grid lasers, 100 Gbit/s: 2 x 7/8 x 140 GB take 19.6 s. A formation, 10 Tbit/s: nothing is exposed.
    assert lengths[0] == pytest.approx(5.0 + 19.6 - 2.5)
    assert lengths[1] == pytest.approx(5.0)


def test_all_reduce_at_its_ends() -> None:
    assert gang_math.all_reduce_s(one(1e9), one(1.0), one(1e9))[0] == 0.0
    assert gang_math.all_reduce_s(one(1e9), one(2.0), one(0.0))[0] == np.inf
    # Many members: towards twice the bytes.
    assert gang_math.all_reduce_s(one(1e9), one(1e6), one(8e9))[0] == pytest.approx(2.0, rel=1e-5)
