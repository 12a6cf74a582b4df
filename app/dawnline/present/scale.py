"""From stored values to positions on a colour map, on a scale that stays the same over time."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dawnline.present.cache import SceneCache
from dawnline.present.recorded import values_of
from dawnline.recording.recording import Recording
from dawnline.telemetry.channel import Channel

_SAMPLED_FRAMES = 5
_CODE_MAPS = {"limiter": "limiter", "state": "state"}


@dataclass(frozen=True)
class Scale:
    """``low`` and ``high`` in stored units are levels 0 and 1 of the colour map."""

    low: float
    high: float
    colour_map: str

    def levels(self, channel: Channel, values: NDArray[np.generic]) -> NDArray[np.float32]:
        """Return (n,) float32 levels 0..1 of (n,) stored values; NaN where unknown."""
        if channel.encoding == "code":
            codes = len(channel.codes)
            levels = (values.astype(np.float32) + np.float32(0.5)) / np.float32(codes)
            levels[values.astype(np.uint8) >= codes] = np.nan
            return levels
        spread = self.high - self.low
        levels = (values.astype(np.float32) - np.float32(self.low)) / np.float32(spread)
        return np.clip(levels, 0.0, 1.0, out=levels)

    def between(
        self, channel: Channel, values: NDArray[np.generic], low: float, high: float
    ) -> NDArray[np.bool_]:
        """Return (n,) whether stored values lie from ``low`` to ``high``; what is unknown does not.

        An end of the scale stands for all that is beyond it, as its colour does.
        """
        stored = values.astype(np.float32)
        if channel.encoding == "code":
            return np.asarray((stored >= low) & (stored <= high))
        # Stored values are rounded to the channel's kept bits: an end takes in what rounds to it.
        slack = 2.0**-channel.kept_bits * max(abs(low), abs(high))
        bottom = -np.inf if low <= self.low else low - slack
        top = np.inf if high >= self.high else high + slack
        return np.asarray((stored >= np.float32(bottom)) & (stored <= np.float32(top)))

    def over(self, colour_range: tuple[float, float] | None) -> "Scale":
        """Return the scale whose colours begin and end where a person wants them."""
        return self if colour_range is None else replace(self, low=colour_range[0], high=colour_range[1])

    def fraction(self, value: float) -> float:
        """Return where a stored value lies on the scale, 0 to 1."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)

    def value_at(self, channel: Channel, fraction: float) -> float:
        """Return the shown value at a place on the scale, rounded to what a hand can point at."""
        spread = (self.high - self.low) * channel.shown_scale
        step = 10.0 ** math.floor(math.log10(abs(spread) / 50.0))
        low = self.low * channel.shown_scale + channel.shown_offset
        shown = round((low + fraction * spread) / step) * step
        return round(shown, 12)


def scale_of(recording: Recording, channel: Channel, cache: SceneCache) -> Scale:
    """Return the scale of a channel: its usual range, else what the run's data ask for.

    What is sampled is rounded up to 1, 2 or 5 times a power of ten and looked at again only when the run has
    doubled, so that colours do not jump.
    """
    if channel.encoding == "code":
        return Scale(0.0, float(len(channel.codes)), _CODE_MAPS.get(channel.key, "sequential"))
    if channel.minimum is not None and channel.maximum is not None:
        return Scale(channel.minimum, channel.maximum, "sequential")
    doublings = recording.frame_count.bit_length()
    key = ("scale", channel.kind, channel.key, doublings)
    return cache.get(recording, key, lambda: _sampled(recording, channel))


def _sampled(recording: Recording, channel: Channel) -> Scale:
    count = recording.frame_count
    frames = sorted({round(at) for at in np.linspace(0, count - 1, _SAMPLED_FRAMES)}) if count else []
    seen = [values_of(recording, channel.kind, channel.key, frame).astype(np.float64) for frame in frames]
    values = np.concatenate(seen) if seen else np.empty(0)
    values = values[np.isfinite(values)]
    low = 0.0 if channel.minimum is None else channel.minimum
    if not values.size:
        return Scale(low, low + 1.0, "sequential")
    # A few outliers must not make all others look alike.
    high = float(np.quantile(values, 0.995))
    if channel.minimum is None and values.min() < 0.0:
        low = -nice_above(float(-np.quantile(values, 0.005)))
    return Scale(low, max(nice_above(high), low + 1e-12), "sequential")


def nice_above(value: float) -> float:
    """Return the next number up of 1, 2, 5 times a power of ten; 1 for what is not above 0."""
    if not value > 0.0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= value * (1 - 1e-9))
