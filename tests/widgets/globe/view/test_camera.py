"""The camera: what is projected comes back as a ray, north is up, zoom and flight keep their limits."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline_widgets.globe.view.camera import HOME, MAX_DISTANCE, MIN_DISTANCE, CameraPose
from dawnline_widgets.globe.view.orbit_camera import OrbitCamera
from dawnline_widgets.globe.view.viewpoint import projection

SIZE = (1280.0, 800.0)
angles = st.floats(-math.pi, math.pi)
poses = st.builds(CameraPose, angles, st.floats(-math.pi / 2, math.pi / 2), st.floats(1.05, 12.0))


@given(poses, st.floats(0, 1280), st.floats(0, 800))
def test_the_ground_under_a_pixel_projects_back_to_it(pose: CameraPose, x: float, y: float) -> None:
    point = pose.ground((x, y), SIZE)
    if point is None:
        return
    assert np.linalg.norm(point) == pytest.approx(1.0, abs=1e-9)
    pixels, depth = pose.project(point[None], SIZE)
    assert pixels[0] == pytest.approx((x, y), abs=1e-4)  # px
    assert depth[0] > 0
    assert not pose.behind_earth(point[None] * (1 + 1e-6))[0]


@given(poses)
def test_the_matrix_and_the_projection_agree(pose: CameraPose) -> None:
    point = np.array((0.3, -0.8, 0.6))
    pixels, depth = pose.project(point[None], SIZE)
    clip = projection(SIZE) @ (*pose.local(point[None])[0], 1.0)
    assert clip[3] == pytest.approx(depth[0], abs=1e-9)
    if depth[0] > 0:
        assert (clip[0] / clip[3] + 1) / 2 * SIZE[0] == pytest.approx(pixels[0, 0], abs=1e-4)
        assert (1 - clip[1] / clip[3]) / 2 * SIZE[1] == pytest.approx(pixels[0, 1], abs=1e-4)


@given(poses)
def test_north_is_up(pose: CameraPose) -> None:
    assert pose.axes[1][2] >= -1e-12
    assert pose.axes @ pose.axes.T == pytest.approx(np.eye(3), abs=1e-12)


@given(
    poses, st.lists(st.tuples(st.floats(-900, 900), st.floats(-900, 900), st.floats(0.01, 9.0)), max_size=5)
)
def test_no_handling_leaves_the_limits(pose: CameraPose, moves: list[tuple[float, float, float]]) -> None:
    camera = OrbitCamera(pose)
    for dx, dy, factor in moves:
        camera.drag(dx, dy, SIZE)
        camera.zoom(factor)
        assert MIN_DISTANCE <= camera.pose.distance <= MAX_DISTANCE
        assert abs(camera.pose.lat_rad) <= math.pi / 2


def test_dragging_moves_the_ground_with_the_pointer() -> None:
    camera = OrbitCamera(CameraPose(0.4, 0.0, 4.1))
    under = camera.pose.ground((640.0, 400.0), SIZE)
    assert under is not None
    camera.drag(12.0, -7.0, SIZE)
    pixels, _ = camera.pose.project(under[None], SIZE)
    assert pixels[0] == pytest.approx((652.0, 393.0), abs=0.1)  # px


@pytest.mark.parametrize(
    ("point", "hidden"),
    [
        ((1.08, 0.0, 0.0), False),  # before the Earth
        ((-1.08, 0.0, 0.0), True),  # behind it
        ((0.0, 1.08, 0.0), False),  # over the limb
        ((-2.0, 0.0, 3.0), False),  # beyond it, beside it
        ((-6.0, 0.0, 1.1), True),  # beyond it, in its cone, which widens to 2.6 there
    ],
)
def test_what_the_earth_hides(point: tuple[float, float, float], hidden: bool) -> None:
    assert CameraPose(0.0, 0.0, 4.1).behind_earth(np.array([point]))[0] == hidden


def test_a_flight_takes_the_short_way_and_ends_exactly() -> None:
    camera = OrbitCamera(CameraPose(math.radians(170), 0.0, 4.0))
    camera.fly_to(0.2, math.radians(-170), 2.0, duration_s=0.5)
    seen = []
    while camera.advance(0.05):
        seen.append(math.degrees(camera.pose.lon_rad))
    assert all(abs(lon) >= 170 - 1e-9 for lon in seen)
    assert camera.pose == CameraPose(math.radians(-170), 0.2, 2.0)
    assert not camera.flying


def test_a_drag_ends_a_flight() -> None:
    camera = OrbitCamera()
    camera.fly_to(0.0, 0.0)
    camera.drag(1.0, 0.0, SIZE)
    assert not camera.advance(0.1)
    assert camera.pose.lat_rad == HOME.lat_rad


def test_a_pose_must_be_finite() -> None:
    with pytest.raises(ValueError, match="expected finite numbers"):
        CameraPose(math.nan, 0.0, 4.0)
