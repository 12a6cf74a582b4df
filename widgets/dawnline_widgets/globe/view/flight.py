"""Between two viewpoints: what a camera sees while it flies from one to the other."""

import math
from dataclasses import dataclass

import numpy as np

from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.globe.view.viewpoint import F64, Viewpoint

FLIGHT_S = 0.6


@dataclass(frozen=True)
class Between(Viewpoint):
    """A viewpoint ``share`` (0..1) of the way from ``start`` to ``end``, round the Earth, not through it."""

    start: Viewpoint
    end: Viewpoint
    share: float

    @property
    def eye(self) -> F64:
        """(3,) position: its direction turns evenly, its height above the ground changes by equal factors."""
        a, b = self.start.eye, self.end.eye
        high_a, high_b = float(np.linalg.norm(a)), float(np.linalg.norm(b))
        low, high = max(high_a - 1.0, 1e-6), max(high_b - 1.0, 1e-6)
        radius = 1.0 + low * (high / low) ** self.share
        return np.asarray(_turned(a / high_a, b / high_b, self.share) * radius)

    @property
    def axes(self) -> F64:
        """(3, 3) axes, turned evenly and made square again."""
        mixed = self.start.axes * (1.0 - self.share) + self.end.axes * self.share
        back = mixed[2] / max(float(np.linalg.norm(mixed[2])), 1e-9)
        up = mixed[1] - back * float(mixed[1] @ back)
        size = float(np.linalg.norm(up))
        if size < 1e-6:
            return self.end.axes
        up /= size
        return np.array((np.cross(up, back), up, back))


class Flight:
    """A flight that is under way, or none: it leaves fast and arrives slowly, wherever its goal moves to."""

    def __init__(self) -> None:
        self._start: Viewpoint | None = None
        self._elapsed_s = 0.0
        self._duration_s = 0.0

    @property
    def under_way(self) -> bool:
        """Whether there is one."""
        return self._duration_s > 0.0

    def take_off(self, start: Viewpoint, duration_s: float) -> None:
        """Begin; 0 s is no flight."""
        self._start, self._elapsed_s, self._duration_s = start, 0.0, max(duration_s, 0.0)

    def land(self) -> None:
        """End it."""
        self._duration_s = 0.0

    def advance(self, dt_s: float) -> bool:
        """Go on by ``dt_s``; False when there is none."""
        if not self.under_way:
            return False
        self._elapsed_s += dt_s
        if self._elapsed_s >= self._duration_s:
            self.land()
        return True

    def on_the_way_to(self, goal: Viewpoint) -> Viewpoint:
        """Return where it is now; the goal itself when there is no flight."""
        if not self.under_way or self._start is None:
            return goal
        share = min(self._elapsed_s / self._duration_s, 1.0)
        return between(self._start, goal, 1.0 - (1.0 - share) ** 3)


def between(start: Viewpoint, end: Viewpoint, share: float) -> Viewpoint:
    """Return the viewpoint ``share`` of the way; the ends themselves at 0 and 1."""
    if share >= 1.0:
        return end
    if share <= 0.0:
        return start
    if not (isinstance(start, CameraPose) and isinstance(end, CameraPose)):
        return Between(start, end, share)
    turn = math.remainder(end.lon_rad - start.lon_rad, 2 * math.pi)
    kinds = [pose.equal_area for pose in (start, end) if pose.flatness_frac > 0.0] or [0.0]
    return CameraPose(
        start.lon_rad + turn * share,
        start.lat_rad + (end.lat_rad - start.lat_rad) * share,
        start.distance + (end.distance - start.distance) * share,
        start.flatness_frac + (end.flatness_frac - start.flatness_frac) * share,
        kinds[0] + (kinds[-1] - kinds[0]) * share,
    )


def _turned(a: F64, b: F64, share: float) -> F64:
    """Return the unit vector ``share`` of the way from a to b on the great circle."""
    angle = math.acos(min(max(float(a @ b), -1.0), 1.0))
    if angle < 1e-9:
        return b
    if math.pi - angle < 1e-3:  # opposite: any way round will do
        a = a + np.array((0.0, 1e-2, 1e-2))
        a /= np.linalg.norm(a)
        angle = math.acos(min(max(float(a @ b), -1.0), 1.0))
    mixed = a * math.sin((1.0 - share) * angle) + b * math.sin(share * angle)
    return np.asarray(mixed / np.linalg.norm(mixed))
