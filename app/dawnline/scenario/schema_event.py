"""What a scenario file says about events: what happens, to whom, when or how often."""

from typing import Annotated, Any, Literal

from pydantic import Field

from dawnline.scenario.event import EventKind
from dawnline.scenario.schema_values import Duration, Fraction, Section


class EventSection(Section):
    """Something that happens at a known time, or at times that are drawn."""

    kind: EventKind = Field(
        description="'fault' stops a satellite, site, gateway, plane, region, fleet or link; 'power_cap' "
        "leaves satellites or sites a share of their power; 'demand_surge' multiplies what a region or "
        "workload asks for (requests, accelerators, jobs; a training gang is of fixed size), 'price' what "
        "sites cost, 'storm' the upsets of satellites; 'lease_end' takes sites away, 'deorbit' satellites, "
        "for good"
    )
    target: Annotated[str, Field(min_length=1, max_length=400)] | None = Field(
        None,
        description="id of what it happens to, such as 'site:aws/us-east-1', or 'fleet:aws' for all; a "
        "link by its two ends, such as 'link:starlink/550-P00S00--starlink/550-P00S01'; a storm's may be "
        "left out: all satellites",
    )
    hits: Literal["all", "one"] = Field(
        "all", description="of a fleet: all of its members, or one that is drawn each time"
    )
    start: Annotated[Any, Field(json_schema_extra={"type": "string"})] = Field(
        None, description="time after the scenario's start, such as '2h', or an ISO-8601 time"
    )
    rate_per_day: Annotated[float, Field(gt=0.0, le=1e5)] | None = Field(
        None, description="instead of start: how often it happens on average, at times drawn from the seed"
    )
    duration: Duration | None = Field(
        None, description="how long it lasts, such as '30m'; a price without one changes for good"
    )
    notice: Duration | None = Field(
        None,
        description="of a 'lease_end': how long before its start it is announced, such as '90d'; nothing new "
        "begins there in the last minutes then, what is in hand is answered, and gangs save their work",
    )
    safe_mode_below_km: Annotated[float, Field(gt=0.0, le=2000.0)] | None = Field(
        None,
        description="of a 'storm': satellites whose perigee is lower fly edge-on while it lasts, against its "
        "drag, with their computers off and without links, km",
    )
    share: Fraction | None = Field(None, description="share of the power left by a 'power_cap', 0 to 1")
    factor: Annotated[float, Field(ge=0.0, le=1e6)] | None = Field(
        None, description="what a 'demand_surge', 'price' or 'storm' multiplies by"
    )
