"""Candidate lasers that hold for the whole run: grids and formations, and who then has terminals left."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.fleet import Fleet
from dawnline.fleet.network import FleetLinks
from dawnline.network.reason import Reason
from dawnline.network.topology.formation import formation_pairs
from dawnline.network.topology.grid import IN_PLANE, grid_pairs
from dawnline.network.topology.planes import latitude_argument_rad, shells_of
from dawnline.network.topology.terminals import share
from dawnline.orbits.constants import MU_M3_S2
from dawnline.orbits.ephemeris import Ephemeris

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
# What a satellite has of which the scenario says nothing.
NO_LINKS = FleetLinks(
    topology="none", terminals=0, rate_bps=0.0, max_range_m=0.0, grazing_m=0.0, acquisition_s=0.0,
    plane_offset=0, crosses_seam=False, max_cross_plane_lat_rad=np.pi / 2.0, user_mask_rad=0.0,
    user_max_range_m=0.0, user_rate_bps=0.0, ground_beams=0,
)  # fmt: skip
_INSTANTS = 12  # of one orbit, at which the distances of a formation are compared


@dataclass(frozen=True, eq=False)
class Candidates:
    """m pairs of satellites that are neighbours for the whole run.

    Attributes
    ----------
    ends : (m, 2) satellites.
    fixed : (m,) ``Reason.TERMINALS`` where an end had no terminal left for it, else 0.
    limits : (m, 4) longest range (m), lowest height of the beam (m), largest sine of latitude, acquisition
        (s).
    rate_bps : (m,).
    free : (n,) terminals that are left of each satellite.
    """

    ends: Ints
    fixed: NDArray[np.uint8]
    limits: Floats
    rate_bps: Floats
    free: Ints


def candidates_of(fleet: Fleet, ephemeris: Ephemeris) -> Candidates:
    """Return the candidates; planes are matched, and formations measured, at the epoch of the scenario."""
    parent = fleet.satellites.parent
    terminals = np.array([0 if g.links is None else g.links.terminals for g in fleet.groups], np.int32)
    free = terminals[parent] if len(parent) else np.empty(0, np.int32)
    ends: list[NDArray[np.int64]] = [np.empty((0, 2), np.int64)]
    fixed: list[NDArray[np.uint8]] = [np.empty(0, np.uint8)]
    limits: list[Floats] = [np.empty((0, 4))]
    rates: list[Floats] = [np.empty(0)]
    phase_rad: Floats | None = None
    for index, group in enumerate(fleet.groups):
        links = group.links
        if links is None or links.terminals < 1 or links.topology not in {"grid", "cluster"}:
            continue
        if links.topology == "grid":
            if phase_rad is None:
                state = ephemeris.teme(0.0)
                phase_rad = latitude_argument_rad(state.r_teme_m, state.v_teme_m_s)
            pairs, turns = _grid(fleet, index, links, phase_rad)
            crosses = turns != IN_PLANE
        else:
            pairs = _formation(np.flatnonzero(parent == index), links, ephemeris)
            crosses = np.zeros(len(pairs), np.bool_)
        got = share(pairs, free)
        ends.append(pairs)
        fixed.append(np.where(got, 0, int(Reason.TERMINALS)).astype(np.uint8))
        limits.append(limits_of(links, links, crosses))
        rates.append(np.full(len(pairs), links.rate_bps))
    return Candidates(
        np.concatenate(ends).astype(np.int32),
        np.concatenate(fixed),
        np.concatenate(limits),
        np.concatenate(rates),
        free,
    )


def limits_of(one: FleetLinks, other: FleetLinks, crosses: NDArray[np.bool_]) -> Floats:
    """Return (m, 4) limits of lasers between two fleets' satellites: the tighter of both, the slower."""
    sine = np.sin(min(one.max_cross_plane_lat_rad, other.max_cross_plane_lat_rad))
    limits = np.empty((len(crosses), 4))
    limits[:, 0] = min(one.max_range_m, other.max_range_m)
    limits[:, 1] = max(one.grazing_m, other.grazing_m)
    limits[:, 2] = np.where(crosses, sine, 1.0)
    limits[:, 3] = max(one.acquisition_s, other.acquisition_s)
    return limits


def _grid(
    fleet: Fleet, index: int, links: FleetLinks, phase_rad: Floats
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Return the pairs of a fleet's grids in the order in which they take terminals."""
    parts = [
        grid_pairs(shell, phase_rad, links, is_generated=fleet.groups[index].origin == "generated")
        for shell in shells_of(fleet, index)
    ]
    if not parts:
        return np.empty((0, 2), np.int64), np.empty(0, np.int8)
    pairs, turns = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    order = np.argsort(turns, kind="stable")
    return pairs[order], turns[order]


def _formation(members: NDArray[np.int64], links: FleetLinks, ephemeris: Ephemeris) -> NDArray[np.int64]:
    start = ephemeris.teme(0.0).r_teme_m
    radius_m = float(np.nanmean(np.linalg.norm(start[members], axis=1)))
    period_s = 2.0 * np.pi * np.sqrt(radius_m**3 / MU_M3_S2)
    times = np.arange(_INSTANTS) * period_s / _INSTANTS
    places = np.stack([np.nan_to_num(ephemeris.teme(float(t)).r_teme_m, nan=1e12) for t in times])
    return formation_pairs(members, places, links.terminals, links.max_range_m)
