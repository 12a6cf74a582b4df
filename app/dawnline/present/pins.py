"""Sites on the ground as pins: sized by the power they draw, coloured by a channel."""

from collections.abc import Hashable

import numpy as np

from dawnline.orbits.frames import up_ecef
from dawnline.present.cache import SceneCache
from dawnline.present.recorded import values_of
from dawnline.present.site_colours import site_colours_of
from dawnline.present.view import View
from dawnline.recording.recording import Recording
from dawnline_widgets.globe.scene import F32, Pins

SMALLEST_PX, LARGEST_PX = 6.0, 22.0


def pins_of(recording: Recording, t_s: float, view: View, cache: SceneCache) -> Pins:
    """Return the pins of all sites at a time; their area grows with the power drawn."""
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    wanted = (frame, view.channel, view.colour_map, view.colour_range, view.shown_range)
    return cache.latest(recording, "pins", wanted, lambda: _pins(recording, frame, view, wanted, cache))


def _pins(recording: Recording, frame: int | None, view: View, wanted: Hashable, cache: SceneCache) -> Pins:
    sites = recording.header.fleet.sites
    r_ecef = cache.get(recording, "pins at", lambda: _places(recording))
    largest_w = max((site.power_cap_w for site in sites), default=1.0)
    size_px, colours = np.full(len(sites), SMALLEST_PX), site_colours_of(recording, frame, view, cache)
    if frame is not None and sites:
        load_w = np.nan_to_num(values_of(recording, "site", "load_w", frame).astype(np.float64))
        size_px = np.clip(LARGEST_PX * np.sqrt(np.maximum(load_w, 0.0) / largest_w), SMALLEST_PX, LARGEST_PX)
    return Pins(
        key=(recording.header, "pins", wanted),
        r_ecef=r_ecef,
        size_px=size_px.astype(np.float32),
        level=colours.level,
        colour_map=colours.scale.colour_map,
        names=tuple(site.title or site.name for site in sites),
    )


def _places(recording: Recording) -> F32:
    """Return (m, 3) on the unit sphere at geodetic latitude: where a map drawn on a sphere has them."""
    sites = recording.header.fleet.sites
    lat = np.array([site.lat_rad for site in sites], np.float64)
    lon = np.array([site.lon_rad for site in sites], np.float64)
    return up_ecef(lat, lon).astype(np.float32)
