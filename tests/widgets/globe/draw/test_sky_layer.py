"""Sun, Moon, Milky Way and relief where they are, and layers that are off."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import dawnline_assets
from dawnline_testing.globe_scenes import SIZE, Draw, Make, light, unit
from dawnline_widgets.globe.draw import egl
from dawnline_widgets.globe.draw.finery import dressed, read_finery
from dawnline_widgets.globe.draw.images import GlobeTextures
from dawnline_widgets.globe.draw.picture_target import draw_picture
from dawnline_widgets.globe.draw.renderer import GlobeRenderer
from dawnline_widgets.globe.draw.sky_layer import seen_of_sun
from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.theme import tokens

FRONT = CameraPose(0.0, 0.0, 4.1)
LARGE = (800, 800)
SPACE = float(np.mean(list(bytes.fromhex(tokens.BACKGROUND.removeprefix("#")))))
OFF = frozenset({"grid", "borders"})


@pytest.fixture(scope="module")
def fine(textures: GlobeTextures) -> GlobeTextures:
    """Return the shipped pictures with relief and Milky Way."""
    folder = Path(dawnline_assets.__file__).parent
    pictures = (folder / "textures" / name for name in ("earth-height.png", "milky-way.jpg"))
    return dressed(textures, read_finery(*pictures, folder / "geography" / "outlines.bin"))


def shown(
    fine: GlobeTextures, scene: object, pose: CameraPose, size: tuple[int, int] = SIZE
) -> NDArray[np.int16]:
    return egl.render_rgba(scene, pose, size, fine).astype(np.int16)  # type: ignore[arg-type]


def pixel_of(direction: NDArray[np.float64], size: tuple[int, int] = SIZE) -> NDArray[np.float64]:
    return FRONT.project(direction[None] * 1e7, size)[0][0]


def test_the_sun_shines_in_its_direction_and_glows_around(make: Make, draw: Draw) -> None:
    sun = (0.0, 163.0)  # beside the Earth, whose limb is 14.1 degrees from its middle
    x, y = pixel_of(unit(*sun), LARGE)
    picture = draw(make(sun=sun), FRONT, LARGE)
    assert light(picture, x, y, reach=2) > 240
    glow = [light(picture, x, y - away, reach=1) for away in (10, 30, 80)]
    assert glow[0] > glow[1] > glow[2] > SPACE
    off = draw(make(sun=sun, hidden=OFF | {"sky", "atmosphere"}), FRONT, LARGE)
    assert light(off, x, y, reach=2) == pytest.approx(SPACE, abs=1.0)


def test_behind_the_earth_the_sun_does_not_shine(make: Make, draw: Draw) -> None:
    hidden = draw(make(sun=(0.0, 170.0)), FRONT, LARGE)
    x, y = pixel_of(unit(0.0, 163.0), LARGE)
    assert light(hidden, x, y, reach=2) < SPACE + 12


def test_as_the_sun_sets_less_of_it_is_seen() -> None:
    limb_deg = math.degrees(math.asin(1 / 4.1))
    back = np.array((1.0, 0.0, 0.0), np.float32)
    seen = [seen_of_sun(back, 4.1, unit(0.0, 180.0 - limb_deg - above)) for above in (1.0, 0.0, -1.0)]
    assert seen == pytest.approx([1.0, 0.5, 0.0], abs=1e-3)


def test_the_moon_is_at_its_place_and_lit_by_the_sun(make: Make, draw: Draw) -> None:
    """Seen along -x, right is +y: a Sun there lights the right half."""
    moon = (unit(0.0, 162.0) * 60.3).astype(np.float32)
    (x, y), _ = FRONT.project(moon[None], LARGE)[0][0], None
    scene = make(sun=(0.0, 90.0), moon_ecef=moon)
    picture = draw(scene, FRONT, LARGE)
    radius_px = (
        1737.4 / 6378.137 / float(np.linalg.norm(moon - FRONT.eye)) * 400 / math.tan(math.radians(17.5))
    )
    right = light(picture, x + 0.5 * radius_px, y, reach=0)
    left = light(picture, x - 0.5 * radius_px, y, reach=0)
    assert max(right, left) > 60
    assert min(right, left) < 20
    assert (right > left) == bool(pixel_of(unit(0.0, 120.0), LARGE)[0] > x)
    outside = draw(replace(scene, moon_ecef=None), FRONT, LARGE)
    changed = np.abs(picture - outside)[..., :3].sum(axis=2) > 8
    assert changed.sum() == pytest.approx(math.pi * radius_px**2, rel=0.4)
    off = draw(replace(scene, hidden=OFF | {"sky"}), FRONT, LARGE)
    assert light(off, x, y, reach=3) == pytest.approx(SPACE, abs=1.0)


def test_a_moon_too_small_to_see_is_three_pixels_wide(make: Make, draw: Draw) -> None:
    moon = (unit(0.0, 162.0) * 60.3).astype(np.float32)
    size = (160, 120)
    picture = draw(make(sun=(0.0, -10.0), moon_ecef=moon), FRONT, size)
    (x, y), _ = FRONT.project(moon[None], size)[0][0], None
    assert light(picture, x, y, reach=1) > 60


def test_the_milky_way_is_bright_towards_sagittarius(make: Make, fine: GlobeTextures) -> None:
    """Its brightest clouds are near right ascension 270, declination -30; its pole (193, 27) is dark."""
    for (dec_deg, ra_deg), bright in (((-30.0, 270.0), True), ((27.0, 193.0), False)):
        pose = CameraPose(math.radians(ra_deg + 180.0 + 22.0), math.radians(-dec_deg), 12.0)
        x, y = pose.project(unit(dec_deg, ra_deg)[None] * 1e7, SIZE)[0][0]
        sky = np.median(shown(fine, make(sun=(0.0, ra_deg + 180.0)), pose)[
            round(y) - 6 : round(y) + 7, round(x) - 6 : round(x) + 7, :3
        ].mean(axis=2))  # fmt: skip
        assert (sky > SPACE + 12) == bright
        if bright:
            without = shown(fine, make(hidden=OFF | {"sky"}), pose)
            assert light(without, x, y, reach=6) == pytest.approx(SPACE, abs=1.0)


def test_slopes_to_the_sun_are_brighter_where_it_stands_low(make: Make, fine: GlobeTextures) -> None:
    """The Andes at 20 S in the evening, the Sun in the west: the west side gains, the east side loses."""
    pose = CameraPose(math.radians(-67.0), math.radians(-20.0), 1.3)
    evening = make(sun=(-5.0, -140.0))
    flat = shown(fine, replace(evening, hidden=OFF | {"relief"}), pose)
    steep = shown(fine, evening, pose)
    gain = (steep - flat)[..., :3].mean(axis=2)
    west, east = (pose.project(unit(-20.0, lon)[None], SIZE)[0][0] for lon in (-69.6, -64.6))
    reach = 5
    gains = [
        gain[round(y) - reach : round(y) + reach, round(x) - reach : round(x) + reach].mean()
        for x, y in (west, east)
    ]
    assert gains[0] > 2 > -2 > gains[1]


def test_the_sea_glints_where_it_mirrors_the_sun(make: Make, draw: Draw) -> None:
    pose = CameraPose(math.radians(-30.0), 0.0, 4.1)  # over the Atlantic, the Sun behind the camera
    scene = make(sun=(0.0, -30.0))
    without = draw(replace(scene, hidden=OFF | {"relief"}), pose)
    gain = (draw(scene, pose) - without)[..., :3].mean(axis=2)
    row, column = np.unravel_index(int(gain.argmax()), gain.shape)
    assert gain.max() > 40
    assert abs(int(row) - SIZE[1] / 2) <= 8
    assert abs(int(column) - SIZE[0] / 2) <= 8


def test_city_lights_and_atmosphere_can_be_off(make: Make, draw: Draw) -> None:
    chicago = CameraPose(math.radians(-87.8), math.radians(41.8), 1.6)
    night = make(sun=(-41.8, 92.2))
    middle = (SIZE[0] / 2, SIZE[1] / 2)
    assert light(draw(night, chicago), *middle) > 60
    assert light(draw(replace(night, hidden=OFF | {"lights"}), chicago), *middle) < 12
    beside = FRONT.project(np.array([(0.0, 1.05, 0.0)]), LARGE)[0][0]
    bare = draw(make(hidden=OFF | {"atmosphere", "sky"}), FRONT, LARGE)
    assert light(draw(make(), FRONT, LARGE), *beside, reach=0) > 40
    assert light(bare, *beside, reach=0) == pytest.approx(SPACE, abs=1.0)


def test_a_resting_camera_shows_the_relief_that_a_picture_has(make: Make, fine: GlobeTextures) -> None:
    """Moving, the window leaves it out at first; what is shown at rest is the picture, copies or not."""
    pose = CameraPose(math.radians(85.0), math.radians(25.0), 1.7)
    scene = make(sun=(5.0, 20.0), gmst_rad=0.4)
    wanted = shown(fine, scene, pose)
    with egl._context():
        renderer = GlobeRenderer(fine, keep_earth=True)
        moving = draw_picture(renderer, scene, pose, SIZE, 1.0).astype(np.int16)
        assert renderer.moved
        resting = [draw_picture(renderer, scene, pose, SIZE, 1.0).astype(np.int16) for _ in range(2)]
        assert not renderer.moved
        bare = draw_picture(renderer, replace(scene, hidden=OFF | {"relief"}), pose, SIZE, 1.0)
        renderer.release()
    assert np.abs(moving - wanted).max() > 20
    assert max(int(np.abs(picture - wanted).max()) for picture in resting) <= 8  # slopes rounded in the copy
    assert max(float(np.abs(picture - wanted).mean()) for picture in resting) < 0.3
    assert np.abs(bare.astype(np.int16) - wanted).max() > 20


def test_finery_may_come_after_the_first_picture(
    make: Make, textures: GlobeTextures, fine: GlobeTextures
) -> None:
    folder = Path(dawnline_assets.__file__).parent
    pictures = (folder / "textures" / name for name in ("earth-height.png", "milky-way.jpg"))
    finery = read_finery(*pictures, folder / "geography" / "outlines.bin")
    pose = CameraPose(math.radians(85.0), math.radians(25.0), 3.0)
    scene = make(sun=(5.0, 20.0), hidden=frozenset())
    wanted = shown(fine, scene, pose)
    with egl._context():
        renderer = GlobeRenderer(textures, keep_earth=False)
        plain = draw_picture(renderer, scene, pose, SIZE, 1.0).astype(np.int16)
        renderer.take_finery(finery)
        late = draw_picture(renderer, scene, pose, SIZE, 1.0).astype(np.int16)
        renderer.release()
    assert np.abs(plain - wanted).max() > 20
    assert np.abs(late - wanted).max() == 0
