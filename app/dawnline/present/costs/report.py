"""What a run cost and emitted, as ranges: by place, by workload; orbit beside the ground by assumptions."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.assumption import Assumption, Range
from dawnline.fleet.ground import FREE
from dawnline.present.costs.counted import Floats
from dawnline.present.costs.places import Place, fleets, sites, sum_of
from dawnline.recording.recording import Recording
from dawnline.scenario.costs.assumptions import changed
from dawnline.scenario.costs.carbon import ground_carbon, orbit_carbon
from dawnline.scenario.costs.estimate import Estimate
from dawnline.scenario.costs.money import crossing, ground_cost, orbit_cost
from dawnline.scenario.costs.spread import around, complete, plus

# Prices of launch to compare: for nothing, the threshold of arXiv 2511.19468, and up to today's highest.
LAUNCH_USD_PER_KG = (0.0, 200.0, 500.0, 1500.0, 3000.0, 6000.0)


@dataclass(frozen=True)
class TokenPrice:
    """What a million output tokens of a workload cost over a run."""

    workload: str
    tokens: float
    usd_per_million: Range


@dataclass(frozen=True)
class Costs:
    """Everything that ``dawnline costs`` tells.

    ``places`` are of the run, with ``orbit`` and ``ground`` the sums (None where there is none of it); a
    price that the scenario says itself has no range. The estimates are of assumptions alone: dollars and
    kilograms of an accelerator-hour, and the price of launch at which orbit costs what the ground does.
    ``by_launch`` tells what an accelerator-hour in orbit costs at prices of launch, dollars for a kilogram.
    ``gaps`` is how many tiles of the run could not be read.
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
    orbit = tuple(fleets(recording, assumptions, has_prices=has_prices))
    ground = tuple(sites(recording, assumptions, has_prices=has_prices))
    return Costs(
        title=header.title,
        hours=max(0, recording.frame_count - 1) * header.step_s / 3600.0,
        has_prices=has_prices,
        places=(*orbit, *ground),
        orbit=sum_of(orbit, "orbit"),
        ground=sum_of(ground, "ground"),
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
