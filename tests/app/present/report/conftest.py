"""A run with work of every kind, prices, own power and events, for pages."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dawnline.fleet.ground import OnSitePower, Tariff
from dawnline.recording.header import RunHeader
from dawnline.recording.recording import Recording
from dawnline.recording.writer import RunWriter
from dawnline.scenario.about import About, Source, described
from dawnline.sim.simulation import Simulation
from dawnline_testing.small_scenario import WORKLOAD, event
from dawnline_testing.working import KNOWN_BUS, KNOWN_SITE, gang, jobs, requests, working_scenario

GRID = Tariff(usd_per_kwh=0.06, usd_per_accelerator_h=1.0, kg_per_kwh=0.4, kg_per_accelerator_h=0.01)
OWN = OnSitePower(gas_w=5e3, battery_j=36e6, battery_w=10e3)


def written(path: Path, **changes: object) -> Path:
    """Write an hour of a scenario and return its file."""
    scenario = working_scenario(
        (WORKLOAD, requests(60.0), gang(accelerators=16.0), jobs(60.0, job_h=0.05)),
        buses=(replace(KNOWN_BUS, tariff=Tariff(usd_per_accelerator_h=4.0, kg_per_accelerator_h=0.05)),),
        sites=(replace(KNOWN_SITE, tariff=GRID, on_site=OWN), replace(KNOWN_SITE, name="there", tariff=GRID)),
        events=(event("power_cap", "site", 0, 600.0, 1200.0, 0.2), event("fault", "site", 1, 1200.0, 900.0)),
        **changes,
    )
    about = About((Source("100 kW a satellite: a keynote", "announced"),), ("Clouds.",))
    document = json.dumps({"scenario": described(about)})
    simulation = Simulation(replace(scenario, document=document, description="A story.\n\nIts second part."))
    with RunWriter(path, RunHeader.of_scenario(simulation.scenario, "0", simulation.catalogue)) as writer:
        writer.append(simulation.start())
        for _ in range(60):
            writer.append(simulation.step(60.0))
        writer.finish("complete")
    return path


@pytest.fixture(scope="package")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recording]:
    with Recording.open(written(tmp_path_factory.mktemp("report") / "told.dawn")) as recording:
        yield recording
