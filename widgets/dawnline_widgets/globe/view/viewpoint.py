"""Where a picture is taken from, whoever put the camera there: an eye, its axes, and a flat map or none.

Lengths are Earth radii, the frame is ECEF. Pixels have their origin at the top left; a viewpoint does not
know the size of the picture, so callers give it, in logical or in device pixels, and get back the same.
"""

import math
from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.view.flat_map import FlatMap

F64 = NDArray[np.float64]
Size = tuple[float, float]

FIELD_OF_VIEW_RAD = math.radians(35.0)  # across the shorter side of the picture
NEAR = 1e-6  # pictures have no depth buffer: only what is behind the eye must go
FAR = 200.0


class Viewpoint(ABC):
    """An eye and what it looks at; immutable, equal when the picture is."""

    @property
    @abstractmethod
    def eye(self) -> F64:
        """(3,) position of the eye."""

    @property
    @abstractmethod
    def axes(self) -> F64:
        """(3, 3): the rows are right, up and backwards (against the line of sight), unit vectors."""

    @property
    def flat(self) -> FlatMap | None:
        """The flat map that the globe is, or is becoming; None where it is a globe."""
        return None

    @property
    def flatness(self) -> float:
        """How far the globe is unrolled: 0 globe, 1 map."""
        return 0.0

    @property
    def is_map(self) -> bool:
        """Whether it is more map than globe: then nothing is behind the Earth."""
        return self.flatness >= 0.5

    @property
    def height(self) -> float:
        """How far the eye is above the ground, or above the map."""
        flat = self.flat
        return float(np.linalg.norm(self.eye)) - 1.0 if flat is None or not self.is_map else flat.height

    def local(self, r_ecef: NDArray[np.floating]) -> F64:
        """(n, 3) positions as the eye has them: right, up, backwards."""
        r = np.asarray(r_ecef, np.float64)
        flat, flatness = self.flat, self.flatness
        globe = (r - self.eye) @ self.axes.T
        if flat is None or flatness <= 0.0:
            return np.asarray(globe)
        xy = flat.xy(r)
        sheet = np.column_stack((xy[:, 0], xy[:, 1] - flat.y, np.full(len(r), -flat.height)))
        return np.asarray(globe + flatness * (sheet - globe))

    def project(self, r_ecef: NDArray[np.floating], size: Size) -> tuple[F64, F64]:
        """Pixels (n, 2) of positions (n, 3), and their depth (n,) in front of the eye (<= 0: behind it)."""
        local = self.local(r_ecef)
        depth = -local[:, 2]
        scale = focal_px(size) / np.where(depth > 0, depth, np.nan)
        return np.stack((size[0] / 2 + local[:, 0] * scale, size[1] / 2 - local[:, 1] * scale), axis=1), depth

    def ray(self, pixel: tuple[float, float], size: Size) -> F64:
        """(3,) unit vector from the eye through a pixel."""
        focal = focal_px(size)
        right, up, back = self.axes
        ray = right * (pixel[0] - size[0] / 2) + up * (size[1] / 2 - pixel[1]) - back * focal
        return np.asarray(ray / np.linalg.norm(ray))

    def ground(self, pixel: tuple[float, float], size: Size) -> F64 | None:
        """(3,) point of the unit sphere under a pixel, or None where there is sky, or no map."""
        flat = self.flat
        if flat is not None and self.is_map:
            scale = flat.height / focal_px(size)
            return flat.ground((pixel[0] - size[0] / 2) * scale, (size[1] / 2 - pixel[1]) * scale + flat.y)
        ray, eye = self.ray(pixel, size), self.eye
        b = float(ray @ eye)
        inside = b * b - (float(eye @ eye) - 1.0)
        return None if inside < 0.0 or b > 0.0 else np.asarray(eye + ray * (-b - math.sqrt(inside)))

    def radians_per_pixel(self, size: Size) -> float:
        """How far the ground below the eye turns when it is dragged by one pixel."""
        return self.height / focal_px(size)

    def behind_earth(self, r_ecef: NDArray[np.floating]) -> NDArray[np.bool_]:
        """(n,) whether positions (n, 3) are hidden by the Earth: beyond its horizon and inside its cone."""
        r = np.asarray(r_ecef, np.float64)
        if self.is_map:
            return np.zeros(len(r), np.bool_)
        distance = float(np.linalg.norm(self.eye))
        along = r @ (self.eye / distance)
        away = distance - along
        across2 = np.einsum("ij,ij->i", r, r) - along * along
        return np.asarray((along < 1.0 / distance) & (across2 * (distance**2 - 1.0) < away * away))

    def above_horizon(self, r_ecef: NDArray[np.floating]) -> F64:
        """(n,) how far points of the ground stand above the horizon circle; all of a map does."""
        r = np.asarray(r_ecef, np.float64)
        if self.is_map:
            return np.ones(len(r))
        distance = float(np.linalg.norm(self.eye))
        return np.asarray(r @ (self.eye / distance) - 1.0 / distance)


def focal_px(size: Size) -> float:
    """Distance of the picture's plane from the eye, pixels."""
    return min(size) / 2 / math.tan(FIELD_OF_VIEW_RAD / 2)


def projection(size: Size) -> F64:
    """(4, 4) matrix from the eye's frame to clip space, for column vectors."""
    width, height = size
    focal = focal_px(size)
    matrix = np.zeros((4, 4))
    matrix[0, 0] = 2 * focal / width
    matrix[1, 1] = 2 * focal / height
    matrix[2, 2] = (NEAR + FAR) / (NEAR - FAR)
    matrix[2, 3] = 2 * NEAR * FAR / (NEAR - FAR)
    matrix[3, 2] = -1.0
    return matrix
