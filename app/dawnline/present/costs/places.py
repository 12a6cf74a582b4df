"""Places: one site, or one fleet of satellites, with its hours, energy, dollars and carbon over a run."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from dawnline.fleet.assumption import Assumption, Range
from dawnline.fleet.ground import Site
from dawnline.fleet.provenance import SCENARIO_FILE, Provenance
from dawnline.present.costs.counted import counted
from dawnline.recording.recording import Recording
from dawnline.scenario.costs.assumptions import EVERY
from dawnline.scenario.costs.grids import grid_of_site, grids
from dawnline.scenario.costs.spread import around, plus, spread


@dataclass(frozen=True)
class Place:
    """One site, or one fleet of satellites, over a run; ranges are None where the scenario has no prices.

    ``tokens`` is its requests served times the run's mean of output tokens; None where a place may also have
    done what is not counted in requests.
    """

    entity: str
    name: str
    in_orbit: bool
    accelerator_h: float
    busy_h: float
    kwh: float
    usd: Range | None
    carbon_kg: Range | None
    tokens: float | None = None

    @property
    def usd_per_accelerator_h(self) -> Range | None:
        """Return the dollars of an hour of an accelerator that is there, at work or not."""
        return _over(self.usd, self.accelerator_h)

    @property
    def usd_per_busy_h(self) -> Range | None:
        """Return the dollars of an hour at work: what stands idle is paid by what works."""
        return _over(self.usd, self.busy_h)

    @property
    def usd_per_million_tokens(self) -> Range | None:
        """Return the dollars of a million output tokens, all that the place cost over all it made."""
        return None if self.tokens is None else _over(self.usd, self.tokens / 1e6)


def fleets(recording: Recording, assumptions: tuple[Assumption, ...], *, has_prices: bool) -> Iterator[Place]:
    """Yield the fleets of satellites that have accelerators."""
    fleet = recording.header.fleet
    if not len(fleet.satellites):
        return
    of, n = fleet.satellites.parent, len(fleet.tables["fleet"])
    each, length = counted(recording, "satellite"), _mean_tokens(recording)
    hours, busy_h, kwh, usd, kg, served = (
        np.bincount(of, values, n)
        for values in (each.there_h, each.busy_h, each.kwh, each.machine_usd, each.carbon_kg, each.served)
    )
    spreads = {key: spread("satellite", key, assumptions) for key in ("machine_usd", "carbon_kg")}
    for row in np.flatnonzero(hours > 0.0).tolist():
        bus = fleet.buses[int(fleet.bus_of[np.argmax(of == row)])]
        usd_spread = _known(bus.provenance, "usd_per_accelerator_h") or spreads["machine_usd"]
        kg_spread = _known(bus.provenance, "kg_per_accelerator_h") or spreads["carbon_kg"]
        yield Place(
            entity=fleet.tables["fleet"].ids[row],
            name=fleet.tables["fleet"].ids[row].partition(":")[2],
            in_orbit=True,
            accelerator_h=float(hours[row]),
            busy_h=float(busy_h[row]),
            kwh=float(kwh[row]),
            usd=around(float(usd[row]), usd_spread) if has_prices else None,
            carbon_kg=around(float(kg[row]), kg_spread) if has_prices else None,
            tokens=None if length is None else length * float(served[row]),
        )


def sites(recording: Recording, assumptions: tuple[Assumption, ...], *, has_prices: bool) -> Iterator[Place]:
    """Yield the sites that have accelerators, each with the range of its own grid's carbon."""
    fleet = recording.header.fleet
    if not fleet.sites:
        return
    each, length = counted(recording, "site"), _mean_tokens(recording)
    spreads = {key: spread("site", key, assumptions) for key in ("energy_usd", "machine_usd")}
    for row in np.flatnonzero(each.there_h > 0.0).tolist():
        site = fleet.sites[row]
        energy = _known(site.provenance, "usd_per_kwh") or spreads["energy_usd"]
        machine = _known(site.provenance, "usd_per_accelerator_h") or spreads["machine_usd"]
        usd = plus(around(float(each.energy_usd[row]), energy), around(float(each.machine_usd[row]), machine))
        carbon = spread("site", "carbon_kg", _on_its_grid(site, assumptions))
        yield Place(
            entity=fleet.tables["site"].ids[row],
            name=fleet.tables["site"].ids[row].partition(":")[2],
            in_orbit=False,
            accelerator_h=float(each.there_h[row]),
            busy_h=float(each.busy_h[row]),
            kwh=float(each.kwh[row]),
            usd=usd if has_prices else None,
            carbon_kg=around(float(each.carbon_kg[row]), carbon) if has_prices else None,
            tokens=None if length is None else length * float(each.served[row]),
        )


def _on_its_grid(site: Site, assumptions: tuple[Assumption, ...]) -> tuple[Assumption, ...]:
    """Return the assumptions with the carbon of the site's own grid, unless it is unknown or was changed."""
    grid = grid_of_site(site.provider, site.name) or grids().get(site.country)
    ours = next(item for item in EVERY if item.key == "grid_kg_per_kwh")
    if grid is None or ours not in assumptions:
        return assumptions
    own = replace(grid.assumption, key="grid_kg_per_kwh")
    return tuple(own if item.key == own.key else item for item in assumptions)


def _known(provenance: tuple[Provenance, ...], field: str) -> Range | None:
    """Return that a price is what the scenario says it is, without a range; None where it is computed."""
    said = any(item.key == f"tariff.{field}" and item.source == SCENARIO_FILE for item in provenance)
    return Range(1.0, 1.0, 1.0) if said else None


def _mean_tokens(recording: Recording) -> float | None:
    """Return the output tokens of a request; None where workloads ask for anything but requests."""
    workloads = recording.header.fleet.workloads
    if not workloads or any(workload.requests is None for workload in workloads):
        return None
    keys = ("output_tokens_served", "requests_served")
    if not set(keys) <= set(recording.ledger_keys("workload")):
        return None
    tokens, requests = (float(np.nansum(recording.ledger("workload", key)[1])) for key in keys)
    return tokens / requests if requests > 0.0 else None


def sum_of(places: tuple[Place, ...], name: str) -> Place | None:
    """Return all places of a side as one; None where there are none."""
    if not places:
        return None
    usd = [place.usd for place in places if place.usd is not None]
    kg = [place.carbon_kg for place in places if place.carbon_kg is not None]
    return Place(
        entity=name,
        name=name,
        in_orbit=places[0].in_orbit,
        accelerator_h=sum(place.accelerator_h for place in places),
        busy_h=sum(place.busy_h for place in places),
        kwh=sum(place.kwh for place in places),
        usd=plus(*usd) if usd else None,
        carbon_kg=plus(*kg) if kg else None,
        tokens=None if places[0].tokens is None else sum(place.tokens or 0.0 for place in places),
    )


def _over(total: Range | None, hours: float) -> Range | None:
    return None if total is None or hours <= 0.0 else around(1.0 / hours, total)
