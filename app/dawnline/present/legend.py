"""The legend of the channel that colours the satellites."""

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray

from dawnline.present.numbers import code_word, power
from dawnline.present.scale import Scale
from dawnline.telemetry.channel import Channel
from dawnline_widgets.globe.scene import Legend

BINS = 32


def legend_of(
    channel: Channel,
    scale: Scale,
    levels: NDArray[np.float32],
    values: NDArray[np.generic],
    applies: NDArray[np.bool_],
    key: Hashable,
) -> Legend:
    """Return title, ends, histogram (or counts by code) of (n,) levels.

    ``applies`` (n,) is false where a satellite cannot have the value (GPU utilisation without GPUs): those
    are not counted as unknown.
    """
    known = ~np.isnan(levels)
    unknown = int(np.count_nonzero(~known & applies))
    if channel.encoding == "code":
        counts = np.bincount(values.astype(np.uint8), minlength=len(channel.codes))
        entries = tuple(
            ((code + 0.5) / len(channel.codes), code_word(channel, code), int(counts[code]))
            for code in range(len(channel.codes))
        )
        histogram = np.empty(0, np.int64)
    else:
        entries = ()
        bins = np.minimum((levels[known] * BINS).astype(np.int64), BINS - 1)
        histogram = np.bincount(bins, minlength=BINS).astype(np.int64)
    low, high = end_texts(channel, scale)
    return Legend(
        key=key,
        title=channel.name,
        unit="" if channel.unit == "w" else channel.shown_unit,
        colour_map=scale.colour_map,
        low_text=low,
        high_text=high,
        histogram=histogram,
        entries=entries,
        unknown_count=unknown,
    )


def end_texts(channel: Channel, scale: Scale) -> tuple[str, str]:
    """Return the ends of a scale in words; the unit is the legend's, but for power, which scales it."""
    if channel.encoding == "code":
        return "", ""
    if channel.unit == "w":
        return power(scale.low), power(scale.high)
    ends = (end * channel.shown_scale + channel.shown_offset for end in (scale.low, scale.high))
    low, high = (f"{end:,.0f}" for end in ends)
    return low, high
