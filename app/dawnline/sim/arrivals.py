"""Arrivals: how many requests, with how many tokens, come from each region in a step.

A non-homogeneous process: the rate follows a week's shape by local time, and counts of a step scatter as
bursts do. Gaps with a coefficient of variation c give counts whose variance is c^2 times their mean over any
time much longer than a gap (renewal theory; Cox 1962, section 3.3): negative binomial above 1, Poisson at 1,
binomial below, and at 0 as regular as whole numbers allow. All numbers of a step are a function of (seed,
stream, step) and of the own mean alone.
"""

from dataclasses import dataclass

import numpy as np

from dawnline.fleet.provenance import Provenance
from dawnline.orbits.epoch import Epoch
from dawnline.sim.arrays import Floats, Indices
from dawnline.sim.fault import uniforms
from dawnline.sim.quantile import count_quantile, gamma_quantile
from dawnline.sim.streams import ARRIVAL_COUNTS, ARRIVAL_OUTPUTS, ARRIVAL_PROMPTS, stream_of
from dawnline.sim.tally import Tally
from dawnline.sim.week import WeekShape, local_hours

# Simpson's rule over a step: where, and how much each counts.
_PLACES = (0.0, 0.5, 1.0)
_WEIGHTS = (1.0 / 6.0, 4.0 / 6.0, 1.0 / 6.0)


@dataclass(frozen=True)
class Lengths:
    """The tokens of a request: mean, and standard deviation over mean, of prompts and of outputs."""

    name: str
    prompt_mean: float
    prompt_cv: float
    output_mean: float
    output_cv: float
    provenance: tuple[Provenance, ...] = ()


def _measured(name: str, values: tuple[float, float, float, float], source: str, date: str) -> Lengths:
    keys = ("prompt_mean", "prompt_cv", "output_mean", "output_cv")
    units = ("tokens", "", "tokens", "")
    rows = zip(keys, values, units, strict=True)
    told = tuple(Provenance(key, value, unit, source, date, "measured") for key, value, unit in rows)
    return Lengths(name, *values, provenance=told)


# Computed from the files.
CHAT_LENGTHS = _measured(
    "chat", (1154.7, 0.96, 211.1, 0.77), "Azure LLM 2023, conversation, 1 h", "2023-11-16"
)
CODE_LENGTHS = _measured("code", (2047.8, 0.96, 27.9, 2.15), "Azure LLM 2023, code, 1 h", "2023-11-16")
LONG_CHAT_LENGTHS = _measured(
    "long chat", (12_035.1, 1.31, 342.6, 0.73), "Mooncake conversation trace, 1 h", "2025"
)
LENGTHS = {lengths.name: lengths for lengths in (CHAT_LENGTHS, CODE_LENGTHS, LONG_CHAT_LENGTHS)}


def token_totals(counts: Floats, mean: Floats | float, cv: Floats | float, luck: Floats) -> Indices:
    """Return the tokens (n,) of so many requests: a sum of lengths is Gamma by its mean and variance."""
    total = gamma_quantile(luck, counts * mean, np.sqrt(counts) * mean * cv)
    # Every request has a token at least.
    return np.maximum(np.rint(total), counts).astype(np.int64)


class Arrivals:
    """The requests of one workload from r regions over time.

    Parameters
    ----------
    epoch : when t = 0 is.
    lon_rad : (r,) longitudes, for local time.
    rate_per_s : (r,) mean arrivals a second of a working day.
    shape, lengths : the week, and the tokens of a request.
    seed, row : the key of the random numbers; ``row`` is the workload's.
    """

    def __init__(
        self,
        epoch: Epoch,
        lon_rad: Floats,
        rate_per_s: Floats,
        *,
        shape: WeekShape,
        lengths: Lengths,
        seed: int,
        row: int = 0,
    ) -> None:
        self._epoch = epoch
        self._lon_rad = lon_rad
        self._rate_per_s = rate_per_s
        self._shape = shape
        self.lengths = lengths
        self._seed = seed
        self._row = row
        # What a perfectly regular process (cv 0) still owes; part of the state.
        self.owed = np.zeros(len(rate_per_s))

    def mean(self, t0_s: float, t1_s: float) -> Floats:
        """Return the expected arrivals (r,) from ``t0_s`` to ``t1_s``."""
        total = np.zeros(len(self._rate_per_s))
        for place, weight in zip(_PLACES, _WEIGHTS, strict=True):
            hours, weekend = local_hours(self._epoch, t0_s + place * (t1_s - t0_s), self._lon_rad)
            total += weight * self._shape.rate(hours, weekend)
        return self._rate_per_s * total * (t1_s - t0_s)

    def between(self, t0_s: float, t1_s: float, step: int, surge: Floats | float = 1.0) -> Tally:
        """Return what arrives in a step, ``surge`` (r,) times as much as usual."""
        mean = self.mean(t0_s, t1_s) * surge
        n = len(mean)
        if self._shape.cv <= 0.0:
            self.owed += mean
            counts = np.floor(self.owed)
            self.owed -= counts
        else:
            dispersion = np.full(n, self._shape.cv**2)
            counts = count_quantile(self._luck(ARRIVAL_COUNTS, step, n), mean, dispersion)
        lengths = self.lengths
        # Prompts, then outputs, in one call.
        mean_tokens = np.repeat((lengths.prompt_mean, lengths.output_mean), n)
        cv = np.repeat((lengths.prompt_cv, lengths.output_cv), n)
        luck = np.concatenate([self._luck(what, step, n) for what in (ARRIVAL_PROMPTS, ARRIVAL_OUTPUTS)])
        tokens = token_totals(np.tile(counts, 2), mean_tokens, cv, luck)
        return Tally(counts.astype(np.int64), tokens[:n], tokens[n:])

    def _luck(self, what: int, step: int, n: int) -> Floats:
        return uniforms(self._seed, stream_of(what, self._row), step, n)
