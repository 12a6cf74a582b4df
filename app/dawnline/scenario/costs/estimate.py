"""Estimates: a formula over assumptions, as a range, and how far each assumption moves it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dawnline.fleet.assumption import Assumption, Range

Formula = Callable[[Mapping[str, float]], float]


@dataclass(frozen=True)
class Driver:
    """What one assumption does alone: the result at its low and at its high, the others central."""

    assumption: Assumption
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        """Return how far it moves the result."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Estimate:
    """A result as a range, and its assumptions, those that move it most first."""

    range: Range
    drivers: tuple[Driver, ...]


def estimate(formula: Formula, assumptions: Sequence[Assumption]) -> Estimate:
    """Return a formula's range over assumptions.

    Central is everything central. Low has every assumption at the end that lowers the result, alone; high at
    the other: the whole room of a formula that is monotone in each, as all of ours are.
    """
    central = {item.key: item.range.central for item in assumptions}
    drivers = [
        Driver(
            item,
            formula({**central, item.key: item.range.low}),
            formula({**central, item.key: item.range.high}),
        )
        for item in assumptions
    ]
    lowest, highest = dict(central), dict(central)
    for driver in drivers:
        ends = driver.assumption.range.low, driver.assumption.range.high
        if driver.at_low > driver.at_high:
            ends = ends[1], ends[0]
        lowest[driver.assumption.key], highest[driver.assumption.key] = ends
    results = formula(lowest), formula(central), formula(highest)
    span = Range(min(results), results[1], max(results))
    return Estimate(span, tuple(sorted(drivers, key=lambda driver: -driver.swing)))
