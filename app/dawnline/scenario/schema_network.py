"""What a scenario file says about networks: lasers of satellites, gateways, and what holds everywhere."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from dawnline.fleet.network import Topology
from dawnline.scenario.schema_bus import PresetSection
from dawnline.scenario.schema_values import (
    Duration,
    Fraction,
    Latitude,
    Longitude,
    Name,
    Section,
    Title,
    listed_or_preset,
)

# As good as no limit: light takes a third of a second, and the Earth is in the way long before.
NO_LIMIT_KM = 100_000.0

_Gbps = Annotated[float, Field(ge=0.0, le=1e6)]
_RangeKm = Annotated[float, Field(gt=0.0, le=NO_LIMIT_KM)]
_Degrees90 = Annotated[float, Field(ge=0.0, le=90.0)]
_Mask = Annotated[float, Field(ge=0.0, lt=90.0)]
_Names = Annotated[list[Name], Field(min_length=1, max_length=20_000)]
_Fleets = Annotated[list[Name], Field(min_length=1, max_length=200)]
_Pair = Annotated[list[Name], Field(min_length=2, max_length=2)]
_Antennas = Annotated[int, Field(ge=1, le=1_000)]
_GatewayKind = Literal["radio", "optical"]


class LinksSection(PresetSection):
    """What satellites can be linked to: `preset`, and any value that differs; without one, `topology`."""

    preset: Name | None = Field(None, description="name of a links preset, such as 'starlink-laser'")
    topology: Topology | None = Field(
        None,
        description="'grid' (fore, aft and both neighbouring planes), 'nearest', 'cluster' or 'none'",
    )
    terminals: Annotated[int, Field(ge=0, le=64)] | None = Field(None, description="lasers a satellite (4)")
    rate_gbps: _Gbps | None = Field(None, description="of one laser link, each way, Gbit/s (100)")
    max_range_km: _RangeKm | None = Field(None, description="longest laser link, km (only the horizon)")
    grazing_km: Annotated[float, Field(ge=0.0, le=1_000.0)] | None = Field(
        None, description="how low above the Earth a beam may pass, km (80)"
    )
    acquisition: Duration | None = Field(None, description="time until a new link is up ('10s')")
    plane_offset: Annotated[int, Field(ge=-1_000, le=1_000)] | None = Field(
        None, description="of a grid: the neighbour in the next plane has this place more (0)"
    )
    crosses_seam: bool | None = Field(
        None,
        description="of a grid: whether the last plane is linked to the first (all but stars and "
        "Sun-synchronous planes)",
    )
    max_cross_plane_lat_deg: _Degrees90 | None = Field(
        None, description="no links across planes beyond this latitude, degrees (90)"
    )
    user_mask_deg: _Mask | None = Field(
        None, description="lowest elevation at which users see a satellite, degrees (25)"
    )
    user_max_range_km: _RangeKm | None = Field(
        None, description="longest link to users, km (only the elevation)"
    )
    user_rate_gbps: _Gbps | None = Field(
        None, description="from a satellite to the users of regions, Gbit/s (0: it has no such link)"
    )
    ground_beams: Annotated[int, Field(ge=0, le=1_000)] | None = Field(
        None, description="gateways that a satellite serves at once (1)"
    )


class ListedGateway(Section):
    """One place where satellites meet the fibre of the ground."""

    name: Name = Field(description="short name, part of its id")
    title: Title = Field("", description="what people call it")
    provider: Name | None = Field(None, description="who runs it; gateways of one provider form a group")
    kind: _GatewayKind = Field("radio", description="'radio', or 'optical' (a laser, stopped by clouds)")
    lat: Latitude = Field(description="latitude, degrees north")
    lon: Longitude = Field(description="longitude, degrees east")
    mask_deg: _Mask = Field(10.0, description="lowest elevation at which it sees a satellite, degrees")
    max_range_km: _RangeKm = Field(NO_LIMIT_KM, description="longest link to a satellite, km")
    antennas: _Antennas = Field(8, description="satellites that it talks to at once")
    rate_gbps: _Gbps = Field(20.0, description="of each antenna, Gbit/s")
    availability: Fraction | None = Field(
        None, description="share of the time that its sky is clear, 0 to 1 (radio 1, optical 0.75)"
    )
    acquisition: Duration = Field(
        0.0, description="time until a new link is up, such as '10s'", validate_default=False
    )
    fleets: _Fleets | None = Field(None, description="names of the fleets it serves; all if left out")


class PresetGateways(Section):
    """Gateways that ship with the program, such as those of Starlink."""

    preset: Name = Field(description="name of a gateway preset, such as 'starlink'")
    only: _Names | None = Field(None, description="names of the gateways to take; all if left out")
    mask_deg: _Mask | None = Field(None, description="replaces the lowest elevation, degrees")
    max_range_km: _RangeKm | None = Field(None, description="replaces the longest link, km")
    antennas: _Antennas | None = Field(None, description="replaces the number of antennas of each")
    rate_gbps: _Gbps | None = Field(None, description="replaces the rate of each antenna, Gbit/s")
    availability: Fraction | None = Field(None, description="replaces the share of clear sky, 0 to 1")
    acquisition: Duration | None = Field(None, description="replaces the time until a new link is up")
    fleets: _Fleets | None = Field(None, description="names of the fleets they serve; all if left out")


GatewaySection = Annotated[
    Annotated[ListedGateway, Tag("listed")] | Annotated[PresetGateways, Tag("preset")],
    Discriminator(listed_or_preset),
]


class NetworkSection(Section):
    """What holds everywhere in the network."""

    hop_ms: Annotated[float, Field(ge=0.0, le=1_000.0)] = Field(
        0.1, description="what a satellite or gateway takes to pass a signal on, ms"
    )
    access_ms: Annotated[float, Field(ge=0.0, le=1_000.0)] = Field(
        6.0, description="what scheduling of the users' radio adds, one way, ms"
    )
    fibre: bool = Field(True, description="whether fibre joins regions, sites and gateways")
    fibre_stretch: Annotated[float, Field(ge=1.0, le=10.0)] = Field(
        1.4, description="length of fibre over the great circle"
    )
    fibre_index: Annotated[float, Field(ge=1.0, le=3.0)] = Field(
        1.468, description="index of refraction of fibre"
    )
    queue_cap_ms: Annotated[float, Field(ge=0.0, le=10_000.0)] = Field(
        50.0, description="longest queue at a link, ms; load beyond it is dropped"
    )
    lasers_between: Annotated[list[_Pair], Field(max_length=1_000)] = Field(
        [], description="pairs of fleets whose satellites link to each other with free terminals"
    )
