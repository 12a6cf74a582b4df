"""Queues at links, worked out again from the loads that a run recorded."""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.carried import queue_s
from dawnline.network.graph import Delay
from dawnline.network.link_table import link_rows
from dawnline.network.links import LinkState
from dawnline.present.cache import SceneCache
from dawnline.present.network.now import Now
from dawnline.present.recorded import is_recorded, values_of

Floats = NDArray[np.float64]
# Below this share of its rate a link's queue is shorter than what a run file keeps of a round trip.
_BUSY = 0.5


def laser_loads(at: Now, frame: int | None, cache: SceneCache) -> NDArray[np.float32] | None:
    """Return (m,) the recorded loads of a state's lasers, NaN where none is; None if the run has none."""
    recording = at.recording
    if frame is None or "link" not in recording.header.fleet.tables:
        return None
    if not is_recorded(recording, "link", "load_frac"):
        return None
    rows = cache.get(recording, "link rows", lambda: link_rows(at.network.candidates))
    recorded = values_of(recording, "link", "load_frac", frame)
    loads = np.full(len(at.state.lasers), np.nan, np.float32)
    if len(recorded) == len(rows):
        loads[rows] = recorded
    return loads


def delay_of(at: Now, frame: int | None, cache: SceneCache) -> Delay | None:
    """Return the queues at a frame; None where nothing queues for long enough to be seen.

    Of a gateway the mean load of its links is known; what users' links carry is not recorded.
    """
    lasers = laser_loads(at, frame, cache)
    gateways = _gateway_loads(at, frame)
    with np.errstate(invalid="ignore"):
        busy = [loads is not None and bool((loads > _BUSY).any()) for loads in (lasers, gateways)]
    if not any(busy):
        return None
    state = at.state
    return Delay(
        _both_ways(lasers, state.lasers.rate_bps, state),
        _both_ways(gateways, state.gateways.rate_bps, state),
        np.zeros((len(state.users), 2)),
    )


def _gateway_loads(at: Now, frame: int | None) -> Floats | None:
    recording = at.recording
    if frame is None or not is_recorded(recording, "gateway", "load_frac"):
        return None
    gateways = at.state.gateways
    loads = values_of(recording, "gateway", "load_frac", frame).astype(np.float64)
    return np.asarray(loads[gateways.ends[:, 0] - at.state.nodes.satellites])


def _both_ways(loads: NDArray[np.floating] | None, rate_bps: Floats, state: LinkState) -> Floats:
    """Return (m, 2) queues in seconds; traffic is the same each way."""
    if loads is None:
        return np.zeros((len(rate_bps), 2))
    waits = queue_s(np.nan_to_num(loads).astype(np.float64) * rate_bps, rate_bps, state.rules.queue_cap_s)
    return np.repeat(waits[:, None], 2, axis=1)
