"""Events at a rate: when they happen, and to whom, drawn once when a scenario is loaded.

The numbers of a row are a function of the scenario's seed and the row's place among all events alone, so that
another row or a longer run changes none of them.
"""

import numpy as np

# The low byte of the stream, beside those of the simulation; the row is above it.
EVENT_TIMES = 32
DAY_S = 86_400.0
_WORD = (1 << 64) - 1
_AT_ONCE = 64


class Draw:
    """The random numbers of one row of events."""

    def __init__(self, seed: int, row: int) -> None:
        self._seed, self._stream = seed, EVENT_TIMES + (row << 8)

    def times_s(self, rate_per_day: float, duration_s: float, most: int) -> list[float]:
        """Return the times of a Poisson process from zero until the end of a run, at most ``most + 1``."""
        times: list[float] = []
        t_s = 0.0
        for batch in range(most // _AT_ONCE + 1):
            luck = self._luck(2 * batch)
            for gap in (-np.log1p(-luck) * DAY_S / rate_per_day).tolist():
                t_s += gap
                if t_s > duration_s or len(times) > most:
                    return times
                times.append(t_s)
        return times

    def picks(self, count: int, of: int) -> list[int]:
        """Return ``count`` indices below ``of``, each as likely as any other."""
        batches = [self._luck(2 * batch + 1) for batch in range(count // _AT_ONCE + 1)]
        return [int(luck * of) for luck in np.concatenate(batches)[:count].tolist()]

    def _luck(self, batch: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        key = np.array([self._seed & _WORD, self._stream & _WORD], np.uint64)
        counter = np.array([0, 0, 0, batch], np.uint64)
        return np.random.Generator(np.random.Philox(key=key, counter=counter)).random(_AT_ONCE)
