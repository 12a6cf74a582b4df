"""Demand follows each region's own sun."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.ground import Region
from dawnline.orbits.epoch import Epoch
from dawnline.sim.demand import Demand, daily_curve
from dawnline_testing.small_scenario import WORKLOAD

EPOCH = Epoch.from_iso("2026-05-30T06:00:00Z")


def test_the_peak_is_at_the_peak_hour_and_is_one() -> None:
    hours = np.linspace(0.0, 24.0, 24 * 60 + 1)
    curve = daily_curve(WORKLOAD, hours)
    assert curve.max() == pytest.approx(1.0)
    assert hours[curve.argmax()] == pytest.approx(15.0, abs=0.02)
    assert curve.min() > 0.0


def test_local_solar_time_moves_with_longitude() -> None:
    # At 06:00 UTC it is 15:00 at 135 degrees east.
    regions = [Region("tokyo", 0.6, np.radians(135.0), 1.0), Region("rio", -0.4, np.radians(-45.0), 3.0)]
    asked = Demand(EPOCH, regions, [WORKLOAD]).at(0.0)
    assert asked[0, 0] == pytest.approx(0.25 * 1000.0)
    nine_hours_later = Demand(EPOCH, regions, [WORKLOAD]).at(12 * 3600.0)
    assert nine_hours_later[0, 1] == pytest.approx(0.75 * 1000.0)


def test_demand_never_falls_below_zero() -> None:
    wild = replace(WORKLOAD, daily_amplitude=1.0, half_daily_amplitude=-0.9)
    assert daily_curve(wild, np.linspace(0, 24, 500)).min() == 0.0


def test_nobody_there_asks_for_nothing() -> None:
    assert Demand(EPOCH, [], [WORKLOAD]).at(0.0).sum() == 0.0
    assert Demand(EPOCH, [Region("empty", 0, 0, 0.0)], []).at(0.0).shape == (0, 1)
