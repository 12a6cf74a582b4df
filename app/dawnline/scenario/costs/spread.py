"""Ranges around what a run counted: its prices were central values, and nobody knows them exactly."""

from collections.abc import Iterable
from dataclasses import replace

from dawnline.fleet.assumption import Assumption, Range
from dawnline.scenario.costs.assumptions import EVERY
from dawnline.scenario.costs.carbon import ground_kg_per_hour, orbit_kg_per_hour
from dawnline.scenario.costs.estimate import Formula, estimate
from dawnline.scenario.costs.money import Values, ground_usd_per_hour, orbit_usd_per_hour

# What a run tells itself: its machines, their power, when they stand. It is not guessed a second time.
TOLD_BY_RUNS = frozenset(
    {
        "node_kw", "pue", "orbit_overhead", "orbit_availability", "ground_availability", "sunlit_policy_frac",
    }
)  # fmt: skip


def _energy(v: Values) -> float:
    return v["energy_usd_per_kwh"]


def _ground_machine(v: Values) -> float:
    return ground_usd_per_hour({**v, "energy_usd_per_kwh": 0.0})


# By kind and key of the ledger.
_FORMULAS: dict[tuple[str, str], Formula] = {
    ("site", "energy_usd"): _energy,
    ("site", "machine_usd"): _ground_machine,
    ("site", "carbon_kg"): ground_kg_per_hour,
    ("satellite", "machine_usd"): orbit_usd_per_hour,
    ("satellite", "carbon_kg"): orbit_kg_per_hour,
}


def complete(assumptions: Iterable[Assumption]) -> tuple[Assumption, ...]:
    """Return every assumption there is, those given in the place of ours."""
    given = {item.key: item for item in assumptions}
    return tuple(given.get(item.key, item) for item in EVERY)


def spread(kind: str, key: str, assumptions: Iterable[Assumption]) -> Range:
    """Return how far a total of a ledger may be off, over its value: ``Range(0.5, 1.0, 2.1)``.

    Only what a run cannot tell is varied: prices, lives, masses. Raises KeyError for a total without a range.
    """
    rows = [_fixed(item) if item.key in TOLD_BY_RUNS else item for item in complete(assumptions)]
    span = estimate(_FORMULAS[kind, key], rows).range
    return Range(span.low / span.central, 1.0, span.high / span.central)


def around(total: float, factor: Range) -> Range:
    """Return a total that is not negative as a range, by how far it may be off."""
    return Range(total * factor.low, total * factor.central, total * factor.high)


def plus(*parts: Range) -> Range:
    """Return the sum of ranges, low with low and high with high."""
    return Range(
        sum(part.low for part in parts), sum(part.central for part in parts), sum(part.high for part in parts)
    )


def _fixed(item: Assumption) -> Assumption:
    central = item.range.central
    return replace(item, range=Range(central, central, central))
