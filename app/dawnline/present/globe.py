"""The globe: satellites coloured by a channel, sites, the Sun, and what is selected."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.orbits.frames import ecef_from_teme, gmst_rad
from dawnline.orbits.sun import sun_teme_m
from dawnline.present.cache import SceneCache
from dawnline.present.caption import caption_of
from dawnline.present.legend import legend_of
from dawnline.present.path import path_of
from dawnline.present.pins import pins_of
from dawnline.present.recorded import channel_of, values_of
from dawnline.present.scale import scale_of
from dawnline.present.view import View
from dawnline.recording.recording import Recording
from dawnline_widgets.globe.scene import F32, GlobeScene, Keyframes, Legend, PointStyle

_SELECTED_PX = 7.0
# Satellites that compute nothing (carriers) are drawn smaller than those that do.
_CARRIER_SHARE = 0.75


def globe_scene(
    recording: Recording,
    t_s: float,
    view: View,
    selection: EntityRef | None,
    keyframes: Keyframes,
    cache: SceneCache | None = None,
) -> GlobeScene:
    """Return what the globe shows at a time; values are those of the last frame at or before it."""
    cache = cache or SceneCache()
    header = recording.header
    satellite = selection.index if selection and selection.kind == "satellite" else None
    pin = selection.index if selection and selection.kind == "site" else None
    style, legend = _style(recording, t_s, view.channel, satellite, cache)
    turn_rad = gmst_rad(header.epoch, t_s)
    return GlobeScene(
        t_s=t_s,
        gmst_rad=turn_rad,
        sun_ecef=_sun(recording, t_s, turn_rad),
        keyframes=keyframes,
        style=style,
        pins=pins_of(recording, t_s, cache),
        path=None if satellite is None else path_of(recording, satellite, t_s, cache),
        legend=legend,
        selected_satellite=satellite,
        selected_pin=pin,
        selected_name=_shown_name(recording, selection),
        caption=caption_of(recording, t_s, cache),
        satellite_names=header.fleet.satellites.names,
    )


def _shown_name(recording: Recording, selection: EntityRef | None) -> str:
    """Return what a tag on the globe says: a site has a title, a satellite its name."""
    if selection is None:
        return ""
    fleet = recording.header.fleet
    if selection.kind == "site":
        return fleet.sites[selection.index].title or fleet.sites[selection.index].name
    return fleet.tables[selection.kind].names[selection.index]


def _sun(recording: Recording, t_s: float, turn_rad: float) -> F32:
    sun_m = ecef_from_teme(sun_teme_m(recording.header.epoch, t_s), turn_rad)
    return np.asarray(sun_m / np.linalg.norm(sun_m), np.float32)


def _style(
    recording: Recording, t_s: float, key: str, selected: int | None, cache: SceneCache
) -> tuple[PointStyle, Legend]:
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
