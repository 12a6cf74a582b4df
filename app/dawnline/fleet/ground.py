"""The ground: compute sites, and the regions and workloads that ask for compute."""

from dataclasses import dataclass
from typing import Literal

from dawnline.fleet.accelerator import Accelerator
from dawnline.fleet.provenance import Provenance

# Text is 4 to 6 bytes a token (domain reference, 4.2). A node of eight works on about 2,000 tokens a second,
# prompts and answers together, 250 an accelerator: 10 kbit/s. A gigawatt, 700,000 of 1.4 kW, moves 7 Gbit/s.
TEXT_TRAFFIC_BPS = 10e3


@dataclass(frozen=True)
class Site:
    """One data centre or cloud region: where it is, what it holds, what its grid contract allows."""

    name: str
    title: str
    provider: str
    lat_rad: float
    lon_rad: float
    accelerator: Accelerator
    accelerators: int
    power_cap_w: float
    pue: float
    overhead_frac: float
    fault_rate_per_h: float
    fault_repair_s: float
    provenance: tuple[Provenance, ...] = ()


@dataclass(frozen=True)
class Region:
    """A place that demand comes from; ``weight`` is its share of each workload before normalisation."""

    name: str
    lat_rad: float
    lon_rad: float
    weight: float


@dataclass(frozen=True)
class Workload:
    """Demand for accelerators over the day.

    Demand of region r at local solar hour h is ``peak_accelerators`` times its share times
    ``(1 + A cos(2 pi (h - h_pk) / 24) + B cos(4 pi (h - h_pk) / 24)) / (1 + A + B)``, never below zero.
    ``traffic_bps`` is what a busy accelerator exchanges with the region that it serves, each way.
    """

    name: str
    title: str
    kind: Literal["inference", "batch"]
    peak_accelerators: float
    daily_amplitude: float
    half_daily_amplitude: float
    peak_local_hour: float
    orbit_share_frac: float
    traffic_bps: float = TEXT_TRAFFIC_BPS
