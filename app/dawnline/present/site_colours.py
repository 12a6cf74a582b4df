"""What colours the sites: the view's channel where it means the same for them, else how busy they are."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dawnline.present.cache import SceneCache
from dawnline.present.coloured import USUAL, coloured_channel, coloured_kind
from dawnline.present.legend import LegendCounts, legend_of
from dawnline.present.recorded import channel_of, values_of
from dawnline.present.scale import Scale, scale_of
from dawnline.present.there import there
from dawnline.present.view import View
from dawnline.present.working.full import counted_with_none
from dawnline.recording.recording import Recording
from dawnline.telemetry.channel import Channel
from dawnline_widgets.globe.scene import F32, Legend

# What sites share with satellites, on the same scale.
_SHARED = (USUAL, "limiter")


@dataclass(frozen=True, eq=False)
class SiteColours:
    """A channel of m sites, its values and levels (m,) on its scale.

    ``there`` (m,) are those that a run has now, ``shown`` those of them that the view's filter leaves.
    """

    channel: Channel
    scale: Scale
    values: NDArray[np.generic]
    level: F32
    there: NDArray[np.bool_]
    shown: NDArray[np.bool_] | None


def site_colours_of(recording: Recording, frame: int | None, view: View, cache: SceneCache) -> SiteColours:
    """Return the colours of all sites at a frame; ranges and filter are theirs where no satellites are."""
    alone = coloured_kind(recording) == "site"
    channel = _channel(recording, view.channel, alone=alone)
    stored = values_of(recording, "site", channel.key, frame)
    channel, values = (
        counted_with_none(recording, channel, stored, frame) if frame is not None else (channel, stored)
    )
    scale = scale_of(recording, channel, cache)
    if scale.colour_map == "sequential":
        scale = replace(scale, colour_map=view.colour_map)
    coloured = scale.over(view.colour_range) if alone else scale
    here = np.ones(len(values), np.bool_) if frame is None else there(recording, "site", frame)
    shown = None
    if alone and view.shown_range is not None:
        shown = here & scale.between(channel, values, *view.shown_range)
    level = np.where(here if shown is None else shown, coloured.levels(channel, values), np.float32(np.nan))
    return SiteColours(channel, scale, values, level, here, shown)


def site_legend_of(
    recording: Recording, frame: int | None, view: View, key: Hashable, cache: SceneCache
) -> Legend:
    """Return the legend of a run without satellites."""
    colours = site_colours_of(recording, frame, view, cache)
    levels = colours.scale.levels(colours.channel, colours.values)
    legend = legend_of(
        colours.channel,
        colours.scale,
        levels,
        colours.values,
        LegendCounts(listed=colours.there, applies=colours.there, shown=colours.shown, stale=None),
        key,
        (view.colour_range, view.shown_range),
    )
    return replace(legend, has_shadow=False)


def _channel(recording: Recording, key: str, *, alone: bool) -> Channel:
    if alone:
        return coloured_channel(recording, key)
    return channel_of(recording, "site", key if key in _SHARED else USUAL)
