"""How near the satellites of one shell come to each other, and which phasing keeps them apart.

Two circular orbits of the same radius and inclination, nodes apart by D and satellites by F along them, come
no nearer than 2 a |cos(B/2) sin(F'/2)|, with cos B = cos² i + sin² i cos D and
F' = F - 2 atan2(-cos i sin(D/2), cos(D/2)): R. Speckman et al., AIAA 90-2982 (1990).
"""

from dataclasses import replace

import numpy as np

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.scenario.shells import Floats, Shell

# Work allowed for one answer: distances computed, at about 20 million a second.
_MAX_DISTANCES = 4_000_000


def nearest_m(shell: Shell, reference_planes: int | None = None) -> float:
    """Return the smallest distance over time between two satellites of a shell (spherical Earth, circular).

    A symmetric shell is judged from one satellite (two for ``half`` with an even number of planes); any other
    from every plane. ``reference_planes`` limits how many planes are looked from.
    """
    nearest = np.inf
    for plane in range(_planes_to_look_from(shell) if reference_planes is None else reference_planes):
        nearest = min(nearest, _nearest_from(shell, plane))
    return nearest


def good_phasing(shell: Shell) -> int | None:
    """Return Walker's F that keeps satellites farthest apart; None where looking would take too long."""
    if shell.planes * shell.satellites > _MAX_DISTANCES:
        return None
    distances = [nearest_m(replace(shell, phasing=phasing)) for phasing in range(shell.planes)]
    return int(np.argmax(distances))


def can_judge(shell: Shell) -> bool:
    """Say whether ``nearest_m`` ends quickly."""
    return _planes_to_look_from(shell) * shell.satellites <= _MAX_DISTANCES


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
