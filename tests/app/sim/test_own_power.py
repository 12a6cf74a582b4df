"""Sites' own power: who carries the load, how long a curtailed site rides through; no joule is lost."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dawnline.fleet.ground import OnSitePower
from dawnline.sim.own_power import OwnPower
from dawnline.sim.site import Sites
from dawnline_testing.small_scenario import SITE

MW, MWH = 1e6, 3.6e9
ON = np.zeros(1, np.bool_)
# As announced of Colossus 1: 150 MW from the grid, 150 MW of Megapack, 14 turbines of 2.5 MW. How long the
# batteries last at their rating was not said: here an hour.
COLOSSUS = OnSitePower(
    gas_w=35 * MW,
    gas_ramp_frac_per_min=0.1,
    battery_j=150 * MWH,
    battery_w=150 * MW,
    battery_efficiency_frac=0.81,
)


def one_step(own: OwnPower, grid_w: float, load_w: float, dt_s: float = 60.0) -> dict[str, float]:
    supply = own.supply(np.array([grid_w]), ON, dt_s)
    done = own.settle(supply, np.minimum(np.array([load_w]), supply.total_w), dt_s)
    own.keep(done)
    return {
        "load": min(load_w, float(supply.total_w[0])), "grid": float(done.grid_w[0]),
        "gas": float(done.gas_w[0]), "stored": float(done.stored_j[0]), "left": float(done.battery_j[0]),
    }  # fmt: skip


def test_the_grid_comes_first_and_nothing_else_runs() -> None:
    own = OwnPower([COLOSSUS])
    step = one_step(own, 150 * MW, 140 * MW)
    assert step == {"load": 140 * MW, "grid": 140 * MW, "gas": 0.0, "stored": 0.0, "left": 150 * MWH}


def test_the_battery_bridges_until_gas_takes_over_and_then_recharges() -> None:
    own = OwnPower([COLOSSUS])
    one_step(own, 150 * MW, 140 * MW)  # the gas stands
    first = one_step(own, 120 * MW, 140 * MW)
    assert first["gas"] == pytest.approx(3.5 * MW)  # a tenth of its rating in a minute
    # 16.5 MW for a minute out of a battery that loses a tenth on the way out.
    assert first["stored"] == pytest.approx(-16.5 * MW * 60 / 0.9)
    steps = [one_step(own, 120 * MW, 140 * MW) for _ in range(9)]
    assert [step["stored"] < 0.0 for step in steps] == [True] * 4 + [False] * 5
    assert steps[-1]["gas"] > 20 * MW  # what it gives beyond the load goes into the battery
    full = [one_step(own, 150 * MW, 140 * MW) for _ in range(30)][-1]
    assert full["left"] == 150 * MWH
    assert (full["grid"], full["gas"], full["stored"]) == (140 * MW, 0.0, 0.0)


def test_a_curtailed_colossus_rides_through_by_its_energy_and_then_falls() -> None:
    own = OwnPower([replace(COLOSSUS, gas_w=0.0)])
    loads = [one_step(own, 50 * MW, 150 * MW)["load"] for _ in range(120)]
    held = sum(load > 149.999 * MW for load in loads)
    # 150 MWh, a tenth lost, against 100 MW: 1.35 hours.
    assert held == 81
    assert loads[82:] == [50 * MW] * 38  # the 82nd drains what is left


def test_a_battery_gives_no_more_than_its_rate_and_a_faulted_site_nothing() -> None:
    own = OwnPower([replace(COLOSSUS, gas_w=0.0)])
    assert own.supply(np.zeros(1), ON, 60.0).total_w[0] == 150 * MW
    assert own.supply(np.zeros(1), ~ON, 60.0).total_w[0] == 0.0


@settings(max_examples=150, deadline=None)
@given(
    gas=st.floats(0.0, 100.0), ramp=st.floats(0.0, 2.0), energy=st.floats(0.0, 50.0),
    rate=st.floats(0.0, 200.0), efficiency=st.floats(0.3, 1.0), dt_s=st.sampled_from([1.0, 60.0, 900.0]),
    steps=st.lists(st.tuples(st.floats(0.0, 200.0), st.floats(0.0, 400.0)), min_size=1, max_size=30),
)  # fmt: skip
def test_no_joule_is_lost_or_made(
    gas: float, ramp: float, energy: float, rate: float, efficiency: float, dt_s: float,
    steps: list[tuple[float, float]],
) -> None:  # fmt: skip
    own = OwnPower([OnSitePower(gas * MW, ramp, 0.08, 0.5, energy * MWH, rate * MW, efficiency)])
    before_j, stored_j = own.battery_j.copy(), 0.0
    for grid, asked in steps:
        gas_before_w = own.gas_w.copy()
        supply = own.supply(np.array([grid * MW]), ON, dt_s)
        load_w = np.minimum(asked * MW, supply.total_w)
        done = own.settle(supply, load_w, dt_s)
        own.keep(done)
        size_j = (grid + asked + gas + rate + 1.0) * MW * dt_s
        balance_j = (load_w - done.grid_w - done.gas_w) * dt_s + done.stored_j + done.loss_j
        assert abs(float(balance_j[0])) <= 1e-12 * size_j
        assert done.grid_w[0] <= grid * MW
        assert done.loss_j[0] >= -1e-12 * size_j
        assert done.gas_w[0] <= min(gas, gas_before_w[0] / MW + gas * ramp * dt_s / 60.0) * MW + 1e-6
        assert 0.0 <= own.battery_j[0] <= own.capacity_j[0]
        stored_j += float(done.stored_j[0])
    moved_j = float((own.battery_j - before_j)[0])
    assert moved_j == pytest.approx(stored_j, abs=1e-9 * energy * MWH + 1e-3)


def test_the_offer_follows_from_what_power_there_is() -> None:
    plant = OnSitePower(battery_j=0.01 * MWH, battery_w=0.1 * MW, battery_efficiency_frac=1.0)
    sites = Sites([replace(SITE, power_cap_w=0.2 * MW, on_site=plant)])
    seen = []
    for _ in range(12):
        offer = sites.offer(ON, np.array([0.3]), 60.0)
        flows = sites.work(offer, offer.busy_limit, 60.0)
        sites.keep(flows)
        values, totals = sites.channels(offer, flows), sites.ledger(flows, 60.0)
        assert totals["energy_j"] + totals["battery_stored_j"] + totals["battery_loss_j"] == pytest.approx(
            totals["grid_j"] + totals["gas_j"], rel=1e-12
        )
        seen.append((float(values["load_w"][0]), float(values["battery_frac"][0])))
    loads, charges = zip(*seen, strict=True)
    # 122 kW at full load, 60 kW of them from the grid: ten kilowatt-hours last nearly ten minutes.
    assert loads[0] == pytest.approx(100 * 700 * 1.45 * 1.2)
    assert [load > 0.12 * MW for load in loads] == [True] * 9 + [False] * 3
    assert loads[-1] == pytest.approx(0.06 * MW)
    assert list(charges) == sorted(charges, reverse=True)


def test_a_load_ramp_holds_back_only_what_rises() -> None:
    site = replace(SITE, ramp_frac_per_min=0.1)  # 20 kW a minute
    sites = Sites([site])
    loads = []
    for minute in range(8):
        faulted = np.array([minute == 1])
        offer = sites.offer(faulted, np.ones(1), 60.0)
        flows = sites.work(offer, offer.busy_limit, 60.0)
        sites.keep(flows)
        loads.append(float(flows.load_w[0]))
    full_w = 100 * 700 * 1.45 * 1.2
    assert loads[0] == pytest.approx(full_w)
    assert loads[1] == 0.0
    assert loads[2:] == pytest.approx([min(full_w, 20e3 * k) for k in range(1, 7)])


def test_states_continue_bit_for_bit() -> None:
    def run(sites: Sites, steps: range) -> list[float]:
        out = []
        for k in steps:
            offer = sites.offer(ON, np.array([0.2 if k % 3 else 1.0]), 60.0)
            flows = sites.work(offer, offer.busy_limit, 60.0)
            sites.keep(flows)
            out.append(float(flows.power.grid_w[0] + flows.power.stored_j[0]))
        return out

    site = replace(SITE, on_site=OnSitePower(20e3, 0.3, battery_j=2e6, battery_w=1e5), ramp_frac_per_min=0.2)
    whole = Sites([site])
    first = run(whole, range(7))
    state = whole.state()
    rest = run(whole, range(7, 20))
    again = Sites([site])
    again.restore(state)
    assert run(again, range(7, 20)) == rest
    assert first != rest[:7]
