"""Compiles the kernels that nearly every run asks for, or loads them from where they are kept.

What places and serves single requests, and what shares a hundred thousand satellites among threads, is left
to the first run that needs it: together they would take as long as all the others, each time an installer is
tried too.
"""

import tempfile
from pathlib import Path

from dawnline.network import warming as network
from dawnline.runs.drive import run
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import Overrides, load_scenario

A_LITTLE_S = 60.0


def warm() -> None:
    """Go through the network's kernels, then two frames of the welcome scenario."""
    network.warm()
    scenario = load_scenario(bundled_scenario("welcome"), Overrides(duration_s=A_LITTLE_S))
    with tempfile.TemporaryDirectory(prefix="dawnline-warm-") as name:
        path = Path(name) / "run.dawn"
        run(scenario, path, should_flush=lambda: False, on_progress=lambda _: None, cancelled=lambda: False)
