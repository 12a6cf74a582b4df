"""Regions: what a rectangle or a lasso holds is what is seen within it, on the globe and on maps."""

import math

import numpy as np
import pytest

from dawnline_testing.globe_scenes import Make
from dawnline_widgets.globe.hand.pick import satellite_pixels
from dawnline_widgets.globe.hand.region import Region, satellites_in
from dawnline_widgets.globe.view.camera import CameraPose

SIZE = (640.0, 480.0)
VIEWS = {
    "globe": CameraPose(0.0, 0.0, 4.1),
    "equirectangular": CameraPose(0.3, 0.0, 8.0, 1.0, 0.0),
    "equal-earth": CameraPose(0.3, 0.0, 8.0, 1.0, 1.0),
}
PLACES = [(lat, lon) for lat in range(-80, 81, 8) for lon in range(-180, 180, 9)]


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_a_rectangle_holds_exactly_what_is_seen_in_it(make: Make, view: CameraPose) -> None:
    scene = make([(float(lat), float(lon)) for lat, lon in PLACES])
    region = Region("rectangle", (420.0, 300.0), "replace")
    region.to((250.0, 180.0))
    found = satellites_in(scene, view, SIZE, region.outline)
    pixels = satellite_pixels(scene, view, SIZE)
    with np.errstate(invalid="ignore"):
        inside = (pixels >= (250.0, 180.0)).all(axis=1) & (pixels <= (420.0, 300.0)).all(axis=1)
    assert 10 < len(found) < len(PLACES) / 2
    assert found.tolist() == np.flatnonzero(inside).tolist()


def test_a_lasso_holds_a_disc(make: Make) -> None:
    scene = make([(float(lat), float(lon)) for lat, lon in PLACES])
    view = VIEWS["globe"]
    region = Region("lasso", (380.0, 240.0), "add")
    for step in range(1, 60):
        angle = 2 * math.pi * step / 60
        region.to((320.0 + 60.0 * math.cos(angle), 240.0 + 60.0 * math.sin(angle)))
    found = satellites_in(scene, view, SIZE, region.outline)
    away = np.linalg.norm(satellite_pixels(scene, view, SIZE) - (320.0, 240.0), axis=1)
    surely, perhaps = np.flatnonzero(away < 59.0), np.flatnonzero(away < 60.0)
    assert len(surely) > 5
    assert set(surely) <= set(found.tolist()) <= set(perhaps)


def test_a_lasso_that_crosses_itself_leaves_out_what_it_goes_round_twice(make: Make) -> None:
    """Twice round the same square: the even-odd rule holds nothing."""
    scene = make([(0.0, 0.0)])
    square = np.array(((300.0, 220.0), (340.0, 220.0), (340.0, 260.0), (300.0, 260.0)))
    assert satellites_in(scene, VIEWS["globe"], SIZE, square).tolist() == [0]
    assert satellites_in(scene, VIEWS["globe"], SIZE, np.concatenate((square, square))).tolist() == []


def test_what_the_earth_hides_or_a_layer_hides_is_not_caught(make: Make) -> None:
    everything = np.array(((0.0, 0.0), (640.0, 0.0), (640.0, 480.0), (0.0, 480.0)))
    scene = make([(0.0, 0.0), (0.0, 180.0)])
    assert satellites_in(scene, VIEWS["globe"], SIZE, everything).tolist() == [0]
    hidden = make([(0.0, 0.0)], hidden=frozenset({"satellites"}))
    assert satellites_in(hidden, VIEWS["globe"], SIZE, everything).tolist() == []
