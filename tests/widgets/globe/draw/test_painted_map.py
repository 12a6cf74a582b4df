"""The map without OpenGL: day and night lie where the Sun says, marks where the camera says."""

import numpy as np
import pytest

from dawnline_testing.globe_scenes import Make, unit
from dawnline_widgets.globe.draw.images import GlobeTextures
from dawnline_widgets.globe.draw.painted_map import PaintedMap
from dawnline_widgets.globe.view.camera import CameraPose

SIZE = (640, 400)
VIEW = CameraPose(0.4, 0.0, 6.5, 1.0, 0.0)


def test_day_and_night_are_where_the_sun_says(make: Make, textures: GlobeTextures) -> None:
    picture = PaintedMap(textures.earth).picture(make(sun=(0.0, 10.0)), VIEW, SIZE)
    places = {"day": unit(20.0, 20.0), "night": unit(-10.0, -150.0)}
    light = {}
    for name, place in places.items():
        x, y = VIEW.project(place[None], SIZE)[0][0]
        light[name] = picture[int(y) - 2 : int(y) + 3, int(x) - 2 : int(x) + 3, :3].mean()
    assert light["day"] > 40.0
    assert light["night"] < 10.0


def test_a_site_and_a_satellite_are_at_their_places_to_a_pixel(make: Make, textures: GlobeTextures) -> None:
    scene = make([(-40.0, -120.0)], sun=(0.0, 60.0), pins=(("Memphis", 35.1, -90.0, 9.0),))
    picture = PaintedMap(textures.earth).picture(scene, VIEW, SIZE).astype(int)
    empty = PaintedMap(textures.earth).picture(make(sun=(0.0, 60.0)), VIEW, SIZE).astype(int)
    changed = np.argwhere(np.abs(picture - empty).max(axis=2) > 10)
    for place in (unit(35.1, -90.0), unit(-40.0, -120.0)):
        x, y = VIEW.project(place[None], SIZE)[0][0]
        near = changed[(np.abs(changed - (y, x)) < 6).all(axis=1)]
        assert len(near) >= 9
        assert near.mean(axis=0) == pytest.approx((y, x), abs=1.0)


def test_only_a_map_can_be_painted(make: Make, textures: GlobeTextures) -> None:
    with pytest.raises(ValueError, match="equirectangular"):
        PaintedMap(textures.earth).picture(make(), CameraPose(), SIZE)
