"""Own power, prices, upsets, leases and deorbits in simulated scenarios: balances, and runs that go on."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dawnline.fleet.ground import OnSitePower, Tariff
from dawnline.scenario.event import Event
from dawnline.scenario.scenario import Scenario
from dawnline.sim.simulation import Simulation
from dawnline.telemetry.catalogue import LIMITERS, STATES
from dawnline.telemetry.frame import Frame
from dawnline_testing.small_scenario import BUS, SITE, event, small_scenario

ENDLESS = float("inf")
PRICED = replace(BUS, tariff=Tariff(usd_per_accelerator_h=4.0, kg_per_accelerator_h=0.05), upsets_per_h=0.4)
GRID = Tariff(usd_per_kwh=0.06, usd_per_accelerator_h=1.0, kg_per_kwh=0.4)
# 122 kW at full load: 200 kW of contract, ten minutes of battery for the half of it, gas for a quarter.
OWN = replace(
    SITE,
    tariff=GRID,
    on_site=OnSitePower(gas_w=30e3, gas_ramp_frac_per_min=0.2, battery_j=36e6, battery_w=100e3),
)
PLAIN = replace(SITE, name="there", tariff=GRID)
STEPS = 60


def frames(*events: Event, **changes: Any) -> list[Frame]:
    """Return an hour of minutes of two sites and two dozen satellites under more demand than they can do."""
    simulation = Simulation(scenario(*events, **changes))
    return [simulation.start(), *(simulation.step(60.0) for _ in range(STEPS))]


def scenario(*events: Event, **changes: Any) -> Scenario:
    return small_scenario(
        **{"buses": (PRICED,), "sites": (OWN, PLAIN), "events": events, "duration_s": 60.0 * STEPS, **changes}
    )


def series(told: list[Frame], kind: str, key: str, row: int) -> np.ndarray:
    return np.array([float(frame.values[kind][key][row]) for frame in told])  # type: ignore[index]


def total(told: list[Frame], kind: str, key: str) -> float:
    return sum(frame.ledger[kind][key] for frame in told)  # type: ignore[index]


def test_a_curtailed_site_is_carried_by_its_battery_then_by_gas_and_falls_by_the_rest() -> None:
    told = frames(event("power_cap", "site", 0, 600.0, 1800.0, 0.25))
    load, gas, battery = (series(told, "site", key, 0) for key in ("load_w", "gas_w", "battery_frac"))
    assert load[9] == load[12] == pytest.approx(load[1])
    assert battery[9] == 1.0
    assert gas[9] == 0.0
    assert gas[20] == pytest.approx(30e3)
    # 50 kW of the grid and 30 kW of gas are left when the battery is empty.
    assert load[38] == pytest.approx(80e3, rel=1e-3)
    assert LIMITERS[int(told[38].values["site"]["limiter"][0])] == "power_cap"
    assert battery[38] == pytest.approx(0.0, abs=1e-6)
    assert load[42] == pytest.approx(load[1])
    assert battery[60] > battery[42]
    assert np.isnan(series(told, "site", "battery_frac", 1)).all()
    for frame in told:
        own = frame.ledger["site"]
        assert own["energy_j"] + own["battery_stored_j"] + own["battery_loss_j"] == pytest.approx(
            own["grid_j"] + own["gas_j"], rel=1e-12, abs=1e-6
        )


def test_dollars_are_hours_and_kilowatt_hours_times_prices() -> None:
    told = frames(event("price", "site", 1, 0.0, ENDLESS, 2.0))
    grid_kwh = total(told, "site", "grid_j") / 3.6e6
    dear_kwh = float(series(told, "site", "grid_w", 1)[1:].sum()) / 60e3
    assert total(told, "site", "energy_usd") == pytest.approx(0.06 * (grid_kwh + dear_kwh), rel=1e-6)
    assert total(told, "site", "machine_usd") == pytest.approx(100.0 + 2 * 100.0)
    assert total(told, "satellite", "machine_usd") == pytest.approx(24 * 16 * 4.0)
    assert total(told, "site", "carbon_kg") == pytest.approx(0.4 * grid_kwh)
    each = told[30].values["site"]["usd_per_accelerator_h"]
    assert each[1] == pytest.approx(2 * each[0], rel=1e-6)


def test_a_lease_ends_for_good_and_no_bill_follows() -> None:
    told = frames(event("lease_end", "site", 1, 1800.0, ENDLESS))
    load, busy = series(told, "site", "load_w", 1), series(told, "site", "gpu_util_frac", 1)
    assert load[29] > 0.0
    assert not load[30:].any()
    assert np.isnan(busy[30:]).all()
    assert LIMITERS[int(told[40].values["site"]["limiter"][1])] == "none"
    before, after = (total(part, "site", "machine_usd") for part in (told[1:30], told[30:]))
    assert before / 29 == pytest.approx(2 * after / 31)


def test_a_deorbited_satellite_is_gone_and_the_rest_go_on_as_they_were() -> None:
    calm, told = frames(), frames(event("deorbit", "satellite", 3, 1800.0, ENDLESS))
    states = series(told, "satellite", "state", 3)
    assert [STATES[int(code)] for code in states[[29, 30, 60]]] == ["flying", "gone", "gone"]
    assert not series(told, "satellite", "load_w", 3)[30:].any()
    # Whose chance it was to fail before, it still is.
    for row in (0, 7, 23):
        fell = [series(run, "satellite", "limiter", row) == LIMITERS.index("fault") for run in (calm, told)]
        assert np.array_equal(*fell)


def test_a_storm_brings_upsets_to_its_time_alone() -> None:
    storm = event("storm", "fleet", 0, 1200.0, 600.0, 40.0)
    fault = LIMITERS.index("fault")
    calm, told = (
        np.array([(frame.values["satellite"]["limiter"] == fault).sum() for frame in run])
        for run in (frames(), frames(storm))
    )
    assert np.array_equal(calm[:20], told[:20])
    assert told[20:40].sum() > 3 * max(1, calm[20:40].sum())


def test_a_provider_outage_stops_all_of_its_sites() -> None:
    told = frames(event("fault", "fleet", 1, 600.0, 300.0))
    load = series(told, "site", "load_w", 0) + series(told, "site", "load_w", 1)
    assert not load[10:15].any()
    assert load[9] > 0.0
    assert load[15] > 0.0


def test_a_run_goes_on_from_its_state_bit_for_bit() -> None:
    events = (
        event("power_cap", "site", 0, 600.0, 1800.0, 0.25),
        event("storm", "fleet", 0, 1200.0, 900.0, 30.0),
        event("lease_end", "site", 1, 2400.0, ENDLESS),
    )
    whole = Simulation(scenario(*events))
    whole.start()
    for _ in range(25):
        whole.step(60.0)
    state = whole.state()
    rest = [whole.step(60.0) for _ in range(20)]
    again = Simulation(scenario(*events))
    again.restore(state)
    for frame in rest:
        other = again.step(60.0)
        assert other.ledger == frame.ledger
        for kind, channels in frame.values.items():
            for key, values in channels.items():
                assert np.array_equal(other.values[kind][key], values, equal_nan=values.dtype.kind == "f"), (
                    key
                )
