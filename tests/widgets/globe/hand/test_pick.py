"""Picking: what is under the pixel at this moment, and nothing that the Earth hides."""

import math
from dataclasses import replace

import numpy as np
import pytest

from dawnline_testing.globe_scenes import Make, circular
from dawnline_widgets.globe.hand.pick import pick, pin_pixels, satellite_pixels
from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.globe.view.flat_map import sine_of_latitude

POSE = CameraPose(0.0, 0.0, 4.1)
SIZE = (1280.0, 800.0)


def test_a_satellite_is_picked_where_it_flies_now(make: Make) -> None:
    scene = make([(0.0, 0.0), (0.0, 20.0), (30.0, -20.0)], t_s=40.0)
    for index, pixel in enumerate(satellite_pixels(scene, POSE, SIZE)):
        assert pick(scene, POSE, SIZE, (pixel[0] + 2.0, pixel[1] - 1.0)) == ("satellite", index)
    start = satellite_pixels(replace(scene, t_s=0.0), POSE, SIZE)
    assert pick(scene, POSE, SIZE, tuple(start[0]), reach_px=5.0) is None


def test_the_nearest_of_many_is_the_one_that_brute_force_finds(make: Make) -> None:
    bits = np.random.Generator(np.random.Philox(5))
    places = [(float(a), float(b)) for a, b in bits.uniform((-85, -180), (85, 180), (3000, 2))]
    scene = make(places, t_s=31.0, gmst_rad=0.7)
    pixels = satellite_pixels(scene, POSE, SIZE)
    for at in bits.uniform((400, 150), (900, 650), (60, 2)):
        away = np.linalg.norm(pixels - at, axis=1)
        nearest = int(np.nanargmin(away))
        expected = ("satellite", nearest) if away[nearest] <= 9.0 else None
        assert pick(scene, POSE, SIZE, tuple(at)) == expected


@pytest.mark.parametrize("change", ["behind", "nan", "hidden"])
def test_what_is_not_drawn_is_not_picked(make: Make, change: str) -> None:
    scene = make([(0.0, 180.0 if change == "behind" else 0.0)])
    if change == "nan":
        gone = replace(scene.keyframes, r0=np.full((1, 3), np.nan, np.float32))
        scene = replace(scene, keyframes=gone)
    if change == "hidden":
        scene = replace(scene, style=replace(scene.style, size_px=np.zeros(1, np.float32)))
    assert pick(scene, POSE, SIZE, (640.0, 400.0)) is None


def test_a_pin_is_picked_although_satellites_fly_over_it(make: Make) -> None:
    scene = make([(0.0, 0.0)], pins=(("Here", 0.0, 0.0, 14.0), ("Elsewhere", 30.0, 30.0, 8.0)))
    pixels = pin_pixels(scene, POSE, SIZE)
    assert pick(scene, POSE, SIZE, tuple(pixels[0])) == ("pin", 0)
    assert pick(scene, POSE, SIZE, tuple(pixels[1])) == ("pin", 1)


def test_a_pin_on_the_far_side_is_not_picked(make: Make) -> None:
    assert pick(make(pins=(("Far", 0.0, 180.0, 14.0),)), POSE, SIZE, (640.0, 400.0)) is None


def test_an_empty_sky_has_nothing_to_pick(make: Make) -> None:
    assert pick(make(), POSE, SIZE, (640.0, 400.0)) is None


@pytest.mark.parametrize(("layer", "left"), [("sites", ("satellite", 0)), ("satellites", ("pin", 0))])
def test_a_layer_that_is_off_is_not_picked(make: Make, layer: str, left: tuple[str, int]) -> None:
    scene = make([(0.0, 0.0)], pins=(("Here", 0.0, 0.0, 14.0),))
    assert pick(scene, POSE, SIZE, (640.0, 400.0)) == ("pin", 0)
    off = replace(scene, hidden=frozenset({layer}))
    assert pick(off, POSE, SIZE, (640.0, 400.0)) == left
    gone = pin_pixels(off, POSE, SIZE) if layer == "sites" else satellite_pixels(off, POSE, SIZE)
    assert np.isnan(gone).all()
    assert pick(replace(scene, hidden=frozenset({"sites", "satellites"})), POSE, SIZE, (640.0, 400.0)) is None


@pytest.mark.parametrize("kind", [0.0, 1.0])
@pytest.mark.parametrize("lat_deg", [-45.0, 45.0, 75.0])
def test_on_a_map_near_the_ground_what_is_shown_is_picked(make: Make, kind: float, lat_deg: float) -> None:
    """From so near, the geodetic latitude of a map is 200 pixels from the geocentric one at 45 degrees."""
    scene = make([(lat_deg, 10.0)])
    near = CameraPose(math.radians(10.0), math.radians(lat_deg), 1.02, 1.0, kind)
    flies = circular([(lat_deg, 10.0)], 550.0, 0.0)[0]
    aim = replace(near, lat_rad=math.asin(float(sine_of_latitude(flies)[0])))
    x, y = satellite_pixels(scene, aim, SIZE)[0]
    assert (x, y) == pytest.approx((SIZE[0] / 2, SIZE[1] / 2), abs=1.5)
    assert pick(scene, aim, SIZE, (x + 1.0, y - 1.0)) == ("satellite", 0)
    assert pick(scene, near, SIZE, (SIZE[0] / 2, SIZE[1] / 2)) is None
