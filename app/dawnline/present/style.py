"""How the satellites look: coloured by a channel, sized so that any number of them stays calm."""

import numpy as np
from numpy.typing import NDArray

from dawnline.present.cache import SceneCache
from dawnline.present.legend import legend_of
from dawnline.present.recorded import channel_of, values_of
from dawnline.present.scale import scale_of
from dawnline.present.view import View
from dawnline.recording.recording import Recording
from dawnline_widgets.globe.scene import F32, Legend, PointStyle

_SELECTED_PX = 7.0
# Satellites that compute nothing (carriers) are drawn smaller than those that do.
_CARRIER_SHARE = 0.75


def style_of(
    recording: Recording, t_s: float, view: View, selected: int | None, cache: SceneCache
) -> tuple[PointStyle, Legend]:
    """Return colours and sizes of all satellites, and their legend, at the last frame at or before a time."""
    key = view.channel
    channel = channel_of(recording, "satellite", key)
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    scale = scale_of(recording, channel, cache)
    wanted = ("style", key, frame, scale, selected)

    def make() -> tuple[PointStyle, Legend]:
        values = values_of(recording, "satellite", key, frame)
        levels = scale.levels(channel, values)
        computes = cache.get(recording, "computes", lambda: _computes(recording))
        applies = computes if key == "gpu_util_frac" else np.ones(len(levels), np.bool_)
        sizes = cache.get(recording, "sizes", lambda: point_sizes_px(computes))
        if selected is not None:
            sizes = sizes.copy()
            sizes[selected] = _SELECTED_PX
        style = PointStyle((recording.header, *wanted), levels, sizes, scale.colour_map)
        return style, legend_of(channel, scale, levels, values, applies, style.key)

    return cache.latest(recording, "style", wanted, make)


def _computes(recording: Recording) -> NDArray[np.bool_]:
    fleet = recording.header.fleet
    return np.asarray(fleet.bus_column("accelerators") > 0.0) if fleet.buses else np.zeros(0, np.bool_)


def point_sizes_px(computes: NDArray[np.bool_]) -> F32:
    """Return (n,) sizes: the more satellites, the smaller, so that they look calm at any number."""
    n = max(len(computes), 1)
    size = float(np.clip(9.0 * n**-0.13, 1.5, 5.0))  # 5 px for 100, 2.7 px for 10,000, 1.5 px for a million
    return np.where(computes, size, size * _CARRIER_SHARE).astype(np.float32)
