"""Where ways run at a moment: their stops, and points between them along light and fibre. numpy, no GL."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.scene import Keyframes, Ways
from dawnline_widgets.globe.view import hermite

F64 = NDArray[np.float64]
PIECES = 12  # of a leg, so that it bends on maps
# Fibre lies a little above the ground, so that it is not half inside it (13 km).
_FIBRE_RADIUS = 1.002


@dataclass(frozen=True, eq=False)
class WayPoints:
    """Points of all legs of ways.

    ``points`` (l, PIECES + 1, 3) ECEF, Earth radii; ``fibre`` (l,) which legs lie on the ground; ``way`` (l,)
    the polyline of each leg; ``stops`` (s, 3), NaN for a satellite that is nowhere.
    """

    points: F64
    fibre: NDArray[np.bool_]
    way: NDArray[np.int64]
    stops: F64


def way_points(ways: Ways, keyframes: Keyframes, t_s: float, gmst_rad: float) -> WayPoints:
    """Return where ways run at a time; legs with an end that is nowhere are left out."""
    stops = stops_of(ways, keyframes, t_s, gmst_rad)
    count = len(stops)
    last = np.zeros(count, np.bool_)
    last[np.append(ways.starts[1:], count) - 1] = True
    begins = np.flatnonzero(~last)
    there = np.isfinite(stops[begins]).all(axis=1) & np.isfinite(stops[begins + 1]).all(axis=1)
    begins = begins[there]
    line = np.searchsorted(ways.starts, begins, side="right") - 1
    flies = ways.satellite >= 0
    fibre = ~flies[begins] & ~flies[begins + 1]
    share = np.linspace(0.0, 1.0, PIECES + 1)[None, :, None]
    points = stops[begins][:, None] * (1.0 - share) + stops[begins + 1][:, None] * share
    if fibre.any():
        points[fibre] = _along_ground(stops[begins[fibre]], stops[begins[fibre] + 1], share)
    return WayPoints(points, fibre, line, stops)


def stops_of(ways: Ways, keyframes: Keyframes, t_s: float, gmst_rad: float) -> F64:
    """Return (s, 3) where the stops are, ECEF, Earth radii; NaN for a satellite that is nowhere."""
    stops = np.asarray(ways.place, np.float64).copy()
    flies = np.flatnonzero(ways.satellite >= 0)
    known = flies[ways.satellite[flies] < len(keyframes.r0)]
    stops[flies] = np.nan
    if len(known):
        stops[known] = hermite.positions_ecef(keyframes, ways.satellite[known], t_s, gmst_rad)
    return stops


def _along_ground(one: F64, other: F64, share: F64) -> F64:
    """Return points along great circles (spherical interpolation; short ones are straight)."""
    cosine = np.clip(np.einsum("ij,ij->i", one, other), -1.0, 1.0)
    angle = np.arccos(cosine)[:, None, None]
    sine = np.maximum(np.sin(angle), 1e-9)
    bent = (np.sin((1.0 - share) * angle) * one[:, None] + np.sin(share * angle) * other[:, None]) / sine
    straight = one[:, None] * (1.0 - share) + other[:, None] * share
    points = np.where(angle > 1e-4, bent, straight)
    points /= np.maximum(np.linalg.norm(points, axis=2, keepdims=True), 1e-9)
    return np.asarray(points * _FIBRE_RADIUS)
