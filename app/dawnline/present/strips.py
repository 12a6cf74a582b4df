"""Strips of one entity's channels over time, with its eclipses shaded."""

import math
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.evidence import Evidence
from dawnline.present.working.own_channels import own_channels
from dawnline.recording.recording import Recording
from dawnline.telemetry.channel import Channel
from dawnline_widgets.charts.scene import Strip, StripStack

Floats = NDArray[np.float64]
MOST_POINTS = 2000
# A longer run shows this much round the playhead, moved on in pages so that the axis stands still.
WINDOW_S = 6 * 3600.0
_PAGE_S = 3600.0
# One that is longer than this is watched from afar, in steps of hours, and shows all of itself.
_LONG_S = 30.0 * 86400.0
_COLOUR_OF = {
    "gpu_util_frac": "dawn", "load_w": "rose", "array_w": "dawn", "soc_frac": "violet", "radiator_k": "rose",
    "cap_frac": "violet", "demand": "sky", "load_frac": "rose", "link_load_frac": "rose", "unreached": "rose",
}  # fmt: skip
# Shown as shading, not as a strip; the row of a satellite is no quantity.
_SHADING = "sunlit_frac"
_NOT_A_STRIP = frozenset({_SHADING, "entry_satellite"})


def strips_of(evidence: Evidence, t_s: float, cache: SceneCache) -> StripStack:
    """Return a strip for each continuous channel of an entity."""
    recording, ref = evidence.recording, evidence.ref
    window = window_s(t_s, recording.header.duration_s)
    limits = _limits(recording, ref)
    strips = []
    for channel in own_channels(recording, ref):
        if channel.encoding == "code" or channel.key in _NOT_A_STRIP:
            continue
        key = ("strip", ref, channel.key, window, recording.revision)
        times_s, values = cache.get(recording, key, partial(_line, evidence, channel, window))
        low, high = _axis(channel)
        limit = limits.get(channel.key)
        strips.append(
            Strip(
                key=(recording.header, *key),
                title=channel.name,
                unit=channel.shown_unit,
                t_s=times_s,
                value=values,
                low=low,
                high=high,
                limit=None if limit is None else shown(channel, limit),
                now_text=evidence.text(channel.key),
                colour=_COLOUR_OF.get(channel.key, "sky"),
            )
        )
    shaded = ("shade", ref, window, recording.revision)
    shade = cache.get(recording, shaded, partial(_shade, evidence, window))
    return stack(recording, tuple(strips), t_s, window, shade)


def stack(
    recording: Recording, strips: tuple[Strip, ...], t_s: float, window: tuple[float, float], shade: Floats
) -> StripStack:
    """Return strips over a window with the playhead in it."""
    return StripStack(
        strips=strips,
        start_s=window[0],
        end_s=window[1],
        cursor_s=t_s,
        shade=shade,
        start_iso=recording.header.epoch.iso(),
    )


def window_s(t_s: float, duration_s: float) -> tuple[float, float]:
    """Return the span that strips show: six hours about the playhead, in hourly pages, or the whole run.

    A run of at most six hours shows all of itself, and so does one of months.
    """
    if duration_s <= WINDOW_S or duration_s > _LONG_S:
        return 0.0, duration_s
    start_s = math.floor((t_s - WINDOW_S / 2) / _PAGE_S) * _PAGE_S
    start_s = min(max(start_s, 0.0), duration_s - WINDOW_S)
    return start_s, start_s + WINDOW_S


def within(times_s: Floats, values: Floats, window: tuple[float, float]) -> tuple[Floats, Floats]:
    """Return the part of a line in a window, thinned to what a screen can show."""
    first, stop = np.searchsorted(times_s, window[0], "left"), np.searchsorted(times_s, window[1], "right")
    return thinned(times_s[first:stop], values[first:stop])


def thinned(times_s: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Return at most ``MOST_POINTS`` of (k,) points: the lowest and the highest of each of equal pieces."""
    k = len(values)
    if k <= MOST_POINTS:
        return times_s, values
    edges = np.linspace(0, k, MOST_POINTS // 2 + 1).astype(np.intp)
    low, high = np.fmin.reduceat(values, edges[:-1]), np.fmax.reduceat(values, edges[:-1])
    middle_s = times_s[edges[:-1]]
    return np.repeat(middle_s, 2), np.stack((low, high), axis=1).ravel()


def shown(channel: Channel, value: float) -> float:
    """Return a stored value in shown units."""
    return value * channel.shown_scale + channel.shown_offset


def _line(evidence: Evidence, channel: Channel, window: tuple[float, float]) -> tuple[Floats, Floats]:
    times_s, values = evidence.series(channel.key)
    return within(times_s, values.astype(np.float64) * channel.shown_scale + channel.shown_offset, window)


def _axis(channel: Channel) -> tuple[float | None, float | None]:
    """Return the ends of the axis: shares have the whole range, temperatures their own."""
    if channel.unit == "k":
        return None, None
    low = None if channel.minimum is None else shown(channel, channel.minimum)
    return low, None if channel.maximum is None else shown(channel, channel.maximum)


def _limits(recording: Recording, ref: EntityRef) -> dict[str, float]:
    """Return the lines that matter for an entity, in stored units."""
    fleet = recording.header.fleet
    if ref.kind == "satellite":
        bus = fleet.buses[int(fleet.bus_of[ref.index])]
        return {"soc_frac": 1.0 - bus.depth_of_discharge_frac, "radiator_k": bus.throttle_k}
    if ref.kind == "site":
        return {"load_w": fleet.sites[ref.index].power_cap_w, "cap_frac": 1.0}
    return {
        channel.key: channel.low_limit
        for channel in recording.header.catalogue.of_kind(ref.kind)
        if channel.low_limit is not None
    }


def _shade(evidence: Evidence, window: tuple[float, float]) -> Floats:
    """Return (m, 2): from when to when more than half of the Sun is hidden."""
    if evidence.ref.kind != "satellite":
        return np.empty((0, 2))
    times_s, lit = evidence.series(_SHADING)
    with np.errstate(invalid="ignore"):
        dark = (lit < 0.5).astype(np.int8)
    change = np.diff(dark, prepend=0, append=0)
    ends_s = np.append(times_s, times_s[-1] + evidence.recording.header.step_s if len(times_s) else 0.0)
    spans = np.stack((ends_s[np.flatnonzero(change == 1)], ends_s[np.flatnonzero(change == -1)]), axis=1)
    spans = spans[(spans[:, 1] > window[0]) & (spans[:, 0] < window[1])]
    return np.asarray(np.clip(spans, *window), np.float64)
