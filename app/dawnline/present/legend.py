"""The legend of the channel that colours the satellites."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.present.numbers import code_word, power
from dawnline.present.scale import Scale
from dawnline.telemetry.channel import Channel
from dawnline_widgets.globe.scene import Legend

BINS = 32
Range = tuple[float, float] | None


@dataclass(frozen=True, eq=False)
class LegendCounts:
    """Who counts, (n,) bool each.

    ``listed`` are those of the fleets that are shown. ``applies`` is false where a satellite cannot have the
    value (GPU utilisation without GPUs): those are not counted as unknown. ``shown`` are those that a filter
    leaves, None without one; ``stale`` those whose value is old, None for nobody.
    """

    listed: NDArray[np.bool_]
    applies: NDArray[np.bool_]
    shown: NDArray[np.bool_] | None
    stale: NDArray[np.bool_] | None


def legend_of(
    channel: Channel,
    scale: Scale,
    levels: NDArray[np.float32],
    values: NDArray[np.generic],
    counts: LegendCounts,
    key: Hashable,
    ranges: tuple[Range, Range] = (None, None),
) -> Legend:
    """Return title, ends, histogram (or counts by code) of (n,) levels, and the ranges a person set.

    ``scale`` is the axis of the histogram; ``ranges`` are the stored values at the ends of the colours, and
    those that are shown.
    """
    known = ~np.isnan(levels) & counts.listed
    coded = channel.encoding == "code"
    if coded:
        by_code = np.bincount(values[known].astype(np.uint8), minlength=len(channel.codes))
        entries = tuple(
            ((code + 0.5) / len(channel.codes), code_word(channel, code), int(by_code[code]))
            for code in range(len(channel.codes))
        )
        histogram = np.empty(0, np.int64)
    else:
        entries = ()
        bins = np.minimum((levels[known] * BINS).astype(np.int64), BINS - 1)
        histogram = np.bincount(bins, minlength=BINS).astype(np.int64)
    low, high = end_texts(channel, scale.low, scale.high)
    colours, shown = ranges
    return Legend(
        key=key,
        title=channel.name,
        unit="" if channel.unit == "w" else channel.shown_unit,
        colour_map=scale.colour_map,
        low_text=low,
        high_text=high,
        histogram=histogram,
        entries=entries,
        unknown_count=int(np.count_nonzero(~known & counts.applies & counts.listed)),
        stale_count=0 if counts.stale is None else int(np.count_nonzero(counts.stale & counts.listed)),
        colour_ends=None if coded else _ends(scale, colours),
        colour_texts=("", "") if colours is None else end_texts(channel, *colours),
        shown_ends=None if coded else _ends(scale, shown),
        shown_texts=("", "") if shown is None else end_texts(channel, *shown),
        shown_entry=round(shown[0]) if coded and shown is not None else None,
        shown_count=None if counts.shown is None else int(np.count_nonzero(counts.shown)),
        total_count=int(np.count_nonzero(counts.listed)),
    )


def _ends(scale: Scale, values: Range) -> tuple[float, float] | None:
    return None if values is None else (scale.fraction(values[0]), scale.fraction(values[1]))


def end_texts(channel: Channel, low: float, high: float) -> tuple[str, str]:
    """Return two stored values in words; the unit is the legend's, but for power, which scales it."""
    if channel.encoding == "code":
        return "", ""
    if channel.unit == "w":
        return power(low), power(high)
    ends = (end * channel.shown_scale + channel.shown_offset for end in (low, high))
    first, second = (f"{end:,.0f}" for end in ends)
    return first, second
