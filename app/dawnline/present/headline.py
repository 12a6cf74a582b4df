"""The few numbers of the top bar."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dawnline.present.cache import SceneCache
from dawnline.present.numbers import DASH, count, percent, power
from dawnline.present.recorded import values_of
from dawnline.recording.recording import Recording


def headline(
    recording: Recording, t_s: float, cache: SceneCache | None = None
) -> tuple[tuple[str, str], ...]:
    """Return (label, value) pairs: satellites, sites, how busy all GPUs are, power in orbit and below."""
    cache = cache or SceneCache()
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    return cache.latest(recording, "headline", frame, lambda: _pairs(recording, frame))


def _pairs(recording: Recording, frame: int | None) -> tuple[tuple[str, str], ...]:
    fleet = recording.header.fleet
    counts = (("Satellites", count(len(fleet.satellites))), ("Sites", count(len(fleet.sites))))
    if frame is None:
        return (*counts, ("GPU util", DASH), ("Orbit power", DASH), ("Ground power", DASH))
    gpus = np.concatenate([fleet.bus_column("accelerators"), [site.accelerators for site in fleet.sites]])
    busy = np.concatenate(
        [values_of(recording, kind, "gpu_util_frac", frame) for kind in ("satellite", "site")]
    ).astype(np.float64)
    return (
        *counts,
        ("GPU util", _or_dash(mean_util(busy, gpus), percent)),
        ("Orbit power", _or_dash(_sum(values_of(recording, "satellite", "load_w", frame)), power)),
        ("Ground power", _or_dash(_sum(values_of(recording, "site", "load_w", frame)), power)),
    )


def mean_util(busy_frac: NDArray[np.float64], gpus: NDArray[np.float64]) -> float:
    """Return the busy share of all accelerators of which it is known; NaN if of none."""
    known = np.isfinite(busy_frac) & (gpus > 0.0)
    total = float(gpus[known].sum())
    return float(busy_frac[known] @ gpus[known]) / total if total else float("nan")


def _sum(values: NDArray[np.generic]) -> float:
    known = values[np.isfinite(values.astype(np.float64))]
    return float(known.sum(dtype=np.float64)) if known.size else float("nan")


def _or_dash(value: float, show: Callable[[float], str]) -> str:
    return show(value) if np.isfinite(value) else DASH
