"""A network of fibre alone: sites are reached, and there is no satellite to be nearest."""

from pathlib import Path

import numpy as np

from dawnline.scenario.loading import load_scenario
from dawnline.sim.simulation import Simulation
from dawnline_testing.scenario_texts import HEAD, SITE

TEXT = """
[network]

[[region]]
preset = "metros"

[[workload]]
name = "chat"
kind = "inference"
requests_per_s = 4.0
"""


def test_regions_reach_sites_without_a_single_satellite(tmp_path: Path) -> None:
    path = tmp_path / "fibre.toml"
    path.write_text(HEAD + SITE + TEXT, encoding="utf-8")
    simulation = Simulation(load_scenario(path))
    simulation.start()
    frame = simulation.step(60.0)
    assert np.isfinite(frame.values["region"]["rtt_s"]).all()
    assert np.isnan(frame.values["region"]["orbit_rtt_s"]).all()
    assert frame.ledger["workload"]["requests_served"] > 0.0
    assert frame.ledger["workload"]["unreached_accelerator_s"] == 0.0
