"""Routes and gateways in the picture: where they run, which way, what hides them."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline_testing.globe_scenes import SIZE, Draw, Make, unit
from dawnline_widgets.globe.hand.pick import pick
from dawnline_widgets.globe.scene import Field, GlobeScene, Pins, Ways
from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.theme import tokens

POSE = CameraPose(0.0, 0.0, 4.1)
ENDS = ((0.0, -25.0), (0.0, 25.0))


def route(*places: tuple[float, float], **changes: object) -> Ways:
    """Return a route over places on the ground."""
    given = Ways(
        places, "routes", np.full(len(places), -1, np.int64),
        np.array([unit(*place) for place in places], np.float32), np.zeros(1, np.int64), tokens.ACCENT, 1.0,
        4.0, directed=True, dots=True,
    )  # fmt: skip
    return replace(given, **changes)


def warm(picture: np.ndarray) -> np.ndarray:
    """Return how much more red than blue each pixel is."""
    return picture[..., 0] - picture[..., 2]


def pixel(lat: float, lon: float) -> tuple[int, int]:
    """Return row and column of a place."""
    (at,), _ = POSE.project(unit(lat, lon)[None] * 1.002, SIZE)
    return round(at[1]), round(at[0])


@pytest.fixture
def night(make: Make) -> GlobeScene:
    """Return a dark Earth without anything on it."""
    return make(sun=(0.0, 180.0), hidden=frozenset({"grid", "borders", "lights", "sky"}))


def test_a_route_is_drawn_from_end_to_end_and_not_beside(night: GlobeScene, draw: Draw) -> None:
    before = warm(draw(night, POSE))
    after = warm(draw(replace(night, ways=(route(*ENDS),)), POSE))
    row, left = pixel(0.0, -24.0)
    _, right = pixel(0.0, 24.0)
    lit = (after - before)[row - 2 : row + 3, left:right].max(axis=0) > 60
    assert lit.mean() > 0.4  # fibre is dotted
    assert lit[: len(lit) // 4].any()
    assert lit[-len(lit) // 4 :].any()
    assert (after - before)[row + 20 :].max() < 10


def test_without_its_layer_there_is_no_route(night: GlobeScene, draw: Draw) -> None:
    hidden = replace(night, ways=(route(*ENDS),), hidden=night.hidden | {"routes"})
    np.testing.assert_array_equal(draw(hidden, POSE), draw(night, POSE))


def test_the_earth_nearly_hides_what_is_behind_it(night: GlobeScene, draw: Draw) -> None:
    behind = draw(replace(night, ways=(route((0.0, 155.0), (0.0, -155.0)),)), POSE) - draw(night, POSE)
    before = draw(replace(night, ways=(route(*ENDS),)), POSE) - draw(night, POSE)
    assert 0 < behind.max() < 0.4 * before.max()


def test_marks_move_forwards_with_the_phase_and_come_round(night: GlobeScene, draw: Draw) -> None:
    scenes = [replace(night, ways=(route(*ENDS),), phase=phase) for phase in (0.0, 0.25, 1.0)]
    still, moved, round_ = (draw(scene, POSE)[..., :3].sum(axis=2) for scene in scenes)
    np.testing.assert_array_equal(still, round_)
    row, left = pixel(0.0, -20.0)
    _, right = pixel(0.0, 20.0)
    # Above the line there are only the wings of the chevrons.
    wings = [picture[row - 4, left:right].astype(float) for picture in (still, moved)]
    shifts = [np.corrcoef(wings[0][: len(wings[0]) - by], wings[1][by:])[0, 1] for by in range(20)]
    assert 6 <= int(np.argmax(shifts)) <= 11  # a quarter of 34 pixels, to the right


def test_an_undirected_way_has_no_marks(night: GlobeScene, draw: Draw) -> None:
    plain = replace(night, ways=(route(*ENDS, directed=False, dots=False),))
    np.testing.assert_array_equal(draw(plain, POSE), draw(replace(plain, phase=0.5), POSE))


def gateways(**changes: object) -> Pins:
    """Return one gateway in the middle of the picture."""
    given = Pins(
        "gateway", np.array([unit(0.0, 0.0)], np.float32), np.array([14.0], np.float32),
        np.array([np.nan], np.float32), "sequential", ("Cork",),
    )  # fmt: skip
    return replace(given, **changes)


def test_a_gateway_is_a_square_on_its_tip(night: GlobeScene, draw: Draw) -> None:
    scene = replace(night, gateways=gateways())
    change = np.abs(draw(scene, POSE) - draw(night, POSE))[..., :3].max(axis=2)
    row, column = pixel(0.0, 0.0)
    reach = 6
    assert change[row, column - reach - 1 : column - reach + 2].max() > 60  # its tip
    assert change[row - reach, column - reach] < 20  # where a square's corner would be
    hidden = replace(scene, hidden=night.hidden | {"gateways"})
    np.testing.assert_array_equal(draw(hidden, POSE), draw(night, POSE))


def test_a_gateway_is_picked_where_it_is_and_not_while_it_is_hidden(make: Make) -> None:
    scene = replace(make([(0.0, 0.0)]), gateways=gateways())
    middle = (SIZE[0] / 2, SIZE[1] / 2)
    assert pick(scene, POSE, SIZE, middle) == ("gateway", 0)
    off = replace(scene, hidden=frozenset({"gateways"}))
    assert pick(off, POSE, SIZE, middle) == ("satellite", 0)
    assert pick(scene, POSE, SIZE, (middle[0] + 40.0, middle[1])) is None


def test_an_even_field_covers_what_is_low_too(night: GlobeScene, draw: Draw) -> None:
    level = np.zeros((4, 8), np.float32)
    level[:2] = np.nan
    low = Field("low", "latency", level, "sequential", 0.8)
    even = Field("even", "latency", level, "sequential", 0.8, even=True)
    plain = draw(night, POSE)
    assert np.abs(draw(replace(night, field=low), POSE) - plain).max() <= 1
    change = np.abs(draw(replace(night, field=even), POSE) - plain)[..., :3].max(axis=2)
    south, north = pixel(-30.0, 0.0), pixel(40.0, 0.0)
    assert change[south] > 20
    assert change[north] <= 1
