"""The pose of a camera that goes round the Earth's centre and has north up, over a globe or a flat map."""

import math
from dataclasses import dataclass

import numpy as np

from dawnline_widgets.globe.view.flat_map import FlatMap, y_of
from dawnline_widgets.globe.view.viewpoint import F64, Viewpoint

MIN_DISTANCE = 1.02
MAX_DISTANCE = 12.0
HOME_DISTANCE = 4.1  # the Earth fills four fifths of the shorter side


@dataclass(frozen=True)
class CameraPose(Viewpoint):
    """Where the camera is: above longitude and latitude (radians), ``distance`` from the centre.

    ``flatness_frac`` is 0 over the globe and 1 over a flat map, ``equal_area`` as in ``FlatMap``. Over a map
    the eye is as high as it was over the ground: distance less one.
    """

    lon_rad: float = math.radians(-95.0)
    lat_rad: float = math.radians(24.0)
    distance: float = HOME_DISTANCE
    flatness_frac: float = 0.0
    equal_area: float = 0.0

    def __post_init__(self) -> None:
        numbers = (self.lon_rad, self.lat_rad, self.distance, self.flatness_frac, self.equal_area)
        if not all(math.isfinite(x) for x in numbers):
            raise ValueError(f"camera pose {numbers}: expected finite numbers")
        object.__setattr__(self, "lon_rad", math.remainder(self.lon_rad, 2 * math.pi))
        object.__setattr__(self, "lat_rad", min(max(self.lat_rad, -math.pi / 2), math.pi / 2))
        object.__setattr__(self, "distance", min(max(self.distance, MIN_DISTANCE), MAX_DISTANCE))

    @property
    def axes(self) -> F64:
        """(3, 3): the rows are right, up and backwards (from the centre to the eye), unit vectors."""
        return turned_axes(self.lon_rad, self.lat_rad)

    @property
    def eye(self) -> F64:
        """(3,) position of the eye."""
        return np.asarray(self.axes[2] * self.distance)

    @property
    def flat(self) -> FlatMap | None:
        """The flat map that the globe is, or is becoming."""
        if self.flatness_frac <= 0.0:
            return None
        middle_y = y_of(self.equal_area, self.lat_rad)
        return FlatMap(self.equal_area, self.lon_rad, middle_y, self.distance - 1.0)

    @property
    def flatness(self) -> float:
        """How far the globe is unrolled."""
        return self.flatness_frac


HOME = CameraPose()


def turned_axes(lon_rad: float, lat_rad: float) -> F64:
    """(3, 3) axes (right, up, out) of somebody at a longitude and latitude who looks at the centre."""
    sin_lon, cos_lon = math.sin(lon_rad), math.cos(lon_rad)
    sin_lat, cos_lat = math.sin(lat_rad), math.cos(lat_rad)
    return np.array(
        (
            (-sin_lon, cos_lon, 0.0),
            (-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat),
            (cos_lat * cos_lon, cos_lat * sin_lon, sin_lat),
        )
    )
