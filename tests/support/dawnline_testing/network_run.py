"""A run of a small network, simulated by the program: 120 satellites, two gateways, three regions, two sites.

From 00:10 to 00:20 the region quito is lost, from 00:15 to 00:25 the gateway cork.
"""

from pathlib import Path

import pytest

from dawnline.cli.main import main
from dawnline_testing.networked import TEXT, fault


def simulated_network(folders: pytest.TempPathFactory) -> Path:
    """Return 40 minutes of it, simulated once a session; to be read only."""
    folder = folders.getbasetemp() / "network-run"
    run = folder / "net.dawn"
    if not run.exists():
        folder.mkdir(exist_ok=True)
        scenario = folder / "net.toml"
        text = TEXT.replace('duration = "2h"', 'duration = "40m"')
        scenario.write_text(text + fault("region:quito") + fault("gateway:cork", "15m"), encoding="utf-8")
        assert main(["simulate", str(scenario), "-o", str(run)]) == 0
    return run
