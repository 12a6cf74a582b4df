"""Stars, Sun and Moon are in the picture where Skyfield with DE421 has them; between stars it is dark."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from skyfield.api import Star
from skyfield.framelib import itrs

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.frames import gmst_rad
from dawnline.present.empty_globe import empty_globe
from dawnline.present.sky import moon_ecef, star_turn, sun_ecef
from dawnline_testing.referee import apart_px, found_at, globe_pixel
from dawnline_testing.sky import Sky
from dawnline_widgets.globe.draw import egl
from dawnline_widgets.globe.draw.images import GlobeTextures, plain_textures
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.camera import MAX_DISTANCE, CameraPose
from dawnline_widgets.globe.view.orbit_camera import OrbitCamera
from dawnline_widgets.globe.view.tracking import Still
from dawnline_widgets.theme import tokens

SIZE = (800, 600)
WITHIN_PX = 2.0
EPOCH = Epoch.from_iso("2026-05-31T00:00:00Z")
TIMES_S = (0.0, 31_500.0)  # the second is the full Moon of 08:45
BACKGROUND = np.array(tuple(bytes.fromhex(tokens.BACKGROUND.removeprefix("#"))))
# Seen from far off, the Earth is a disc of 4.8 degrees about the middle of the picture: a camera that looks
# ten degrees past a direction sees it beside that disc.
ASIDE_DEG = 10.0

# Hipparcos, the New Reduction (van Leeuwen 2007, VizieR I/311), at epoch and equinox J2000: right ascension
# (hours), declination (degrees), proper motions (milliarcseconds a year; in right ascension on the sky).
STARS = {
    "Sirius": Star(
        ra_hours=(6, 45, 8.917),
        dec_degrees=(-16, 42, 58.02),
        ra_mas_per_year=-546.01,
        dec_mas_per_year=-1223.07,
    ),
    "Vega": Star(
        ra_hours=(18, 36, 56.336), dec_degrees=(38, 47, 1.28), ra_mas_per_year=200.94, dec_mas_per_year=286.23
    ),
    "Canopus": Star(
        ra_hours=(6, 23, 57.110), dec_degrees=(-52, 41, 44.38), ra_mas_per_year=19.93, dec_mas_per_year=23.24
    ),
    "Rigel": Star(
        ra_hours=(5, 14, 32.272), dec_degrees=(-8, 12, 5.90), ra_mas_per_year=1.31, dec_mas_per_year=0.50
    ),
    "Polaris": Star(
        ra_hours=(2, 31, 49.095), dec_degrees=(89, 15, 50.79), ra_mas_per_year=44.48, dec_mas_per_year=-11.85
    ),
}


def ecef_of(sky: Sky, body: Any, t_s: float) -> NDArray[np.float64]:
    """Return where Skyfield has something, seen from the Earth's middle: (3,) metres."""
    moment = sky.timescale.utc(2026, 5, 31, 0, 0, t_s)
    return np.asarray(sky.bodies["earth"].at(moment).observe(body).apparent().frame_xyz(itrs).m)


def scene_at(t_s: float) -> GlobeScene:
    """Return the sky as the program has it, over an empty Earth."""
    turn_rad = gmst_rad(EPOCH, t_s)
    return replace(
        empty_globe(""),
        t_s=t_s,
        gmst_rad=turn_rad,
        sun_ecef=sun_ecef(EPOCH, t_s, turn_rad),
        moon_ecef=moon_ecef(EPOCH, t_s, turn_rad),
        teme_from_j2000=star_turn(EPOCH, t_s),
        hidden=frozenset({"grid", "borders", "atmosphere"}),
    )


def aside_of(direction: NDArray[np.float64]) -> tuple[float, float]:
    """Return (latitude, longitude) above which a camera sees a direction beside the Earth, degrees."""
    x, y, z = direction / np.linalg.norm(direction)
    lat = -math.degrees(math.asin(z))
    return lat - math.copysign(ASIDE_DEG, lat), math.degrees(math.atan2(-y, -x))


@pytest.fixture(scope="module")
def stars_alone(textures: GlobeTextures) -> GlobeTextures:
    """Return the shipped stars over an Earth without pictures."""
    return replace(plain_textures(), stars=textures.stars)


def pictures(
    scene: GlobeScene, pose: CameraPose, drawn_with: GlobeTextures
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Draw the scene, and the same without its sky."""
    bare = replace(scene, hidden=scene.hidden | {"sky"})
    return tuple(egl.render_rgba(one, pose, SIZE, drawn_with) for one in (scene, bare))  # type: ignore[return-value]


@pytest.mark.parametrize("t_s", TIMES_S)
@pytest.mark.parametrize("name", STARS)
def test_a_star_is_within_two_pixels(sky: Sky, stars_alone: GlobeTextures, name: str, t_s: float) -> None:
    """Earth-fixed. Without the precession since J2000 they would be up to six pixels off."""
    direction = ecef_of(sky, STARS[name], t_s)
    above = aside_of(direction)
    pose = CameraPose(math.radians(above[1]), math.radians(above[0]), MAX_DISTANCE)
    wanted = globe_pixel(direction, above, MAX_DISTANCE, SIZE, far=True)
    picture, bare = pictures(scene_at(t_s), pose, stars_alone)
    found = found_at(picture, bare, near=wanted, reach=7)
    assert apart_px(found, wanted) < WITHIN_PX, (found, wanted)
    assert picture[int(wanted[1]), int(wanted[0]), :3].max() > 150  # and it is bright


def test_among_the_stars_they_stay_while_the_earth_turns(sky: Sky, stars_alone: GlobeTextures) -> None:
    """Inertial: the camera that saw Vega at midnight sees it at the same pixel hours later."""
    start, later = (replace(scene_at(t_s), inertial=True) for t_s in TIMES_S)
    above = aside_of(ecef_of(sky, STARS["Vega"], TIMES_S[0]))
    camera = OrbitCamera(CameraPose(math.radians(above[1]), math.radians(above[0]), MAX_DISTANCE))
    camera.track(Still(), start)
    seen = []
    for scene in (start, later):
        camera.update(scene)
        pose = camera.pose
        assert isinstance(pose, CameraPose)
        wanted = globe_pixel(
            ecef_of(sky, STARS["Vega"], scene.t_s),
            (math.degrees(pose.lat_rad), math.degrees(pose.lon_rad)), MAX_DISTANCE, SIZE, far=True,
        )  # fmt: skip
        found = found_at(*pictures(scene, pose, stars_alone), near=wanted, reach=7)
        assert apart_px(found, wanted) < WITHIN_PX
        seen.append((found, pose.lon_rad))
    assert seen[0][0] == pytest.approx(seen[1][0], abs=0.5)
    assert abs(seen[0][1] - seen[1][1]) > 1.0  # radians: the Earth did turn below


def test_between_the_stars_it_is_dark(sky: Sky, stars_alone: GlobeTextures) -> None:
    """Wherever no star of the catalogue is within eight pixels, space has its plain colour."""
    scene = replace(scene_at(0.0), moon_ecef=None)
    direction = ecef_of(sky, STARS["Vega"], 0.0)
    above = aside_of(direction)
    pose = CameraPose(math.radians(above[1]), math.radians(above[0]), MAX_DISTANCE)
    picture, _ = pictures(scene, pose, stars_alone)
    near_a_star = np.zeros(picture.shape[:2], bool)
    assert scene.teme_from_j2000 is not None
    turned = stars_alone.stars[:, :3].astype(float) @ scene.teme_from_j2000.T.astype(float)
    cos, sin = math.cos(scene.gmst_rad), math.sin(scene.gmst_rad)
    turned = turned @ np.array(((cos, -sin, 0.0), (sin, cos, 0.0), (0.0, 0.0, 1.0)))
    pixels, depth = pose.project(turned * 1e7, SIZE)
    for x, y in pixels[depth > 0]:
        if -8 < x < SIZE[0] + 8 and -8 < y < SIZE[1] + 8:
            near_a_star[max(int(y) - 8, 0) : int(y) + 9, max(int(x) - 8, 0) : int(x) + 9] = True
    rows, columns = np.indices(near_a_star.shape)
    sky_only = np.hypot(columns - SIZE[0] / 2, rows - SIZE[1] / 2) > 95  # the Earth's disc has 80
    dark = sky_only & ~near_a_star
    assert dark.sum() > 100_000
    assert np.abs(picture[dark][:, :3].astype(int) - BACKGROUND).max() <= 1
    assert picture[sky_only & near_a_star].max() > 150


@pytest.mark.parametrize("t_s", TIMES_S)
def test_the_sun_is_within_two_pixels(sky: Sky, stars_alone: GlobeTextures, t_s: float) -> None:
    direction = ecef_of(sky, sky.bodies["sun"], t_s)
    above = aside_of(direction)
    pose = CameraPose(math.radians(above[1]), math.radians(above[0]), MAX_DISTANCE)
    wanted = globe_pixel(direction, above, MAX_DISTANCE, SIZE, far=True)
    picture, _ = pictures(scene_at(t_s), pose, stars_alone)
    disc = np.argwhere(picture[..., :3].min(axis=2) > 235)
    assert apart_px(tuple(disc.mean(axis=0)[::-1] + 0.5), wanted) < WITHIN_PX
    # Its diameter is 0.53 degrees: 8.9 pixels; its edge is soft and glows.
    assert len(disc) == pytest.approx(math.pi * 4.4**2, rel=0.6)


@pytest.mark.parametrize("t_s", TIMES_S)
def test_the_moon_is_within_two_pixels(sky: Sky, stars_alone: GlobeTextures, t_s: float) -> None:
    """Full, so that all of it is lit. It is near enough for the place of the camera to matter.

    At these times; the Almanac's formula errs by 0.08 degrees as a rule, 1.3 pixels, and by 0.4 at its worst.
    """
    place = ecef_of(sky, sky.bodies["moon"], t_s) / EARTH_RADIUS_M
    above = aside_of(place)
    pose = CameraPose(math.radians(above[1]), math.radians(above[0]), MAX_DISTANCE)
    wanted = globe_pixel(place, above, MAX_DISTANCE, SIZE)
    scene = scene_at(t_s)
    moonless = egl.render_rgba(replace(scene, moon_ecef=None), pose, SIZE, stars_alone)
    found = found_at(egl.render_rgba(scene, pose, SIZE, stars_alone), moonless)
    assert apart_px(found, wanted) < WITHIN_PX, (found, wanted)
