"""Precession against Skyfield, which has the IAU 2006 theory."""

import numpy as np
import pytest

from dawnline.orbits.epoch import Epoch
from dawnline.orbits.precession import teme_from_j2000


@pytest.mark.parametrize("year", [1960, 2000, 2026, 2050])
def test_directions_of_date_are_skyfields(sky, year: int) -> None:
    moment = sky.timescale.utc(year, 5, 30)
    # Its matrix without nutation, and with: the mean equator of date, and the true one.
    mean, true = moment.precession_matrix(), moment.M
    ours = teme_from_j2000(Epoch.from_iso(f"{year}-05-30T00:00:00Z"))
    np.testing.assert_allclose(ours @ ours.T, np.eye(3), rtol=0.0, atol=1e-14)
    assert np.degrees(np.abs(ours - mean).max()) * 3600.0 < 0.2  # arc seconds, in sixty years
    assert np.degrees(np.abs(ours - true).max()) < 0.006  # nutation


def test_at_j2000_nothing_turns() -> None:
    turn = teme_from_j2000(Epoch.from_iso("2000-01-01T12:00:00Z"))
    np.testing.assert_allclose(turn, np.eye(3), rtol=0.0, atol=1e-12)
