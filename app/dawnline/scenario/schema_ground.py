"""What a scenario file says about the ground: sites, regions of demand."""

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from dawnline.fleet.accelerator import Capping
from dawnline.scenario.policy import Placement
from dawnline.scenario.schema_bus import AcceleratorSection
from dawnline.scenario.schema_values import (
    Count,
    Country,
    Duration,
    Latitude,
    Longitude,
    Name,
    Rate,
    Section,
    Title,
    listed_or_preset,
)

_Pue = Annotated[float, Field(ge=1.0, le=5.0)]
_Megawatts = Annotated[float, Field(gt=0.0, le=1e6)]
_Overhead = Annotated[float, Field(ge=0.0, le=10.0)]
_RampPercent = Annotated[float, Field(gt=0.0, le=1e6)]
_Price = Annotated[float, Field(ge=0.0, le=1e6)]
_Names = Annotated[list[Name], Field(min_length=1, max_length=20_000)]


class EngineSite(Section):
    """What a site may have beyond its machines."""

    country: Country | None = Field(None, description="ISO 3166 code of its country, such as 'USA'")
    capping: Capping | None = Field(
        None,
        description="how it keeps within its power: accelerators 'park' (default), or lower their 'clock'",
    )
    ramp_percent_per_min: _RampPercent | None = Field(
        None, description="how fast its load may rise, percent of the contract a minute (no limit)"
    )
    gas_mw: _Megawatts | None = Field(None, description="gas generators on the site, MW (0)")
    gas_ramp_percent_per_min: _RampPercent | None = Field(
        None, description="how fast the gas takes on load, percent of its rating a minute (10)"
    )
    gas_usd_per_kwh: _Price | None = Field(None, description="what a kWh of its own gas costs, $ (0.08)")
    gas_kg_per_kwh: _Price | None = Field(
        None, description="what a kWh of its own gas emits, kg of CO2 (0.49)"
    )
    battery_mwh: _Megawatts | None = Field(None, description="energy of the site's battery, MWh (0)")
    battery_mw: _Megawatts | None = Field(None, description="power of the site's battery, MW")
    battery_efficiency_frac: Annotated[float, Field(gt=0.0, le=1.0)] | None = Field(
        None, description="round-trip efficiency of the site's battery, 0 to 1 (0.86)"
    )
    usd_per_kwh: _Price | None = Field(None, description="what a kWh of electricity costs, $ (by [costs])")
    usd_per_gpu_hour: _Price | None = Field(
        None, description="what an accelerator-hour costs but for energy, $ (by [costs])"
    )
    kg_per_kwh: _Price | None = Field(
        None, description="what a kWh of electricity emits, kg of CO2 (its grid's, by [costs])"
    )
    kg_per_gpu_hour: _Price | None = Field(
        None, description="what an accelerator-hour emits but for energy, kg of CO2 (by [costs])"
    )


class ListedSite(EngineSite):
    """One data centre."""

    name: Name = Field(description="short name, part of its id")
    title: Title = Field("", description="what people call it")
    provider: Name | None = Field(None, description="who runs it; sites of one provider form a group")
    lat: Latitude = Field(description="latitude, degrees north")
    lon: Longitude = Field(description="longitude, degrees east")
    accelerator: AcceleratorSection = Field(description="which accelerator it holds")
    accelerators: Count = Field(description="how many of them")
    power_cap_mw: _Megawatts = Field(description="contracted facility power, MW")
    pue: _Pue = Field(1.2, description="facility power over computing power")
    overhead_frac: _Overhead = Field(0.3, description="hosts and network over accelerator power")
    fault_rate_per_h: Rate = Field(0.0, description="mean faults per hour")
    fault_repair: Duration = Field(
        3600.0, description="how long a fault lasts, such as '2h'", validate_default=False
    )


class PresetSites(EngineSite):
    """Sites that ship with the program, such as all regions of one cloud."""

    preset: Name = Field(description="name of a site preset, such as 'aws'")
    only: _Names | None = Field(None, description="names of the sites to take; all if left out")
    accelerator: AcceleratorSection | None = Field(None, description="replaces the preset's accelerator")
    accelerators: Count | None = Field(None, description="replaces the number at each site")
    power_cap_mw: _Megawatts | None = Field(
        None, description="replaces the contracted power of each site, MW"
    )
    pue: _Pue | None = Field(None, description="replaces facility power over computing power")
    overhead_frac: _Overhead | None = Field(
        None, description="replaces hosts and network over accelerator power"
    )
    fault_rate_per_h: Rate | None = Field(None, description="replaces the mean faults per hour and site")
    fault_repair: Duration | None = Field(None, description="replaces how long a fault lasts")
    own_power: bool = Field(
        False, description="whether the gas and batteries run that the preset knows of on its sites"
    )


class ListedRegion(Section):
    """A place that demand comes from."""

    name: Name = Field(description="short name, part of its id")
    title: Title = Field("", description="what people call it")
    lat: Latitude = Field(description="latitude, degrees north")
    lon: Longitude = Field(description="longitude, degrees east")
    weight: Annotated[float, Field(gt=0.0, le=1e9)] = Field(
        description="its share of demand, before normalisation"
    )


class PresetRegions(Section):
    """Regions of demand that ship with the program."""

    preset: Name = Field(description="name of a region preset, such as 'metros'")
    only: _Names | None = Field(None, description="names of the regions to take; all if left out")


SiteSection = Annotated[
    Annotated[ListedSite, Tag("listed")] | Annotated[PresetSites, Tag("preset")],
    Discriminator(listed_or_preset),
]
RegionSection = Annotated[
    Annotated[ListedRegion, Tag("listed")] | Annotated[PresetRegions, Tag("preset")],
    Discriminator(listed_or_preset),
]


class PolicySection(Section):
    """How demand is placed over orbit and ground."""

    placement: Placement = Field("by-share", description="who is offered demand first")
    spill_over: bool = Field(True, description="offer what one side cannot serve to the other")
    sunlit_first: bool = Field(True, description="fill satellites in sunlight before those in shadow")
    provider_cap_frac: Annotated[float, Field(gt=0.0, le=1.0)] = Field(
        0.4,
        description="under 'provider-diversified': most of a workload that one provider may serve, 0 to 1",
    )
