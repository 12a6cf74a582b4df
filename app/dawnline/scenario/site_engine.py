"""What a site has beyond its machines: country, how it keeps within its power, own power, tariffs."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from dawnline.fleet.ground import OnSitePower, Site
from dawnline.scenario.costs.grids import grid_of_site, grids
from dawnline.scenario.findings import Findings, one_of
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.schema_ground import EngineSite
from dawnline.scenario.tariffs import Costs, priced_site, told_tariff

# Every key of the file by the noun's field, and how to get there.
_Of = tuple[str, Callable[[float], float]]
OWN_POWER: dict[str, _Of] = {
    "gas_mw": ("gas_w", lambda mw: mw * 1e6),
    "gas_ramp_percent_per_min": ("gas_ramp_frac_per_min", lambda percent: percent / 100.0),
    "gas_usd_per_kwh": ("gas_usd_per_kwh", float),
    "gas_kg_per_kwh": ("gas_kg_per_kwh", float),
    "battery_mwh": ("battery_j", lambda mwh: mwh * 3.6e9),
    "battery_mw": ("battery_w", lambda mw: mw * 1e6),
    "battery_efficiency_frac": ("battery_efficiency_frac", float),
}
_TARIFF = {
    "usd_per_kwh": "usd_per_kwh",
    "usd_per_gpu_hour": "usd_per_accelerator_h",
    "kg_per_kwh": "kg_per_kwh",
    "kg_per_gpu_hour": "kg_per_accelerator_h",
}
ENGINE_KEYS = tuple(EngineSite.model_fields)


def with_engine(
    site: Site, row: Mapping[str, Any], costs: Costs | None, path: KeyPath, findings: Findings
) -> Site:
    """Return a site with what its row says of the engine; ``costs`` are None where no money is counted."""
    country = row.get("country") or country_of(site)
    if country and country not in grids():
        known = [code for code in grids() if "-" not in code]
        findings.error((*path, "country"), f"{country!r} is no country", one_of(known, country))
    ramp_percent = row.get("ramp_percent_per_min")
    site = replace(
        site,
        country=country,
        capping=row.get("capping") or "park",
        ramp_frac_per_min=None if ramp_percent is None else ramp_percent / 100.0,
        on_site=_on_site(row, path, findings),
    )
    given = {field: float(row[key]) for key, field in _TARIFF.items() if row.get(key) is not None}
    if costs is not None:
        return priced_site(site, costs, given)
    tariff, told = told_tariff(site.tariff, given)
    return replace(site, tariff=tariff, provenance=(*site.provenance, *told))


def country_of(site: Site) -> str:
    """Return the country of a bundled site; "" for one that nobody knows."""
    grid = grid_of_site(site.provider, site.name)
    return "" if grid is None else grid.code.partition("-")[0]


def field_of(key: str) -> str:
    """Return the field of the noun that a key of own power or of a tariff becomes, as provenance names it."""
    if key == "ramp_percent_per_min":
        return "ramp_frac_per_min"
    if key in OWN_POWER:
        return f"on_site.{OWN_POWER[key][0]}"
    return f"tariff.{_TARIFF[key]}" if key in _TARIFF else key


def _on_site(row: Mapping[str, Any], path: KeyPath, findings: Findings) -> OnSitePower:
    said = {key: float(row[key]) for key in OWN_POWER if row.get(key) is not None}
    for needed, others in (("gas_mw", "gas_"), ("battery_mwh", "battery_"), ("battery_mw", "battery_")):
        lonely = [key for key in said if key.startswith(others)]
        if lonely and needed not in said:
            findings.error((*path, needed), f"is missing beside {lonely[0]}", "a number above zero")
    given = {OWN_POWER[key][0]: OWN_POWER[key][1](value) for key, value in said.items()}
    plain = OnSitePower()
    return OnSitePower(
        **{item.name: given.get(item.name, getattr(plain, item.name)) for item in fields(plain)}
    )
