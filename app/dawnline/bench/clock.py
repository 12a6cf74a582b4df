"""Medians of interleaved rounds: both sides see the same weather."""

from collections.abc import Callable
from statistics import median
from time import perf_counter


def duel(
    ours: Callable[[], object], peer: Callable[[], object], *, rounds: int = 9, warm_up: int = 1
) -> tuple[float, float]:
    """Return the median seconds of both, called in turn."""
    for _ in range(warm_up):
        ours()
        peer()
    pairs = [(seconds(ours), seconds(peer)) for _ in range(rounds)]
    return median(first for first, _ in pairs), median(second for _, second in pairs)


def seconds(work: Callable[[], object]) -> float:
    """Return how long a call takes."""
    start_s = perf_counter()
    work()
    return perf_counter() - start_s
