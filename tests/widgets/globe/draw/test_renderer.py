"""What is drawn through EGL, probed pixel by pixel: Earth, Sun, shadow, satellites, pins."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from dawnline_testing.globe_scenes import SIZE, Draw, Make, circular, light, make_keyframes, unit
from dawnline_widgets.globe.draw import egl
from dawnline_widgets.globe.draw.gl_canvas import GlobeUnavailableError
from dawnline_widgets.globe.draw.images import GlobeTextures, plain_textures
from dawnline_widgets.globe.draw.picture_target import draw_picture
from dawnline_widgets.globe.draw.quality import HIGH, NORMAL
from dawnline_widgets.globe.draw.renderer import GlobeRenderer
from dawnline_widgets.globe.hand.pick import pin_pixels, satellite_pixels
from dawnline_widgets.globe.scene import Path as FlightPath
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.theme import colour_maps, tokens

FRONT = CameraPose(0.0, 0.0, 4.1)
MIDDLE = (SIZE[0] / 2, SIZE[1] / 2)


@contextmanager
def own_renderer(textures: GlobeTextures, *, keep_earth: bool) -> Iterator[GlobeRenderer]:
    """Make a renderer of the test's own in the EGL context."""
    with egl._context():
        renderer = GlobeRenderer(textures, keep_earth=keep_earth)
        yield renderer
        renderer.release()


def difference(a: NDArray[np.int16], b: NDArray[np.int16]) -> int:
    return int(np.abs(a - b).max())


# ------------------------------------------------------------------ the Earth and the Sun


@pytest.mark.parametrize("lon_deg", [0.0, 60.0, -140.0])
def test_noon_is_bright_and_midnight_dark(make: Make, draw: Draw, lon_deg: float) -> None:
    pose = CameraPose(math.radians(lon_deg), 0.0, 4.1)
    noon = draw(make(sun=(0.0, lon_deg)), pose)
    midnight = draw(make(sun=(0.0, lon_deg + 180.0)), pose)
    assert light(noon, *MIDDLE, reach=40) > 4 * light(midnight, *MIDDLE, reach=40)


def test_the_terminator_is_where_the_sun_is_on_the_horizon(make: Make) -> None:
    """A plain Earth is dark 9 degrees into the night and lit 12 degrees into the day."""
    with own_renderer(plain_textures(), keep_earth=False) as renderer:
        for turn in (30.0, 60.0, 110.0):
            scene = make(sun=(0.0, turn))
            row = draw_picture(renderer, scene, FRONT, (600, 600), 1.0)[300, :, :3].astype(float).mean(axis=1)
            edge = turn - 90.0  # night is west of it
            for lon_deg, lit in ((edge - 9.0, False), (edge + 12.0, True)):
                x = FRONT.project(unit(0.0, lon_deg)[None], (600, 600))[0][0, 0]
                if 30 < x < 570:
                    assert (row[round(x)] > 22) == lit, (turn, lon_deg)


def test_cities_shine_at_night_only(make: Make, draw: Draw) -> None:
    chicago = CameraPose(math.radians(-87.8), math.radians(41.8), 1.6)
    night = draw(make(sun=(-41.8, 92.2)), chicago)
    lake_michigan, _ = chicago.project(unit(43.5, -87.0)[None], SIZE)
    city, lake = light(night, *MIDDLE, reach=4), light(night, *lake_michigan[0], reach=1)
    assert city > 90
    assert lake < 25
    red, _, blue = night[round(MIDDLE[1]), round(MIDDLE[0]), :3]
    assert red >= blue


def test_the_day_side_has_a_blue_rim_and_space_is_dark(make: Make, draw: Draw) -> None:
    picture = draw(make())
    pixels, _ = FRONT.project(np.array([(0.0, 1.012, 0.0), (0.0, 1.4, 0.0)]), SIZE)
    rim = picture[round(pixels[0, 1]), round(pixels[0, 0]), :3]
    assert rim[2] > 60
    assert rim[2] > rim[0] + 25
    space = picture[round(pixels[1, 1]), round(pixels[1, 0]), :3]
    background = bytes.fromhex(tokens.BACKGROUND.removeprefix("#"))
    assert np.abs(space - np.array(tuple(background))).max() <= 3
    assert (picture[..., 3] == 255).all()


def test_a_bright_star_is_at_its_place(make: Make, draw: Draw, textures: GlobeTextures) -> None:
    gmst = 0.8
    stars = textures.stars[:, :3].astype(float)
    turned = hermite.ecef_from_teme(stars, gmst)
    # Look from opposite to Sirius, a little aside: it stands 12 degrees beside the Earth's middle.
    x, y, z = -turned[0]
    pose = CameraPose(math.atan2(y, x) + math.radians(12.0), math.asin(z), 12.0)
    pixels, depth = pose.project(turned[:1] * 1e7, SIZE)
    assert depth[0] > 0
    picture = draw(make(gmst_rad=gmst), pose)
    assert light(picture, *pixels[0], reach=0) > 120
    without = draw(make(gmst_rad=gmst + 0.5), pose)
    assert light(without, *pixels[0], reach=0) < 40


def test_close_to_the_ground_and_far_away_it_draws(make: Make, draw: Draw) -> None:
    near = draw(make(), CameraPose(0.3, 0.2, 1.05))
    assert near[..., :3].max(axis=2).min() > 8  # ground to every corner
    far = draw(make(), CameraPose(0.3, 0.2, 12.0))
    assert light(far, *MIDDLE) > 30
    assert light(far, 20, 20) < 20


# ------------------------------------------------------------------ satellites


@pytest.mark.parametrize("t_s", [0.0, 23.0, 60.0])
def test_a_satellite_is_drawn_where_it_flies_at_that_moment(make: Make, draw: Draw, t_s: float) -> None:
    places = [(-10.0, 10.0), (20.0, -30.0)]
    gmst = 0.2
    scene = make(places, t_s=t_s, gmst_rad=gmst, sun=(0.0, -11.0))
    size = (800, 800)
    truth, _ = circular(places, 550.0, t_s)
    turned = hermite.ecef_from_teme(truth, gmst)
    pixels, _ = FRONT.project(turned, size)
    empty = draw(make(sun=(0.0, -11.0), gmst_rad=gmst), FRONT, size)
    changed = np.abs(draw(scene, FRONT, size) - empty).sum(axis=2)
    for x, y in pixels:
        left, top = round(x) - 12, round(y) - 12
        near = changed[top : top + 24, left : left + 24].astype(float)
        rows, columns = np.indices(near.shape) + 0.5
        centre = (left + (columns * near).sum() / near.sum(), top + (rows * near).sum() / near.sum())
        assert centre == pytest.approx((x, y), abs=0.7)  # px


def colour_at(picture: NDArray[np.int16], pixel: NDArray[np.float64]) -> NDArray[np.int16]:
    return picture[int(pixel[1]), int(pixel[0]), :3]


def test_a_satellite_has_the_colour_of_its_level(make: Make, draw: Draw) -> None:
    for level in (0.05, 0.5, 0.95):
        scene = make([(0.0, 0.0)], level=level)
        shown = colour_at(draw(scene), satellite_pixels(scene, FRONT, SIZE)[0])
        wanted = colour_maps.lut("sequential")[round(255 * level), :3].astype(int)
        assert np.abs(shown - wanted).max() <= 3


def test_in_the_shadow_a_satellite_is_dim_with_a_dark_core(make: Make, draw: Draw) -> None:
    lit, dark = make([(0.0, 0.0)], size_px=12.0), make([(0.0, 0.0)], size_px=12.0, sun=(0.0, 180.0))
    pixel = satellite_pixels(lit, FRONT, SIZE)[0]
    bright = colour_at(draw(lit), pixel)
    core = colour_at(draw(dark), pixel)
    ring = draw(dark)[int(pixel[1]), int(pixel[0] + 5), :3]
    assert core.sum() < 0.25 * bright.sum()
    assert core.sum() < ring.sum() < 0.8 * bright.sum()


@pytest.mark.parametrize(("beyond_deg", "shaded"), [(21.0, False), (26.5, True)])
def test_the_shadow_begins_where_the_sun_sets_for_the_satellite(
    make: Make, draw: Draw, beyond_deg: float, shaded: bool
) -> None:
    """At 550 km the Sun sets 23.0 degrees past the terminator: acos(1 / 1.0862)."""
    scene = make([(0.0, 0.0)], size_px=12.0, sun=(0.0, 90.0 + beyond_deg))
    core = colour_at(draw(scene), satellite_pixels(scene, FRONT, SIZE)[0])
    assert (core.sum() < 150) == shaded


def test_an_unknown_level_is_a_grey_ring(make: Make, draw: Draw) -> None:
    scene = make([(0.0, 0.0)], level=math.nan, size_px=14.0)
    picture = draw(scene)
    pixel = satellite_pixels(scene, FRONT, SIZE)[0]
    ring = picture[int(pixel[1]), int(pixel[0] + 6), :3]
    assert np.abs(ring - colour_maps.UNKNOWN[:3].astype(int)).max() < 30
    assert colour_at(picture, pixel).sum() < 100


@pytest.mark.parametrize("gone", ["behind", "nan", "hidden"])
def test_what_is_not_to_be_seen_is_not_drawn(make: Make, draw: Draw, gone: str) -> None:
    scene = make([(0.0, 180.0 if gone == "behind" else 0.0)], level=0.9)
    if gone == "nan":
        lost = replace(scene.keyframes, key="lost", r1=np.full((1, 3), np.nan, np.float32))
        scene = replace(scene, keyframes=lost)
    if gone == "hidden":
        scene = replace(scene, style=replace(scene.style, key="hidden", size_px=np.zeros(1, np.float32)))
    assert difference(draw(scene), draw(make())) == 0


# ------------------------------------------------------------------ pins and paths


def test_a_pin_is_a_ring_with_a_dot_at_its_place(make: Make, draw: Draw) -> None:
    scene = make(pins=(("Here", 20.0, -25.0, 16.0), ("Far", 0.0, 180.0, 16.0)))
    picture = draw(scene)
    x, y = pin_pixels(scene, FRONT, SIZE)[0]
    wanted = colour_maps.lut("sequential")[round(255 * 0.9), :3].astype(int)
    assert np.abs(picture[int(y), int(x), :3] - wanted).max() <= 4
    assert np.abs(picture[int(y), round(x + 7), :3] - wanted).max() <= 40
    assert picture[int(y), round(x + 4.5), :3].sum() < 0.6 * wanted.sum()
    only_far = make(pins=(("Far", 0.0, 180.0, 16.0),))
    assert difference(draw(only_far), draw(make())) == 0


def test_the_orbit_is_bright_before_the_earth_and_dim_behind(make: Make, draw: Draw) -> None:
    turn = np.linspace(0.0, 2 * np.pi, 181)
    orbit = 1.09 * np.stack((np.cos(turn), np.sin(turn), 0 * turn), axis=1)
    tilted = orbit @ np.array(((1, 0, 0), (0, 1, 0), (0.25, 0, 1.0))).T
    path = FlightPath("path", tilted.astype(np.float32), np.zeros((0, 3), np.float32))
    midnight = (0.0, 180.0)
    changed = np.abs(draw(make(path=path, sun=midnight)) - draw(make(sun=midnight)))[..., :3].sum(axis=2)
    front, back = FRONT.project(tilted[[0, 90]], SIZE)[0]
    near = changed[round(front[1]) - 2 : round(front[1]) + 3, round(front[0])].max()
    far = changed[round(back[1]) - 2 : round(back[1]) + 3, round(back[0])].max()
    assert near > 250
    assert 10 < far < 0.5 * near


def test_what_is_selected_has_a_ring(make: Make, draw: Draw) -> None:
    scene = make([(0.0, 0.0)], selected_satellite=0, size_px=4.0)
    changed = np.abs(draw(scene) - draw(replace(scene, selected_satellite=None)))[..., :3].sum(axis=2)
    x, y = satellite_pixels(scene, FRONT, SIZE)[0]
    assert changed[int(y), int(x)] == 0
    assert changed[int(y), int(x) + 6 : int(x) + 13].max() > 200


# ------------------------------------------------------------------ how it is drawn


def test_an_unchanged_key_uploads_nothing(make: Make, textures: GlobeTextures) -> None:
    scene = make([(0.0, 0.0), (10.0, 10.0)], pins=(("Here", 0.0, 20.0, 9.0),))
    with own_renderer(textures, keep_earth=True) as renderer:
        renderer.draw(scene, FRONT, SIZE)
        before = renderer.uploads
        for t_s in (1.0, 2.0, 3.0):
            renderer.draw(replace(scene, t_s=t_s, gmst_rad=t_s * 7e-5), FRONT, SIZE)
        assert renderer.uploads == before
        renderer.draw(
            replace(scene, keyframes=make_keyframes([(5.0, 5.0), (1.0, 1.0)], key="next")), FRONT, SIZE
        )
        assert renderer.uploads == before + 4


def test_playing_on_sends_only_the_end_of_the_next_pair(make: Make, textures: GlobeTextures) -> None:
    """The next pair begins with the very arrays that the one before ended with: they are not sent again."""
    scene = make([(0.0, 0.0), (10.0, 10.0)])
    ends = make_keyframes([(5.0, 5.0), (1.0, 1.0)], key="ends")
    pair = replace(scene.keyframes, key="pair", r1=ends.r0, v1=ends.v0)
    onward = replace(ends, key="onward", t0_s=pair.t1_s, t1_s=2 * pair.t1_s - pair.t0_s)
    scenes = [replace(scene, keyframes=keys, t_s=keys.t0_s) for keys in (pair, onward, pair)]
    with own_renderer(textures, keep_earth=False) as renderer:
        played, sent = [], []
        for shown in scenes:
            before = renderer.uploads
            played.append(draw_picture(renderer, shown, FRONT, SIZE, 1.0).astype(np.int16))
            sent.append(renderer.uploads - before)
    assert sent == [5, 2, 2]  # four and a style; then one position and one velocity
    for shown, picture in zip(scenes, played, strict=True):
        with own_renderer(textures, keep_earth=False) as fresh:
            wanted = draw_picture(fresh, shown, FRONT, SIZE, 1.0).astype(np.int16)
        assert difference(picture, wanted) == 0


def test_fewer_and_more_satellites_after_another_scene(make: Make, textures: GlobeTextures) -> None:
    """A larger or smaller fleet under new keys is drawn as it would be by a new renderer."""
    few = make([(0.0, 0.0)])
    many = make([(0.0, 0.0), (20.0, 20.0), (-20.0, 10.0)])
    many = replace(many, keyframes=replace(many.keyframes, key="many"), style=replace(many.style, key="many"))
    with own_renderer(textures, keep_earth=False) as renderer:
        first = draw_picture(renderer, few, FRONT, SIZE, 1.0).astype(np.int16)
        second = draw_picture(renderer, many, FRONT, SIZE, 1.0).astype(np.int16)
        again = draw_picture(renderer, few, FRONT, SIZE, 1.0).astype(np.int16)
    assert difference(first, again) == 0
    assert difference(first, second) > 50


def test_the_kept_earth_is_the_one_that_would_be_drawn(make: Make, textures: GlobeTextures) -> None:
    scene = make([(0.0, 0.0)], sun=(10.0, 50.0), gmst_rad=0.3)
    with own_renderer(textures, keep_earth=True) as renderer:
        renderer.quality = HIGH  # the first view is drawn as one of a moving camera
        kept = [draw_picture(renderer, scene, FRONT, SIZE, 1.0).astype(np.int16) for _ in range(4)]
        assert renderer.map_reads == 2
        later = replace(scene, sun_ecef=unit(10.0, 48.0).astype(np.float32))
        moved = [draw_picture(renderer, later, FRONT, SIZE, 1.0).astype(np.int16) for _ in range(2)]
        assert renderer.map_reads == 2
    with own_renderer(textures, keep_earth=False) as fresh:
        wanted = draw_picture(fresh, scene, FRONT, SIZE, 1.0).astype(np.int16)
        wanted_later = draw_picture(fresh, later, FRONT, SIZE, 1.0).astype(np.int16)
    assert max(difference(picture, wanted) for picture in kept) <= 2  # rounding of one more texture
    assert max(difference(picture, wanted_later) for picture in moved) <= 2


def test_a_moving_earth_is_nearly_the_resting_one(make: Make, textures: GlobeTextures) -> None:
    scene = make(sun=(10.0, 50.0))
    with own_renderer(textures, keep_earth=True) as renderer:
        assert renderer.quality == NORMAL
        moving, _, resting = (draw_picture(renderer, scene, FRONT, SIZE, 1.0).astype(float) for _ in range(3))
    # Of 255: another mipmap level here and there, and coasts that are not smoothed, but the same Earth.
    assert np.abs(moving - resting).mean() < 1.0


def test_a_picture_of_impossible_size_is_refused_in_words(make: Make, textures: GlobeTextures) -> None:
    with pytest.raises(GlobeUnavailableError, match="a picture of 0 x 100 px; expected 1 to"):
        egl.render_rgba(make(), FRONT, (0, 100), textures)
