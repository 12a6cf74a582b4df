"""Replay: a trace as it is, cut into steps. Whatever the steps are, nothing is lost and nothing is made."""

import numpy as np

from dawnline.scenario.traces.columns import FAMILIES, RateTrace, RequestTrace
from dawnline.sim.arrays import Floats
from dawnline.sim.fault import uniforms
from dawnline.sim.quantile import count_quantile
from dawnline.sim.tally import Tally

# Streams of random numbers, beside those of faults and arrivals.
REPLAY_REGIONS = 19
REPLAY_COUNTS = 20


class Replay:
    """The requests of a trace, each from a region that is drawn for it once.

    Parameters
    ----------
    trace : what is replayed, from the time ``begins_s`` of the run on.
    shares : (r,) how likely a request comes from each region; any positive sum.
    seed : of the draw of regions, which depends on the request's row in the trace alone.
    pace : how much faster than recorded; 2 halves the time between arrivals.
    repeats : times that every request comes at once, for a larger fleet: totals are as many times the file's.
    """

    def __init__(
        self,
        trace: RequestTrace,
        shares: Floats,
        *,
        seed: int,
        begins_s: float = 0.0,
        pace: float = 1.0,
        repeats: int = 1,
    ) -> None:
        if not (pace > 0.0 and repeats >= 0 and shares.sum() > 0.0):
            raise ValueError(f"pace {pace}, repeats {repeats}; expected pace > 0, repeats >= 0, shares > 0")
        self._at_s = begins_s + trace.arrival_s / pace
        self._trace = trace
        self._repeats = repeats
        self._n = len(shares)
        bounds = np.cumsum(shares) / shares.sum()
        luck = uniforms(seed, REPLAY_REGIONS, 0, len(trace))
        self._region = np.minimum(np.searchsorted(bounds, luck, side="right"), self._n - 1)

    @property
    def ends_s(self) -> float:
        """Return when the last request arrives; steps must go beyond it to replay everything."""
        return float(self._at_s[-1]) if len(self._at_s) else 0.0

    def between(self, t0_s: float, t1_s: float) -> Tally:
        """Return what arrives at each region from ``t0_s`` until just before ``t1_s``."""
        first, last = np.searchsorted(self._at_s, (t0_s, t1_s), side="left")
        which = slice(int(first), int(last))
        tally = Tally.nothing(self._n)
        region, trace = self._region[which], self._trace
        np.add.at(tally.requests, region, self._repeats)
        np.add.at(tally.prompt_tokens, region, trace.prompt_tokens[which] * self._repeats)
        np.add.at(tally.output_tokens, region, trace.output_tokens[which] * self._repeats)
        return tally


class RateReplay:
    """Arrivals as a trace of rates describes them: counts a step, for one source of requests."""

    def __init__(self, trace: RateTrace, *, seed: int, row: int = 0) -> None:
        edges = np.concatenate(([0.0], np.cumsum(trace.rate_per_s * trace.bin_s)))
        self._edges_s = np.arange(len(edges)) * trace.bin_s
        self._arrived = edges
        self._dispersion = np.where(trace.family == FAMILIES.index("none"), 1.0, trace.cv**2)
        self._seed, self._stream = seed, REPLAY_COUNTS + (row << 8)

    def mean(self, t0_s: float, t1_s: float) -> float:
        """Return the expected arrivals from ``t0_s`` to ``t1_s``; none outside the trace."""
        begun, done = np.interp((t0_s, t1_s), self._edges_s, self._arrived)
        return float(done - begun)

    def count(self, t0_s: float, t1_s: float, step: int) -> int:
        """Return the arrivals of a step, in bursts as wide as the interval of its middle has them."""
        mean = self.mean(t0_s, t1_s)
        place = int(np.searchsorted(self._edges_s, (t0_s + t1_s) / 2.0, side="right")) - 1
        width = self._dispersion[min(max(place, 0), len(self._dispersion) - 1)]
        luck = uniforms(self._seed, self._stream, step, 1)
        return int(count_quantile(luck, np.array([mean]), np.array([width]))[0])
