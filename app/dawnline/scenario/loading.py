"""Loading a scenario: from a file to a fleet that is ready to run, or to every problem it has."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from dawnline.fleet.fleet import Fleet
from dawnline.fleet.ground import FREE
from dawnline.fleet.network import NetworkRules
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.about import About, Source, described
from dawnline.scenario.assembly import Ground, assembled_fleet
from dawnline.scenario.buses import bus_of
from dawnline.scenario.document import canonical_document
from dawnline.scenario.element_source import ElementFile, chosen_files, element_file, newest_epoch, note_stale
from dawnline.scenario.events import events_of
from dawnline.scenario.findings import Findings
from dawnline.scenario.gateways import gateways_of, rules_of
from dawnline.scenario.ground import regions_of, sites_of
from dawnline.scenario.launches import lifetimes_of
from dawnline.scenario.policy import PlacementPolicy
from dawnline.scenario.problem import Problem, ScenarioError
from dawnline.scenario.reading import read_toml
from dawnline.scenario.satellites import MAX_SATELLITES, SatelliteFleet, fleet_made, fleet_of_elements
from dawnline.scenario.scenario import Scenario, frame_count
from dawnline.scenario.schema import ScenarioSection
from dawnline.scenario.schema_fleet import FleetSection
from dawnline.scenario.schema_ground import PolicySection
from dawnline.scenario.schema_network import NetworkSection
from dawnline.scenario.sections import Row, Sections, checked_sections
from dawnline.scenario.spacing import Effort
from dawnline.scenario.tariffs import Costs
from dawnline.scenario.trace_source import TraceFiles
from dawnline.scenario.workloads import asks_regions, workloads_of

MAX_FRAMES = 2_000_000
# Satellites times frames: about 15 GB of run file, and a day of one fleet of a million at 60 s.
MAX_STATES = 2_500_000_000
MIN_STEP_S, MAX_DURATION_S = 0.1, 3660 * 86400.0
_ANY_EPOCH = Epoch.from_iso("2026-01-01T00:00:00Z")


@dataclass(frozen=True)
class Overrides:
    """What replaces values of the file.

    ``elements`` gives a file for a fleet by its name, or for the only fleet of element sets by None; it may
    lie anywhere. ``stale_ok`` accepts element sets more than 14 days from the run.
    """

    elements: Mapping[str | None, Path] = field(default_factory=dict)
    seed: int | None = None
    duration_s: float | None = None
    step_s: float | None = None
    stale_ok: bool = False


def check_scenario(path: Path, overrides: Overrides | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with a scenario: the errors, or if there are none the warnings."""
    try:
        return load_scenario(path, overrides).warnings
    except ScenarioError as error:
        return error.problems


def load_scenario(path: Path, overrides: Overrides | None = None) -> Scenario:
    """Return a scenario that is ready to run.

    Reads the file and the element files that it names, nothing else: no network, no code.

    Raises
    ------
    ScenarioError
        With every problem at once, each with file, line, key, and what would be right.
    """
    overrides = overrides or Overrides()
    text = read_toml(path)
    findings = Findings(str(path), text.index)
    sections = checked_sections(text, findings)
    about = _with_overrides(sections.scenario or ScenarioSection.model_validate({}), overrides, findings)
    costs = None if sections.costs is None else Costs.of(sections.costs, findings)
    epoch, fleets = _satellites(path, sections, about, overrides, costs, findings)
    sites, providers = sites_of(sections.sites, costs, findings)
    regions, region_titles = regions_of(sections.regions, findings)
    titles = {row.value.name: row.value.title or row.value.name for row in sections.workloads}
    gateways = gateways_of(sections.gateways, [row.value.name for row in sections.fleets], findings)
    network = _network(sections, findings)
    ground = Ground(sites, providers, regions, region_titles, titles, gateways, network)
    fleet = assembled_fleet(fleets, ground, findings)
    asked = workloads_of(sections.workloads, fleet, TraceFiles(path, findings), findings)
    fleet = replace(fleet, workloads=asked.workloads)
    events = events_of(
        sections.events, fleet.tables, epoch, about.duration, findings, workloads=asked.workloads,
        seed=about.seed,
    )  # fmt: skip
    _check_presence(text.tables, sections, ground, findings)
    _check_size(about, len(fleet.satellites), findings)
    _check_prices(sections.policy.placement, fleet, findings)
    _check_caps(sections.policy, fleet, findings)
    findings.raise_errors()
    policy = PlacementPolicy(**sections.policy.model_dump())
    title = about.title or path.stem
    kept = {"title": title, "description": about.description, "seed": about.seed}
    kept |= {"duration_s": about.duration, "step_s": about.step}
    of_itself = About(
        tuple(Source(source.text, source.confidence) for source in about.sources), tuple(about.not_modelled)
    )
    return Scenario(
        title=title,
        description=about.description,
        epoch=epoch,
        duration_s=about.duration,
        step_s=about.step,
        seed=about.seed,
        fleet=fleet,
        ephemeris=Ephemeris(epoch, [one.elements for one in fleets]),
        policy=policy,
        events=events,
        document=canonical_document(
            about=kept | described(of_itself),
            epoch=epoch,
            fleets=fleets,
            fleet=fleet,
            policy=policy,
            events=events,
            traces_sha256=asked.sha256,
            assumptions=() if costs is None else costs.assumptions,
        ),
        warnings=findings.warnings,
        traces=asked.traces,
        assumptions=() if costs is None else costs.assumptions,
        about=of_itself,
    )


def _with_overrides(about: ScenarioSection, overrides: Overrides, findings: Findings) -> ScenarioSection:
    given = {"seed": overrides.seed, "duration": overrides.duration_s, "step": overrides.step_s}
    limits = {"seed": (0, 2**63 - 1), "duration": (0.0, MAX_DURATION_S), "step": (MIN_STEP_S, 86400.0)}
    changes: dict[str, float] = {}
    for key, value in given.items():
        if value is None:
            continue
        low, high = limits[key]
        if low <= value <= high:
            changes[key] = value
        else:
            message = f"{value:g} is out of range"
            findings.add_error(Problem("command line", None, f"--{key}", message, f"{low:g} to {high:g}"))
    return about.model_copy(update=changes)


def _satellites(
    path: Path,
    sections: Sections,
    about: ScenarioSection,
    overrides: Overrides,
    costs: Costs | None,
    findings: Findings,
) -> tuple[Epoch, list[SatelliteFleet]]:
    rows = _with_own_names(sections.fleets, findings)
    element_files = _element_files(path, rows, overrides, findings)
    epoch = about.start or newest_epoch(tuple(element_files.values()))
    if epoch is None:
        if not findings.has_errors:
            message = "is missing, and there are no element sets to take it from"
            findings.error(("scenario", "start"), message, "an ISO-8601 time such as 2026-05-30T00:00:00Z")
        epoch = _ANY_EPOCH
    fleets: list[SatelliteFleet] = []
    effort = Effort()
    room = MAX_SATELLITES
    for row in rows:
        bus = bus_of(row.value.bus, (*row.path, "bus"), findings, costs)
        file = element_files.get(row.value.name)
        if file is not None:
            note_stale(file, row.path, epoch, about.duration, stale_ok=overrides.stale_ok, findings=findings)
        if bus is None:
            continue
        if file is None:
            fleet = fleet_made(row, bus, epoch, room, effort, findings)
        else:
            fleet = fleet_of_elements(row, bus, file, epoch, findings)
        if fleet is not None:
            room -= len(fleet.names)
            lifetimes = lifetimes_of(
                row.value, fleet.planes, about.duration, row.path, findings, is_real=file is not None
            )
            if lifetimes is not None:
                described = {**fleet.described, **lifetimes.described}
                fleet = replace(fleet, lifetimes=lifetimes, described=described)
            fleets.append(fleet)
    return epoch, fleets


def _network(sections: Sections, findings: Findings) -> NetworkRules | None:
    """Return the rules of the network: those given, or the plain ones where there are links or gateways."""
    linked = [row.value.name for row in sections.fleets if row.value.links is not None]
    if sections.network is None and not linked and not sections.gateways:
        return None
    return rules_of(sections.network or NetworkSection.model_validate({}), linked, findings)


def _with_own_names(rows: list[Row[FleetSection]], findings: Findings) -> list[Row[FleetSection]]:
    """Return the fleets whose name no fleet before has."""
    known: dict[str, Row[FleetSection]] = {}
    for row in rows:
        name = row.value.name
        if name in known:
            findings.error(
                (*row.path, "name"), f"fleet {name!r} is there twice", "another name for each fleet"
            )
        known.setdefault(name, row)
    return list(known.values())


def _element_files(
    path: Path, rows: list[Row[FleetSection]], overrides: Overrides, findings: Findings
) -> dict[str, ElementFile]:
    given = chosen_files(rows, overrides.elements, findings)
    found: dict[str, ElementFile] = {}
    room = MAX_SATELLITES
    for row in rows:
        file = element_file(row, path, given.get(row.value.name), findings)
        if file is None:
            continue
        room -= len(file.elements)
        if room < 0:
            message = f"{MAX_SATELLITES - room:,} satellites are too many"
            findings.error(row.path, message, f"at most {MAX_SATELLITES:,} in a scenario")
            break
        found[row.value.name] = file
    return found


def _check_presence(
    tables: Mapping[str, Any], sections: Sections, ground: Ground, findings: Findings
) -> None:
    asked = asks_regions(sections.workloads)
    if asked and "region" not in tables:
        message = "there are workloads, but no region that asks for them"
        findings.error(asked[0].path, message, 'a [[region]], such as preset = "metros"')
    if "fleet" not in tables and "site" not in tables:
        findings.error((), "there is neither a fleet nor a site", "at least one [[fleet]] or [[site]]")
    if ground.regions and "workload" not in tables and ground.network is None:
        findings.warn(
            sections.regions[0].path, "regions without a workload ask for nothing", "a [[workload]]"
        )


def _check_prices(placement: str, fleet: Fleet, findings: Findings) -> None:
    """Warn of a policy by prices where nothing has any: all places are alike to it."""
    if placement not in ("cheapest", "carbon-least"):
        return
    tariffs = [site.tariff for site in fleet.sites]
    tariffs += [bus.tariff for bus in fleet.buses if bus.accelerators]
    if all(tariff == FREE for tariff in tariffs):
        message = f"{placement!r} has no prices to go by"
        findings.warn(("policy", "placement"), message, "a section [costs], or tariffs of sites and buses")


def _check_caps(policy: PolicySection, fleet: Fleet, findings: Findings) -> None:
    """Warn of caps that all providers together fill before a workload is served."""
    if policy.placement != "provider-diversified":
        return
    carries = np.array([bus.accelerators > 0 for bus in fleet.buses], np.bool_)
    in_orbit = set(fleet.satellites.parent[carries[fleet.bus_of]].tolist()) if carries.any() else set()
    providers = len(in_orbit) + len({site.provider for site in fleet.sites if site.accelerators})
    if providers * policy.provider_cap_frac < 1.0 - 1e-9:
        all_of_them = f"{providers} providers" if providers != 1 else "one provider"
        message = f"{all_of_them} of {policy.provider_cap_frac:g} each serve no whole workload"
        expected = f"at least {1.0 / max(providers, 1):.3g}; the rest is turned away"
        findings.warn(("policy", "provider_cap_frac"), message, expected)


def _check_size(about: ScenarioSection, satellites: int, findings: Findings) -> None:
    frames = frame_count(about.duration, about.step)
    if frames > MAX_FRAMES:
        longest_s = MAX_FRAMES * about.step
        expected = (
            f"a step of at least {about.duration / MAX_FRAMES:.3g} s, or at most {longest_s / 3600:.4g} h"
        )
        findings.error(("scenario", "step"), f"{frames:,} frames are too many", expected)
    elif frames * satellites > MAX_STATES:
        step_s = about.duration / (MAX_STATES / satellites)
        message = f"{frames:,} frames of {satellites:,} satellites are too many"
        expected = f"a step of at least {step_s:.0f} s, or a shorter duration"
        findings.error(("scenario", "duration"), message, expected)
