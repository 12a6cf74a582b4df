"""A small scenario with a network, as a file: a shell with lasers, two gateways, three regions, two sites."""

from pathlib import Path

from dawnline.scenario.loading import load_scenario
from dawnline.scenario.scenario import Scenario

TEXT = """
[scenario]
format = 1
title = "Small, with a network"
start = 2026-05-30T00:00:00Z
duration = "2h"
step = "60s"
seed = 7

[[fleet]]
name = "shell"
source = "walker-delta"
altitude_km = 1200.0
inclination_deg = 53.0
planes = 10
satellites_per_plane = 12
phasing = 1
bus = "starlink-v2-mini-edge"
links = { preset = "starlink-laser", acquisition = "0s", user_mask_deg = 10.0, max_range_km = 9000.0 }

[[gateway]]
name = "cork"
lat = 51.9
lon = -8.5

[[gateway]]
name = "perth"
lat = -31.9
lon = 115.9

[[site]]
name = "dublin"
lat = 53.3
lon = -6.3
accelerator = "h100"
accelerators = 2000
power_cap_mw = 4.0

[[site]]
name = "sydney"
lat = -33.9
lon = 151.2
accelerator = "h100"
accelerators = 1000
power_cap_mw = 2.0

[[region]]
name = "madrid"
lat = 40.4
lon = -3.7
weight = 2.0

[[region]]
name = "tokyo"
lat = 35.7
lon = 139.7
weight = 3.0

[[region]]
name = "quito"
lat = -0.2
lon = -78.5
weight = 1.0

[[workload]]
name = "chat"
kind = "inference"
peak_accelerators = 3000.0
orbit_share = 0.2
"""


def networked_scenario(folder: Path, more: str = "", *, text: str = TEXT) -> Scenario:
    """Return the scenario with more sections; what it is written to lies in ``folder``."""
    path = folder / "networked.toml"
    path.write_text(text + more, encoding="utf-8")
    return load_scenario(path)


def fault(target: str, start: str = "10m", duration: str = "10m") -> str:
    """Return the section of a fault."""
    return f'\n[[event]]\nkind = "fault"\ntarget = "{target}"\nstart = "{start}"\nduration = "{duration}"\n'
