"""A camera that people move: drag, zoom, fly, follow, ride along, unroll. Time comes in from outside."""

import math
from dataclasses import replace

import numpy as np

from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.globe.view.camera import HOME, CameraPose
from dawnline_widgets.globe.view.flat_map import half_extent, y_of
from dawnline_widgets.globe.view.flight import FLIGHT_S, Flight
from dawnline_widgets.globe.view.hold import held
from dawnline_widgets.globe.view.ride import RidePose
from dawnline_widgets.globe.view.tracking import Still, Tracking
from dawnline_widgets.globe.view.viewpoint import Size, Viewpoint, focal_px

Base = tuple[float, float]  # longitude and latitude that a pose counts from
GREENWICH: Base = (0.0, 0.0)


class OrbitCamera:
    """Where the camera is, where it flies to, and what it keeps in view.

    ``own`` is the pose counted from the place that ``tracking`` gives; while it rides along with a
    satellite, ``ride`` is its pose there.
    """

    def __init__(self, pose: CameraPose = HOME) -> None:
        self.tracking: Tracking = Still()
        self._own = pose
        self._base: Base = GREENWICH
        self._ride: RidePose | None = None
        self._rider: int | None = None
        self._flight = Flight()

    @property
    def goal(self) -> Viewpoint:
        """Where it is when no flight is under way, or where the flight ends."""
        return self._ride or _based(self._own, self._base)

    @property
    def pose(self) -> Viewpoint:
        """Where it is."""
        return self._flight.on_the_way_to(self.goal)

    @property
    def flying(self) -> bool:
        """Whether a flight is under way."""
        return self._flight.under_way

    @property
    def rider(self) -> int | None:
        """The satellite that it rides along with."""
        return self._rider

    @property
    def map_kind(self) -> float | None:
        """``equal_area`` of the flat map it shows or unrolls to, None for the globe."""
        goal = self._own
        return goal.equal_area if self._ride is None and goal.flatness_frac > 0.0 else None

    def drag(self, dx_px: float, dy_px: float, size: Size) -> None:
        """Turn so that the ground below the camera follows the pointer; ends a flight."""
        self._land()
        if self._ride is not None:
            turn = math.pi / min(size)
            self._ride = replace(
                self._ride,
                azimuth_rad=self._ride.azimuth_rad - dx_px * turn,
                elevation_rad=self._ride.elevation_rad + dy_px * turn,
            )
            return
        pose, own = _based(self._own, self._base), self._own
        step = pose.radians_per_pixel(size)
        if pose.is_map:
            slope_x = slope_y = 1.0
            if own.equal_area > 0.5:
                slope_x = half_extent(1.0)[0] / math.pi
                slope_y = max(y_of(1.0, pose.lat_rad + 0.01) - y_of(1.0, pose.lat_rad - 0.01), 0.01) / 0.02
        else:
            slope_x = max(math.cos(pose.lat_rad), 0.2)  # near a pole longitude would spin
            slope_y = 1.0
        self._own = replace(
            own,
            lon_rad=own.lon_rad - dx_px * step / slope_x,
            lat_rad=_kept(own.lat_rad + dy_px * step / slope_y, self._base),
        )

    def zoom(self, factor: float, about: tuple[float, float] | None = None, size: Size = (1, 1)) -> None:
        """Multiply the height above the ground by ``factor``, or the range of a ride; ends a flight.

        The ground under the pixel ``about`` of a picture of ``size`` stays there, unless the camera follows.
        """
        self._land()
        if self._ride is not None:
            self._ride = replace(self._ride, range_=self._ride.range_ * factor)
            return
        before = _based(self._own, self._base)
        self._own = replace(self._own, distance=1.0 + (self._own.distance - 1.0) * factor)
        place = None if about is None else before.ground(about, size)
        if about is not None and place is not None and isinstance(self.tracking, Still):
            self._own = _unbased(held(_based(self._own, self._base), place, about, size), self._base)

    def orbit(self, right_rad: float, up_rad: float, duration_s: float = FLIGHT_S) -> None:
        """Fly round the Earth, or round the satellite of a ride, and keep following what it follows."""
        start = self.pose
        if self._ride is not None:
            ride = self._ride
            turned = (ride.azimuth_rad + right_rad, ride.elevation_rad + up_rad)
            self._ride = replace(ride, azimuth_rad=turned[0], elevation_rad=turned[1])
        else:
            own = self._own
            lat_rad = _kept(own.lat_rad + up_rad, self._base)
            self._own = replace(own, lon_rad=own.lon_rad + right_rad, lat_rad=lat_rad)
        self._flight.take_off(start, duration_s)

    def put(self, pose: CameraPose) -> None:
        """Be somewhere at once; ends a flight and a ride, and what it follows."""
        self._end_ride()
        if not isinstance(self.tracking, Still):
            self.tracking, self._base = Still(), GREENWICH
        self._own = _unbased(pose, self._base)
        self._flight.land()

    def fly(self, pose: CameraPose, duration_s: float = FLIGHT_S) -> None:
        """Fly to a pose, the short way round; ends a ride, and what it follows. 0 s jumps."""
        start = self.pose
        self.put(pose)
        self._flight.take_off(start, duration_s)

    def fly_to(
        self, lat_rad: float, lon_rad: float, distance: float | None = None, duration_s: float = FLIGHT_S
    ) -> None:
        """Fly above a place, as high as it was if no ``distance`` is given."""
        now = _based(self._own, self._base)
        height = now.distance if distance is None else distance
        self.fly(replace(now, lon_rad=lon_rad, lat_rad=lat_rad, distance=height), duration_s)

    def show_map(self, equal_area: float | None, size: Size, duration_s: float = FLIGHT_S) -> None:
        """Unroll the globe into a flat map that fits the picture, or roll it up again (None)."""
        start = self.pose
        self._end_ride()
        if equal_area is None:
            self._own = replace(self._own, flatness_frac=0.0, distance=HOME.distance, lat_rad=HOME.lat_rad)
        else:
            wide, tall = half_extent(equal_area)
            height = 1.04 * focal_px(size) * max(2 * wide / size[0], 2 * tall / size[1])
            lat_rad = -self._base[1]
            self._own = replace(
                self._own, flatness_frac=1.0, equal_area=equal_area, lat_rad=lat_rad, distance=1.0 + height
            )
        self._flight.take_off(start, duration_s)

    def track(self, tracking: Tracking, scene: GlobeScene, duration_s: float = FLIGHT_S) -> None:
        """Keep something in view from now on; what it keeps is flown to, but for ``Still``, which stays."""
        start = self.pose
        here = _based(self._own, self._base)
        self._end_ride()
        self.tracking = tracking
        self._base = tracking.base(scene, over_map=self._own.flatness_frac > 0.0) or self._base
        if isinstance(tracking, Still):
            self._own = _unbased(here, self._base)
        else:
            self._own = replace(self._own, lon_rad=0.0, lat_rad=0.0)
            self._flight.take_off(start, duration_s)

    def ride(self, index: int, scene: GlobeScene, duration_s: float = 2 * FLIGHT_S) -> bool:
        """Ride along with a satellite; False where it is nowhere."""
        start = self.pose
        found = _ride_on(index, scene, RidePose((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (1.0, 0.0, 0.0)))
        if found is None:
            return False
        self._ride, self._rider = found, index
        self._flight.take_off(start, duration_s)
        return True

    def end_ride(self, duration_s: float = FLIGHT_S) -> None:
        """Fly back to where the ride began."""
        start = self.pose
        self._end_ride()
        self._flight.take_off(start, duration_s)

    def update(self, scene: GlobeScene) -> bool:
        """Go along with what is tracked at the scene's time; True if the camera moved."""
        before = (self._base, self._ride)
        self._base = self.tracking.base(scene, over_map=self._own.flatness_frac > 0.0) or self._base
        if self._ride is not None and self._rider is not None:
            self._ride = _ride_on(self._rider, scene, self._ride) or self._ride
        return before != (self._base, self._ride)

    def advance(self, dt_s: float) -> bool:
        """Go on with a flight by ``dt_s``; False when there is none."""
        return self._flight.advance(dt_s)

    def _land(self) -> None:
        """End a flight here; one between unlike poses ends at its goal."""
        here = self.pose
        if self.flying and isinstance(here, CameraPose) and self._ride is None:
            flat = self._own.flatness_frac  # half a map is no place to stay
            self._own = replace(
                _unbased(here, self._base), flatness_frac=flat, equal_area=self._own.equal_area
            )
        self._flight.land()

    def _end_ride(self) -> None:
        self._ride = self._rider = None


def _based(own: CameraPose, base: Base) -> CameraPose:
    """Return the pose above the ground of one that counts from ``base``."""
    if base == GREENWICH:
        return own
    return replace(own, lon_rad=own.lon_rad + base[0], lat_rad=own.lat_rad + base[1])


def _unbased(pose: CameraPose, base: Base) -> CameraPose:
    """Return the pose that counts from ``base`` of one above the ground."""
    return _based(pose, (-base[0], -base[1]))


def _kept(lat_rad: float, base: Base) -> float:
    """Return the latitude of its own with which a camera does not go over a pole."""
    return min(max(lat_rad, -math.pi / 2 - base[1]), math.pi / 2 - base[1])


def _ride_on(index: int, scene: GlobeScene, ride: RidePose) -> RidePose | None:
    if index >= len(scene.keyframes.r0):
        return None
    which = np.array((index,))
    r = hermite.positions_ecef(scene.keyframes, which, scene.t_s, scene.gmst_rad)[0]
    v = hermite.velocities_ecef(scene.keyframes, which, scene.t_s, scene.gmst_rad)[0]
    if not (np.isfinite(r).all() and np.isfinite(v).all() and float(v @ v) > 0.0):
        return None
    out, along = r / np.linalg.norm(r), v / np.linalg.norm(v)
    x, y, z = (tuple(float(part) for part in vector) for vector in (r, along, out))
    return replace(ride, origin=x, along=y, out=z)  # type: ignore[arg-type]
