"""The camera of the globe: it orbits the Earth's centre, looks at it, and has north up. No Qt, no GL.

Lengths are Earth radii, the frame is ECEF. Pixels have their origin at the top left; a pose does not know
the size of the picture, so callers give it, in logical or in device pixels, and get back the same.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Size = tuple[float, float]

FIELD_OF_VIEW_RAD = math.radians(35.0)  # across the shorter side of the picture
MIN_DISTANCE = 1.05
MAX_DISTANCE = 12.0
HOME_DISTANCE = 4.1  # the Earth fills four fifths of the shorter side
NEAR = 0.005
FAR = 40.0


@dataclass(frozen=True)
class CameraPose:
    """Where the camera is: above longitude and latitude (radians), ``distance`` from the centre."""

    lon_rad: float = math.radians(-95.0)
    lat_rad: float = math.radians(24.0)
    distance: float = HOME_DISTANCE

    def __post_init__(self) -> None:
        if not all(math.isfinite(x) for x in (self.lon_rad, self.lat_rad, self.distance)):
            raise ValueError(f"camera pose {self}: expected finite numbers")
        object.__setattr__(self, "lon_rad", math.remainder(self.lon_rad, 2 * math.pi))
        object.__setattr__(self, "lat_rad", min(max(self.lat_rad, -math.pi / 2), math.pi / 2))
        object.__setattr__(self, "distance", min(max(self.distance, MIN_DISTANCE), MAX_DISTANCE))

    @property
    def axes(self) -> F64:
        """(3, 3): the rows are right, up and backwards (from the centre to the eye), unit vectors."""
        sin_lon, cos_lon = math.sin(self.lon_rad), math.cos(self.lon_rad)
        sin_lat, cos_lat = math.sin(self.lat_rad), math.cos(self.lat_rad)
        return np.array(
            (
                (-sin_lon, cos_lon, 0.0),
                (-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat),
                (cos_lat * cos_lon, cos_lat * sin_lon, sin_lat),
            )
        )

    @property
    def eye(self) -> F64:
        """(3,) position of the eye."""
        return np.asarray(self.axes[2] * self.distance)

    @property
    def view(self) -> F64:
        """(4, 4) matrix from ECEF to the eye's frame, for column vectors."""
        matrix = np.eye(4)
        matrix[:3, :3] = self.axes
        matrix[2, 3] = -self.distance
        return matrix

    def view_projection(self, size: Size) -> F64:
        """(4, 4) matrix from ECEF to clip space, for column vectors."""
        width, height = size
        focal = _focal_px(size)
        projection = np.zeros((4, 4))
        projection[0, 0] = 2 * focal / width
        projection[1, 1] = 2 * focal / height
        projection[2, 2] = (NEAR + FAR) / (NEAR - FAR)
        projection[2, 3] = 2 * NEAR * FAR / (NEAR - FAR)
        projection[3, 2] = -1.0
        return projection @ self.view

    def project(self, r_ecef: NDArray[np.floating], size: Size) -> tuple[F64, F64]:
        """Pixels (n, 2) of positions (n, 3), and their depth (n,) in front of the eye (<= 0: behind it)."""
        local = np.asarray(r_ecef, np.float64) @ self.axes.T
        depth = self.distance - local[:, 2]
        scale = _focal_px(size) / np.where(depth > 0, depth, np.nan)
        return np.stack((size[0] / 2 + local[:, 0] * scale, size[1] / 2 - local[:, 1] * scale), axis=1), depth

    def ray(self, pixel: tuple[float, float], size: Size) -> F64:
        """(3,) unit vector from the eye through a pixel."""
        focal = _focal_px(size)
        right, up, back = self.axes
        ray = right * (pixel[0] - size[0] / 2) + up * (size[1] / 2 - pixel[1]) - back * focal
        return np.asarray(ray / np.linalg.norm(ray))

    def ground(self, pixel: tuple[float, float], size: Size) -> F64 | None:
        """(3,) point of the unit sphere under a pixel, or None where there is sky."""
        ray, eye = self.ray(pixel, size), self.eye
        b = float(ray @ eye)
        inside = b * b - (self.distance**2 - 1.0)
        return None if inside < 0.0 else np.asarray(eye + ray * (-b - math.sqrt(inside)))

    def radians_per_pixel(self, size: Size) -> float:
        """How far the ground below the camera turns when it is dragged by one pixel."""
        return (self.distance - 1.0) / _focal_px(size)

    def behind_earth(self, r_ecef: NDArray[np.floating]) -> NDArray[np.bool_]:
        """(n,) whether positions (n, 3) are hidden by the Earth: beyond its horizon and inside its cone."""
        axis = self.axes[2]
        along = np.asarray(r_ecef, np.float64) @ axis
        away = self.distance - along
        across2 = np.einsum("ij,ij->i", r_ecef, r_ecef, dtype=np.float64) - along * along
        hidden = (along < 1.0 / self.distance) & (across2 * (self.distance**2 - 1.0) < away * away)
        return np.asarray(hidden)


HOME = CameraPose()


class OrbitCamera:
    """A pose that people move: drag, zoom, fly. Time comes in from outside."""

    def __init__(self, pose: CameraPose = HOME) -> None:
        self.pose = pose
        self._from = pose
        self._to = pose
        self._elapsed_s = 0.0
        self._duration_s = 0.0

    @property
    def flying(self) -> bool:
        """Whether a flight is under way."""
        return self._duration_s > 0.0

    def drag(self, dx_px: float, dy_px: float, size: Size) -> None:
        """Turn so that the ground below the camera follows the pointer; ends a flight."""
        self._duration_s = 0.0
        step = self.pose.radians_per_pixel(size)
        slope = max(math.cos(self.pose.lat_rad), 0.2)  # near a pole longitude would spin
        self.pose = replace(
            self.pose,
            lon_rad=self.pose.lon_rad - dx_px * step / slope,
            lat_rad=self.pose.lat_rad + dy_px * step,
        )

    def zoom(self, factor: float) -> None:
        """Multiply the height above the ground by ``factor``; ends a flight."""
        self._duration_s = 0.0
        self.pose = replace(self.pose, distance=1.0 + (self.pose.distance - 1.0) * factor)

    def fly_to(
        self, lat_rad: float, lon_rad: float, distance: float | None = None, duration_s: float = 0.6
    ) -> None:
        """Start a flight, the short way round; ``duration_s`` of 0 jumps."""
        target = CameraPose(lon_rad, lat_rad, self.pose.distance if distance is None else distance)
        if duration_s <= 0.0:
            self.pose, self._duration_s = target, 0.0
            return
        self._from, self._to = self.pose, target
        self._elapsed_s, self._duration_s = 0.0, duration_s

    def advance(self, dt_s: float) -> bool:
        """Go on with a flight by ``dt_s``; False when there is none."""
        if not self.flying:
            return False
        self._elapsed_s += dt_s
        s = min(self._elapsed_s / self._duration_s, 1.0)
        ease = 1.0 - (1.0 - s) ** 3
        start, end = self._from, self._to
        turn = math.remainder(end.lon_rad - start.lon_rad, 2 * math.pi)
        self.pose = CameraPose(
            start.lon_rad + turn * ease,
            start.lat_rad + (end.lat_rad - start.lat_rad) * ease,
            start.distance + (end.distance - start.distance) * ease,
        )
        if s >= 1.0:
            self.pose, self._duration_s = end, 0.0
        return True


def _focal_px(size: Size) -> float:
    return min(size) / 2 / math.tan(FIELD_OF_VIEW_RAD / 2)
