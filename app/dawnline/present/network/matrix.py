"""The matrix of round trips: a row each region, a column each site, as recorded or as worked out now."""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.routes import find_routes
from dawnline.present.cache import SceneCache
from dawnline.present.network.now import Now, now
from dawnline.present.network.there import ADD_PAIRS, what_is_missing
from dawnline.present.network.words import plural
from dawnline.present.recorded import is_recorded, values_of
from dawnline.present.view import RouteChoice
from dawnline.recording.recording import Recording
from dawnline_widgets.network.scene import MatrixScene

LOW_MS, HIGH_MS = 0.0, 200.0


def matrix_scene(
    recording: Recording, t_s: float, choice: RouteChoice | None, cache: SceneCache
) -> MatrixScene:
    """Return the matrix at a time; the chosen pair is selected in it."""
    missing = what_is_missing(recording)
    fleet = recording.header.fleet
    if not missing and not (fleet.regions and fleet.sites):
        missing = (
            f"This run has {plural(len(fleet.regions), 'region')} and {plural(len(fleet.sites), 'site')}: "
        )
        missing += f"latencies need both. To see them, {ADD_PAIRS}, and simulate again."
    if missing:
        return _scene(
            recording, ("empty", missing), "Round trip", np.empty((0, 0), np.float32), None, missing
        )
    selected = None
    if choice is not None and (choice.source.kind, choice.target.kind) == ("region", "site"):
        selected = choice.source.index, choice.target.index
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    if frame is not None and is_recorded(recording, "pair", "rtt_s"):
        value = cache.latest(recording, "matrix", frame, lambda: _recorded(recording, frame))
        return _scene(recording, ("recorded", frame), "Round trip", value, selected, "")
    at = now(recording, t_s, cache)
    value = cache.latest(recording, "matrix", at.t_s, lambda: _worked_out(at))
    return _scene(
        recording,
        ("worked out", at.t_s),
        "Round trip without queues",
        value,
        selected,
        "",
    )


def _recorded(recording: Recording, frame: int) -> NDArray[np.float32]:
    """Return (r, c) milliseconds; pair = region * sites + site."""
    fleet = recording.header.fleet
    rtt_s = values_of(recording, "pair", "rtt_s", frame).astype(np.float64)
    return (rtt_s * 1e3).reshape(len(fleet.regions), len(fleet.sites)).astype(np.float32)


def _worked_out(at: Now) -> NDArray[np.float32]:
    nodes = at.state.nodes
    sites = nodes.range_of("site")
    routes = find_routes(at.state, list(nodes.range_of("region")))
    rtt_ms = 2e3 * routes.latency_s[:, sites.start : sites.stop]
    return np.where(np.isfinite(rtt_ms), rtt_ms, np.nan).astype(np.float32)


def _scene(
    recording: Recording, what: tuple[str, object], title: str, value: NDArray[np.float32],
    selected: tuple[int, int] | None, empty: str,
) -> MatrixScene:  # fmt: skip
    fleet = recording.header.fleet
    return MatrixScene(
        key=(recording.header, *what),
        title=title,
        rows=() if empty else fleet.tables["region"].names,
        columns=() if empty else tuple(site.title or site.name for site in fleet.sites),
        value=value,
        unit="ms",
        low=LOW_MS,
        high=HIGH_MS,
        colour_map="sequential",
        selected=selected,
        empty=empty,
    )
