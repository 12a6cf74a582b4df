"""The ground of a scenario: sites and regions of demand, from its own rows and from presets."""

from collections.abc import Iterable, Mapping, Sized
from dataclasses import replace
from math import radians
from typing import Any, Literal

from dawnline.fleet.accelerator import Accelerator
from dawnline.fleet.ground import Region, Site
from dawnline.fleet.provenance import SCENARIO_FILE, Provenance
from dawnline.scenario.accelerators import accelerator_of, known_accelerator
from dawnline.scenario.duration import parse_duration
from dawnline.scenario.findings import Findings, one_of
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.presets import Preset, PresetValues, preset_names, read_preset
from dawnline.scenario.schema_ground import (
    ListedSite,
    PresetRegions,
    PresetSites,
    RegionSection,
    SiteSection,
)
from dawnline.scenario.sections import Row
from dawnline.scenario.site_engine import ENGINE_KEYS, OWN_POWER, field_of, with_engine
from dawnline.scenario.tariffs import Costs

MAX_PLACES = 20_000
_REPLACED = ("accelerators", "power_cap_mw", "pue", "overhead_frac", "fault_rate_per_h", "fault_repair")
_FIELDS = {
    "lat": "lat_rad",
    "lon": "lon_rad",
    "power_cap_mw": "power_cap_w",
    "fault_repair": "fault_repair_s",
}


def sites_of(
    rows: Iterable[Row[SiteSection]], costs: Costs | None, findings: Findings
) -> tuple[tuple[Site, ...], dict[str, str]]:
    """Return all sites, and the title of each provider that a preset gives one; ``costs`` price them."""
    sites: list[Site] = []
    titles: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if findings.is_full() or _are_too_many(sites, "sites", row.path, findings):
            break
        if isinstance(row.value, PresetSites):
            found = _preset_sites(row.value, row.path, titles, costs, findings)
        else:
            found = _listed_site(row.value, row.path, costs, findings)
        for site in found:
            key = (site.provider, site.name)
            if key in seen:
                findings.error(
                    (*row.path, "name"), f"site {site.name!r} is there twice", "another name for each site"
                )
            seen.add(key)
            sites.append(site)
    return tuple(sites), titles


def regions_of(
    rows: Iterable[Row[RegionSection]], findings: Findings
) -> tuple[tuple[Region, ...], tuple[str, ...]]:
    """Return all regions, and the name that people give each."""
    regions: list[Region] = []
    titles: list[str] = []
    seen: set[str] = set()
    for row in rows:
        if findings.is_full() or _are_too_many(regions, "regions", row.path, findings):
            break
        if isinstance(row.value, PresetRegions):
            chosen = chosen_rows("regions", row.value.preset, row.value.only, row.path, findings)[1]
            found: list[Mapping[str, Any]] = [one.values for one in chosen]
        else:
            found = [row.value.model_dump()]
        for one in found:
            if one["name"] in seen:
                findings.error(
                    (*row.path, "name"), f"region {one['name']!r} is there twice", "another name for each"
                )
            seen.add(one["name"])
            regions.append(
                Region(one["name"], radians(one["lat"]), radians(one["lon"]), float(one["weight"]))
            )
            titles.append(one["title"] or one["name"])
    return tuple(regions), tuple(titles)


def chosen_rows(
    kind: Literal["gateways", "sites", "regions"],
    name: str,
    only: list[str] | None,
    path: KeyPath,
    findings: Findings,
) -> tuple[Preset | None, list[PresetValues]]:
    """Return a preset of places and the rows of it that are wanted; what is unknown is noted."""
    preset = read_preset(kind, name)
    if preset is None:
        findings.error((*path, "preset"), f"{kind} {name!r} are unknown", one_of(preset_names(kind), name))
        return None, []
    if only is None:
        return preset, list(preset.rows)
    known = [str(row.values["name"]) for row in preset.rows]
    for index, wanted in enumerate(only):
        if wanted not in known:
            findings.error(
                (*path, "only", index), f"{wanted!r} is unknown in {name!r}", one_of(known, wanted)
            )
    return preset, [row for row in preset.rows if row.values["name"] in only]


def _are_too_many(places: Sized, what: str, path: KeyPath, findings: Findings) -> bool:
    if len(places) <= MAX_PLACES:
        return False
    findings.error(path, f"more than {MAX_PLACES:,} {what}", f"at most {MAX_PLACES:,}")
    return True


def _listed_site(given: ListedSite, path: KeyPath, costs: Costs | None, findings: Findings) -> list[Site]:
    chosen = accelerator_of(given.accelerator, (*path, "accelerator"), findings)
    if chosen is None:
        return []
    row = given.model_dump()
    row["title"] = given.title or given.name
    told = [_own(field_of(key), row[key], "") for key in OWN_POWER if row[key] is not None]
    site = _site(row, given.provider or "", chosen[0], tuple(told))
    return [with_engine(site, row, costs, path, findings)]


def _preset_sites(
    given: PresetSites, path: KeyPath, titles: dict[str, str], costs: Costs | None, findings: Findings
) -> list[Site]:
    preset, rows = chosen_rows("sites", given.preset, given.only, path, findings)
    if preset is None:
        return []
    keys = (*_REPLACED, *ENGINE_KEYS)
    own = {key: value for key in keys if (value := getattr(given, key)) is not None}
    replaced: Accelerator | None = None
    if given.accelerator is not None:
        chosen = accelerator_of(given.accelerator, (*path, "accelerator"), findings)
        if chosen is None:
            return []
        replaced = chosen[0]
    provider = str(preset.common.values["provider"])
    titles.setdefault(provider, preset.title)
    if given.own_power and not any(key in row.values for row in rows for key in OWN_POWER):
        message = f"nothing is known of gas or batteries at {given.preset!r}"
        findings.error((*path, "own_power"), message, "no such key, or gas_mw, battery_mwh and battery_mw")
    sites = []
    for row in rows:
        known = _with_own_power(row, is_on=given.own_power)
        values = {**preset.common.values, **known.values, **own}
        accelerator = replaced or known_accelerator(values["accelerator"])[0]
        site = _site(values, provider, accelerator, _site_provenance(preset, known, own))
        sites.append(with_engine(site, values, costs, path, findings))
    return sites


def _with_own_power(row: PresetValues, *, is_on: bool) -> PresetValues:
    """Return a row of a preset with its own power, or without: as its site was before that was known."""
    if is_on:
        return row
    values = {key: value for key, value in row.values.items() if key not in OWN_POWER}
    return PresetValues(values, tuple(item for item in row.provenance if item.key not in OWN_POWER))


def _site(
    row: Mapping[str, Any], provider: str, accelerator: Accelerator, known: tuple[Provenance, ...]
) -> Site:
    repair = row["fault_repair"]
    return Site(
        name=row["name"],
        title=row["title"],
        provider=provider,
        lat_rad=radians(row["lat"]),
        lon_rad=radians(row["lon"]),
        accelerator=accelerator,
        accelerators=row["accelerators"],
        power_cap_w=row["power_cap_mw"] * 1e6,
        pue=float(row["pue"]),
        overhead_frac=float(row["overhead_frac"]),
        fault_rate_per_h=float(row["fault_rate_per_h"]),
        fault_repair_s=parse_duration(repair) if isinstance(repair, str) else float(repair),
        provenance=known,
    )


def _site_provenance(preset: Preset, row: PresetValues, own: dict[str, Any]) -> tuple[Provenance, ...]:
    """Return the sources of a site's numbers: the scenario's, else its row's, else the preset's."""
    found = {item.key: item for item in (*preset.common.provenance, *row.provenance)}
    for key, value in own.items():
        if isinstance(value, (int, float)) and not field_of(key).startswith("tariff."):
            found[key] = _own(key, value, found[key].unit if key in found else "")
    return tuple(replace(item, key=_FIELDS.get(key, field_of(key))) for key, item in found.items())


def _own(key: str, value: float, unit: str) -> Provenance:
    return Provenance(key, float(value), unit, SCENARIO_FILE, "", "assumed")
