"""What running costs at each site and on each design, where a scenario counts money: central values.

An accelerator-hour is paid whether it works or not, so that shares of the time that computing is possible are
not in it; energy of sites is paid as it is used. The design's own power, overhead and PUE take the place of
the assumed ones, unless the scenario gives these itself.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dawnline.fleet.assumption import Assumption, Range
from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.ground import Site, Tariff
from dawnline.fleet.provenance import SCENARIO_FILE, Confidence, Provenance
from dawnline.scenario.costs.assumptions import EVERY, changed
from dawnline.scenario.costs.carbon import ground_kg_per_hour, orbit_kg_per_hour
from dawnline.scenario.costs.grids import grid_of_site, grids
from dawnline.scenario.costs.money import ground_usd_per_hour, orbit_usd_per_hour
from dawnline.scenario.findings import Findings
from dawnline.scenario.schema_costs import CostsSection

_DATE = "2026"
# Bought, not known from a section: an hour exists whether it is used or not.
_ALWAYS = {"orbit_availability": 1.0, "sunlit_policy_frac": 1.0, "ground_availability": 1.0}
# What formulas divide by, and what is a share of something.
_SHARES = ("orbit_availability", "sunlit_policy_frac", "ground_availability")
_DIVIDES = (
    *_SHARES, "accelerator_life_years", "satellite_life_years", "facility_life_years", "node_kw", "pue",
    "mass_kg_per_kw", "orbit_overhead",
)  # fmt: skip
_LEAST = 1e-6
_COMPUTED = "central values of the assumptions under costs, for this design"


@dataclass(frozen=True)
class Costs:
    """The assumptions that hold in a scenario, and which of them are its own."""

    assumptions: tuple[Assumption, ...]
    own: frozenset[str]

    @classmethod
    def of(cls, section: CostsSection, findings: Findings) -> "Costs":
        """Return the assumptions of a ``[costs]`` section; those without sense are noted and left out."""
        given = {key: Range(span.low, span.central, span.high) for key, span in section if span is not None}
        for key, span in tuple(given.items()):
            low, high = (_LEAST if key in _DIVIDES else 0.0), (1.0 if key in _SHARES else math.inf)
            if not (low <= span.low and span.high <= high):
                shown = "from 0 to 1" if key in _SHARES else "above zero"
                message = f"{span.low:g} to {span.high:g} is out of range"
                findings.error(("costs", key), message, f"numbers {shown}")
                del given[key]
        return cls(changed(EVERY, given), frozenset(given))

    def central(self, design: Mapping[str, float]) -> dict[str, float]:
        """Return the central values, with those of a design where the scenario does not say otherwise."""
        values = {item.key: item.range.central for item in self.assumptions}
        return {**values, **{key: value for key, value in design.items() if key not in self.own}, **_ALWAYS}


def priced_site(site: Site, costs: Costs, given: Mapping[str, float]) -> Site:
    """Return a site with its tariff; ``given`` are fields of the tariff that the scenario says itself."""
    node_kw = site.accelerator.max_w * (1.0 + site.overhead_frac) / 1e3
    values = costs.central({"node_kw": node_kw, "pue": site.pue})
    kg_per_kwh, grid = _grid(site, costs, values)
    fixed = {**values, "energy_usd_per_kwh": 0.0, "grid_kg_per_kwh": 0.0}
    tariff = Tariff(
        usd_per_kwh=values["energy_usd_per_kwh"],
        usd_per_accelerator_h=ground_usd_per_hour(fixed) if node_kw > 0.0 else 0.0,
        kg_per_kwh=kg_per_kwh,
        kg_per_accelerator_h=ground_kg_per_hour(fixed),
    )
    energy = next(item for item in costs.assumptions if item.key == "energy_usd_per_kwh")
    sources = {"usd_per_kwh": energy.source, "kg_per_kwh": grid}
    return replace(
        site,
        tariff=replace(tariff, **given),
        provenance=(*site.provenance, *_provenance(replace(tariff, **given), given, sources)),
    )


def priced_bus(bus: SatelliteBus, costs: Costs, given: Mapping[str, float]) -> SatelliteBus:
    """Return a design with its tariff; one without accelerators costs nothing here."""
    if not bus.accelerators:
        return bus
    computing_w = bus.accelerator.max_w * (1.0 + bus.overhead_frac)
    node_kw = (computing_w + bus.housekeeping_w / bus.accelerators) / 1e3
    # The design's node holds what the assumed one has as overhead.
    values = costs.central({"node_kw": node_kw, "orbit_overhead": 1.0})
    tariff = Tariff(
        usd_per_accelerator_h=orbit_usd_per_hour(values), kg_per_accelerator_h=orbit_kg_per_hour(values)
    )
    tariff = replace(tariff, **given)
    return replace(bus, tariff=tariff, provenance=(*bus.provenance, *_provenance(tariff, given, {})))


def told_tariff(tariff: Tariff, given: Mapping[str, float]) -> tuple[Tariff, tuple[Provenance, ...]]:
    """Return a tariff with what a scenario says itself, and where that comes from."""
    changed_tariff = replace(tariff, **given)
    told = [item for item in _provenance(changed_tariff, given, {}) if item.key.partition(".")[2] in given]
    return changed_tariff, tuple(told)


def _grid(site: Site, costs: Costs, values: Mapping[str, float]) -> tuple[float, str]:
    """Return the carbon of a site's electricity and its source: own value, grid, country, or assumed."""
    grid = grid_of_site(site.provider, site.name) or grids().get(site.country)
    if grid is None or "grid_kg_per_kwh" in costs.own:
        assumed = next(item for item in costs.assumptions if item.key == "grid_kg_per_kwh")
        return values["grid_kg_per_kwh"], assumed.source
    return grid.kg_per_kwh, f"{grid.assumption.source.partition(';')[0]} ({grid.year})"


def _provenance(
    tariff: Tariff, given: Mapping[str, float], sources: Mapping[str, str]
) -> tuple[Provenance, ...]:
    units = {"usd_per_kwh": "$/kWh", "usd_per_accelerator_h": "$/h", "kg_per_kwh": "kg/kWh"}
    rows = []
    for key in ("usd_per_kwh", "usd_per_accelerator_h", "kg_per_kwh", "kg_per_accelerator_h"):
        value = float(getattr(tariff, key))
        if key in given:
            source = SCENARIO_FILE
        elif value:
            source = sources.get(key, _COMPUTED)
        else:
            continue
        measured = key == "kg_per_kwh" and "kg_per_kwh" not in given
        confidence: Confidence = "measured" if measured else "assumed"
        rows.append(Provenance(f"tariff.{key}", value, units.get(key, "kg/h"), source, _DATE, confidence))
    return tuple(rows)
