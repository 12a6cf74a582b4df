"""A small scenario file with everything that the engine does: requests, a gang, jobs, two events."""

from pathlib import Path

from dawnline.scenario.loading import load_scenario
from dawnline.scenario.scenario import Scenario

TEXT = """
[scenario]
format = 1
title = "Small engine: chat, a gang and jobs over orbit and ground"
start = 2026-05-30T00:00:00Z
duration = "{duration}"
step = "60s"
seed = 11

[[fleet]]
name = "dusk"
title = "Two dozen AI1 at dusk"
source = "sso"
altitude_km = 650.0
ltan_h = 18.0
ltan_spread_h = 1.0
planes = 3
satellites_per_plane = 8
phasing = 0
bus = {{ preset = "spacex-ai1", eclipse_policy = "throttle" }}
links = {{ preset = "starlink-laser", user_rate_gbps = 20 }}

[[site]]
preset = "aws"
only = ["us-east-1", "eu-central-1", "ap-northeast-1"]
accelerators = 4000
power_cap_mw = 5.0

[[gateway]]
preset = "starlink"

[network]

[[region]]
preset = "metros"

[[workload]]
name = "chat"
title = "Chat"
kind = "inference"
requests_per_s = 400.0
shape = "chat"
lengths = "chat"
ttft_target_ms = 2000
tpot_target_ms = 100
patience = "30s"

[[workload]]
name = "pretraining"
title = "A gang that trains"
kind = "training"
at = "site:aws/us-east-1"
accelerators = 2048
least_accelerators = 1024
parameters = 70e9
step_compute = "6s"

[[workload]]
name = "overnight"
title = "Jobs that can wait"
kind = "batch"
jobs_per_h = 60.0
job_accelerators = 32
job_hours = 1.5
slack = 3.0
grace = "1h"

[policy]
placement = "orbit-first"

[[event]]
kind = "power_cap"
target = "site:aws/us-east-1"
start = "20m"
duration = "30m"
share = 0.4

[[event]]
kind = "fault"
target = "site:aws/eu-central-1"
start = "40m"
duration = "20m"
"""

# What a scenario file can say beside it; its trace lies in the same folder.
ENGINE_EXTRA = """
[[site]]
preset = "colossus-1"
own_power = true
ramp_percent_per_min = 10
capping = "clock"

[[fleet]]
name = "ramp"
source = "walker-delta"
altitude_km = 550
inclination_deg = 53
planes = 4
satellites_per_plane = 3
phasing = 0
launch = { every = "30m", planes = 2 }
retire_after = "400d"
bus = { preset = "spacex-ai1", capping = "clock", upsets_per_h = 0.01, battery_age_years = 4 }

[[workload]]
name = "replayed"
kind = "inference"
trace = "trace.csv"
countries = ["USA"]

[[event]]
kind = "lease_end"
target = "site:xai/colossus-1"
start = "90m"

[[event]]
kind = "fault"
target = "fleet:ramp"
hits = "one"
rate_per_day = 100
duration = "5m"

[[event]]
kind = "storm"
start = "1h"
duration = "20m"
factor = 30

[[event]]
kind = "price"
target = "fleet:aws"
start = "1h"
factor = 2.5

[[event]]
kind = "demand_surge"
target = "workload:chat"
start = "10m"
duration = "20m"
factor = 3

[[event]]
kind = "deorbit"
target = "plane:ramp/P0"
start = "100m"

[costs]
launch_usd_per_kg = { low = 100, central = 200, high = 500 }
pue = 1.2
"""
TRACE = "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03.9799600,4808,10\n"


def write_engine_scenario(folder: Path, *, duration: str = "2h", extra: str = "") -> Path:
    """Write the scenario, with more sections at its end, into a folder and return its path."""
    path = folder / "engine.toml"
    path.write_text(TEXT.format(duration=duration) + extra, encoding="utf-8")
    return path


def engine_scenario(folder: Path, *, duration: str = "2h", extra: str = "") -> Scenario:
    """Return the scenario, loaded."""
    return load_scenario(write_engine_scenario(folder, duration=duration, extra=extra))
