"""Small scenarios: made in memory with buses that can be bent, or written as a file for the whole program."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from dawnline.fleet.accelerator import Accelerator
from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.entity import EntityRef, EntityTable
from dawnline.fleet.fleet import Fleet, FleetGroup
from dawnline.fleet.ground import Region, Site
from dawnline.fleet.workload import Workload
from dawnline.orbits.element_sets import SGP4_COLUMNS, ElementSets, KeplerElements
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.event import Event
from dawnline.scenario.policy import PlacementPolicy
from dawnline.scenario.scenario import Scenario

EPOCH = Epoch.from_iso("2026-05-30T06:00:00Z")
H100 = Accelerator("H100 SXM", idle_w=70.0, max_w=700.0, gamma=0.75)

# 16 accelerators at 14 kW full with overhead, an array of about 20 kW, 20 minutes of battery to the floor.
BUS = SatelliteBus(
    name="testbus",
    accelerator=H100,
    accelerators=16,
    array_area_m2=90.0,
    array_efficiency_frac=0.22,
    array_packing_frac=0.88,
    array_pointing_frac=0.95,
    array_degradation_frac=0.05,
    array_tracking="sun-tracking",
    battery_j=16_000.0 * 3600.0,
    charge_efficiency_frac=0.95,
    discharge_efficiency_frac=0.95,
    max_c_rate_per_h=1.0,
    depth_of_discharge_frac=0.3,
    radiator_area_m2=20.0,
    radiator_faces=2,
    radiator_absorptivity_frac=0.07,
    radiator_emissivity_frac=0.82,
    heat_capacity_j_per_k=4.0e5,
    throttle_k=333.15,
    trip_k=353.15,
    housekeeping_w=800.0,
    overhead_frac=0.12,
    eclipse_policy="ride-through",
    throttle_frac=0.3,
    fault_rate_per_h=0.0,
    fault_repair_s=1800.0,
)

SITE = Site(
    name="here",
    title="Here",
    provider="test",
    lat_rad=0.6,
    lon_rad=-1.5,
    accelerator=H100,
    accelerators=100,
    power_cap_w=200_000.0,
    pue=1.2,
    overhead_frac=0.45,
    fault_rate_per_h=0.0,
    fault_repair_s=3600.0,
)

WORKLOAD = Workload(
    name="chat",
    title="Chat",
    kind="inference",
    peak_accelerators=1000.0,
    daily_amplitude=0.5,
    half_daily_amplitude=0.1,
    peak_local_hour=15.0,
    orbit_share_frac=0.6,
)


def ring(n: int, inclination_deg: float = 53.0, altitude_m: float = 550e3, planes: int = 4) -> KeplerElements:
    """Return n satellites in evenly spaced planes of circular orbits."""
    index = np.arange(n)
    plane = index % planes
    return KeplerElements(
        names=tuple(f"S{i}" for i in index),
        a_m=np.full(n, 6_378_137.0 + altitude_m),
        e=np.zeros(n),
        i_rad=np.full(n, np.radians(inclination_deg)),
        raan_rad=2 * np.pi * plane / planes,
        argp_rad=np.zeros(n),
        mean_anomaly_rad=2 * np.pi * index / n,
    )


def small_scenario(
    *,
    n: int = 24,
    buses: Sequence[SatelliteBus] = (BUS,),
    sites: Sequence[Site] = (SITE,),
    workloads: Sequence[Workload] = (WORKLOAD,),
    orbits: KeplerElements | None = None,
    ephemeris: Ephemeris | None = None,
    **changes: Any,
) -> Scenario:
    """Return a scenario of n satellites, buses in turn; ``changes`` are fields of Scenario."""
    where = ephemeris or Ephemeris(EPOCH, [orbits or ring(n)])
    scenario = Scenario(
        title="Small",
        description="",
        epoch=where.epoch,
        duration_s=6000.0,
        step_s=60.0,
        seed=7,
        fleet=small_fleet(where.n, buses, sites, workloads),
        ephemeris=where,
        policy=PlacementPolicy(),
        events=(),
        document="{}",
        warnings=(),
    )
    return replace(scenario, **changes)


def small_fleet(
    n: int, buses: Sequence[SatelliteBus], sites: Sequence[Site], workloads: Sequence[Workload]
) -> Fleet:
    """Return a fleet of n satellites and everything on the ground, each in its table."""
    names = tuple(f"S{i}" for i in range(n))
    regions = (Region("west", 0.7, -1.4, 1.0), Region("east", 0.2, 1.8, 2.0))
    groups = (
        FleetGroup("small", "Small", "satellite", "generated", ""),
        FleetGroup("t", "T", "site", "listed", ""),
    )
    tables = {
        "satellite": EntityTable.of(
            "satellite", tuple(f"satellite:small/{name}" for name in names), names, np.zeros(n, np.int32)
        ),
        "site": EntityTable.of(
            "site",
            tuple(f"site:t/{site.name}" for site in sites),
            tuple(site.name for site in sites),
            np.ones(len(sites), np.int32),
        ),
        "region": EntityTable.of("region", ("region:west", "region:east"), ("west", "east")),
        "workload": EntityTable.of(
            "workload",
            tuple(f"workload:{workload.name}" for workload in workloads),
            tuple(workload.name for workload in workloads),
        ),
        "fleet": EntityTable.of("fleet", ("fleet:small", "fleet:t"), ("small", "t")),
    }
    return Fleet(
        tables=tables,
        groups=groups,
        buses=tuple(buses),
        bus_of=(np.arange(n) % len(buses)).astype(np.int32),
        plane_of=np.zeros(n, np.int32),
        sites=tuple(sites),
        regions=regions,
        workloads=tuple(workloads),
    )


def event(kind: str, what: str, index: int, start_s: float, duration_s: float, value: float = 0.0) -> Event:
    """Return an event on one satellite or site."""
    return Event(kind, EntityRef(what, index), start_s, duration_s, value)


def falling(n: int, days_old: float = 0.0) -> ElementSets:
    """Return element sets of satellites at about 160 km with a drag that SGP4 cannot follow for long."""
    columns = {key: np.zeros(n) for key in SGP4_COLUMNS}
    columns["jdsatepoch"][:] = EPOCH.jd
    columns["jdsatepochF"][:] = EPOCH.fraction - days_old
    columns["bstar"][:] = 0.01
    columns["ecco"][:] = 0.001
    columns["inclo"][:] = 0.9
    columns["mo"][:] = np.linspace(0.0, 6.0, n)
    columns["no_kozai"][:] = 16.4 * 2 * np.pi / 1440.0
    return ElementSets(tuple(f"F{i}" for i in range(n)), np.arange(n, dtype=np.int64), columns)


def biting_scenario(**changes: Any) -> Scenario:
    """Return a scenario in which every limiter holds somebody back within an orbit."""
    buses = (
        BUS,
        replace(BUS, name="throttled", eclipse_policy="throttle"),
        replace(BUS, name="sleeper", eclipse_policy="hibernate", array_tracking="single-axis"),
        replace(BUS, name="small battery", battery_j=BUS.battery_j / 4),
        replace(BUS, name="small radiator", radiator_area_m2=8.0, fault_rate_per_h=0.5),
        replace(BUS, name="no accelerators", accelerators=0, array_tracking="body-fixed"),
    )
    events = (
        event("fault", "satellite", 1, 600.0, 1200.0),
        event("power_cap", "site", 0, 1200.0, 1200.0, 0.3),
        event("power_cap", "satellite", 6, 0.0, 3000.0, 0.5),
    )
    # Demand is below what all can do together: some have less work than they could.
    modest = replace(WORKLOAD, peak_accelerators=330.0)
    return small_scenario(**{"n": 24, "buses": buses, "events": events, "workloads": (modest,), **changes})


# A scenario file that any machine simulates in seconds, with orbit, ground and demand.
TEXT = """
[scenario]
format = 1
title = "Small: one shell, one dusk plane, two places"
start = 2026-05-30T00:00:00Z
duration = "{duration}"
step = "60s"
seed = 7

[[fleet]]
name = "shell"
title = "A small shell"
source = "walker-delta"
altitude_km = 550.0
inclination_deg = 53.0
planes = 12
satellites_per_plane = 12
phasing = 5
bus = "starlink-v2-mini-edge"

[[fleet]]
name = "dusk"
title = "A dusk plane"
source = "sso"
altitude_km = 650.0
ltan_h = 18.0
planes = 1
satellites_per_plane = 20
phasing = 0
bus = {{ preset = "spacex-ai1", eclipse_policy = "throttle", throttle_frac = 0.4 }}

[[site]]
preset = "colossus-1"

[[site]]
preset = "aws"

[[region]]
preset = "metros"

[[workload]]
name = "assistants"
title = "Assistants"
kind = "inference"
peak_accelerators = 400_000.0
daily_amplitude = 0.5
peak_local_hour = 15.0
orbit_share = 0.05
"""


def write_small_scenario(folder: Path, *, duration: str = "2h", name: str = "small.toml") -> Path:
    """Write the scenario into a folder and return its path."""
    path = folder / name
    path.write_text(TEXT.format(duration=duration), encoding="utf-8")
    return path
