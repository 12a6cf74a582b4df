"""Circles on spheres about the Earth's centre, and how curves are joined. Earth radii, ECEF."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
POINTS = 181


def circle(axis: Floats, height: float, radius: float, points: int = POINTS) -> Floats:
    """Return (points, 3) of a closed circle about a unit vector: its plane at ``height``, its own radius."""
    helper = np.array((0.0, 0.0, 1.0)) if abs(axis[2]) < 0.9 else np.array((1.0, 0.0, 0.0))
    first = np.cross(axis, helper)
    first /= np.linalg.norm(first)
    second = np.cross(axis, first)
    angle = np.linspace(0.0, 2.0 * np.pi, points)[:, None]
    return np.asarray(height * axis + radius * (np.cos(angle) * first + np.sin(angle) * second))


def joined(lines: list[Floats]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return the points of all lines, one after the other, and where each begins."""
    lengths = np.array([len(line) for line in lines], np.int64)
    return np.concatenate(lines).astype(np.float32), np.cumsum(lengths) - lengths
