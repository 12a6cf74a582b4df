"""The ground: compute sites, and the regions that ask for compute."""

from dataclasses import dataclass

from dawnline.fleet.accelerator import Accelerator, Capping
from dawnline.fleet.provenance import Provenance


@dataclass(frozen=True)
class OnSitePower:
    """What a site makes or keeps of its own: gas generators and a battery behind its meter.

    ``gas_ramp_frac_per_min`` is how much of its rating the gas can take on in a minute.
    """

    gas_w: float = 0.0
    gas_ramp_frac_per_min: float = 0.1
    gas_usd_per_kwh: float = 0.08
    gas_kg_per_kwh: float = 0.49
    battery_j: float = 0.0
    battery_w: float = 0.0
    battery_efficiency_frac: float = 0.86


@dataclass(frozen=True)
class Tariff:
    """What running somewhere costs and emits: energy, an accelerator-hour at work or not, carbon.

    Of satellites the machine-hour holds everything, launch and bus included, and energy is free.
    """

    usd_per_kwh: float = 0.0
    usd_per_accelerator_h: float = 0.0
    kg_per_kwh: float = 0.0
    kg_per_accelerator_h: float = 0.0


NO_ON_SITE_POWER = OnSitePower()
FREE = Tariff()


@dataclass(frozen=True)
class Site:
    """One data centre or cloud region: where it is, what it holds, what its grid contract allows.

    ``country`` is its ISO 3166 alpha-3 code, "" where unknown. ``ramp_frac_per_min`` is how much of its
    contract its load may rise by in a minute; endless is None. ``capping`` says how accelerators keep within
    a power cap: some are parked, or all take a lower clock.
    """

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
    country: str = ""
    capping: Capping = "park"
    ramp_frac_per_min: float | None = None
    on_site: OnSitePower = NO_ON_SITE_POWER
    tariff: Tariff = FREE


@dataclass(frozen=True)
class Region:
    """A place that demand comes from; ``weight`` is its share of each workload before normalisation."""

    name: str
    lat_rad: float
    lon_rad: float
    weight: float
