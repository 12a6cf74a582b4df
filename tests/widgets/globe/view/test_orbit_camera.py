"""The camera that people move: follows, rides along, unrolls, and never stands on its head."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline_testing.globe_scenes import Make
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.globe.view.flat_map import half_extent
from dawnline_widgets.globe.view.orbit_camera import OrbitCamera
from dawnline_widgets.globe.view.ride import RidePose
from dawnline_widgets.globe.view.tracking import ChaseTerminator, Follow, Still

SIZE = (1280.0, 800.0)


def posed(camera: OrbitCamera) -> CameraPose:
    pose = camera.pose
    assert isinstance(pose, CameraPose)
    return pose


def test_what_is_followed_stays_in_the_middle_while_time_passes(make: Make) -> None:
    camera = OrbitCamera()
    camera.track(Follow("satellite", 1), make([(0.0, 50.0), (10.0, 20.0)]), duration_s=0.0)
    for t_s in (0.0, 20.0, 60.0):
        scene = make([(0.0, 50.0), (10.0, 20.0)], t_s=t_s, gmst_rad=0.3)
        camera.update(scene)
        r = hermite.position_ecef(scene.keyframes, 1, t_s, 0.3)
        pixels, _ = camera.pose.project(r[None], SIZE)
        assert pixels[0] == pytest.approx((640.0, 400.0), abs=1e-6)


@pytest.mark.parametrize("kind", [0.0, 1.0])
def test_on_a_map_too_from_however_near(make: Make, kind: float) -> None:
    """At 45 degrees the place below a satellite is 20 km from the line to the Earth's centre."""
    camera, places = OrbitCamera(), [(45.0, 20.0)]
    camera.show_map(kind, SIZE, duration_s=0.0)
    camera.track(Follow("satellite", 0), make(places), duration_s=0.0)
    camera.zoom(0.01)
    for t_s in (0.0, 60.0):
        scene = make(places, t_s=t_s, gmst_rad=0.3)
        camera.update(scene)
        r = hermite.position_ecef(scene.keyframes, 0, t_s, 0.3)
        assert camera.pose.is_map
        assert camera.pose.project(r[None], SIZE)[0][0] == pytest.approx((640.0, 400.0), abs=1e-6)


def test_a_drag_while_following_keeps_its_offset(make: Make) -> None:
    camera = OrbitCamera()
    places = [(0.0, 20.0)]
    camera.track(Follow("satellite", 0), make(places), duration_s=0.0)
    camera.drag(-100.0, 0.0, SIZE)
    off = posed(camera).lon_rad - math.radians(20.0)
    assert off > 0.05
    camera.update(make(places, gmst_rad=0.5))
    assert posed(camera).lon_rad == pytest.approx(math.radians(20.0) - 0.5 + off)


def test_flying_home_ends_following(make: Make) -> None:
    camera = OrbitCamera()
    camera.track(Follow("satellite", 0), make([(10.0, 20.0)]), duration_s=0.0)
    camera.fly_to(0.4, -1.0, 4.0, duration_s=0.0)
    camera.update(make([(50.0, 90.0)]))
    assert (posed(camera).lat_rad, posed(camera).lon_rad) == (pytest.approx(0.4), pytest.approx(-1.0))


def test_among_the_stars_the_earth_turns_below(make: Make) -> None:
    camera = OrbitCamera(CameraPose(0.2, 0.1, 4.0))
    camera.track(Still(), make(gmst_rad=1.0, inertial=True), duration_s=0.0)
    assert posed(camera).lon_rad == pytest.approx(0.2)  # nothing jumps
    camera.update(make(gmst_rad=1.4, inertial=True))
    assert posed(camera).lon_rad == pytest.approx(0.2 - 0.4)
    camera.track(Still(), make(gmst_rad=1.4), duration_s=0.0)
    camera.update(make(gmst_rad=2.0))
    assert posed(camera).lon_rad == pytest.approx(0.2 - 0.4)


def test_the_chased_terminator_is_in_the_middle(make: Make) -> None:
    camera = OrbitCamera()
    camera.track(ChaseTerminator(), make(sun=(15.0, -70.0)), duration_s=0.0)
    for lon in (-70.0, 10.0, 130.0):
        scene = make(sun=(15.0, lon))
        camera.update(scene)
        assert float(camera.pose.axes[2] @ scene.sun_ecef) == pytest.approx(0.0, abs=1e-6)


def test_a_ride_goes_along_and_keeps_its_distance(make: Make) -> None:
    camera = OrbitCamera()
    assert camera.ride(0, make([(10.0, 20.0)]), duration_s=0.0)
    for t_s in (0.0, 30.0, 60.0):
        scene = make([(10.0, 20.0)], t_s=t_s)
        camera.update(scene)
        r = hermite.position_ecef(scene.keyframes, 0, t_s, 0.0)
        v = hermite.velocities_ecef(scene.keyframes, np.array((0,)), t_s, 0.0)[0]
        pose = camera.pose
        assert isinstance(pose, RidePose)
        pixels, depth = pose.project(r[None], SIZE)
        assert pixels[0] == pytest.approx((640.0, 400.0), abs=1e-6)
        assert depth[0] == pytest.approx(pose.range_, rel=1e-6)
        assert float(pose.axes[2] @ v) < 0.0  # it looks where the satellite flies to
        assert float(pose.axes[1] @ r) > 0.0  # with the Earth below


def test_a_satellite_that_is_nowhere_cannot_be_ridden(make: Make) -> None:
    scene = make([(10.0, 20.0)])
    scene.keyframes.r0[:] = np.nan
    assert not OrbitCamera().ride(0, scene)
    assert not OrbitCamera().ride(7, scene)


@given(st.lists(st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000), st.floats(0.01, 50.0)), max_size=6))
def test_no_handling_of_a_ride_turns_it_upside_down_or_under_the_ground(
    moves: list[tuple[float, float, float]],
) -> None:
    ride = RidePose((1.08, 0.0, 0.0), (0.0, 0.6, 0.8), (1.0, 0.0, 0.0))
    camera = OrbitCamera()
    camera._ride, camera._rider = ride, 0
    for dx, dy, factor in moves:
        camera.drag(dx, dy, SIZE)
        camera.zoom(factor)
        axes = camera.pose.axes
        assert axes @ axes.T == pytest.approx(np.eye(3), abs=1e-9)
        assert axes[1] @ ride.out > 0.0
        assert np.linalg.norm(camera.pose.eye) >= 1.001 - 1e-9


@pytest.mark.parametrize("kind", [0.0, 1.0])
def test_a_map_fits_the_picture_and_rolls_up_again(make: Make, kind: float) -> None:
    camera = OrbitCamera()
    camera.update(make())
    camera.show_map(kind, SIZE, duration_s=0.6)
    seen = []
    while camera.advance(0.1):
        seen.append(camera.pose.flatness)
    assert seen == sorted(seen)
    assert camera.map_kind == kind
    wide, tall = half_extent(kind)
    corner_px = wide / camera.pose.height * 400.0 / math.tan(math.radians(17.5))
    assert 560.0 < corner_px <= 640.0 or tall / wide > 0.625
    camera.show_map(None, SIZE, duration_s=0.0)
    assert camera.map_kind is None
    assert camera.pose.flatness == 0.0


def test_a_flight_to_a_ride_goes_round_the_earth(make: Make) -> None:
    camera = OrbitCamera(CameraPose(math.pi - 0.05, 0.0, 3.0))
    camera.ride(0, make([(0.0, 0.0)]), duration_s=1.0)
    while camera.advance(0.05):
        assert np.linalg.norm(camera.pose.eye) > 1.02
        assert np.linalg.det(camera.pose.axes) == pytest.approx(1.0, abs=1e-6)
    assert isinstance(camera.pose, RidePose)
