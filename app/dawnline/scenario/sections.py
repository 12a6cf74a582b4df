"""The checked sections of a scenario file, each row on its own: one bad row hides no other problem."""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from dawnline.scenario.findings import Findings, one_of
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.newer import refuse_newer
from dawnline.scenario.reading import TomlText
from dawnline.scenario.schema import LISTS, MAX_ROWS, RESERVED, TABLES, ScenarioSection
from dawnline.scenario.schema_bus import AcceleratorSection, BusSection
from dawnline.scenario.schema_costs import CostsSection, RangeSection
from dawnline.scenario.schema_event import EventSection
from dawnline.scenario.schema_fleet import (
    FLEETS,
    SHELLS,
    DeltaShell,
    FleetSection,
    LaunchSection,
    ShellsFleet,
)
from dawnline.scenario.schema_ground import (
    ListedRegion,
    ListedSite,
    PolicySection,
    PresetRegions,
    PresetSites,
    RegionSection,
    SiteSection,
)
from dawnline.scenario.schema_network import (
    GatewaySection,
    LinksSection,
    ListedGateway,
    NetworkSection,
    PresetGateways,
)
from dawnline.scenario.schema_workload import WorkloadSection
from dawnline.scenario.wording import explain, shown

T = TypeVar("T")
_MODELS: dict[str, type[BaseModel]] = {
    **TABLES,
    "bus": BusSection,
    "accelerator": AcceleratorSection,
    "links": LinksSection,
    "launch": LaunchSection,
    "workload": WorkloadSection,
    "event": EventSection,
}


@dataclass(frozen=True)
class Row(Generic[T]):
    """One row of a list of tables: where it stands, and what it says."""

    path: KeyPath
    value: T


@dataclass(eq=False)
class Sections:
    """Every row that is right on its own; what is wrong went to the findings."""

    scenario: ScenarioSection | None = None
    policy: PolicySection = field(default_factory=lambda: PolicySection.model_validate({}))
    fleets: list[Row[FleetSection]] = field(default_factory=list)
    sites: list[Row[SiteSection]] = field(default_factory=list)
    regions: list[Row[RegionSection]] = field(default_factory=list)
    workloads: list[Row[WorkloadSection]] = field(default_factory=list)
    events: list[Row[EventSection]] = field(default_factory=list)
    gateways: list[Row[GatewaySection]] = field(default_factory=list)
    network: NetworkSection | None = None
    costs: CostsSection | None = None


def checked_sections(document: TomlText, findings: Findings) -> Sections:
    """Return the sections of a scenario file; errors go to ``findings``.

    Raises ScenarioError at once if the file is of a newer format.
    """
    refuse_newer(document, findings)
    sections = Sections()
    _check_names(document.tables, findings)
    if "scenario" in document.tables:
        sections.scenario = _table(document.tables, "scenario", findings)
    else:
        findings.error(
            ("scenario",), "the section [scenario] is missing", "[scenario] with title, start, duration"
        )
    policy = _table(document.tables, "policy", findings)
    sections.policy = policy if policy is not None else sections.policy
    if "network" in document.tables:
        sections.network = _table(document.tables, "network", findings)
    if "costs" in document.tables:
        sections.costs = _table(document.tables, "costs", findings)
    sections.fleets = _rows(document.tables, "fleet", findings)
    sections.sites = _rows(document.tables, "site", findings)
    sections.regions = _rows(document.tables, "region", findings)
    sections.workloads = _rows(document.tables, "workload", findings)
    sections.events = _rows(document.tables, "event", findings)
    sections.gateways = _rows(document.tables, "gateway", findings)
    return sections


def _check_names(tables: dict[str, Any], findings: Findings) -> None:
    known = (*TABLES, *LISTS)
    for name in tables:
        if name in RESERVED:
            findings.error(
                (name,), "this section is reserved: nothing in this version reads it", "no such section yet"
            )
        elif name not in known:
            findings.error((name,), "unknown section", one_of(known, name))


def _table(tables: dict[str, Any], name: str, findings: Findings) -> Any:
    return _checked(TypeAdapter(TABLES[name]), tables.get(name, {}), (name,), findings)


def _rows(tables: dict[str, Any], name: str, findings: Findings) -> list[Any]:
    rows = tables.get(name, [])
    if not isinstance(rows, list):
        findings.error((name,), f"{shown(rows)} is wrong here", f"a list of tables, each headed [[{name}]]")
        return []
    if len(rows) > MAX_ROWS[name]:
        findings.error((name, MAX_ROWS[name]), f"{len(rows):,} rows", f"at most {MAX_ROWS[name]:,}")
        return []
    good = []
    for index, row in enumerate(rows):
        value = _checked(LISTS[name], row, (name, index), findings)
        if value is not None:
            good.append(Row((name, index), value))
    return good


def _checked(adapter: TypeAdapter[Any], raw: Any, path: KeyPath, findings: Findings) -> Any:
    if findings.is_full():
        return None
    try:
        return adapter.validate_python(raw)
    except ValidationError as error:
        for position, details in enumerate(error.errors(include_url=False)):
            if findings.is_full():
                findings.leave_out(error.error_count() - position)
                break
            place, table = _place(details, raw)
            full = (*path, *place)
            message, expected = explain(details, _fields(details, full, table))
            findings.error(full, message, expected)
        return None


def _place(details: ErrorDetails, raw: Any) -> tuple[KeyPath, Any]:
    """Return the path of an error inside the row without pydantic's union tags, and the table it is in."""
    place: list[str | int] = []
    table, inside = raw, raw
    last = len(details["loc"]) - 1
    for position, part in enumerate(details["loc"]):
        is_key = isinstance(inside, dict) and part in inside
        is_index = isinstance(inside, list) and isinstance(part, int)
        if is_key or is_index:
            table, inside = inside, inside[part]
            place.append(part)
        elif position == last and details["type"] == "missing":
            table = inside
            place.append(part)
    if details["type"].startswith("union_tag"):
        place.append(str(details["ctx"]["discriminator"]).strip("'"))
    return tuple(place), table


def _fields(details: ErrorDetails, path: KeyPath, table: Any) -> dict[str, str]:
    """Return the keys that the table of an error may have and what they mean; for a tag, the known tags."""
    if details["type"].startswith("union_tag"):
        return dict.fromkeys(SHELLS if path[-1] == "pattern" else FLEETS, "")
    if details["type"] not in ("extra_forbidden", "missing") or not isinstance(table, dict):
        return {}
    names = [part for part in path[:-1] if isinstance(part, str)]
    model = _model_of(names[-1], table)
    return {key: field.description or key for key, field in model.model_fields.items()}


def _model_of(name: str, table: dict[str, Any]) -> type[BaseModel]:
    """Return the model of a table by the key that it stands under."""
    match name:
        case "fleet":
            return FLEETS.get(str(table.get("source")), ShellsFleet)
        case "shell":
            return SHELLS.get(str(table.get("pattern")), DeltaShell)
        case "site":
            return PresetSites if "preset" in table else ListedSite
        case "region":
            return PresetRegions if "preset" in table else ListedRegion
        case "gateway":
            return PresetGateways if "preset" in table else ListedGateway
        case _:
            return _MODELS.get(name, RangeSection)
