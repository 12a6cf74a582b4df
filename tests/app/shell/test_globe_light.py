"""Day and night in the picture, by the Sun of Skyfield: terminator, twilight, cities that shine at night."""

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from skyfield.framelib import itrs

from dawnline.orbits.epoch import Epoch
from dawnline.orbits.frames import gmst_rad
from dawnline.present.empty_globe import empty_globe
from dawnline.present.sky import sun_ecef
from dawnline_testing.referee import focal_px, map_pixel
from dawnline_testing.sky import Sky
from dawnline_widgets.globe.draw import egl
from dawnline_widgets.globe.draw.images import GlobeTextures, plain_textures
from dawnline_widgets.globe.draw.painted_map import PaintedMap
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.camera import HOME_DISTANCE, CameraPose

SIZE = (720, 360)
CELL_PX = {"drawn": 1, "painted": 2}  # the painted map's ground is made of squares
HEIGHT = 6.4  # the whole map is seen
EPOCH = Epoch.from_iso("2026-05-30T00:00:00Z")
HOURS = (3.0, 10.0, 17.0)
OFF = frozenset({"grid", "borders", "sky"})
PLAIN = plain_textures()
# Half as bright as a low Sun makes it, the ground has the Sun between these altitudes: from the end of civil
# twilight to as far on the other side. Refraction and the Sun's size are not drawn.
DUSK_DEG, DAWN_DEG = -6.0, 6.0
# Cities whose lights are among the brightest, in the east, in the middle and in the west.
CITIES = {"Tokyo": (35.69, 139.75), "Cairo": (30.06, 31.24), "Chicago": (41.88, -87.75)}


def sun_of(sky: Sky, hours: float) -> NDArray[np.float64]:
    """Return the direction of Skyfield's Sun, (3,) ECEF."""
    moment = sky.timescale.utc(2026, 5, 30, hours)
    r = sky.bodies["earth"].at(moment).observe(sky.bodies["sun"]).apparent().frame_xyz(itrs).m
    return np.asarray(r / np.linalg.norm(r))


def scene_at(hours: float) -> GlobeScene:
    """Return what the program knows of the light then."""
    turn_rad = gmst_rad(EPOCH, hours * 3600.0)
    sun = sun_ecef(EPOCH, hours * 3600.0, turn_rad)
    return replace(empty_globe(""), gmst_rad=turn_rad, sun_ecef=sun, hidden=empty_globe("").hidden | OFF)


def picture(scene: GlobeScene, pose: CameraPose, way: str, textures: GlobeTextures) -> NDArray[np.float64]:
    """Return the brightness of each pixel (h, w), 0 to 255."""
    if way == "painted":
        rgba = PaintedMap(textures.earth).picture(scene, pose, SIZE)
    else:
        rgba = egl.render_rgba(scene, pose, SIZE, textures)
    return np.asarray(rgba[..., :3].mean(axis=2))


def altitude_deg(
    sun: NDArray[np.float64], lat_deg: float, lon_deg: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how high the Sun stands above places of one parallel."""
    lat, lon = math.radians(lat_deg), np.radians(lon_deg)
    up = math.cos(lat) * (np.cos(lon) * sun[0] + np.sin(lon) * sun[1]) + math.sin(lat) * sun[2]
    return np.degrees(np.arcsin(up))


@pytest.mark.parametrize("way", ["drawn", "painted"])
@pytest.mark.parametrize("hours", HOURS)
def test_on_a_map_day_and_night_meet_where_the_sun_is_on_the_horizon(
    sky: Sky, hours: float, way: str
) -> None:
    """Along rows of a plain Earth: brighter the higher the Sun stands, and alike at both ends of the day."""
    pose = CameraPose(0.0, 0.0, 1.0 + HEIGHT, 1.0)
    light = picture(scene_at(hours), pose, way, PLAIN)
    sun = sun_of(sky, hours)
    deg_a_pixel = math.degrees(HEIGHT / focal_px(SIZE))
    for lat_deg in (-40.0, 0.0, 25.0, 55.0):
        row = light[int(map_pixel(lat_deg, 0.0, (0.0, 0.0), HEIGHT, SIZE, "equirectangular")[1])]
        lon_deg = (np.arange(SIZE[0]) + 0.5 - SIZE[0] / 2) * deg_a_pixel
        on_map = np.abs(lon_deg) < 179.0
        high_deg = altitude_deg(sun, lat_deg, lon_deg)
        night, noon = row[on_map & (high_deg < -12.0)], row[on_map & (high_deg > 20.0)]
        assert night.max() < 0.35 * noon.min()
        assert np.ptp(night) < 2.0  # all of the night is as dark
        # Twilight: brighter and brighter, without a step.
        low = on_map & (high_deg > -12.0) & (high_deg < 20.0)
        rising = row[low][np.argsort(high_deg[low])]
        assert np.diff(rising).min() > -2.0
        assert np.diff(rising).max() < 0.3 * (rising[-1] - rising[0])
        half = 0.5 * (night.mean() + row[on_map & (np.abs(high_deg - 12.0) < 2.0)].mean())
        edges = np.flatnonzero(np.diff((row > half)[on_map].astype(int)))
        assert len(edges) == 2
        there = 0.5 * (high_deg[on_map][edges] + high_deg[on_map][edges + 1])
        assert ((there > DUSK_DEG) & (there < DAWN_DEG)).all(), there
        # As high at the one end of the day as at the other, to a pixel: so the Sun is where Skyfield has it.
        a_pixel = CELL_PX[way] * np.abs(np.gradient(high_deg[on_map]))[edges].max()
        assert abs(there[0] - there[1]) < a_pixel, (lat_deg, there)


@pytest.mark.parametrize("hours", HOURS)
def test_from_above_the_terminator_the_day_ends_in_the_middle(sky: Sky, hours: float) -> None:
    """On the globe: within twilight of the place where Skyfield's Sun is on the horizon."""
    sun = sun_of(sky, hours)
    evening = math.atan2(sun[1], sun[0]) + math.pi / 2
    pose = CameraPose(evening, 0.0, HOME_DISTANCE)
    row = picture(scene_at(hours), pose, "drawn", PLAIN)[SIZE[1] // 2]
    radius = focal_px(SIZE) / math.sqrt(HOME_DISTANCE**2 - 1.0)  # of the disc, pixels
    across = (np.arange(SIZE[0]) + 0.5 - SIZE[0] / 2) / radius
    disc = np.abs(across) < 0.9
    # East is right, and there it is night already: the altitude falls from left to right.
    bright = row > 0.5 * (row[disc].max() * 0.5 + row[disc].min())
    edges = np.flatnonzero(np.diff(bright[disc].astype(int)))
    assert bright[disc][0]
    assert not bright[disc][-1]
    assert len(edges) == 1
    x = SIZE[0] / 2 + across[disc][edges[0]] * radius
    ground = pose.ground((x, SIZE[1] / 2), SIZE)
    assert ground is not None
    assert DUSK_DEG < math.degrees(math.asin(float(ground @ sun))) < DAWN_DEG


@pytest.mark.parametrize("way", ["globe", "equirectangular", "Equal Earth", "painted"])
@pytest.mark.parametrize("city", CITIES)
def test_a_city_shines_by_night_and_not_by_day(
    sky: Sky, textures: GlobeTextures, city: str, way: str
) -> None:
    """Its lights are what the layer adds: much where Skyfield's Sun is far down, nothing where it is up."""
    lat, lon = CITIES[city]
    distance = 1.5
    if way == "globe":
        pose = CameraPose(math.radians(lon), math.radians(lat), distance)
    else:
        pose = CameraPose(math.radians(lon), math.radians(lat), distance, 1.0, float(way == "Equal Earth"))
    told = set()
    for hours in range(0, 24, 4):
        scene = scene_at(float(hours))
        lit, unlit = (
            picture(replace(scene, hidden=scene.hidden | extra), pose, way, textures)
            for extra in (frozenset(), frozenset({"lights"}))
        )
        rows, columns = slice(SIZE[1] // 2 - 3, SIZE[1] // 2 + 4), slice(SIZE[0] // 2 - 3, SIZE[0] // 2 + 4)
        gain = float((lit - unlit)[rows, columns].mean())
        high_deg = float(altitude_deg(sun_of(sky, float(hours)), lat, np.array([lon]))[0])
        if high_deg < -12.0:
            assert gain > 60.0, (hours, high_deg)
            assert lit[rows, columns].mean() > 2.0 * unlit[rows, columns].mean()
            told.add("night")
        elif high_deg > 12.0:
            assert abs(gain) < 0.5, (hours, high_deg)
            told.add("day")
    assert told == {"night", "day"}
