"""Money and carbon as a panel shows them: ranges on an axis, orbit beside the ground, and what is assumed."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from dawnline.fleet.assumption import Range
from dawnline.present.costs.places import Place
from dawnline.present.costs.report import Costs
from dawnline.present.costs.text import assumed_launch, compact, drivers_text, launch, ranged
from dawnline.recording.recording import Recording
from dawnline_widgets.charts.range_scene import RangeGroup, RangeRow

NO_PRICES = (
    "This scenario has no prices, so its run counted no money and no carbon. Write [costs] into it (nothing "
    "more is needed: the assumptions below are its defaults) and simulate again."
)
_MOST_PLACES = 6
ORBIT, GROUND = "dawn", "sky"


@dataclass(frozen=True)
class MoneyScene:
    """What the panel shows: words over groups of ranges, the crossing, what moves it, and the assumptions.

    ``notice`` says what is missing, "" where nothing is. ``assumptions`` are (title, value, source).
    """

    key: Hashable
    subtitle: str
    notice: str
    groups: tuple[RangeGroup, ...]
    crossing: str
    drivers: tuple[str, ...]
    assumptions: tuple[tuple[str, str, str], ...]


def money_scene(recording: Recording, costs: Costs) -> MoneyScene:
    """Return what the panel shows of the costs of a run."""
    groups = [*_of_run(costs), *_by_assumptions(costs), _by_launch(costs)]
    subtitle = f"{costs.hours:,.1f} h of the run, from its start. Ranges: central (low to high)."
    if costs.gaps:
        subtitle += f" {costs.gaps} parts of the run could not be read and count as nothing."
    return MoneyScene(
        key=(recording.header, recording.frame_count),
        subtitle=subtitle,
        notice="" if costs.has_prices else NO_PRICES,
        groups=tuple(groups),
        crossing=(
            f"Launch at which orbit costs what the ground does: {launch(costs.crossing_usd_per_kg.range)}. "
            f"Assumed now: {assumed_launch(costs.assumptions)}."
        ),
        drivers=tuple(
            f"{word} is moved most by {drivers_text(result)}."
            for word, result in (
                ("Orbit", costs.orbit_usd),
                ("Ground", costs.ground_usd),
                ("The crossing", costs.crossing_usd_per_kg),
            )
        ),
        assumptions=tuple(
            (
                item.title,
                f"{ranged(item.range)} {item.unit}".rstrip(),
                f"{item.confidence}, {item.date}: {item.source}",
            )
            for item in costs.assumptions
        ),
    )


def _of_run(costs: Costs) -> list[RangeGroup]:
    """Return what the run itself cost: a GPU-hour by place, a million tokens, carbon."""
    if not costs.has_prices:
        return []
    hour, carbon = [], []
    for whole, word, ink in ((costs.orbit, "Orbit", ORBIT), (costs.ground, "Ground", GROUND)):
        if whole is None:
            continue
        hour.append((word, whole.usd_per_accelerator_h, ink, False))
        carbon.append((word, whole.carbon_kg, ink, False))
        hour += [
            (place.name, place.usd_per_accelerator_h, ink, True) for place in _largest(costs, whole.in_orbit)
        ]
    tokens = [(price.workload, price.usd_per_million, "violet", False) for price in costs.tokens]
    found = [_group("run-hour", "$ a GPU-hour, as this run spent it", hour)]
    if tokens:
        found.append(_group("run-tokens", "$ a million output tokens", tokens))
    return [*found, _group("run-carbon", "kg CO\N{SUBSCRIPT TWO} of this run", carbon)]


def _largest(costs: Costs, in_orbit: bool) -> Sequence[Place]:
    """Return the places of a side that spent most, none where there is but one."""
    mine = [place for place in costs.places if place.in_orbit == in_orbit]
    return sorted(mine, key=lambda place: -place.accelerator_h)[:_MOST_PLACES] if len(mine) > 1 else ()


def _by_assumptions(costs: Costs) -> list[RangeGroup]:
    return [
        _group(key, heading, [("Orbit", orbit.range, ORBIT, False), ("Ground", ground.range, GROUND, False)])
        for key, heading, orbit, ground in (
            ("hour", "$ a GPU-hour, by assumptions alone", costs.orbit_usd, costs.ground_usd),
            ("carbon", "kg CO\N{SUBSCRIPT TWO} a GPU-hour, by assumptions", costs.orbit_kg, costs.ground_kg),
        )
    ]


def _by_launch(costs: Costs) -> RangeGroup:
    """Return what orbit costs by the price of launch, with the ground's central cost across."""
    rows = [
        (f"at ${compact(price) if price else '0'}/kg", span, ORBIT, False) for price, span in costs.by_launch
    ]
    ground = costs.ground_usd.range.central
    return _group(
        "launch", "$ a GPU-hour in orbit", rows, mark=ground, mark_word=f"| the ground: {compact(ground)}"
    )


def _group(
    key: str,
    heading: str,
    rows: Sequence[tuple[str, Range | None, str, bool]],
    *,
    mark: float | None = None,
    mark_word: str = "",
) -> RangeGroup:
    """Return rows over one logarithmic axis, which all their values are on."""
    known = [
        value for _, span, _, _ in rows if span is not None for value in (span.low, span.high) if value > 0
    ]
    low, high = (min(known), max(known)) if known else (1.0, 10.0)
    low, high = (low / 2.0, high * 2.0) if high <= low * 1.01 else (low, high)

    def share(value: float) -> float:
        return min(1.0, max(0.0, math.log(max(value, low) / low) / math.log(high / low)))

    drawn = tuple(
        RangeRow(label, ranged(span), indented=indented)
        if span is None or span.high <= 0.0
        else RangeRow(
            label, ranged(span), share(span.low), share(span.central), share(span.high), ink, indented
        )
        for label, span, ink, indented in rows
    )
    ticks = tuple((share(value), compact(value)) for value in _decades(low, high))
    return RangeGroup(
        key,
        heading,
        drawn,
        ticks,
        None if mark is None else share(mark),
        mark_word if mark is not None else "",
    )


def _decades(low: float, high: float) -> list[float]:
    """Return a few round numbers of an axis: powers of ten, or also 2 and 5 of them where it is short."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    steps = (1.0,) if last - first > 3 else (1.0, 2.0, 5.0)
    found = [step * 10.0**power for power in range(first, last + 1) for step in steps]
    return [value for value in found if low <= value <= high]
