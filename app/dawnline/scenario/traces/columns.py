"""What a trace is once it is read: columns of requests, of jobs, or of arrival rates.

Times are seconds from the trace's start: from its earliest record where the file names moments, from the
file's own zero where it counts seconds.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.epoch import Epoch

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

# What the gaps between arrivals are drawn from, by the code in ``RateTrace.family``; `none`: nothing arrives.
FAMILIES = ("none", "Exponential", "Gamma", "Weibull")


@dataclass(frozen=True, eq=False)
class RequestTrace:
    """n requests in the order of their arrival; those of one instant are in the order of the file.

    Attributes
    ----------
    format : what the file was recognised as.
    start : the moment of the trace's start, taken as UTC; None where the file names none.
    arrival_s : (n,) never falling.
    prompt_tokens, output_tokens : (n,) of each request.
    images : (n,) images of each prompt; None where the trace counts none.
    """

    format: str
    start: Epoch | None
    arrival_s: Floats
    prompt_tokens: Counts
    output_tokens: Counts
    images: Counts | None = None

    def __len__(self) -> int:
        return len(self.arrival_s)

    @property
    def span_s(self) -> float:
        """Return the time from the first arrival to the last."""
        return float(self.arrival_s[-1] - self.arrival_s[0]) if len(self) else 0.0


@dataclass(frozen=True, eq=False)
class JobTrace:
    """n jobs, in the order in which they were submitted where that is known, or else in the file's.

    Attributes
    ----------
    submit_s : (n,) NaN in a trace of run times alone.
    run_s : (n,) time at work, all attempts together; NaN where a job never ran or never ended.
    gpus : (n,) accelerators that a job holds, 0.5 for half of one; NaN where the trace does not say.
    """

    format: str
    start: Epoch | None
    submit_s: Floats
    run_s: Floats
    gpus: Floats

    def __len__(self) -> int:
        return len(self.run_s)


@dataclass(frozen=True, eq=False)
class RateTrace:
    """Arrivals described in n intervals of ``bin_s`` that follow each other from zero.

    Attributes
    ----------
    rate_per_s : (n,) mean arrivals a second.
    cv : (n,) coefficient of variation of the gaps between them; zero where nothing arrives.
    family, shape, scale : (n,) the distribution fitted to the gaps: an index of FAMILIES, and its parameters
        (the scale in seconds).
    """

    format: str
    bin_s: float
    rate_per_s: Floats
    cv: Floats
    family: NDArray[np.uint8]
    shape: Floats
    scale: Floats

    def __len__(self) -> int:
        return len(self.rate_per_s)


Trace = RequestTrace | JobTrace | RateTrace
