"""The scenario file as a whole: its sections, and the JSON Schema that editors read."""

import json
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from dawnline.fleet.provenance import Confidence
from dawnline.scenario.schema_costs import CostsSection
from dawnline.scenario.schema_event import EventSection
from dawnline.scenario.schema_fleet import FleetSection
from dawnline.scenario.schema_ground import (
    PolicySection,
    RegionSection,
    SiteSection,
)
from dawnline.scenario.schema_network import GatewaySection, NetworkSection
from dawnline.scenario.schema_values import RunDuration, Section, Start, StepDuration, Story, Title
from dawnline.scenario.schema_workload import WorkloadSection

FORMAT = 1
Remark = Annotated[str, Field(min_length=1, max_length=1_000)]
# Sections that later versions will read. Until something uses them, a scenario that has them is refused:
# accepting what does nothing would deceive.
RESERVED = ("alarm", "chapter")


class SourceSection(Section):
    """One source of a scenario's numbers."""

    text: Annotated[str, Field(min_length=1, max_length=1_000)] = Field(
        description="what it is a source of, and who says it, when and where"
    )
    confidence: Confidence = Field(description="announced, measured or assumed")


class ScenarioSection(Section):
    """What the scenario is, and which stretch of time it covers."""

    format: Literal[1] = Field(1, description="version of this file format")
    title: Title = Field("", description="one line")
    description: Story = Field("", description="the story, for people")
    sources: Annotated[list[SourceSection], Field(max_length=100)] = Field(
        [], description="where its numbers come from"
    )
    not_modelled: Annotated[list[Remark], Field(max_length=100)] = Field(
        [], description="what it leaves out, a sentence each"
    )
    start: Start | None = Field(
        None, description="UTC of the first frame; left out: the newest element set, rounded up to the hour"
    )
    duration: RunDuration = Field(86400.0, description="how long, such as '24h'", validate_default=False)
    step: StepDuration = Field(60.0, description="time between frames, such as '60s'", validate_default=False)
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] = Field(0, description="seed of every random draw")


class ScenarioFile(Section):
    """A Dawnline scenario."""

    scenario: ScenarioSection = Field(description="what it is, and when")
    fleet: Annotated[list[FleetSection], Field(max_length=200)] = Field([], description="satellite fleets")
    site: Annotated[list[SiteSection], Field(max_length=20_000)] = Field([], description="data centres")
    region: Annotated[list[RegionSection], Field(max_length=20_000)] = Field(
        [], description="places of demand"
    )
    workload: Annotated[list[WorkloadSection], Field(max_length=200)] = Field(
        [], description="what is asked for"
    )
    event: Annotated[list[EventSection], Field(max_length=20_000)] = Field(
        [], description="what happens when"
    )
    gateway: Annotated[list[GatewaySection], Field(max_length=20_000)] = Field(
        [], description="where satellites meet the fibre of the ground"
    )
    network: NetworkSection = Field(
        NetworkSection.model_validate({}), description="what holds everywhere in the network"
    )
    costs: CostsSection | None = Field(None, description="counts money and carbon; left out: neither")
    policy: PolicySection = Field(PolicySection.model_validate({}), description="how demand is placed")


LISTS: dict[str, TypeAdapter[Any]] = {
    "fleet": TypeAdapter(FleetSection),
    "site": TypeAdapter(SiteSection),
    "region": TypeAdapter(RegionSection),
    "workload": TypeAdapter(WorkloadSection),
    "event": TypeAdapter(EventSection),
    "gateway": TypeAdapter(GatewaySection),
}
TABLES: dict[str, type[Section]] = {
    "scenario": ScenarioSection,
    "policy": PolicySection,
    "network": NetworkSection,
    "costs": CostsSection,
}
MAX_ROWS = {
    "fleet": 200,
    "site": 20_000,
    "region": 20_000,
    "workload": 200,
    "event": 20_000,
    "gateway": 20_000,
}


def json_schema() -> str:
    """Return the JSON Schema (2020-12) of the scenario file, as text."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"dawnline-scenario-{FORMAT}",
        **ScenarioFile.model_json_schema(),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False)
