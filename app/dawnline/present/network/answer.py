"""How long an answer takes from anywhere on the Earth: there and back to the best place that computes.

A user anywhere sees the satellites above the mask, and from there the network's fastest way leads to a site
or to a satellite with room; over land and sea alike fibre is taken as going straight, with its stretch.
"""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.ground import Site
from dawnline.network.routes import find_routes
from dawnline.orbits.constants import EARTH_RADIUS_M, LIGHT_M_S
from dawnline.orbits.frames import ecef_from_geodetic, gmst_rad, teme_from_ecef, up_ecef
from dawnline.present.cache import SceneCache
from dawnline.present.network.look import Look
from dawnline.present.network.now import Now, now
from dawnline.present.recorded import is_recorded, values_of
from dawnline.present.view import Answer
from dawnline.recording.recording import Recording
from dawnline_widgets.globe.scene import ColourKey, Field

Floats = NDArray[np.float64]
ROWS, COLUMNS = 45, 90  # four degrees a cell
LAYER = "latency"
_ALPHA = 0.62
_FULL = 0.98  # a satellite as busy as this has no room
_SEEN_A_CELL = 64  # satellites, at first
_ENDS_MS = {"site": 150.0, "orbit": 60.0, "either": 60.0}
_TITLES = {
    "site": "Time to answer, sites",
    "orbit": "Time to answer, orbit",
    "either": "Time to answer, best",
}


def answer_look(recording: Recording, t_s: float, answer: Answer, cache: SceneCache) -> Look:
    """Return the latency field at a time, and what its colours mean."""
    at = now(recording, t_s, cache)
    key = (at.t_s, answer)
    return cache.latest(recording, "answer", key, lambda: _look(at, t_s, answer))


def _look(at: Now, t_s: float, answer: Answer) -> Look:
    rtt_s = 2.0 * answer_s(at, t_s, answer)
    end_ms = _ENDS_MS[answer]
    with np.errstate(invalid="ignore"):
        level = np.where(np.isfinite(rtt_s), np.clip(rtt_s * 1e3 / end_ms, 0.0, 1.0), np.nan)
    known = np.isfinite(level)
    note = f"{float(np.count_nonzero(~known)) / level.size:.0%} of the Earth without a way"
    field = Field((at.recording.header, LAYER, at.t_s, answer), LAYER, level.astype(np.float32), "sequential",
                  _ALPHA, even=True)  # fmt: skip
    legend = ColourKey(
        LAYER, _TITLES[answer], "ms", "sequential", "0", f"≥ {end_ms:.0f}", "" if known.all() else note
    )
    return Look(field=field, colour_keys=(legend,))


def answer_s(at: Now, t_s: float, answer: Answer) -> Floats:
    """Return (ROWS, COLUMNS) one way to the best place that can answer, seconds; inf where there is none.

    Row 0 is at the north pole, column 0 at 180 degrees west. Queues of the network are not in it; a satellite
    that is full, or a site that is lost, cannot answer.
    """
    state, fleet = at.state, at.recording.header.fleet
    n = state.nodes.satellites
    from_satellite = np.full(n, np.inf)
    sites = np.array([node for node in state.nodes.range_of("site") if not state.lost[node]], np.int32)
    if answer != "orbit" and len(sites):
        # As good there as back: ways from the sites are ways to them.
        from_satellite = find_routes(state, sites).latency_s[:, :n].min(axis=0)
    if answer != "site":
        from_satellite = np.minimum(from_satellite, _from_orbit(at, t_s, from_satellite))
    out = _over_satellites(at, from_satellite)
    if answer != "orbit" and state.rules.has_fibre and len(sites):
        places = [fleet.sites[node - state.nodes.range_of("site").start] for node in sites.tolist()]
        out = np.minimum(out, _over_fibre(at, places))
    return out


def _from_orbit(at: Now, t_s: float, enough_s: Floats) -> Floats:
    """Return (n,) one way from a satellite to the nearest that computes and has room, maybe itself."""
    recording, state = at.recording, at.state
    n = state.nodes.satellites
    room = recording.header.fleet.bus_column("accelerators") > 0.0
    if not len(room):
        return np.full(n, np.inf)
    room &= state.lost[:n] == 0
    if recording.frame_count and is_recorded(recording, "satellite", "gpu_util_frac"):
        busy = values_of(recording, "satellite", "gpu_util_frac", recording.frame_index_at(t_s))
        room &= ~(busy >= _FULL)
    best = np.where(room, 0.0, np.inf)
    lasers = state.lasers
    ends, light_s = lasers.ends[lasers.is_up], lasers.length_m[lasers.is_up] / LIGHT_M_S + state.rules.hop_s
    # One satellite after another, until nobody finds a nearer one (twenty hops are half of any grid).
    for _ in range(20):
        before = best.copy()
        np.minimum.at(best, ends[:, 0], before[ends[:, 1]] + light_s)
        np.minimum.at(best, ends[:, 1], before[ends[:, 0]] + light_s)
        if not (best < np.minimum(before, enough_s)).any():
            break
    # The one that asks is not passed through: who sees it adds that.
    return np.where(best > 0.0, best - state.rules.hop_s, best)


def _cells() -> tuple[Floats, Floats]:
    lat = (0.5 - (np.arange(ROWS) + 0.5) / ROWS) * np.pi
    lon = ((np.arange(COLUMNS) + 0.5) / COLUMNS - 0.5) * 2.0 * np.pi
    return lat, lon


def _over_satellites(at: Now, from_satellite_s: Floats) -> Floats:
    """Return (ROWS, COLUMNS) over the best satellite that users of a cell see, by the network's own rule."""
    state, fleet = at.state, at.recording.header.fleet
    n = state.nodes.satellites
    rules = [group.links for group in fleet.groups]
    serves = [links is not None and links.user_rate_bps > 0.0 for links in rules]
    sine = np.array([0.0 if links is None else np.sin(links.user_mask_rad) for links in rules])
    reach_m = np.array(
        [
            links.user_max_range_m if links is not None and serving else 0.0
            for links, serving in zip(rules, serves, strict=True)
        ]
    )
    lat, lon = (part.reshape(-1) for part in np.meshgrid(*_cells(), indexing="ij"))
    turn_rad = gmst_rad(at.network.ephemeris.epoch, at.t_s)
    places_m = teme_from_ecef(ecef_from_geodetic(lat, lon, np.zeros(len(lat))), turn_rad)
    ups = teme_from_ecef(up_ecef(lat, lon), turn_rad)
    # Who leads nowhere is not looked at.
    r_m = np.where(np.isfinite(from_satellite_s)[:, None], state.places_m[:n], np.nan)
    first = np.searchsorted(fleet.satellites.parent, np.arange(len(rules) + 1)).astype(np.int32)
    shape = (len(lat), len(rules))
    masks, reaches = np.broadcast_to(sine, shape).copy(), np.broadcast_to(reach_m, shape).copy()
    room = _SEEN_A_CELL * len(lat)
    while True:
        count, ends, length_m = at.network.kernels.ground.seen(
            places_m, ups, r_m, first, masks, reaches, room
        )
        if count <= room:
            break
        room = count
    best = np.full(len(lat), np.inf)
    if count:
        # Passing on at the satellite that is seen, unless the answer comes from it.
        onward_s = from_satellite_s + np.where(from_satellite_s > 0.0, state.rules.hop_s, 0.0)
        time_s = length_m / LIGHT_M_S + state.rules.access_s + onward_s[ends[:, 1]]
        begins = np.flatnonzero(np.diff(ends[:, 0], prepend=-1))  # cells come one after the other
        best[ends[begins, 0]] = np.minimum.reduceat(time_s, begins)
    return best.reshape(ROWS, COLUMNS)


def _over_fibre(at: Now, sites: list[Site]) -> Floats:
    """Return (ROWS, COLUMNS) over fibre along the great circle to the nearest site."""
    lat, lon = _cells()
    best = np.full((ROWS, COLUMNS), -1.0)
    for site in sites:
        cosine = np.sin(lat)[:, None] * np.sin(site.lat_rad) + (
            np.cos(lat)[:, None] * np.cos(site.lat_rad) * np.cos(lon - site.lon_rad)
        )
        best = np.maximum(best, cosine)
    rules = at.state.rules
    length_m = np.arccos(np.clip(best, -1.0, 1.0)) * EARTH_RADIUS_M * rules.fibre_stretch
    return np.asarray(length_m * rules.fibre_index / LIGHT_M_S)
