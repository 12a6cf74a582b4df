"""Money and carbon of a step, machine by machine."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.ground import OnSitePower, Tariff
from dawnline.sim.site import SiteFlows, SiteOffer, Sites
from dawnline.sim.tariffs import Tariffs, workload_usd_per_million_tokens
from dawnline_testing.small_scenario import BUS, SITE, WORKLOAD, small_fleet

GROUND = Tariff(usd_per_kwh=0.06, usd_per_accelerator_h=1.0, kg_per_kwh=0.4, kg_per_accelerator_h=0.01)
ORBIT = Tariff(usd_per_accelerator_h=5.0, kg_per_accelerator_h=0.05)
GAS = OnSitePower(gas_w=1e6, gas_ramp_frac_per_min=10.0, gas_usd_per_kwh=0.1, gas_kg_per_kwh=0.5)
# The first has gas; both can do all they have: 121.8 kW of facility power.
SITES = (replace(SITE, tariff=GROUND, on_site=GAS), replace(SITE, name="there", tariff=GROUND))
FLEET = small_fleet(3, [replace(BUS, tariff=ORBIT)], SITES, [WORKLOAD])
FULL_W = 100 * 700 * 1.45 * 1.2
ONE, TWO, NOBODY = np.ones(2), np.full(2, 2.0), np.zeros(2, np.bool_)


def worked(share: float = 1.0) -> tuple[Sites, SiteOffer, SiteFlows]:
    sites = Sites(SITES)
    offer = sites.offer(NOBODY, np.full(2, share), 3600.0)
    return sites, offer, sites.work(offer, offer.busy_limit, 3600.0)


def test_an_hour_at_full_load() -> None:
    sites, _, flows = worked()
    bill = Tariffs(FLEET).sites(flows, 3600.0, ONE, NOBODY)
    assert bill.energy_usd == pytest.approx(np.full(2, FULL_W / 1e3 * 0.06))
    assert bill.machine_usd == pytest.approx(np.full(2, 100.0))
    assert bill.carbon_kg == pytest.approx(np.full(2, FULL_W / 1e3 * 0.4 + 1.0))
    totals = bill.totals()
    assert totals["energy_usd"] + totals["machine_usd"] == pytest.approx(float(bill.total_usd.sum()))
    assert sites.n == 2


def test_what_gas_makes_is_paid_as_gas() -> None:
    _, _, flows = worked(0.3)  # 60 kW of the grid are left
    bill = Tariffs(FLEET).sites(flows, 3600.0, ONE, NOBODY)
    gas_kwh = FULL_W / 1e3 - 60.0
    assert bill.energy_usd == pytest.approx(np.array([60.0 * 0.06 + gas_kwh * 0.1, 60.0 * 0.06]))
    assert bill.carbon_kg == pytest.approx(np.array([60.0 * 0.4 + gas_kwh * 0.5, 60.0 * 0.4]) + 1.0)


def test_a_price_event_moves_dollars_and_no_carbon() -> None:
    _, _, flows = worked()
    tariffs = Tariffs(FLEET)
    once, twice = (tariffs.sites(flows, 3600.0, price, NOBODY) for price in (ONE, TWO))
    assert twice.total_usd == pytest.approx(2.0 * once.total_usd)
    assert np.array_equal(twice.carbon_kg, once.carbon_kg)


def test_satellites_pay_for_machines_alone_and_only_while_they_are_there() -> None:
    tariffs = Tariffs(FLEET)
    bill = tariffs.satellites(1800.0, np.ones(3), np.array([False, True, False]))
    assert bill.machine_usd == pytest.approx(np.array([40.0, 0.0, 40.0]))
    assert not bill.energy_usd.any()
    assert bill.carbon_kg == pytest.approx(np.array([0.4, 0.0, 0.4]))
    orbit, ground = tariffs.usd_per_accelerator_h(
        bill, tariffs.sites(worked()[2], 1800.0, ONE, np.array([False, False])), 1800.0
    )
    assert orbit[0] == pytest.approx(5.0)
    assert np.isnan(orbit[1])
    assert ground == pytest.approx(np.full(2, 1.0 + FULL_W / 1e5 * 0.06))


def test_asking_prices_are_at_full_load_with_the_power_of_now() -> None:
    tariffs = Tariffs(FLEET)
    sites, offer, _ = worked(0.3)
    usd, kg = tariffs.asking(sites, offer, np.ones(3), ONE)
    assert list(usd[:3]) == [5.0] * 3
    each_kwh, grid = FULL_W / 1e5, 60e3 / FULL_W
    assert usd[3] == pytest.approx(1.0 + each_kwh * (grid * 0.06 + (1.0 - grid) * 0.1))
    assert usd[4] == pytest.approx(1.0 + each_kwh * 0.06)
    assert kg[4] == pytest.approx(0.01 + each_kwh * 0.4)
    assert kg[3] > kg[4]


def test_a_workload_pays_for_the_accelerators_at_work_on_it() -> None:
    work = np.array([[10.0, 0.0], [5.0, 20.0], [0.0, 0.0]])
    price = workload_usd_per_million_tokens(work, np.array([3.6, np.nan]), np.array([1000.0, 100.0, 0.0]))
    assert price[0] == pytest.approx(10.0)  # a cent a second for a thousand tokens
    assert price[1] == pytest.approx(50.0)
    assert np.isnan(price[2])


def test_a_fleet_without_tariffs_costs_nothing() -> None:
    assert Tariffs(FLEET).are_any
    assert not Tariffs(small_fleet(3, [BUS], [SITE], [WORKLOAD])).are_any
