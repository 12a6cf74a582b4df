"""How near the satellites of one shell come to each other, and which phasing keeps them apart.

Two circular orbits of the same radius and inclination, nodes apart by D and satellites by F along them, come
no nearer than 2 a |cos(B/2) sin(F'/2)|, with cos B = cos² i + sin² i cos D and
F' = F - 2 atan2(-cos i sin(D/2), cos(D/2)): R. Speckman et al., AIAA 90-2982 (1990).
"""

from dataclasses import replace

import numpy as np

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.scenario.shells import Floats, Shell

# About 20 million distances a second: two seconds for a whole scenario, half of one for one shell.
_MAX_DISTANCES = 40_000_000
_MAX_OF_SHELL = 10_000_000


class Effort:
    """How many distances may still be computed while one scenario is checked."""

    def __init__(self, distances: int = _MAX_DISTANCES) -> None:
        self._left = distances

    def allows(self, distances: int) -> bool:
        """Say whether so many may be computed, and count them if so."""
        if distances > min(self._left, _MAX_OF_SHELL):
            return False
        self._left -= distances
        return True


def nearest_m(shell: Shell, effort: Effort | None = None) -> float | None:
    """Return the smallest distance over time between two satellites of a shell (spherical Earth, circular).

    A symmetric shell is judged from one satellite (two for ``half`` with an even number of planes); any other
    from every plane. None if that is more than the effort allows; one satellite alone is at infinity.
    """
    planes = _planes_to_look_from(shell)
    if effort is not None and not effort.allows(planes * shell.satellites):
        return None
    return min(_nearest_from(shell, plane) for plane in range(planes))


def good_phasing(shell: Shell, effort: Effort) -> int | None:
    """Return Walker's F that keeps satellites farthest apart; None where looking is too much effort.

    Of equals it is the smallest; 0 only where nothing else is as good.
    """
    views = shell.planes if not shell.is_symmetric else 1
    if not effort.allows(shell.planes * views * shell.satellites):
        return None
    choices: list[int] = [*range(1, shell.planes), 0]
    distances_m = [nearest_m(replace(shell, phasing=phasing)) or 0.0 for phasing in choices]
    farthest_m = max(distances_m)
    # The same arrangement, counted another way, differs by rounding only.
    good = [at for at, distance_m in enumerate(distances_m) if distance_m >= farthest_m * (1.0 - 1e-9)]
    return choices[good[0]]


def _planes_to_look_from(shell: Shell) -> int:
    if not shell.is_symmetric:
        return shell.planes
    if shell.phasing != "half":
        return 1
    return 2 if shell.planes % 2 == 0 else shell.planes


def _nearest_from(shell: Shell, plane: int) -> float:
    others = np.repeat(np.arange(shell.planes), shell.per_plane)
    slots = np.tile(np.arange(shell.per_plane), shell.planes)
    along = shell.latitude_argument_rad(others, slots) - shell.latitude_argument_rad(plane, 0)
    distances = _nearest_pair_m(shell, shell.raan_rad[others] - shell.raan_rad[plane], along)
    distances[plane * shell.per_plane] = np.inf
    return float(np.min(distances))


def _nearest_pair_m(shell: Shell, nodes_apart_rad: Floats, along_rad: Floats) -> Floats:
    cos_i, sin_i = np.cos(shell.inclination_rad), np.sin(shell.inclination_rad)
    half_node = 0.5 * nodes_apart_rad
    cos_b = cos_i**2 + sin_i**2 * np.cos(nodes_apart_rad)
    apart = along_rad - 2.0 * np.arctan2(-cos_i * np.sin(half_node), np.cos(half_node))
    a_m = EARTH_RADIUS_M + shell.altitude_m
    return np.asarray(2.0 * a_m * np.abs(np.sqrt(0.5 * (1.0 + cos_b)) * np.sin(0.5 * apart)), np.float64)
