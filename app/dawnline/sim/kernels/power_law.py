"""``x ** y`` in plain arithmetic: whole rows of it are worked out at once, alike on every machine."""

import math

import numpy as np

from dawnline.network.kernels.jit import inlined

# The smallest mantissa that is taken as it is: the double at the square root of one half.
_HALF_ROOT = np.int64(0x3FE6A09E667F3BCD)
# Added to a whole number below 2^51, these make it the mantissa's low bits, and taken off give it back.
_WHOLE = 6755399441055744.0  # 1.5 * 2^52
_WHOLE_BITS = np.int64(0x4338000000000000)
_SHIFTED_BITS = np.int64(0x4330000000000800)  # 2^52 + 2^11: exponents are above -2^11
_SHIFTED = 4503599627372544.0
_LOG2_E = 1.4426950408889634
_LN_2 = 0.6931471805599453
# Added to a whole number of 0 to 2^31 these make it the low bits of a double, and back.
_LOW_BITS = np.int64(0x4330000000000000)
_LOW = 4503599627370496.0  # 2^52
# The high half of the bits of x^(-1/3) is about this less a third of that of x: within 4 %.
_CUBE_GUESS = float(0x553EF0FF)


@inlined
def to_three_quarters(x: float) -> float:
    """Return ``x ** 0.75`` of what is not negative, by roots."""
    root = math.sqrt(x)
    return root * math.sqrt(root)


@inlined
def to_four_thirds(x: float) -> float:
    """Return ``x ** (4 / 3)`` to 1e-15 relative, for x up to 1; 0 below 1e-200.

    r = x^(-1/3) begins at a guess; e = 1 - x r^3 corrects it by the series of (1 - e)^(-1/3), and x r^2 once
    more by that of (1 - e)^(-2/3).
    """
    positive = x if x > 1e-200 else 1.0
    high = np.int64((np.float64(positive).view(np.int64) >> 32) + _LOW_BITS).view(np.float64) - _LOW
    guess = np.float64((_CUBE_GUESS - high * (1.0 / 3.0)) + _LOW)
    near = np.int64(guess.view(np.int64) << 32).view(np.float64)
    e = 1.0 - (positive * near) * (near * near)
    r = near + (near * e) * ((1.0 / 3.0 + e * (2.0 / 9.0)) + (e * e) * (14.0 / 81.0))
    e = 1.0 - (positive * r) * (r * r)
    product = positive * (positive * (r * r))
    raised = product + (product * e) * ((2.0 / 3.0 + e * (5.0 / 9.0)) + (e * e) * (40.0 / 81.0))
    below_one = raised if x < 1.0 else 1.0
    return below_one if x > 1e-200 else 0.0


@inlined
def power(x: float, y: float) -> float:
    """Return ``x ** y`` to 1e-14 relative, for x of 1e-300 to 1e300 and not too large a result; 0 for x <= 0.

    x is 2^e m with m about one; log m = 2 atanh((m - 1) / (m + 1)) by its series, 2^(y log2 x) by that of the
    exponential function of the part beyond the nearest whole number (both truncated below 2e-17), terms in
    pairs of pairs: what does not wait for another is worked out beside it. One to any
    power is one, exactly.
    """
    positive = x if x > 1e-300 else 1.0
    bits = np.float64(positive).view(np.int64)
    e = np.int64(bits - _HALF_ROOT) >> 52
    m = np.int64(bits - (e << 52)).view(np.float64)
    exponent = np.int64(e + _SHIFTED_BITS).view(np.float64) - _SHIFTED
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    z2 = z * z
    z4 = z2 * z2
    low = (1.0 / 3.0 + z * (1.0 / 5.0)) + z2 * (1.0 / 7.0 + z * (1.0 / 9.0))
    middle = (1.0 / 11.0 + z * (1.0 / 13.0)) + z2 * (1.0 / 15.0 + z * (1.0 / 17.0))
    series = low + z4 * (middle + z4 * (1.0 / 19.0 + z * (1.0 / 21.0)))
    log2 = exponent + (2.0 * s + 2.0 * s * z * series) * _LOG2_E
    t = max(y * log2, -1000.0)
    rounded = np.float64(t + _WHOLE)
    f = (t - (rounded - _WHOLE)) * _LN_2
    f2 = f * f
    f4 = f2 * f2
    first = (1.0 + f) + f2 * (0.5 + f * (1.0 / 6.0))
    second = (1.0 / 24.0 + f * (1.0 / 120.0)) + f2 * (1.0 / 720.0 + f * (1.0 / 5040.0))
    third = (1.0 / 40320.0 + f * (1.0 / 362880.0)) + f2 * (1.0 / 3628800.0 + f * (1.0 / 39916800.0))
    last = 1.0 / 479001600.0 + f * (1.0 / 6227020800.0)
    q = first + f4 * (second + f4 * (third + f4 * last))
    two = np.int64((rounded.view(np.int64) - _WHOLE_BITS + 1023) << 52).view(np.float64)
    return q * two if x > 1e-300 else 0.0
