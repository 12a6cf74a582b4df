"""What a scenario file says about satellite fleets: their orbits, and the design that flies them."""

from typing import Annotated, Literal

from pydantic import Field

from dawnline.scenario.schema_bus import BusSection
from dawnline.scenario.schema_network import LinksSection
from dawnline.scenario.schema_values import (
    AltitudeKm,
    Duration,
    FileName,
    Hours,
    Name,
    Phasing,
    Section,
    Start,
    Story,
    Title,
)

_Planes = Annotated[int, Field(ge=1, le=20_000)]
_PerPlane = Annotated[int, Field(ge=1, le=200_000)]
_Degrees360 = Annotated[float, Field(ge=-360.0, le=360.0)]
_Inclination = Annotated[float, Field(ge=0.0, le=180.0)]


class _Walker(Section):
    altitude_km: AltitudeKm | None = Field(
        None, description="height above 6378.137 km, km; must be there unless mean_motion_rev_per_day is"
    )
    mean_motion_rev_per_day: Annotated[float, Field(gt=0.2, lt=16.5)] | None = Field(
        None, description="instead of altitude_km under propagator 'sgp4': turns a day, as in element sets"
    )
    propagator: Literal["j2", "sgp4"] = Field(
        "j2", description="'j2' (secular J2, WGS-84), or 'sgp4' (element sets with WGS-72, as Hypatia has it)"
    )
    first_epoch: Start | None = Field(
        None, description="under propagator 'sgp4': epoch of its element sets; left out: the scenario's start"
    )
    inclination_deg: _Inclination = Field(description="inclination, degrees")
    planes: _Planes = Field(description="number of orbital planes")
    satellites_per_plane: _PerPlane = Field(description="satellites in each plane")
    phasing: Phasing = Field(
        "auto",
        description="Walker's F (0 to planes - 1), 'half' (odd planes shifted by half a spacing) or 'auto' "
        "(the F that keeps satellites farthest apart)",
    )
    raan_deg: _Degrees360 = Field(0.0, description="right ascension of the first plane's node, degrees")


class _Sso(Section):
    altitude_km: AltitudeKm = Field(
        description="height above 6378.137 km, km; the inclination follows from it"
    )
    ltan_h: Hours = Field(description="local time of the ascending node, middle of the planes, hours")
    ltan_spread_h: Annotated[float, Field(ge=0.0, le=24.0)] = Field(
        0.0, description="hours of local time between the first and the last plane"
    )
    planes: _Planes = Field(description="number of orbital planes")
    satellites_per_plane: _PerPlane = Field(description="satellites in each plane")
    phasing: Phasing = Field(0, description="Walker's F (0 to planes - 1), 'half' or 'auto'")


class DeltaShell(_Walker):
    """Planes spread over 360 degrees of right ascension (Walker delta)."""

    pattern: Literal["walker-delta"] = "walker-delta"
    name: Name | None = Field(None, description="prefix of its satellites' names")


class StarShell(_Walker):
    """Planes spread over 180 degrees (Walker star)."""

    pattern: Literal["walker-star"]
    name: Name | None = Field(None, description="prefix of its satellites' names")


class SsoShell(_Sso):
    """Sun-synchronous planes, placed by local time of the ascending node."""

    pattern: Literal["sso"]
    name: Name | None = Field(None, description="prefix of its satellites' names")


SHELLS: dict[str, type[Section]] = {"walker-delta": DeltaShell, "walker-star": StarShell, "sso": SsoShell}
ShellSection = Annotated[DeltaShell | StarShell | SsoShell, Field(discriminator="pattern")]


class LaunchSection(Section):
    """A fleet that grows: planes are launched in batches, in their order."""

    first: Duration = Field(0.0, description="when the first batch flies ('0s')", validate_default=False)
    every: Duration = Field(description="time from one batch to the next, such as '14d'")
    planes: _Planes = Field(1, description="planes in a batch")


class _Fleet(Section):
    name: Name = Field(description="short name, part of every satellite's id")
    title: Title = Field("", description="what people call it")
    note: Story = Field("", description="what a reader should know of where it comes from")
    bus: BusSection = Field(description="the satellites' design")
    links: LinksSection | None = Field(None, description="what its satellites can be linked to")
    launch: LaunchSection | None = Field(
        None, description="launched batch by batch; left out: all fly already"
    )
    retire_after: Duration | None = Field(
        None, description="how long each satellite serves from its launch, or from the start, such as '1825d'"
    )


class ElementsFleet(_Fleet):
    """Real element sets from a file beside the scenario (OMM JSON, OMM CSV, TLE or 3LE)."""

    source: Literal["elements"]
    file: FileName | None = Field(
        None, description="path relative to this file; left out, `--elements` gives it"
    )
    ask: Story = Field("", description="what to tell a person who opened the scenario without element sets")


class PresetFleet(_Fleet):
    """Shells that ship with the program."""

    source: Literal["preset"]
    preset: Name = Field(description="name of a constellation preset, such as 'kuiper'")
    shells: Annotated[list[Name], Field(min_length=1, max_length=1000)] | None = Field(
        None, description="names of the shells to fly; all if left out"
    )


class DeltaFleet(_Fleet, _Walker):
    """One Walker delta shell: planes spread over 360 degrees."""

    source: Literal["walker-delta"]


class StarFleet(_Fleet, _Walker):
    """One Walker star shell: planes spread over 180 degrees."""

    source: Literal["walker-star"]


class SsoFleet(_Fleet, _Sso):
    """One Sun-synchronous shell."""

    source: Literal["sso"]


class ShellsFleet(_Fleet):
    """Several shells, listed."""

    source: Literal["shells"]
    shell: Annotated[list[ShellSection], Field(min_length=1, max_length=1000)] = Field(
        description="the shells"
    )


class ClusterFleet(_Fleet):
    """A square of satellites that circle a point of a Sun-synchronous orbit together, in its plane."""

    source: Literal["cluster"]
    altitude_km: AltitudeKm = Field(
        description="height above 6378.137 km, km; the inclination follows from it"
    )
    ltan_h: Hours = Field(description="local time of the ascending node, hours")
    side: Annotated[int, Field(ge=2, le=63)] = Field(
        description="satellites along a side of the square; 9 makes 81"
    )
    radius_km: Annotated[float, Field(ge=0.01, le=50.0)] = Field(
        description="how far from the middle the outermost come, along the orbit, km"
    )


FleetSection = Annotated[
    ElementsFleet | PresetFleet | DeltaFleet | StarFleet | SsoFleet | ShellsFleet | ClusterFleet,
    Field(discriminator="source"),
]
FLEETS: dict[str, type[Section]] = {
    "elements": ElementsFleet,
    "preset": PresetFleet,
    "walker-delta": DeltaFleet,
    "walker-star": StarFleet,
    "sso": SsoFleet,
    "shells": ShellsFleet,
    "cluster": ClusterFleet,
}
