"""The battery: worked sizing examples, and energy that adds up whatever it is asked."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline.sim.battery import RECHARGE_S, BatteryPack, discharge_limit_w, recharge_w, settle

KWH = 3.6e6
ROUNDING = 1e-15


def pack(capacity_j: float, eta: float = 0.95, depth: float = 0.3, c_rate: float = 1.0) -> BatteryPack:
    one = np.ones(1)
    return BatteryPack.of(one * capacity_j, one * eta, one * eta, one * depth, one * c_rate)


def test_120_kw_through_an_eclipse_need_71_kwh_and_250_kwh_of_battery() -> None:
    cells, energy_j, delivered_j = pack(250 * KWH), np.array([250 * KWH]), 0.0
    for _ in range(356):  # 35.6 minutes in steps of 6 s
        energy_j, balance = settle(cells, energy_j, np.zeros(1), np.array([120e3]), 6.0)
        delivered_j += float(balance.load_j[0])
    assert delivered_j / KWH == pytest.approx(71.2, abs=0.05)
    assert energy_j[0] / (250 * KWH) == pytest.approx(0.70, abs=0.002)


def test_an_array_sized_for_balance_brings_the_battery_back() -> None:
    # P_sa = P_load (1 + f / ((1 - f) eta_rt)), 550 km at beta 0: f = 0.3723.
    eclipse_s, orbit_s, load_w = 0.3723 * 5739.0, 5739.0, 120e3
    f = eclipse_s / orbit_s
    array_w = load_w * (1 + f / ((1 - f) * 0.95 * 0.95))
    cells, start_j = pack(250 * KWH), np.array([200 * KWH])
    dark_j, _ = settle(cells, start_j, np.zeros(1), np.array([load_w]), eclipse_s)
    end_j, _ = settle(cells, dark_j, np.array([array_w]), np.array([load_w]), orbit_s - eclipse_s)
    assert end_j[0] == pytest.approx(start_j[0], rel=1e-9)


def test_the_round_trip_loses_what_the_efficiencies_say() -> None:
    cells, empty_j = pack(10 * KWH), np.zeros(1)
    full_j, charge = settle(cells, empty_j, np.array([1000.0]), np.zeros(1), 3600.0)
    _, discharge = settle(cells, full_j, np.zeros(1), np.array([1e6]), 3600.0)
    assert discharge.load_j[0] / charge.in_j[0] == pytest.approx(0.95 * 0.95, rel=1e-12)


def test_rate_and_room_bound_what_is_taken() -> None:
    cells = pack(10 * KWH, c_rate=0.5)
    after_j, _ = settle(cells, np.zeros(1), np.array([1e9]), np.zeros(1), 3600.0)
    assert after_j[0] == pytest.approx(5 * KWH)
    after_j, balance = settle(cells, np.array([9.9 * KWH]), np.array([1e9]), np.zeros(1), 3600.0)
    assert after_j[0] == 10 * KWH
    # What the array could have given and nobody took was not drawn.
    assert balance.in_j[0] == pytest.approx(0.1 * KWH / 0.95)


def test_computing_stops_at_the_floor() -> None:
    cells = pack(10 * KWH)
    assert discharge_limit_w(cells, np.array([7 * KWH]), cells.floor_j, 60.0)[0] == 0.0
    above = discharge_limit_w(cells, np.array([7.001 * KWH]), cells.floor_j, 60.0)[0]
    assert above == pytest.approx(0.001 * KWH * 0.95 / 60.0, rel=1e-6)
    assert discharge_limit_w(cells, np.array([10 * KWH]), cells.floor_j, 60.0)[0] == pytest.approx(9500.0)


def test_recharging_asks_for_what_would_fill_it_in_time() -> None:
    cells = pack(10 * KWH)
    assert recharge_w(cells, np.array([10 * KWH]))[0] == 0.0
    assert recharge_w(cells, np.array([9 * KWH]))[0] == pytest.approx(KWH / 0.95 / RECHARGE_S)


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
    one = np.ones(1)
    cells = BatteryPack.of(one * capacity_j, one * eta_c, one * eta_d, one * 0.3, one * c_rate)
    before_j = one * (capacity_j * soc)
    after_j, balance = settle(cells, before_j, one * array_w, one * load_w, dt_s)
    residual_j = np.abs(balance.in_j - balance.out_j - balance.stored_j)
    assert residual_j[0] <= 1e-9 * balance.throughput_j[0]
    assert 0.0 <= after_j[0] <= capacity_j
    assert balance.stored_j[0] == after_j[0] - before_j[0]
    assert balance.loss_j[0] >= 0.0
    # Kept energy is rounded at the size of the battery; the efficiencies magnify that at the bus.
    slack_j = ROUNDING * capacity_j / min(eta_c, eta_d)
    assert balance.in_j[0] <= array_w * dt_s * (1 + ROUNDING) + slack_j
    assert balance.load_j[0] <= load_w * dt_s * (1 + ROUNDING) + slack_j
