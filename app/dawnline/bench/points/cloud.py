"""The picture that every side draws: satellites that move each frame, an Earth that hides some, one camera.

Earth radii, Earth-fixed, z to the north pole. The camera looks at the Earth's centre with north up.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.scene import Keyframes
from dawnline_widgets.globe.view import hermite

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

SIZE = (1280, 800)
POINT_PX = 3
# Three colours that no anti-aliasing confuses: points are the only red.
SPACE, EARTH, POINT = (0.0, 0.0, 0.0), (0.0, 0.0, 0.3), (1.0, 1.0, 1.0)
EARTH_SIDES = 180  # of the disc that stands for it
FIELD_OF_VIEW_DEG = 35.0  # from the lower edge of the picture to the upper, as the globe has it
DISTANCE = 4.1  # the globe's home
NEAR, FAR = 1.0, 10.0
FRAMES = 8  # different ones, again and again
EARTH_RATE_RAD_S = 7.292115e-5  # WGS-84

_LON_RAD, _LAT_RAD = math.radians(-95.0), math.radians(24.0)
BACK: F64 = np.array(
    (math.cos(_LAT_RAD) * math.cos(_LON_RAD), math.cos(_LAT_RAD) * math.sin(_LON_RAD), math.sin(_LAT_RAD))
)
EYE: F64 = BACK * DISTANCE


@dataclass(frozen=True, eq=False)
class Cloud:
    """Keyframes of satellites, and the frames between them."""

    keyframes: Keyframes

    @classmethod
    def load(cls, path: Path) -> "Cloud":
        """Read what ``save`` wrote."""
        with np.load(path) as parts:
            t0_s, t1_s = parts["t_s"].tolist()
            r0, v0, r1, v1 = (parts[name] for name in ("r0", "v0", "r1", "v1"))
        return cls(Keyframes("cloud", t0_s, t1_s, r0, v0, r1, v1))

    def save(self, path: Path) -> None:
        """Write it for the sides to read."""
        k = self.keyframes
        np.savez(path, r0=k.r0, v0=k.v0, r1=k.r1, v1=k.v1, t_s=(k.t0_s, k.t1_s))

    def t_s(self, frame: int) -> float:
        """Return the time of a frame; frames spread over the whole pair of keyframes."""
        k = self.keyframes
        return k.t0_s + (k.t1_s - k.t0_s) * (frame % FRAMES + 0.5) / FRAMES

    def turn_rad(self, frame: int) -> float:
        """Return the angle of the Earth in a frame."""
        return EARTH_RATE_RAD_S * self.t_s(frame)

    def positions(self, frame: int) -> F32:
        """Return (n, 3) where satellites are in a frame: what a side that uploads is given for nothing."""
        at = hermite.positions_teme(self.keyframes, self.t_s(frame))
        return np.ascontiguousarray(hermite.ecef_from_teme(at, self.turn_rad(frame)))

    def ready(self) -> list[F32]:
        """Return the positions of every frame."""
        return [self.positions(frame) for frame in range(FRAMES)]


def view_projection() -> F32:
    """Return (4, 4) from Earth-fixed to clip space, its rows the columns of the GLSL matrix."""
    right = np.cross((0.0, 0.0, 1.0), BACK)
    right /= np.linalg.norm(right)
    view = np.eye(4)
    view[:3, :3] = np.stack((right, np.cross(BACK, right), BACK))
    view[2, 3] = -DISTANCE
    focal = 1.0 / math.tan(math.radians(FIELD_OF_VIEW_DEG) / 2)
    lens = np.zeros((4, 4))
    lens[0, 0], lens[1, 1] = focal * SIZE[1] / SIZE[0], focal
    lens[2, 2], lens[2, 3] = (NEAR + FAR) / (NEAR - FAR), 2 * NEAR * FAR / (NEAR - FAR)
    lens[3, 2] = -1.0
    return np.asarray((lens @ view).T, np.float32)


def disc() -> tuple[F32, NDArray[np.uint32]]:
    """Return the corners (k, 3) and triangles (j, 3) of the disc that the Earth's limb bounds.

    From the eye it hides exactly what the sphere hides, with fewer triangles: the cheapest for all sides.
    """
    right = np.cross((0.0, 0.0, 1.0), BACK)
    right /= np.linalg.norm(right)
    angle = np.linspace(0.0, 2 * math.pi, EARTH_SIDES, endpoint=False)[:, None]
    radius = math.sqrt(1.0 - 1.0 / DISTANCE**2) / math.cos(math.pi / EARTH_SIDES)
    rim = radius * (np.cos(angle) * right + np.sin(angle) * np.cross(BACK, right))
    corners = np.concatenate((np.zeros((1, 3)), rim)) + BACK / DISTANCE
    first = np.arange(EARTH_SIDES)
    triangles = np.stack((np.zeros_like(first), first + 1, (first + 1) % EARTH_SIDES + 1), axis=1)
    return corners.astype(np.float32), triangles.astype(np.uint32)
