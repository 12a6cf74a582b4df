"""Satellites seen from near, as faces and as pixels: how wings lie, how large they are, that they rest."""

import math
from dataclasses import replace

import numpy as np
import pytest

from dawnline_testing.globe_scenes import Draw, Make, light
from dawnline_widgets.globe.draw.frame_state import FrameState
from dawnline_widgets.globe.draw.lens import Lens
from dawnline_widgets.globe.draw.near_layer import body_axes, faces, sunlit_frac
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view import bodies, hermite
from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.globe.view.near import MOST, REACH, Near, NearSieve
from dawnline_widgets.globe.view.ride import RidePose
from dawnline_widgets.globe.view.viewpoint import F64, Viewpoint

SIZE = (640, 480)
RANGE_300_M = 300.0 / 6_378_137.0


def ride(
    scene: GlobeScene, index: int = 0, range_: float = RANGE_300_M, azimuth_rad: float = 2.6
) -> RidePose:
    r = hermite.position_ecef(scene.keyframes, index, scene.t_s, scene.gmst_rad)
    v = hermite.velocities_ecef(scene.keyframes, np.array((index,)), scene.t_s, scene.gmst_rad)[0]
    along, out = v / np.linalg.norm(v), r / np.linalg.norm(r)
    return RidePose(tuple(r), tuple(along), tuple(out), azimuth_rad, 0.4, range_)


def drawn(scene: GlobeScene, view: Viewpoint) -> tuple[Near, F64]:
    """Who is near, and (k, 8 faces, 6 corners, 3) places in the eye's frame; faces are sorted far to near."""
    state = FrameState.of(scene, Lens.of(view, SIZE, 1.0))
    near = NearSieve().near(scene, view)
    local = faces(state, scene, near, np.arange(len(near.indices)))["a_local"]
    return near, local.reshape(len(near.indices), 8, 6, 3).astype(np.float64)


def test_wings_lie_across_the_velocity(make: Make) -> None:
    scene = make([(3.0, 5.0)])
    view = ride(scene)
    near, corners = drawn(scene, view)
    middles = corners.mean(axis=2)[0]
    apart = middles[:, None] - middles[None]
    first, second = np.unravel_index(np.linalg.norm(apart, axis=2).argmax(), (8, 8))  # the two wings
    longest = apart[first, second] / np.linalg.norm(apart[first, second]) @ view.axes
    along, across, _ = body_axes(near.r_ecef, near.v_ecef)
    assert abs(longest @ across[0]) > 0.9999
    assert abs(longest @ along[0]) < 1e-3


def test_a_near_satellite_has_its_true_size(make: Make) -> None:
    scene = make([(3.0, 5.0)])
    _, corners = drawn(scene, ride(scene))
    points = corners.reshape(-1, 3) * 6_378_137.0
    span_m = np.linalg.norm(points[:, None] - points[None], axis=2).max()
    assert span_m == pytest.approx(28.9, abs=1.5)  # two wings of 12.8 m and 1.15 bodies of 2.7 m


def test_a_satellite_further_off_is_never_smaller_than_can_be_seen(make: Make) -> None:
    scene = make([(0.0, 0.0), (0.0, 4.0)])
    view = CameraPose(0.0, 0.0, 1.24)
    near, corners = drawn(scene, view)
    assert len(near.indices) == 2
    pixels = (
        (corners[..., :2] / -corners[..., 2:]).reshape(2, -1, 2) * SIZE[1] / 2 / math.tan(math.radians(17.5))
    )
    for mine in pixels:
        assert np.ptp(mine, axis=0).max() > 0.9 * bodies.LEAST_SPAN_PX


def test_a_ride_does_not_tremble(make: Make) -> None:
    """Two pictures a millisecond apart: the satellite rests, to a tenth of a pixel."""
    places = [(3.0, 5.0)]
    first = make(places, t_s=20.0)
    second = replace(first, t_s=20.001)
    marks = []
    for scene in (first, second):
        view = ride(scene)
        _, corners = drawn(scene, view)
        marks.append(corners[0, ..., :2] / -corners[0, ..., 2:] * SIZE[1] / 2 / math.tan(math.radians(17.5)))
    assert np.abs(marks[0] - marks[1]).max() < 0.1


def test_pictures_a_millisecond_apart_are_the_same(make: Make, draw: Draw) -> None:
    first = make([(3.0, 5.0)], t_s=20.0)
    pictures = [draw(scene, ride(scene), SIZE) for scene in (first, replace(first, t_s=20.001))]
    middle = [picture[180:300, 220:420, :3].astype(float) for picture in pictures]
    assert np.abs(middle[0] - middle[1]).mean() < 1.0


def test_a_near_satellite_is_lit_by_the_sun_and_dark_in_the_shadow(make: Make, draw: Draw) -> None:
    day, night = make([(3.0, 5.0)], sun=(30.0, 5.0)), make([(3.0, 5.0)], sun=(-3.0, -175.0))
    bright, dark = (light(draw(scene, ride(scene, range_=1e-5), SIZE), 320, 240, 4) for scene in (day, night))
    assert bright > 100
    assert dark < bright / 3


def test_its_point_is_not_drawn_over_it(make: Make, draw: Draw) -> None:
    """A large point would cover the middle in the colour of its level."""
    scene = make([(3.0, 5.0)], size_px=20.0, sun=(30.0, 5.0))
    small = make([(3.0, 5.0)], size_px=2.0, sun=(30.0, 5.0))
    one, other = (draw(each, ride(each), SIZE) for each in (scene, small))
    assert np.abs(one - other)[200:280, 280:360].max() <= 2


def test_only_the_nearest_are_bodies_and_all_within_the_reach(make: Make) -> None:
    degrees = np.random.default_rng(1).uniform(-6.0, 6.0, (600, 2))
    places = [(float(lat), float(lon)) for lat, lon in degrees]
    scene = make(places)
    view = CameraPose(0.0, 0.0, 1.15)
    near = NearSieve().near(scene, view)
    everybody = np.arange(len(places))
    r = hermite.positions_ecef(scene.keyframes, everybody, scene.t_s, scene.gmst_rad)
    distance = np.linalg.norm(r - view.eye, axis=1)
    assert len(near.indices) == MOST
    assert set(near.indices) == set(np.flatnonzero(distance < near.reach))
    assert near.reach < REACH


def test_nobody_is_near_from_home_and_over_a_map(make: Make) -> None:
    scene = make([(0.0, 0.0)])
    for view in (CameraPose(0.0, 0.0, 4.1), CameraPose(0.0, 0.0, 1.2, flatness_frac=1.0)):
        assert NearSieve().near(scene, view).reach == 0.0


def test_filtered_satellites_are_not_bodies(make: Make) -> None:
    scene = make([(0.0, 0.0)], size_px=0.0)
    assert len(NearSieve().near(scene, CameraPose(0.0, 0.0, 1.15)).indices) == 0


def test_the_sieve_sees_that_the_keyframes_changed(make: Make) -> None:
    sieve, view = NearSieve(), CameraPose(0.0, 0.0, 1.15)
    assert len(sieve.near(make([(60.0, 0.0)]), view).indices) == 0
    assert len(sieve.near(make([(0.0, 0.0)]), view).indices) == 1


def test_sunlight_ends_behind_the_earth() -> None:
    sun = np.array((1.0, 0.0, 0.0))
    places = np.array(((1.1, 0.0, 0.0), (0.0, 1.1, 0.0), (-1.1, 0.2, 0.0), (-1.1, 1.0, 0.0)))
    assert sunlit_frac(places, sun)[:3] == pytest.approx((1.0, 1.0, 0.0))
    assert 0.2 < sunlit_frac(places, sun)[3] < 0.8
