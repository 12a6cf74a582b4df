"""Compiles every kernel that a run may ask for, or loads it from where it is kept."""

import tempfile
from pathlib import Path

from dawnline.network import warming as network
from dawnline.runs.drive import run
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import Overrides, load_scenario
from dawnline.sim import warming as sim

# Together these ask for all there is: a network, requests sent where they are answered soonest, in orbit too.
SCENARIOS = ("welcome", "us-east-1-outage", "solar-storm")
A_LITTLE_S = 60.0


def warm() -> None:
    """Go through all kernels; raise RuntimeError if one is wrong."""
    network.warm()
    sim.warm()
    with tempfile.TemporaryDirectory(prefix="dawnline-warm-") as name:
        for scenario in SCENARIOS:
            simulate_a_little(scenario, Path(name) / f"{scenario}.dawn")


def simulate_a_little(scenario: str, path: Path) -> None:
    """Write a run of two frames of a scenario of the library, or few if its steps are longer."""
    little = load_scenario(bundled_scenario(scenario), Overrides(duration_s=A_LITTLE_S))
    run(little, path, should_flush=lambda: False, on_progress=lambda _: None, cancelled=lambda: False)
