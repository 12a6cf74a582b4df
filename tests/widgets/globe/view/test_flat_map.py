"""Flat maps: the published values of Equal Earth, equal areas, and the way back from the picture."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.globe.view.flat_map import half_extent, xy_of

SIZE = (1280.0, 800.0)
lons = st.floats(-math.pi + 1e-6, math.pi - 1e-6)
lats = st.floats(-math.pi / 2 + 1e-6, math.pi / 2 - 1e-6)
kinds = st.sampled_from((0.0, 1.0))


def test_equal_earth_has_the_published_extent() -> None:
    """The paper gives width to height of 2.05458 and, for a unit sphere, a half width of 2.70663."""
    wide, tall = half_extent(1.0)
    assert wide == pytest.approx(2.70663, abs=5e-6)
    assert wide / tall == pytest.approx(2.05458, abs=5e-6)


@given(lats)
def test_equal_earth_keeps_areas(lat: float) -> None:
    """A radian of longitude by a sliver of latitude has the area it has on the sphere: cos(lat)."""
    if abs(lat) > 1.5:
        return
    step = 1e-5
    low, high = (xy_of(1.0, np.array((1.0,)), np.array((lat + off,)))[0] for off in (-step, step))
    area = 0.5 * (low[0] + high[0]) * (high[1] - low[1]) / (2 * step)
    assert area == pytest.approx(math.cos(lat), rel=1e-4)  # the polynomial's own error


@given(lons, lats, kinds, lons, st.floats(1.5, 12.0))
def test_the_ground_under_a_pixel_of_a_map_is_what_was_put_there(
    lon: float, lat: float, kind: float, middle: float, distance: float
) -> None:
    pose = CameraPose(middle, 0.2, distance, 1.0, kind)
    place = np.array((math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)))
    pixels, depth = pose.project(place[None], SIZE)
    assert depth[0] == pytest.approx(distance - 1.0)
    found = pose.ground((float(pixels[0, 0]), float(pixels[0, 1])), SIZE)
    if found is None:  # rounding put it over the edge
        edge = abs(abs(math.remainder(lon - middle, 2 * math.pi)) - math.pi) < 1e-6
        assert edge or abs(abs(lat) - math.pi / 2) < 1e-5
        return
    assert float(found @ place) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("kind", [0.0, 1.0])
def test_beside_the_map_there_is_no_ground(kind: float) -> None:
    pose = CameraPose(0.0, 0.0, 9.0, 1.0, kind)
    assert pose.ground((640.0, 400.0), SIZE) is not None
    assert pose.ground((640.0, 4.0), SIZE) is None
    assert pose.ground((2.0, 400.0), SIZE) is None


def test_nothing_is_behind_a_map_and_half_unrolled_it_lies_between() -> None:
    point = np.array(((-1.1, 0.0, 0.2),))
    globe, sheet = CameraPose(0.0, 0.0, 4.1), CameraPose(0.0, 0.0, 4.1, 1.0)
    assert globe.behind_earth(point)[0]
    assert not sheet.behind_earth(point)[0]
    half = CameraPose(0.0, 0.0, 4.1, 0.5).local(point)
    assert half == pytest.approx((globe.local(point) + sheet.local(point)) / 2)
