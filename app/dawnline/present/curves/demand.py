"""Where work is asked for: the recorded demand of the regions, spread over the ground."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from dawnline.present.cache import SceneCache
from dawnline.present.curves.circle import Floats
from dawnline.present.recorded import is_recorded, values_of
from dawnline.recording.recording import Recording
from dawnline_widgets.globe.scene import Field

ROWS, COLUMNS = 60, 120  # three degrees a cell
_SPREAD_RAD = np.radians(4.0)  # so that a city is seen from afar
_ALPHA = 0.85


def field_of(recording: Recording, t_s: float, cache: SceneCache) -> Field | None:
    """Return the demand at a time; None where the run has no regions, no frame, or no record of it."""
    regions = recording.header.fleet.regions
    if not regions or not recording.frame_count or not is_recorded(recording, "region", "demand"):
        return None
    frame = recording.frame_index_at(t_s)
    return cache.latest(recording, "demand", frame, lambda: _field(recording, frame, cache))


def _field(recording: Recording, frame: int, cache: SceneCache) -> Field:
    rows, columns, shares = cache.get(recording, "regions", lambda: _regions(recording))
    asked = np.nan_to_num(values_of(recording, "region", "demand", frame).astype(np.float64))
    # The scale is the same demand with every region at its usual share: so the day's wave shows.
    usual = cache.get(recording, "usual demand", lambda: float(spread(rows, columns, shares).max()))
    level = spread(rows, columns, np.maximum(asked, 0.0)) / max(1.4 * usual * asked.sum(), 1e-9)
    # Demand spans decades: the root lets the small be seen beside the large.
    level = np.sqrt(np.clip(level, 0.0, 1.0)).astype(np.float32)
    return Field((recording.header, "demand", frame), "demand", level, "sequential", _ALPHA)


def _regions(recording: Recording) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    regions = recording.header.fleet.regions
    lat = np.array([region.lat_rad for region in regions])
    lon = np.array([region.lon_rad for region in regions])
    weight = np.array([region.weight for region in regions])
    rows, columns = cell_of(lat, lon)
    return rows, columns, weight / max(float(weight.sum()), 1e-12)


def cell_of(lat_rad: Floats, lon_rad: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the row (0 in the north) and the column (0 at 180 degrees west) of places."""
    rows = np.clip((0.5 - lat_rad / np.pi) * ROWS, 0, ROWS - 1).astype(np.int64)
    columns = np.floor((lon_rad / (2.0 * np.pi) + 0.5) * COLUMNS).astype(np.int64) % COLUMNS
    return rows, columns


def spread(rows: NDArray[np.int64], columns: NDArray[np.int64], amounts: Floats) -> Floats:
    """Return (ROWS, COLUMNS): each amount as a bell of great-circle distance about its cell."""
    at = np.zeros((ROWS, COLUMNS))
    np.add.at(at, (rows, columns), amounts)
    turned = np.einsum("abk,bk->ak", _bells(), np.fft.rfft(at, axis=1))
    return np.asarray(np.maximum(np.fft.irfft(turned, COLUMNS, axis=1), 0.0))


@cache
def _bells() -> Floats:
    """Return (ROWS, ROWS, COLUMNS // 2 + 1): bells between two rows, as the real transform in longitude."""
    lat = (0.5 - (np.arange(ROWS) + 0.5) / ROWS) * np.pi
    apart = np.arange(COLUMNS) * (2.0 * np.pi / COLUMNS)
    up, flat = np.sin(lat), np.cos(lat)
    cosine = up[:, None, None] * up[None, :, None] + (flat[:, None] * flat)[..., None] * np.cos(apart)
    away = np.arccos(np.clip(cosine, -1.0, 1.0))
    # A bell is even in longitude, so its transform is real.
    return np.asarray(np.fft.rfft(np.exp(-0.5 * (away / _SPREAD_RAD) ** 2), axis=2).real)
