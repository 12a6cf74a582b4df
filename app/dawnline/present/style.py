"""How the satellites look: coloured by a channel, sized so that any number of them stays calm."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dawnline.present.cache import SceneCache
from dawnline.present.coloured import coloured_channel, coloured_kind
from dawnline.present.legend import LegendCounts, legend_of
from dawnline.present.recorded import channel_of, values_of
from dawnline.present.scale import Scale, scale_of
from dawnline.present.site_colours import site_legend_of
from dawnline.present.view import View
from dawnline.present.working.full import counted_with_none
from dawnline.recording.recording import Recording
from dawnline.scenario.presence import Presence
from dawnline.telemetry.catalogue import STATES
from dawnline_widgets.globe.scene import F32, Legend, PointStyle

_SELECTED_PX = 7.0
# Satellites that compute nothing (carriers) are drawn smaller than those that do.
_CARRIER_SHARE = 0.75
_STALE = STATES.index("stale")
_NOT_THERE = tuple(STATES.index(state) for state in ("waiting", "gone"))


@dataclass(frozen=True)
class _Wanted:
    """All that colours and sizes depend on, beside the recording."""

    channel: str
    frame: int | None
    behind: bool
    scale: Scale
    colour_range: tuple[float, float] | None
    shown_range: tuple[float, float] | None
    hidden_fleets: frozenset[str]
    selected: int | None


def style_of(
    recording: Recording, t_s: float, view: View, selected: int | None, cache: SceneCache
) -> tuple[PointStyle, Legend]:
    """Return colours and sizes of all satellites, and their legend, at the last frame at or before a time.

    Where there are none the legend is of the sites.
    """
    channel = channel_of(recording, "satellite", view.channel)
    scale = scale_of(recording, channel, cache)
    if scale.colour_map == "sequential":
        scale = replace(scale, colour_map=view.colour_map)
    wanted = _Wanted(
        channel=view.channel,
        frame=recording.frame_index_at(t_s) if recording.frame_count else None,
        behind=t_s >= recording.end_s + recording.header.step_s,
        scale=scale,
        colour_range=view.colour_range,
        shown_range=view.shown_range,
        hidden_fleets=view.hidden_fleets,
        selected=selected,
    )
    style, legend = cache.latest(recording, "style", wanted, lambda: _make(recording, wanted, cache))
    if coloured_kind(recording) == "site":
        legend = site_legend_of(recording, wanted.frame, view, style.key, cache)
    return style, legend


def _make(recording: Recording, wanted: _Wanted, cache: SceneCache) -> tuple[PointStyle, Legend]:
    channel = channel_of(recording, "satellite", wanted.channel)
    stored = values_of(recording, "satellite", wanted.channel, wanted.frame)
    channel, values = counted_with_none(recording, channel, stored, wanted.frame)
    scale = wanted.scale
    levels = scale.levels(channel, values)
    computes = cache.get(recording, "computes", lambda: _computes(recording))
    there = _there(recording, wanted, cache)
    listed = _in_shown_fleets(recording, wanted.hidden_fleets) & there
    shown = listed
    if wanted.shown_range is not None:
        low, high = wanted.shown_range
        shown = listed & scale.between(channel, values, low, high)
    sizes = cache.get(recording, "sizes", lambda: point_sizes_px(computes))
    if not shown.all() or wanted.selected is not None:
        sizes = np.where(shown, sizes, np.float32(0.0))
    # What is selected stays in sight, whatever is filtered; but what is not there is nowhere.
    if wanted.selected is not None and there[wanted.selected]:
        sizes[wanted.selected] = _SELECTED_PX
    coloured = scale.over(wanted.colour_range)
    stale = _stale(recording, wanted)
    style = PointStyle(
        (recording.header, wanted),
        levels if coloured == scale else coloured.levels(channel, values),
        sizes,
        scale.colour_map,
        stale,
    )
    counts = LegendCounts(
        listed=listed,
        applies=computes if wanted.channel == "gpu_util_frac" else np.ones(len(levels), np.bool_),
        shown=None if wanted.shown_range is None else shown,
        stale=stale,
    )
    legend = legend_of(
        channel, scale, levels, values, counts, style.key, (wanted.colour_range, wanted.shown_range)
    )
    return style, legend


def range_at(
    recording: Recording, view: View, low: float, high: float, cache: SceneCache
) -> tuple[float, float]:
    """Return the values, as people read them, at two places (0 to 1) on the axis of the legend."""
    channel = coloured_channel(recording, view.channel)
    scale = scale_of(recording, channel, cache)
    return scale.value_at(channel, low), scale.value_at(channel, high)


def _in_shown_fleets(recording: Recording, hidden: frozenset[str]) -> NDArray[np.bool_]:
    """Return (n,) whether a satellite's fleet is shown."""
    fleet = recording.header.fleet
    if not hidden:
        return np.ones(len(fleet.satellites), np.bool_)
    shown = np.array([*(group.name not in hidden for group in fleet.groups), True], np.bool_)
    return np.asarray(shown[fleet.satellites.parent])  # without a fleet the parent is -1: the last


def _there(recording: Recording, wanted: _Wanted, cache: SceneCache) -> NDArray[np.bool_]:
    """Return (n,) whether a satellite is launched and has not left; read only where some ever are not."""
    header = recording.header
    lasting = cache.get(
        recording, "lasting", lambda: Presence.of(header.fleet, "satellite", header.events).is_lasting
    )
    if lasting:
        return np.ones(len(header.fleet.satellites), np.bool_)
    return ~np.isin(values_of(recording, "satellite", "state", wanted.frame), _NOT_THERE)


def _stale(recording: Recording, wanted: _Wanted) -> NDArray[np.bool_] | None:
    """Return (n,) whose elements are too old, all where the run ends before the playhead; None for nobody."""
    if wanted.behind:
        return np.ones(len(recording.header.fleet.satellites), np.bool_)
    states = values_of(recording, "satellite", "state", wanted.frame)
    stale = np.asarray(states == _STALE)
    return stale if stale.any() else None


def _computes(recording: Recording) -> NDArray[np.bool_]:
    fleet = recording.header.fleet
    return np.asarray(fleet.bus_column("accelerators") > 0.0) if fleet.buses else np.zeros(0, np.bool_)


def point_sizes_px(computes: NDArray[np.bool_]) -> F32:
    """Return (n,) sizes: the more satellites, the smaller, so that they look calm at any number."""
    n = max(len(computes), 1)
    size = float(np.clip(9.0 * n**-0.13, 1.5, 5.0))  # 5 px for 100, 2.7 px for 10,000, 1.5 px for a million
    return np.where(computes, size, size * _CARRIER_SHARE).astype(np.float32)
