"""What a run cost and emitted, as ranges: by place, by workload; orbit beside the ground by assumptions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from dawnline.fleet.assumption import Assumption, Range
from dawnline.fleet.ground import FREE, Site
from dawnline.present.costs.counted import Floats, counted
from dawnline.recording.recording import Recording
from dawnline.scenario.costs.assumptions import changed
from dawnline.scenario.costs.carbon import ground_carbon, orbit_carbon
from dawnline.scenario.costs.estimate import Estimate
from dawnline.scenario.costs.grids import grid_of_site, grids
from dawnline.scenario.costs.money import crossing, ground_cost, orbit_cost
from dawnline.scenario.costs.spread import around, complete, plus, spread

# Prices of launch to compare: for nothing, the threshold of arXiv 2511.19468, and up to today's highest.
LAUNCH_USD_PER_KG = (0.0, 200.0, 500.0, 1500.0, 3000.0, 6000.0)


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


@dataclass(frozen=True)
class TokenPrice:
    """What a million output tokens of a workload cost over a run."""

    workload: str
    tokens: float
    usd_per_million: Range


@dataclass(frozen=True)
class Costs:
    """Everything that ``dawnline costs`` tells.

    ``places`` are of the run, with ``orbit`` and ``ground`` the sums (None where there is none of it). The
    estimates are of assumptions alone: dollars and kilograms of an accelerator-hour, and the price of launch
    at which orbit costs what the ground does. ``by_launch`` tells what an accelerator-hour in orbit costs at
    prices of launch, dollars for a kilogram. ``gaps`` is how many tiles of the run could not be read.
    """

    title: str
    hours: float
    has_prices: bool
    places: tuple[Place, ...]
    orbit: Place | None
    ground: Place | None
    tokens: tuple[TokenPrice, ...]
    orbit_usd: Estimate
    ground_usd: Estimate
    orbit_kg: Estimate
    ground_kg: Estimate
    crossing_usd_per_kg: Estimate
    by_launch: tuple[tuple[float, Range], ...]
    assumptions: tuple[Assumption, ...]
    gaps: int


def costs_of(recording: Recording) -> Costs:
    """Return the costs of a run; one with less than two frames has lasted for no time and cost nothing."""
    header = recording.header
    owners = [bus.tariff for bus in header.fleet.buses] + [site.tariff for site in header.fleet.sites]
    has_prices = any(tariff != FREE for tariff in owners)
    assumptions = complete(header.assumptions)
    orbit = tuple(_fleets(recording, assumptions, has_prices=has_prices))
    ground = tuple(_sites(recording, assumptions, has_prices=has_prices))
    return Costs(
        title=header.title,
        hours=max(0, recording.frame_count - 1) * header.step_s / 3600.0,
        has_prices=has_prices,
        places=(*orbit, *ground),
        orbit=_sum(orbit, "orbit"),
        ground=_sum(ground, "ground"),
        tokens=tuple(_tokens(recording, (*orbit, *ground))) if has_prices else (),
        orbit_usd=orbit_cost(assumptions),
        ground_usd=ground_cost(assumptions),
        orbit_kg=orbit_carbon(assumptions),
        ground_kg=ground_carbon(assumptions),
        crossing_usd_per_kg=crossing(assumptions),
        by_launch=tuple((price, _orbit_at(price, assumptions)) for price in LAUNCH_USD_PER_KG),
        assumptions=assumptions,
        gaps=len(recording.gaps),
    )


def _orbit_at(launch_usd_per_kg: float, assumptions: tuple[Assumption, ...]) -> Range:
    fixed = Range(launch_usd_per_kg, launch_usd_per_kg, launch_usd_per_kg)
    return orbit_cost(changed(assumptions, {"launch_usd_per_kg": fixed})).range


def _fleets(
    recording: Recording, assumptions: tuple[Assumption, ...], *, has_prices: bool
) -> Iterator[Place]:
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
    usd_spread, kg_spread = (spread("satellite", key, assumptions) for key in ("machine_usd", "carbon_kg"))
    for row in np.flatnonzero(hours > 0.0).tolist():
        yield Place(
            entity=fleet.tables["fleet"].ids[row],
            name=fleet.tables["fleet"].names[row],
            in_orbit=True,
            accelerator_h=float(hours[row]),
            busy_h=float(busy_h[row]),
            kwh=float(kwh[row]),
            usd=around(float(usd[row]), usd_spread) if has_prices else None,
            carbon_kg=around(float(kg[row]), kg_spread) if has_prices else None,
            tokens=None if length is None else length * float(served[row]),
        )


def _sites(recording: Recording, assumptions: tuple[Assumption, ...], *, has_prices: bool) -> Iterator[Place]:
    """Yield the sites that have accelerators, each with the range of its own grid's carbon."""
    fleet = recording.header.fleet
    if not fleet.sites:
        return
    each, length = counted(recording, "site"), _mean_tokens(recording)
    energy, machine = (spread("site", key, assumptions) for key in ("energy_usd", "machine_usd"))
    for row in np.flatnonzero(each.there_h > 0.0).tolist():
        usd = plus(around(float(each.energy_usd[row]), energy), around(float(each.machine_usd[row]), machine))
        carbon = spread("site", "carbon_kg", _on_its_grid(fleet.sites[row], assumptions))
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
    """Return the assumptions with the carbon of the site's own grid, where that is known."""
    grid = grid_of_site(site.provider, site.name) or grids().get(site.country)
    if grid is None or site.tariff.kg_per_kwh <= 0.0:
        return assumptions
    own = replace(grid.assumption, key="grid_kg_per_kwh")
    return tuple(own if item.key == own.key else item for item in assumptions)


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


def _tokens(recording: Recording, places: tuple[Place, ...]) -> Iterator[TokenPrice]:
    """Yield the price of workloads that make tokens: the mean of their steps, weighted by tokens."""
    header = recording.header
    spent = [place.usd for place in places if place.usd is not None]
    whole = plus(*spent) if spent else Range(0.0, 0.0, 0.0)
    keys = {channel.key for channel in header.catalogue.of_kind("workload")}
    if not {"tokens_per_s", "usd_per_million_tokens"} <= keys or whole.central <= 0.0:
        return
    factor = Range(whole.low / whole.central, 1.0, whole.high / whole.central)
    for row, name in enumerate(header.fleet.tables["workload"].names):
        rate = _series(recording, "tokens_per_s", row)
        tokens = rate[1:] * header.step_s
        price = _series(recording, "usd_per_million_tokens", row)[1:]
        if tokens.sum() > 0.0:
            mean = float(tokens @ price) / float(tokens.sum())
            yield TokenPrice(name, float(tokens.sum()), around(mean, factor))


def _series(recording: Recording, key: str, row: int) -> Floats:
    return np.nan_to_num(recording.series("workload", key, row)[1].astype(np.float64))


def _sum(places: tuple[Place, ...], name: str) -> Place | None:
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
