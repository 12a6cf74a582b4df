"""What recorded values add up to is what the ledger says, where prices, power and presence change."""

from dataclasses import replace
from pathlib import Path

import pytest

from dawnline.fleet.ground import OnSitePower, Tariff
from dawnline.present.costs.counted import counted, recorded
from dawnline.recording.header import RunHeader
from dawnline.recording.recording import Recording
from dawnline.recording.writer import RunWriter
from dawnline.sim.simulation import Simulation
from dawnline_testing.small_scenario import BUS, SITE, event, small_scenario

GRID = Tariff(usd_per_kwh=0.06, usd_per_accelerator_h=1.0, kg_per_kwh=0.4, kg_per_accelerator_h=0.01)
OWN = OnSitePower(gas_w=30e3, gas_ramp_frac_per_min=0.2, battery_j=36e6, battery_w=100e3)
ENDLESS = float("inf")
# A run file keeps 12 bits of the fraction: rounding errs by 1 in 8,000 at most.
KEPT = 1.0 / 8000.0


@pytest.fixture(scope="module")
def eventful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    scenario = small_scenario(
        buses=(replace(BUS, tariff=Tariff(usd_per_accelerator_h=4.0, kg_per_accelerator_h=0.05)),),
        sites=(replace(SITE, tariff=GRID, on_site=OWN), replace(SITE, name="there", tariff=GRID)),
        events=(
            event("power_cap", "site", 0, 600.0, 1200.0, 0.25),
            event("price", "site", 0, 900.0, 1200.0, 3.0),
            event("price", "fleet", 0, 900.0, 1200.0, 1.5),
            event("lease_end", "site", 1, 2400.0, ENDLESS),
            event("deorbit", "satellite", 5, 1800.0, ENDLESS),
        ),
        duration_s=3600.0,
    )
    simulation = Simulation(scenario)
    path = tmp_path_factory.mktemp("counted") / "eventful.dawn"
    with RunWriter(path, RunHeader.of_scenario(simulation.scenario, "0", simulation.catalogue)) as writer:
        writer.append(simulation.start())
        for _ in range(60):
            writer.append(simulation.step(60.0))
        writer.finish("complete")
    return path


def test_recorded_values_add_up_to_the_ledger(eventful: Path) -> None:
    with Recording.open(eventful) as recording:
        orbit, ground = (recorded(recording, kind) for kind in ("satellite", "site"))
        for part, kind, field, key, unit in (
            (orbit, "satellite", "kwh", "load_j", 3.6e6),
            (orbit, "satellite", "machine_usd", "machine_usd", 1.0),
            (orbit, "satellite", "carbon_kg", "carbon_kg", 1.0),
            (ground, "site", "kwh", "energy_j", 3.6e6),
            (ground, "site", "machine_usd", "machine_usd", 1.0),
            (ground, "site", "energy_usd", "energy_usd", 1.0),
            (ground, "site", "carbon_kg", "carbon_kg", 1.0),
        ):
            exact = float(recording.ledger(kind, key)[1].sum()) / unit
            assert exact > 0.0
            assert float(getattr(part, field).sum()) == pytest.approx(exact, rel=KEPT), (kind, key)


def test_counted_values_have_the_ledgers_totals(eventful: Path) -> None:
    with Recording.open(eventful) as recording:
        site = counted(recording, "site")
        exact = recording.ledger("site", "energy_usd")[1].sum()
        assert site.energy_usd.sum() == pytest.approx(exact, rel=1e-12)
        # The lease ended after 39 of 60 minutes.
        assert site.there_h == pytest.approx([100.0, 65.0])
        assert site.busy_h[1] <= site.there_h[1]
