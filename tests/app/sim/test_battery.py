"""The battery: worked sizing examples through whole steps, and energy that adds up whatever it is asked."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline.sim.battery import EnergyBalance
from dawnline.sim.designs import designs_of
from dawnline.sim.kernels.assumed import RECHARGE_S
from dawnline.sim.kernels.formulas import deliverable_w, recharge_w
from dawnline.sim.satellites import Satellites
from dawnline.sim.surroundings import Surroundings
from dawnline_testing.small_scenario import BUS, SITE, WORKLOAD, small_fleet

KWH = 3.6e6
ROUNDING = 1e-15
CELL = replace(
    BUS, accelerators=0, array_efficiency_frac=1.0, array_packing_frac=1.0, array_pointing_frac=1.0
)


class Pack:
    """A satellite that is nothing but an array, a pack and a load; ``settle`` steps it."""

    def __init__(
        self, capacity_j: float, eta_c: float = 0.95, eta_d: float = 0.95, c_rate: float = 1.0
    ) -> None:
        self._bus = replace(
            CELL, battery_j=capacity_j, charge_efficiency_frac=eta_c, discharge_efficiency_frac=eta_d,
            max_c_rate_per_h=c_rate, array_degradation_frac=0.0,
        )  # fmt: skip

    def settle(
        self, energy_j: float, array_w: float, load_w: float, dt_s: float
    ) -> tuple[float, EnergyBalance]:
        bus = replace(self._bus, array_area_m2=array_w / 1361.0, housekeeping_w=load_w)
        satellites = Satellites(designs_of(small_fleet(1, (bus,), (SITE,), (WORKLOAD,))))
        satellites.energy_j[:] = energy_j
        one, no = np.ones(1), np.zeros(1, np.bool_)
        around = Surroundings(~no, no, one, 0 * one, 0 * one, 0 * one, 1361.0)
        offer = satellites.offer(around, no, one, dt_s)
        flows = satellites.work(offer, 0 * one, dt_s)
        return float(satellites.energy_j[0]), flows.balance


def test_120_kw_through_an_eclipse_need_71_kwh_and_250_kwh_of_battery() -> None:
    cells, energy_j, delivered_j = Pack(250 * KWH), 250 * KWH, 0.0
    for _ in range(36):  # 35.6 minutes in steps of a minute and the rest
        dt_s = min(60.0, 35.6 * 60.0 - _ * 60.0)
        energy_j, balance = cells.settle(energy_j, 0.0, 120e3, dt_s)
        delivered_j += float(balance.load_j[0])
    assert delivered_j / KWH == pytest.approx(71.2, abs=0.05)
    assert energy_j / (250 * KWH) == pytest.approx(0.70, abs=0.002)


def test_an_array_sized_for_balance_brings_the_battery_back() -> None:
    # P_sa = P_load (1 + f / ((1 - f) eta_rt)), 550 km at beta 0: f = 0.3723.
    eclipse_s, orbit_s, load_w = 0.3723 * 5739.0, 5739.0, 120e3
    f = eclipse_s / orbit_s
    array_w = load_w * (1 + f / ((1 - f) * 0.95 * 0.95))
    cells, start_j = Pack(250 * KWH), 200 * KWH
    dark_j, _ = cells.settle(start_j, 0.0, load_w, eclipse_s)
    end_j, _ = cells.settle(dark_j, array_w, load_w, orbit_s - eclipse_s)
    assert end_j == pytest.approx(start_j, rel=1e-9)


def test_the_round_trip_loses_what_the_efficiencies_say() -> None:
    cells = Pack(10 * KWH)
    full_j, charge = cells.settle(0.0, 1000.0, 0.0, 3600.0)
    _, discharge = cells.settle(full_j, 0.0, 1e6, 3600.0)
    assert discharge.load_j[0] / charge.in_j[0] == pytest.approx(0.95 * 0.95, rel=1e-12)


def test_rate_and_room_bound_what_is_taken() -> None:
    cells = Pack(10 * KWH, c_rate=0.5)
    after_j, _ = cells.settle(0.0, 1e9, 0.0, 3600.0)
    assert after_j == pytest.approx(5 * KWH)
    after_j, balance = cells.settle(9.9 * KWH, 1e9, 0.0, 3600.0)
    assert after_j == 10 * KWH
    # What the array could have given and nobody took was not drawn.
    assert balance.in_j[0] == pytest.approx(0.1 * KWH / 0.95)


def test_computing_stops_at_the_floor() -> None:
    floor_j, rate_w = 7 * KWH, 10 * KWH / 3600.0
    assert deliverable_w(7 * KWH, floor_j, rate_w, 0.95, 1 / 60.0) == 0.0
    above = deliverable_w(7.001 * KWH, floor_j, rate_w, 0.95, 1 / 60.0)
    assert above == pytest.approx(0.001 * KWH * 0.95 / 60.0, rel=1e-6)
    assert deliverable_w(10 * KWH, floor_j, rate_w, 0.95, 1 / 60.0) == pytest.approx(9500.0)


def test_recharging_asks_for_what_would_fill_it_in_time() -> None:
    assert recharge_w(10 * KWH, 10 * KWH, 10e3, 1 / 0.95, 1 / 60) == 0.0
    full_again_w = KWH / 0.95 / RECHARGE_S
    assert recharge_w(9 * KWH, 10 * KWH, 10e3, 1 / 0.95, 1 / 60) == pytest.approx(full_again_w)
    long_step_s = 12.0 * RECHARGE_S
    assert recharge_w(9 * KWH, 10 * KWH, 10e3, 1 / 0.95, 1 / long_step_s) == pytest.approx(full_again_w / 12)


def test_a_faded_battery_is_a_smaller_one() -> None:
    faded = designs_of(small_fleet(1, (replace(BUS, battery_fade_frac=0.2),), (SITE,), (WORKLOAD,)))
    assert faded.capacity_j[0] == pytest.approx(0.8 * BUS.battery_j)


powers = st.floats(0.0, 1e7)
shares = st.floats(0.0, 1.0)


@given(
    capacity_j=st.floats(0.0, 1e12),
    eta_c=st.floats(0.05, 1.0),
    eta_d=st.floats(0.05, 1.0),
    c_rate=st.floats(0.0, 20.0),
    soc=shares,
    array_w=powers,
    load_w=powers,
    dt_s=st.floats(1e-3, 1e5),
)
def test_energy_adds_up_for_any_battery(
    capacity_j: float,
    eta_c: float,
    eta_d: float,
    c_rate: float,
    soc: float,
    array_w: float,
    load_w: float,
    dt_s: float,
) -> None:
    before_j = capacity_j * soc
    after_j, balance = Pack(capacity_j, eta_c, eta_d, c_rate).settle(before_j, array_w, load_w, dt_s)
    residual_j = np.abs(balance.in_j - balance.out_j - balance.stored_j)
    assert residual_j[0] <= 1e-9 * balance.throughput_j[0]
    assert 0.0 <= after_j <= capacity_j
    assert balance.stored_j[0] == after_j - before_j
    assert balance.loss_j[0] >= -ROUNDING * balance.throughput_j[0]
    # Kept energy is rounded at the size of the battery; the efficiencies magnify that at the bus.
    slack_j = 2 * ROUNDING * capacity_j / min(eta_c, eta_d)
    assert balance.in_j[0] <= array_w * dt_s * (1 + 4 * ROUNDING) + slack_j
    assert balance.load_j[0] <= load_w * dt_s * (1 + 4 * ROUNDING) + slack_j
