"""Where requests come from: drawn by a week's shape, or a trace, from the regions by their weights."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

import numpy as np

from dawnline.fleet.ground import Region
from dawnline.fleet.workload import RequestDemand
from dawnline.scenario.event import Event
from dawnline.scenario.scenario import Scenario
from dawnline.scenario.traces.columns import RateTrace, RequestTrace
from dawnline.sim.arrays import Floats
from dawnline.sim.arrivals import LENGTHS, Arrivals
from dawnline.sim.replay import RateReplay, Replay
from dawnline.sim.tally import Tally
from dawnline.sim.week import SHAPES

Source = Arrivals | Replay | RateReplay
Known = TypeVar("Known")


def shares_of(regions: Iterable[Region]) -> Floats:
    """Return each region's share of a workload (r,); nothing where no region has a weight."""
    weights = np.array([region.weight for region in regions], np.float64)
    total = weights.sum()
    return weights / total if total > 0.0 else np.zeros(len(weights))


def source_of(scenario: Scenario, row: int, demand: RequestDemand) -> Source | None:
    """Return where the requests of a workload come from; None where no region has a weight.

    Raises ValueError for a name that nothing is known by, or a trace of something else than requests.
    """
    regions = scenario.fleet.regions
    shares = shares_of(regions)
    if not shares.sum() > 0.0:
        return None
    lengths = named("lengths", demand.lengths, LENGTHS)
    if not demand.trace:
        return Arrivals(
            scenario.epoch,
            np.array([region.lon_rad for region in regions], np.float64),
            demand.rate_per_s * shares,
            shape=named("shape", demand.shape, SHAPES),
            lengths=lengths,
            seed=scenario.seed,
            row=row,
        )
    trace = named("trace", demand.trace, scenario.traces)
    begins_s, pace, repeats = demand.trace_begins_s, demand.trace_pace, demand.trace_repeats
    if isinstance(trace, RequestTrace):
        return Replay(
            trace, shares, seed=scenario.seed, begins_s=begins_s, pace=pace, repeats=repeats
        )  # fmt: skip
    if isinstance(trace, RateTrace):
        faster = replace(
            trace, bin_s=trace.bin_s / pace, rate_per_s=trace.rate_per_s * (pace * repeats)
        )  # fmt: skip
        return RateReplay(faster, shares, lengths, seed=scenario.seed, row=row, begins_s=begins_s)
    raise ValueError(f"trace {demand.trace!r} holds jobs; expected requests or their rates")


def mean_prompt(source: Source | None) -> float:
    """Return the mean prompt of a request, in tokens; one of a source that has none."""
    if source is None:
        return 1.0
    if isinstance(source, Replay):
        return source.mean_prompt
    return source.lengths.prompt_mean


def arrived(source: Source | None, t0_s: float, t1_s: float, step: int, surge: Floats) -> Tally:
    """Return what arrives at each region (r,) in a step, ``surge`` (r,) times as much as usual."""
    if source is None:
        return Tally.nothing(len(surge))
    if isinstance(source, Replay):
        return source.between(t0_s, t1_s, surge)
    return source.between(t0_s, t1_s, step, surge)


def expected(source: Source | None, t0_s: float, t1_s: float, surge: Floats) -> tuple[Floats, Floats]:
    """Return the prompt and output tokens (r,) that are to be expected from ``t0_s`` to ``t1_s``."""
    if source is None:
        return np.zeros(len(surge)), np.zeros(len(surge))
    if isinstance(source, Replay):
        tally = source.between(t0_s, t1_s, surge)
        return tally.prompt_tokens.astype(np.float64), tally.output_tokens.astype(np.float64)
    requests = source.mean(t0_s, t1_s) * surge
    return requests * source.lengths.prompt_mean, requests * source.lengths.output_mean


def surge_of(events: Iterable[Event], row: int, t_s: float, regions: int) -> Floats:
    """Return how many times as much as usual each region asks of a workload (r,), as events have it."""
    factor = np.ones((1, regions))
    for event in events:
        if event.kind == "demand_surge" and event.is_on(t_s):
            if event.target.kind == "region":
                factor[:, event.target.index] *= event.value
            elif event.target.kind == "workload" and event.target.index == row:
                factor *= event.value
    return np.asarray(factor[0])


def job_surge(events: Iterable[Event], row: int, shares: Floats, submit_s: Floats) -> Floats:
    """Return how many times as often as usual jobs of a workload come (n,) when they are submitted.

    Jobs come from regions by their ``shares`` (r,): a region's surge multiplies its part of them.
    """
    whole = np.ones(len(submit_s))
    of_regions: dict[int, Floats] = {}
    for event in events:
        if event.kind != "demand_surge":
            continue
        on = (event.start_s <= submit_s) & (submit_s < event.start_s + event.duration_s)
        factor = np.where(on, event.value, 1.0)
        if event.target.kind == "workload" and event.target.index == row:
            whole = whole * factor
        elif event.target.kind == "region":
            index = event.target.index
            of_regions[index] = of_regions.get(index, np.ones(len(submit_s))) * factor
    more = [shares[index] * (factor - 1.0) for index, factor in sorted(of_regions.items())]
    return np.asarray(whole * sum(more, np.ones(len(submit_s))), np.float64)


def named(what: str, name: str, known: Mapping[str, Known]) -> Known:
    """Return what a name stands for; raise ValueError with the known ones if there is no such thing."""
    if name not in known:
        raise ValueError(f"{what} {name!r} is unknown; expected one of: {', '.join(sorted(known)) or 'none'}")
    return known[name]
