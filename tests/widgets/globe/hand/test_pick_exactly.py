"""Picking finds what brute force finds: any curves, any camera, any time, on globes, maps and between."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dawnline_widgets.globe.boxes import ROWS, SMALL, boxes_of
from dawnline_widgets.globe.hand.pick import pick
from dawnline_widgets.globe.hand.sieve import may_be_near
from dawnline_widgets.globe.scene import GlobeScene, Keyframes, Legend, Pins, PointStyle
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.globe.view.flat_map import xy_of
from dawnline_widgets.globe.view.viewpoint import Viewpoint

SIZE = (900.0, 600.0)
REACH_PX = 9.0
SPEED = 0.0012  # Earth radii a second, of a low orbit

SPANS_S = st.sampled_from([0.0, 60.0, 800.0])
SHARES = st.floats(-0.2, 1.2)
ANGLES = st.floats(-math.pi, math.pi)
FLATNESS = st.sampled_from([0.0, 0.0, 0.2, 0.49, 0.5, 0.9, 1.0, 1.0])
POSES = st.builds(
    CameraPose,
    ANGLES,
    st.floats(-1.57, 1.57),
    st.sampled_from([1.02, 1.1, 1.5, 4.1, 12.0]),
    FLATNESS,
    st.sampled_from([0.0, 0.3, 1.0]),
)


def some_scene(seed: int, n: int, span_s: float, share: float, gmst_rad: float) -> GlobeScene:
    """Return n satellites, some in a train, some high, some nowhere, some that turn sharply."""
    bits = np.random.Generator(np.random.Philox(seed))
    place = bits.normal(size=(n, 3))
    if seed % 2:  # a train: neighbours in the table are neighbours in the sky
        place = place[:1] + np.linspace(0.0, 0.4, n)[:, None] * bits.normal(size=3)
    height = bits.choice([1.03, 1.08, 1.3, 6.6], size=(n, 1))
    r0 = place / np.linalg.norm(place, axis=1, keepdims=True) * height
    v0 = bits.normal(size=(n, 3)) * SPEED
    r1 = r0 + span_s * v0 + bits.normal(size=(n, 3)) * SPEED * span_s * 0.3
    v1 = v0 + bits.normal(size=(n, 3)) * SPEED
    for part in (r0, v0, r1, v1):
        part[bits.random(n) < 0.02] = np.nan
    curves = (part.astype(np.float32) for part in (r0, v0, r1, v1))
    keyframes = Keyframes(("some", seed), 100.0, 100.0 + span_s, *curves)
    sizes = np.where(bits.random(n) < 0.1, 0.0, 4.0).astype(np.float32)
    style = PointStyle("some", np.zeros(n, np.float32), sizes, "sequential")
    return scene_of(keyframes, style, 100.0 + share * span_s, gmst_rad)


def scene_of(keyframes: Keyframes, style: PointStyle, t_s: float, gmst_rad: float) -> GlobeScene:
    """Return a scene of satellites and nothing else."""
    nothing = np.zeros(0, np.float32)
    return GlobeScene(
        t_s=t_s,
        gmst_rad=gmst_rad,
        sun_ecef=np.array((1.0, 0.0, 0.0), np.float32),
        keyframes=keyframes,
        style=style,
        pins=Pins("none", np.zeros((0, 3), np.float32), nothing, nothing, "sequential", ()),
        path=None,
        legend=Legend("none", "", "", "sequential", "", "", np.zeros(0, np.int64), (), 0),
        selected_satellite=None,
        selected_pin=None,
        selected_name="",
        caption="",
    )


def away_from(scene: GlobeScene, pose: Viewpoint, pixel: tuple[float, float]) -> np.ndarray:
    """(n,) how far each satellite is from a pixel, worked out one by one; infinite where it is not seen."""
    everyone = np.arange(len(scene.style.size_px))
    points = hermite.positions_ecef(scene.keyframes, everyone, scene.t_s, scene.gmst_rad)
    pixels, depth = pose.project(points, SIZE)
    away = np.hypot(pixels[:, 0] - pixel[0], pixels[:, 1] - pixel[1])
    seen = (depth > 0) & ~pose.behind_earth(points) & (scene.style.size_px > 0) & np.isfinite(away)
    return np.where(seen, away, np.inf)


def aimed(scene: GlobeScene, pose: Viewpoint, seed: int) -> tuple[float, float]:
    """Return a pixel that is near to a satellite which is on the picture, else any."""
    bits = np.random.Generator(np.random.Philox(seed + 1))
    points = hermite.positions_ecef(
        scene.keyframes, np.arange(len(scene.style.size_px)), scene.t_s, scene.gmst_rad
    )
    pixels, _ = pose.project(points, SIZE)
    inside = np.flatnonzero(((pixels >= 0) & (pixels <= SIZE)).all(axis=1))
    at = pixels[bits.choice(inside)] if len(inside) else bits.uniform((0.0, 0.0), SIZE)
    x, y = at + bits.uniform(-1.3 * REACH_PX, 1.3 * REACH_PX, 2)
    return float(x), float(y)


@settings(deadline=None, max_examples=300)
@given(st.integers(0, 2**32), st.integers(1, 3 * ROWS * SMALL + 5), SPANS_S, SHARES, ANGLES, POSES)
@example(1, 1, 60.0, 0.5, 0.0, CameraPose(0.0, 0.0, 1.02))
def test_what_is_picked_is_what_brute_force_finds(
    seed: int, n: int, span_s: float, share: float, gmst_rad: float, pose: CameraPose
) -> None:
    scene = some_scene(seed, n, span_s, share, gmst_rad)
    pixel = aimed(scene, pose, seed)
    away = away_from(scene, pose, pixel)
    found = pick(scene, pose, SIZE, pixel, REACH_PX)
    if away.min() > REACH_PX:
        assert found is None
    else:
        assert found is not None
        assert found[0] == "satellite"
        assert away[found[1]] == away.min()


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 2**32), st.integers(1, 100), SPANS_S, st.floats(0.0, 1.0))
def test_no_satellite_leaves_its_box(seed: int, n: int, span_s: float, share: float) -> None:
    scene = some_scene(seed, n, span_s, share, 0.0)
    everyone = np.arange(n)
    r_teme = hermite.positions_ecef(scene.keyframes, everyone, scene.t_s, 0.0)
    at = hermite.share(scene.keyframes, scene.t_s)
    for boxes, count in zip(scene.keyframes.boxes, (ROWS * SMALL, ROWS), strict=True):
        middle, half = boxes.at(at, everyone // count)
        outside = np.abs(r_teme - middle.T) > half.T
        assert not outside[np.isfinite(r_teme).all(axis=1)].any()


@pytest.mark.parametrize("flatness", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("span_s", [60.0, 800.0])
def test_few_of_many_are_looked_at(flatness: float, span_s: float) -> None:
    """Who flies in planes, as in generated fleets, is one of a few in a hundred, however long the span."""
    planes, each, radius = 50, 200, 1.08
    rate = SPEED / radius
    start = np.tile(np.linspace(0.0, 2 * math.pi, each, endpoint=False), planes)
    node = np.repeat(np.linspace(0.0, 2 * math.pi, planes, endpoint=False), each)

    def flies(u: np.ndarray) -> np.ndarray:
        x, y, z = np.cos(u), np.sin(u) * math.cos(0.9), np.sin(u) * math.sin(0.9)
        turned = (x * np.cos(node) - y * np.sin(node), x * np.sin(node) + y * np.cos(node), z)
        return np.column_stack(turned).astype(np.float32)

    r0, v0 = radius * flies(start), radius * rate * flies(start + math.pi / 2)
    end = start + rate * span_s
    r1, v1 = radius * flies(end), radius * rate * flies(end + math.pi / 2)
    n = len(r0)
    style = PointStyle("planes", np.zeros(n, np.float32), np.ones(n, np.float32), "sequential")
    keyframes = Keyframes(("planes", span_s), 0.0, span_s, r0, v0, r1, v1)
    scene = scene_of(keyframes, style, 0.4 * span_s, 0.3)
    pose = CameraPose(0.2, 0.3, 4.1, flatness, 1.0)
    assert 0 < len(may_be_near(scene, pose, SIZE, (460.0, 310.0), REACH_PX)) < 0.06 * n


@pytest.mark.parametrize("lat_deg", [-60.0, -45.0, 30.0, 45.0])
def test_on_maps_boxes_lie_at_geodetic_latitudes(lat_deg: float) -> None:
    """From so near, the geodetic latitude is 200 pixels from the geocentric one at 45 degrees."""
    lat = math.radians(lat_deg)
    r = (1.02 * np.array([[math.cos(lat), 0.0, math.sin(lat)]])).astype(np.float32)
    stands = Keyframes("stands", 0.0, 0.0, r, 0 * r, r, 0 * r)
    one = np.ones(1, np.float32)
    scene = scene_of(stands, PointStyle("one", one, one, "sequential"), 0.0, 0.0)
    pose = CameraPose(0.0, lat, 1.02, 1.0, 0.0)
    ((x, y),), _ = pose.project(r, SIZE)
    assert abs(y - SIZE[1] / 2) > 100.0
    assert pick(scene, pose, SIZE, (x, y + 8.0), REACH_PX) == ("satellite", 0)


@pytest.mark.parametrize("equal_area", [0.0, 1.0])
def test_long_curves_on_maps_are_found_where_they_are(equal_area: float) -> None:
    for seed in range(300):
        scene = some_scene(seed, 1, 800.0, seed / 300.0, 0.0)
        pose = CameraPose(0.0, 0.0, 4.1, 1.0, equal_area)
        pixel = aimed(scene, pose, seed)
        expected = ("satellite", 0) if away_from(scene, pose, pixel)[0] <= REACH_PX else None
        assert pick(scene, pose, SIZE, pixel, REACH_PX) == expected


def test_nobody_has_no_box() -> None:
    nobody = np.zeros((0, 3), np.float32)
    for boxes in boxes_of(nobody, nobody, nobody, nobody, 60.0):
        assert len(boxes) == 0


@pytest.mark.parametrize("equal_area", [0.0, 0.3, 1.0])
def test_maps_get_narrower_and_higher_towards_the_poles(equal_area: float) -> None:
    """What the bounds on maps stand on."""
    lat = np.linspace(0.0, math.pi / 2, 2000)
    xy = xy_of(equal_area, np.ones_like(lat), lat)
    assert (np.diff(xy[:, 0]) <= 1e-12).all()
    assert (np.diff(xy[:, 1]) >= -1e-12).all()
