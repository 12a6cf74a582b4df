"""Random numbers by inverting distributions: one uniform number gives one value.

So every entity uses up exactly one number of a step's draw, and a change of one entity's mean shifts nobody
else's luck, as a rejection method would.
"""

import numpy as np

from dawnline.sim.arrays import Floats

# Below this mean a count is found by adding up probabilities, above it from a continuous distribution.
_EXACT_BELOW = 200.0
_GAMMA_ABOVE = 4.0
_MOST_DISPERSION = 2000.0
# Counts that are looked through before a tail is cut off.
_MOST_TERMS = 20_000
_BLOCK = 64
# Wichura (1988), "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied Statistics
# 37(3), routine PPND7, accurate to about seven digits: numerator and denominator for the middle, the tails
# and the far tails.
_MIDDLE = (
    (59.109374720, 159.29113202, 50.434271938, 3.3871327179),
    (67.187563600, 78.757757664, 17.895169469, 1.0),
)
_TAIL = ((0.17023821103, 1.3067284816, 2.7568153900, 1.4234372777), (0.12021132975, 0.73700164250, 1.0))
_FAR = (
    (0.017337203997, 0.42868294337, 3.0812263860, 6.6579051150),
    (0.012258202635, 0.24197894225, 1.0),
)


def normal_quantile(u: Floats) -> Floats:
    """Return the standard normal quantile of u (any shape), in 0..1; the ends are taken 1e-17 inside."""
    q = u - 0.5
    middle = _ratio(_MIDDLE, 0.180625 - q * q) * q
    r = np.sqrt(-np.log(np.clip(np.minimum(u, 1.0 - u), 1e-17, 0.5)))
    tail = np.where(r <= 5.0, _ratio(_TAIL, r - 1.6), _ratio(_FAR, r - 5.0))
    return np.asarray(np.where(np.abs(q) <= 0.425, middle, np.copysign(tail, q)))


def gamma_quantile(u: Floats, mean: Floats, sd: Floats) -> Floats:
    """Return quantiles of Gamma distributions (n,) by mean and standard deviation; zero where the mean is.

    Wilson and Hilferty (1931), PNAS 17: the cube root of a Gamma variable is nearly normal. Within 1 % of
    the spread for sd below 0.3 of the mean, 5 % below 0.7; a sd above the mean is taken as the mean.
    """
    relative = np.divide(np.minimum(sd, mean), mean, out=np.zeros_like(mean), where=mean > 0.0)
    ninth = relative * relative / 9.0
    root = 1.0 - ninth + normal_quantile(u) * np.sqrt(ninth)
    return np.asarray(mean * np.maximum(0.0, root) ** 3)


def count_quantile(u: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """Return quantiles of counts (n,), as whole float64, by mean and variance over mean.

    Dispersion 1 is Poisson, above 1 negative binomial (Gamma bursts of Poisson arrivals), below 1 binomial:
    Panjer's class, p(k) = p(k-1) (a + b / k) (Panjer 1981, ASTIN Bulletin 12). Means of 200 and more are
    rounded from a continuous distribution: Gamma for dispersions above 4, or else the Cornish-Fisher
    expansion with skewness and kurtosis. A dispersion above 2,000 is taken as 2,000, and bursts of more than
    the mean of 200 or more as of the mean.
    """
    dispersion = np.minimum(dispersion, _MOST_DISPERSION)
    count = np.zeros_like(mean)
    small = (mean > 0.0) & (mean < _EXACT_BELOW)
    if small.any():
        count[small] = _by_adding(u[small], mean[small], dispersion[small])
    large = mean >= _EXACT_BELOW
    if large.any():
        count[large] = _by_expansion(u[large], mean[large], dispersion[large])
    bursty = large & (dispersion > _GAMMA_ABOVE)
    if bursty.any():
        sd = np.sqrt(mean[bursty] * dispersion[bursty])
        count[bursty] = np.floor(gamma_quantile(u[bursty], mean[bursty], sd) + 0.5)
    return count


def _ratio(terms: tuple[tuple[float, ...], tuple[float, ...]], r: Floats) -> Floats:
    above, below = terms
    return _polynomial(above, r) / _polynomial(below, r)


def _polynomial(terms: tuple[float, ...], r: Floats) -> Floats:
    """Return a polynomial by Horner's rule, the highest power first."""
    value = np.full_like(r, terms[0])
    for term in terms[1:]:
        value = value * r + term
    return value


def _by_adding(u: Floats, mean: Floats, dispersion: Floats) -> Floats:
    d = np.maximum(dispersion, 0.0)
    # A binomial has a whole number of trials: the next larger one, and the dispersion that gives.
    trials = np.ceil(mean / np.maximum(1.0 - d, 1e-9))
    d = np.where(d < 1.0, 1.0 - mean / np.maximum(trials, 1.0), d)
    near = np.abs(d - 1.0) < 1e-9
    d = np.where(near, 1.0, d)
    a = 1.0 - 1.0 / np.maximum(d, 1e-12)
    b = mean / np.maximum(d, 1e-12) - a
    with np.errstate(divide="ignore", invalid="ignore"):
        log_none = np.where(near, -mean, -mean * np.log(np.maximum(d, 1e-300)) / (d - 1.0))
    # Sure things: as many trials as the mean, each one succeeding.
    sure = d <= 1e-9
    probability = np.where(sure, 0.0, np.exp(log_none))
    total = probability.copy()
    count = np.where(sure, np.round(mean), 0.0)
    rows = np.flatnonzero((u >= total) & ~sure)
    for first in range(1, _MOST_TERMS, _BLOCK):
        if not len(rows):
            break
        # The next probabilities of those that are not decided yet, a block at a time.
        k = np.arange(first, first + _BLOCK, dtype=np.float64)
        factors = np.maximum(0.0, a[rows, None] + b[rows, None] / k)
        chances = probability[rows, None] * np.cumprod(factors, axis=1)
        below = total[rows, None] + np.cumsum(chances, axis=1)
        count[rows] += (below <= u[rows, None]).sum(axis=1) + 1.0
        probability[rows], total[rows] = chances[:, -1], below[:, -1]
        ended = (probability[rows] < 1e-16) & (k[-1] > mean[rows])
        undecided = below[:, -1] <= u[rows]
        count[rows[undecided]] -= 1.0
        rows = rows[undecided & ~ended]
    return count


def _by_expansion(u: Floats, mean: Floats, dispersion: Floats) -> Floats:
    z = normal_quantile(u)
    d = np.maximum(dispersion, 0.0)
    sd = np.sqrt(mean * d)
    # Skewness and excess kurtosis of the three families by d: (2d-1)/sd and (1 + 6 d (d-1))/sd^2.
    skew = np.divide(2.0 * d - 1.0, sd, out=np.zeros_like(sd), where=sd > 0.0)
    kurtosis = np.divide(1.0 + 6.0 * d * (d - 1.0), sd * sd, out=np.zeros_like(sd), where=sd > 0.0)
    w = z + (z * z - 1.0) * skew / 6.0 + (z**3 - 3.0 * z) * kurtosis / 24.0
    w -= (2.0 * z**3 - 5.0 * z) * skew * skew / 36.0
    return np.asarray(np.maximum(0.0, np.floor(mean + sd * w + 0.5)))
