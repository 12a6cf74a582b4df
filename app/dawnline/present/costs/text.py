"""Costs as lines of at most 80 columns."""

import math
from collections.abc import Iterator
from textwrap import wrap

from dawnline.fleet.assumption import Assumption, Range
from dawnline.present.costs.places import Place
from dawnline.present.costs.report import Costs
from dawnline.present.numbers import DASH, three_digits
from dawnline.scenario.costs.estimate import Estimate

WIDTH = 80
_MOST_PLACES = 12
_MOST_DRIVERS = 4
_SIZES = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


def lines_of(costs: Costs, *, with_sources: bool = True) -> Iterator[str]:
    """Yield the report: the run by place and workload, orbit beside the ground, and the assumptions."""
    yield from wrap(f"{costs.title}: {costs.hours:,.1f} h", WIDTH)
    yield "Ranges read: central (low to high). Assumptions are below; all can be changed."
    if costs.gaps:
        yield f"{costs.gaps} parts of the run could not be read and count as nothing."
    yield ""
    yield from _places(costs)
    if costs.tokens:
        yield ""
        yield "A million output tokens, paid by the accelerators at work on them"
        for price in costs.tokens:
            made = f"{compact(price.tokens):>9} made"
            yield f"  {price.workload[:28]:28} {made}   $ {ranged(price.usd_per_million)}"
    yield ""
    yield from _beside(costs)
    if with_sources:
        yield ""
        yield "Assumptions (low, central, high)"
        for item in costs.assumptions:
            yield from _assumption(item)


def _places(costs: Costs) -> Iterator[str]:
    if not costs.has_prices:
        yield from wrap(
            "The scenario has no prices, so the run counted no money and no carbon: add [costs] to it.", WIDTH
        )
    yield f"{'':18} {'GPU h':>6} {'busy':>5} {'kWh':>6}  {'$ / GPU h':19} kg CO2"
    for whole, word in ((costs.orbit, "orbit"), (costs.ground, "ground")):
        if whole is None:
            continue
        yield _row(whole, word)
        mine = sorted(
            (place for place in costs.places if place.in_orbit == whole.in_orbit),
            key=lambda place: -place.kwh,
        )
        if len(mine) > 1:
            yield from (_row(place, f"  {place.name}") for place in mine[:_MOST_PLACES])
        if len(mine) > _MOST_PLACES:
            yield f"  and {len(mine) - _MOST_PLACES} more; all of them with --json"
    yield from _sums(costs)


def _row(place: Place, word: str) -> str:
    busy = f"{100.0 * place.busy_h / place.accelerator_h:.0f} %" if place.accelerator_h > 0.0 else DASH
    line = (
        f"{word[:18]:18} {compact(place.accelerator_h):>6} {busy:>5} {compact(place.kwh):>6}  "
        f"{ranged(place.usd_per_accelerator_h):19} {ranged(place.carbon_kg)}"
    )
    return line.rstrip()


def _sums(costs: Costs) -> Iterator[str]:
    for whole, word in ((costs.orbit, "orbit"), (costs.ground, "ground")):
        if whole is None or whole.usd is None:
            continue
        parts = [f"$ {ranged(whole.usd)} in all"]
        if whole.usd_per_busy_h is not None:
            parts.append(f"$ {ranged(whole.usd_per_busy_h)} a GPU h at work")
        if whole.usd_per_million_tokens is not None:
            parts.append(f"$ {ranged(whole.usd_per_million_tokens)} a million output tokens")
        yield from wrap(f"{word}: {', '.join(parts)}", WIDTH, initial_indent="  ", subsequent_indent="    ")


def _beside(costs: Costs) -> Iterator[str]:
    yield "Orbit beside the ground, by assumptions alone"
    for title, orbit, ground in (
        ("$ / GPU h", costs.orbit_usd, costs.ground_usd),
        ("kg CO2 / GPU h", costs.orbit_kg, costs.ground_kg),
    ):
        yield f"  {title:15} orbit {ranged(orbit.range):19} ground {ranged(ground.range)}"
    yield from wrap(
        f"Launch at which both cost the same: {launch(costs.crossing_usd_per_kg.range)}. "
        f"Assumed now: {assumed_launch(costs.assumptions)}.",
        WIDTH, initial_indent="  ", subsequent_indent="    ",
    )  # fmt: skip
    yield "  $ / GPU h in orbit by the price of launch, and over the ground's central one:"
    for price, span in costs.by_launch:
        over = span.central / costs.ground_usd.range.central
        yield f"    ${compact(price) if price else '0'}/kg".ljust(17) + f"{ranged(span):19}  x {over:.1f}"
    for word, result in (("orbit", costs.orbit_usd), ("ground", costs.ground_usd),
                         ("crossing", costs.crossing_usd_per_kg)):  # fmt: skip
        yield from wrap(
            f"{word} is moved most by {drivers_text(result)}", WIDTH,
            initial_indent="  ", subsequent_indent="    ",
        )  # fmt: skip


def drivers_text(result: Estimate) -> str:
    """Return the assumptions that move an estimate most, each with where it moves it."""
    return "; ".join(
        f"{_within(driver.assumption.title)} ({compact(driver.at_low)} to {compact(driver.at_high)})"
        for driver in result.drivers[:_MOST_DRIVERS]
    )


def _within(title: str) -> str:
    """Return a title as it reads within a sentence."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def assumed_launch(assumptions: tuple[Assumption, ...]) -> str:
    """Return the price of launch that is assumed: ``$1.50k/kg (200 to 3.00k)``."""
    (item,) = (item for item in assumptions if item.key == "launch_usd_per_kg")
    return f"${compact(item.range.central)}/kg ({compact(item.range.low)} to {compact(item.range.high)})"


def launch(span: Range) -> str:
    """Return prices of launch in words; what is below nothing is no price."""
    if span.high <= 0.0:
        return "none, even launch for nothing is too dear"
    if span.central <= 0.0:
        return f"none, even launch for nothing is too dear; ${compact(span.high)}/kg if all goes well"
    low = f"${compact(span.low)}/kg" if span.low > 0.0 else "none"
    return f"${compact(span.central)}/kg ({low} to ${compact(span.high)}/kg)"


def _assumption(item: Assumption) -> Iterator[str]:
    values = ", ".join(compact(value) for value in (item.range.low, item.range.central, item.range.high))
    yield from wrap(item.title, WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield from wrap(
        f"{values} {item.unit}".rstrip() + f" ({item.confidence}, {item.date}: {item.source})", WIDTH,
        initial_indent="      ", subsequent_indent="      ",
    )  # fmt: skip


def ranged(span: Range | None) -> str:
    """Return a range: ``3.45 (2.10 to 9.80)``, or a dash where there is none."""
    if span is None:
        return DASH
    return f"{compact(span.central)} ({compact(span.low)}{DASH}{compact(span.high)})"


def compact(value: float) -> str:
    """Return a number with three digits and a letter for its size: ``12.3k``."""
    if not math.isfinite(value):
        return DASH
    for size, letter in _SIZES:
        if abs(value) >= 0.9995 * size:
            return f"{three_digits(value / size)}{letter}"
    return three_digits(value) if abs(value) >= 0.0995 or value == 0.0 else f"{value:.2g}"
