"""The pose of a camera that goes round a satellite, with up away from the Earth."""

import math
from dataclasses import dataclass

import numpy as np

from dawnline_widgets.globe.view.camera import turned_axes
from dawnline_widgets.globe.view.viewpoint import F64, Viewpoint

MIN_RANGE = 4e-6  # 25 m
MAX_RANGE = 0.6
Triple = tuple[float, float, float]


@dataclass(frozen=True)
class RidePose(Viewpoint):
    """A camera ``range_`` from a satellite at ``origin``, Earth radii.

    ``along`` and ``out`` are unit vectors (ECEF): where the satellite flies to, and away from the Earth.
    ``azimuth_rad`` is 0 before the satellite and pi behind it, ``elevation_rad`` is above its horizontal.
    """

    origin: Triple
    along: Triple
    out: Triple
    azimuth_rad: float = math.pi
    elevation_rad: float = math.radians(14.0)
    range_: float = 6e-5

    def __post_init__(self) -> None:
        limit = math.radians(89.0)
        object.__setattr__(self, "azimuth_rad", math.remainder(self.azimuth_rad, 2 * math.pi))
        object.__setattr__(self, "elevation_rad", min(max(self.elevation_rad, -limit), limit))
        object.__setattr__(self, "range_", min(max(self.range_, MIN_RANGE), MAX_RANGE))

    @property
    def frame(self) -> F64:
        """(3, 3): the rows are along the track, across it (to the left) and out, in ECEF."""
        out = np.array(self.out)
        along = np.array(self.along)
        along = along - out * float(along @ out)
        along /= max(float(np.linalg.norm(along)), 1e-12)
        return np.array((along, np.cross(out, along), out))

    @property
    def axes(self) -> F64:
        """(3, 3): the rows are right, up and backwards (from the satellite to the eye), unit vectors."""
        return np.asarray(turned_axes(self.azimuth_rad, self.elevation_rad) @ self.frame)

    @property
    def eye(self) -> F64:
        """(3,) position of the eye; never inside the Earth."""
        eye = np.array(self.origin) + self.axes[2] * self.range_
        return np.asarray(eye * max(1.0, 1.001 / float(np.linalg.norm(eye))))
