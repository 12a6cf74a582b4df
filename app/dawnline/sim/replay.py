"""Replay: a trace as it is, cut into steps. Whatever the steps are, nothing is lost and nothing is made."""

import numpy as np

from dawnline.scenario.traces.columns import FAMILIES, RateTrace, RequestTrace
from dawnline.sim.arrays import Floats
from dawnline.sim.arrivals import Lengths, token_totals
from dawnline.sim.fault import uniforms
from dawnline.sim.quantile import count_quantile
from dawnline.sim.streams import (
    REPLAY_COUNTS,
    REPLAY_OUTPUTS,
    REPLAY_PROMPTS,
    REPLAY_REGIONS,
    stream_of,
)
from dawnline.sim.tally import Tally


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
    def mean_prompt(self) -> float:
        """Return the mean prompt of its requests, in tokens; one where there are none."""
        return float(self._trace.prompt_tokens.mean()) if len(self._at_s) else 1.0

    @property
    def ends_s(self) -> float:
        """Return when the last request arrives; steps must go beyond it to replay everything."""
        return float(self._at_s[-1]) if len(self._at_s) else 0.0

    def between(self, t0_s: float, t1_s: float, surge: Floats | float = 1.0) -> Tally:
        """Return what arrives at each region from ``t0_s`` until just before ``t1_s``.

        A ``surge`` (r,) multiplies it, to whole numbers; without one it is the trace as it is.
        """
        first, last = np.searchsorted(self._at_s, (t0_s, t1_s), side="left")
        which = slice(int(first), int(last))
        tally = Tally.nothing(self._n)
        region, trace = self._region[which], self._trace
        np.add.at(tally.requests, region, self._repeats)
        np.add.at(tally.prompt_tokens, region, trace.prompt_tokens[which] * self._repeats)
        np.add.at(tally.output_tokens, region, trace.output_tokens[which] * self._repeats)
        return tally.times(surge)


class RateReplay:
    """Arrivals as a trace of rates describes them, from r regions.

    Parameters
    ----------
    trace : what is replayed, from the time ``begins_s`` of the run on.
    shares : (r,) of each region; any positive sum.
    lengths : the tokens of a request, which such traces do not tell.
    seed, row : the key of the random numbers; ``row`` is the workload's.
    """

    def __init__(
        self,
        trace: RateTrace,
        shares: Floats,
        lengths: Lengths,
        *,
        seed: int,
        row: int = 0,
        begins_s: float = 0.0,
    ) -> None:
        if not shares.sum() > 0.0:
            raise ValueError("shares that sum to nothing; expected a positive sum")
        self._arrived = np.concatenate(([0.0], np.cumsum(trace.rate_per_s * trace.bin_s)))
        self._edges_s = begins_s + np.arange(len(self._arrived)) * trace.bin_s
        # Parts of a negative binomial that share its variance over mean add up to it.
        self._dispersion = np.where(trace.family == FAMILIES.index("none"), 1.0, trace.cv**2)
        self._shares = shares / shares.sum()
        self.lengths = lengths
        self._seed, self._row = seed, row

    def mean(self, t0_s: float, t1_s: float) -> Floats:
        """Return the expected arrivals (r,) from ``t0_s`` to ``t1_s``; none outside the trace."""
        begun, done = np.interp((t0_s, t1_s), self._edges_s, self._arrived)
        return np.asarray((done - begun) * self._shares)

    def between(self, t0_s: float, t1_s: float, step: int, surge: Floats | float = 1.0) -> Tally:
        """Return what arrives in a step, in bursts as wide as the interval of its middle has them.

        ``surge`` (r,) says how many times as much as usual.
        """
        mean, n = self.mean(t0_s, t1_s) * surge, len(self._shares)
        place = int(np.searchsorted(self._edges_s, (t0_s + t1_s) / 2.0, side="right")) - 1
        width = self._dispersion[min(max(place, 0), len(self._dispersion) - 1)]
        counts = count_quantile(self._luck(REPLAY_COUNTS, step), mean, np.full(n, width))
        own = self.lengths
        return Tally(
            counts.astype(np.int64),
            token_totals(counts, own.prompt_mean, own.prompt_cv, self._luck(REPLAY_PROMPTS, step)),
            token_totals(counts, own.output_mean, own.output_cv, self._luck(REPLAY_OUTPUTS, step)),
        )

    def _luck(self, what: int, step: int) -> Floats:
        return uniforms(self._seed, stream_of(what, self._row), step, len(self._shares))
