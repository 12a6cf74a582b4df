"""The few numbers of the top bar."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import Kind
from dawnline.fleet.ground import FREE
from dawnline.present import status
from dawnline.present.cache import SceneCache
from dawnline.present.numbers import DASH, count, percent, power, three_digits
from dawnline.present.recorded import values_of
from dawnline.present.there import there
from dawnline.present.working.counts import DROPPED, LATE, SLOW, counts_of, per_s, rate_text
from dawnline.present.working.state import LATE_FRAC, TROUBLE_FRAC, VERY_LATE_FRAC
from dawnline.recording.recording import Recording

# What the ledger calls the bills of a step.
_BILLS: tuple[tuple[Kind, str], ...] = (
    ("satellite", "machine_usd"), ("site", "machine_usd"), ("site", "energy_usd"),
)  # fmt: skip


Figures = tuple["Figure", ...]


@dataclass(frozen=True)
class Figure:
    """One number: its label, its value in words, and its status (``tokens.STATUSES``) where it has one."""

    label: str
    value: str
    status: int | None = None


def figures(recording: Recording, t_s: float, cache: SceneCache | None = None) -> Figures:
    """Return what matters of a run at a time, most important first: the top bar shows as many as fit.

    Requests a second, late and turned away where the run has them; money where it has prices; how busy all
    GPUs are, power in orbit and below, and how many there are of each.
    """
    cache = cache or SceneCache()
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    return cache.latest(recording, "headline", frame, lambda: _figures(recording, frame))


def headline(
    recording: Recording, t_s: float, cache: SceneCache | None = None
) -> tuple[tuple[str, str], ...]:
    """Return the figures as (label, value) pairs."""
    return tuple((figure.label, figure.value) for figure in figures(recording, t_s, cache))


def _figures(recording: Recording, frame: int | None) -> Figures:
    requests, money = request_figures(recording, frame), money_figures(recording, frame)
    counts, drawn = _counts(recording, frame), _power(recording, frame)
    util = Figure("GPU util", DASH if frame is None else _or_dash(_util(recording, frame), percent))
    if requests:
        return (*requests, util, *money, *drawn, *counts)
    if money:
        return (*counts[:1], util, *drawn, *money, *counts[1:])
    return (*counts, util, *drawn)


def request_figures(recording: Recording, frame: int | None) -> Figures:
    """Return requests made a second, and the shares that are late and turned away; none without requests."""
    mine = np.array([work.requests is not None for work in recording.header.fleet.workloads], np.bool_)
    if not mine.any():
        return ()
    labels = ("Requests", "Late", "Turned away")
    if frame is None:
        return tuple(Figure(label, DASH) for label in labels)
    made, late, lost = (
        float(counts_of(recording, frame, *keys)[mine].sum())
        for keys in (("arrived",), (*LATE, *SLOW), DROPPED)
    )
    late_frac, lost_frac = _share(late, made), _share(lost, made)
    values = (rate_text(per_s(recording, made)), _or_dash(late_frac, percent), _or_dash(lost_frac, percent))
    states = (None, _state(late_frac, LATE_FRAC, VERY_LATE_FRAC), _state(lost_frac, 1e-6, TROUBLE_FRAC))
    return tuple(Figure(*row) for row in zip(labels, values, states, strict=True))


def money_figures(recording: Recording, frame: int | None) -> Figures:
    """Return the dollars an hour of all machines and their energy; none where there are no prices."""
    fleet = recording.header.fleet
    tariffs = [bus.tariff for bus in fleet.buses] + [site.tariff for site in fleet.sites]
    if all(tariff == FREE for tariff in tariffs):
        return ()
    if not frame:  # frame 0 ends no step
        return (Figure("Cost", DASH),)
    totals = recording.ledger_at(frame)
    bills = [totals[kind][key] for kind, key in _BILLS if key in totals.get(kind, {})]
    if not bills:
        return ()
    return (Figure("Cost", dollars(sum(bills) * 3600.0 / recording.header.step_s)),)


def dollars(usd_per_h: float) -> str:
    """Return money an hour: ``$162k /h``."""
    if not np.isfinite(usd_per_h):
        return DASH
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if usd_per_h >= 0.9995 * size:
            return f"${three_digits(usd_per_h / size)}{letter} /h"
    return f"${three_digits(usd_per_h)} /h"


def _share(part: float, whole: float) -> float:
    """Return a share of what comes; of few, more may be late than come, from the step before."""
    if not np.isfinite(part) or not np.isfinite(whole):
        return float("nan")
    return min(1.0, part / whole) if whole > 0.0 else 0.0


def _state(share: float, caution_from: float, serious_from: float) -> int | None:
    if not np.isfinite(share):
        return None
    if share >= serious_from:
        return status.SERIOUS
    return status.CAUTION if share >= caution_from else status.NORMAL


def _counts(recording: Recording, frame: int | None) -> Figures:
    """Return how many satellites and sites there are, where there are any; of a growing fleet, so far."""
    fleet = recording.header.fleet
    satellites, sites = count(len(fleet.satellites)), count(len(fleet.sites))
    now = len(fleet.satellites) if frame is None else int(there(recording, "satellite", frame).sum())
    if now < len(fleet.satellites):
        satellites = f"{count(now)} of {satellites}"
    sizes = (("Satellites", satellites, fleet.satellites), ("Sites", sites, fleet.sites))
    return tuple(Figure(label, size) for label, size, own in sizes if len(own))


def _power(recording: Recording, frame: int | None) -> Figures:
    """Return the power drawn in orbit and below, where anybody is who could."""
    fleet = recording.header.fleet
    places: tuple[tuple[str, Kind, int], ...] = (
        ("Orbit power", "satellite", len(fleet.satellites)),
        ("Ground power", "site", len(fleet.sites)),
    )
    return tuple(
        Figure(
            label,
            DASH if frame is None else _or_dash(_sum(values_of(recording, kind, "load_w", frame)), power),
        )
        for label, kind, size in places
        if size
    )


def _util(recording: Recording, frame: int) -> float:
    """Return how busy all GPUs are."""
    fleet = recording.header.fleet
    gpus = np.concatenate([fleet.bus_column("accelerators"), [site.accelerators for site in fleet.sites]])
    busy = np.concatenate(
        [values_of(recording, kind, "gpu_util_frac", frame) for kind in ("satellite", "site")]
    ).astype(np.float64)
    return mean_util(busy, gpus)


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
