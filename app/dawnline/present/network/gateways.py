"""Gateways on the globe: sized by how many satellites they are linked to, warm where they are busy."""

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.frames import up_ecef
from dawnline.present.cache import SceneCache
from dawnline.present.network.look import Look
from dawnline.present.network.now import now
from dawnline.present.recorded import is_recorded, values_of
from dawnline.recording.recording import Recording
from dawnline_widgets.globe.scene import F32, ColourKey, Pins
from dawnline_widgets.theme import tokens

SMALLEST_PX, LARGEST_PX = 7.0, 14.0
BUSY_FRAC = 0.5  # from this load on a gateway has the colour of its load


def gateways_look(recording: Recording, t_s: float, cache: SceneCache) -> Look:
    """Return the gateways at a time: with their recorded links, else with those worked out."""
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    if frame is not None and is_recorded(recording, "gateway", "links"):
        return cache.latest(
            recording, "gateways", frame, lambda: _look(recording, frame, _recorded(recording, frame))
        )
    at = now(recording, t_s, cache)
    n, count = at.state.nodes.satellites, at.state.nodes.gateways
    up = at.state.gateways.ends[at.state.gateways.is_up, 0] - n
    return cache.latest(
        recording, "gateways", at.t_s, lambda: _look(recording, None, np.bincount(up, minlength=count))
    )


def _recorded(recording: Recording, frame: int) -> NDArray[np.int64]:
    return np.maximum(values_of(recording, "gateway", "links", frame).astype(np.int64), 0)


def _look(recording: Recording, frame: int | None, links: NDArray[np.int64]) -> Look:
    gateways = recording.header.fleet.gateways
    antennas = np.maximum(np.array([gateway.antennas for gateway in gateways], np.float64), 1.0)
    share = np.sqrt(np.clip(links / antennas.max(initial=1.0), 0.0, 1.0))
    level = np.full(len(gateways), np.nan, np.float32)
    key = ColourKey("gateways", "Gateways", "by links", "sequential", "", "", token=tokens.SKY)
    if frame is not None and is_recorded(recording, "gateway", "load_frac"):
        load = values_of(recording, "gateway", "load_frac", frame).astype(np.float32)
        busy = load >= BUSY_FRAC
        level[busy] = load[busy]
        note = f"{np.count_nonzero(busy)} above half of their rate" if busy.any() else ""
        key = ColourKey("gateways", "Gateways", "by links", "sequential", "", "", note, tokens.SKY)
    pins = Pins(
        key=(recording.header, "gateways", frame, links.tobytes()),
        r_ecef=places_ecef([(gateway.lat_rad, gateway.lon_rad) for gateway in gateways]),
        size_px=(SMALLEST_PX + (LARGEST_PX - SMALLEST_PX) * share).astype(np.float32),
        level=level,
        colour_map="sequential",
        names=tuple(gateway.title or gateway.name for gateway in gateways),
    )
    return Look(gateways=pins, colour_keys=(key,))


def places_ecef(places: list[tuple[float, float]]) -> F32:
    """Return (m, 3) on the unit sphere at geodetic latitude: where a map drawn on a sphere has them."""
    lat, lon = (np.array([place[axis] for place in places], np.float64) for axis in (0, 1))
    return up_ecef(lat, lon).astype(np.float32)
