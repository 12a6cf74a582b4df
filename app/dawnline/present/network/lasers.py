"""Lasers that are up, as lines on the globe: coloured by load where a run tells it, else by their length."""

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.constants import LIGHT_M_S
from dawnline.present.cache import SceneCache
from dawnline.present.network.loads import laser_loads
from dawnline.present.network.look import Look
from dawnline.present.network.now import Now, now
from dawnline.recording.recording import Recording
from dawnline_widgets.globe.scene import ColourKey, Links

# The colours of loads end at the first of these that none is above.
_ENDS_FRAC = (0.01, 0.05, 0.2, 1.0)
_STEP_MS = 5.0  # the colours end at such a number of milliseconds


def lasers_look(recording: Recording, t_s: float, cache: SceneCache) -> Look:
    """Return the lasers that are up at a time, and what their colours mean."""
    at = now(recording, t_s, cache)
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    return cache.latest(recording, "lasers", (at.t_s, frame), lambda: _look(at, frame, cache))


def _look(at: Now, frame: int | None, cache: SceneCache) -> Look:
    lasers = at.state.lasers
    up = lasers.is_up
    ends = lasers.ends[up]
    by_load = _by_load(at, frame, cache)
    level, key = (by_load[0][up], by_load[1]) if by_load else _by_length(at, lasers.length_m[up], cache)
    links = Links((at.recording.header, "lasers", at.t_s, frame), ends.astype(np.uint32), level, "sequential")
    down = len(up) - len(ends)
    note = f"{len(ends):,} up, {down:,} not"
    return Look(links=links, colour_keys=(ColourKey("links", *key, note),))


Key = tuple[str, str, str, str, str]


def _by_load(at: Now, frame: int | None, cache: SceneCache) -> tuple[NDArray[np.float32], Key] | None:
    """Return levels by the load that the run recorded of each laser; None where it has none."""
    loads = laser_loads(at, frame, cache)
    if loads is None or not np.isfinite(loads).any():
        return None
    busiest = float(np.nanmax(loads))
    if busiest < _ENDS_FRAC[0] / 10.0:
        return None  # nothing to tell apart
    end = next((end for end in _ENDS_FRAC if busiest <= end), 1.0)
    level = np.clip(loads / np.float32(end), 0.0, 1.0)
    return level, ("Laser load", "% of its rate", "sequential", "0", f"{end * 100.0:g}")


def _by_length(at: Now, length_m: NDArray[np.float64], cache: SceneCache) -> tuple[NDArray[np.float32], Key]:
    groups = at.recording.header.fleet.groups
    farthest = max((group.links.max_range_m for group in groups if group.links is not None), default=1.0)
    usual = cache.get(at.recording, "long laser", lambda: _long(length_m, farthest))
    level = (length_m / (usual * 1e-3 * LIGHT_M_S)).astype(np.float32)
    return np.clip(level, 0.0, 1.0), ("Laser latency", "ms, one way", "sequential", "0", f"{usual:.0f}")


def _long(length_m: NDArray[np.float64], farthest_m: float) -> float:
    """Return a round number of milliseconds that nearly all lasers are below; the same for the whole run."""
    longest_m = float(np.quantile(length_m, 0.99)) if len(length_m) else farthest_m
    return float(max(np.ceil(min(longest_m, farthest_m) / LIGHT_M_S * 1e3 / _STEP_MS) * _STEP_MS, _STEP_MS))
