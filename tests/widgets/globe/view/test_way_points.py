"""Where ways run: from stop to stop, satellites where they are now, fibre along the ground."""

import numpy as np
import pytest

from dawnline_testing.globe_scenes import make_keyframes, unit
from dawnline_widgets.globe.scene import Ways
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.globe.view.way_points import way_points


def ways(satellite: list[int], place: list[tuple[float, float]], starts: list[int]) -> Ways:
    """Return ways over stops; places are only asked where there is no satellite."""
    return Ways(
        "key", "routes", np.array(satellite, np.int64), np.array([unit(*at) for at in place], np.float32),
        np.array(starts, np.int64), "#FFFFFF", 1.0, 2.0,
    )  # fmt: skip


KEYFRAMES = make_keyframes([(0.0, 0.0), (10.0, 20.0)])


def test_a_leg_to_a_satellite_is_straight_and_ends_where_it_is_now() -> None:
    found = way_points(ways([-1, 1], [(0.0, 0.0), (0.0, 0.0)], [0]), KEYFRAMES, 30.0, 0.3)
    (leg,) = found.points
    there = hermite.position_ecef(KEYFRAMES, 1, 30.0, 0.3)
    np.testing.assert_allclose(leg[0], unit(0.0, 0.0), atol=1e-6)
    np.testing.assert_allclose(leg[-1], there, atol=1e-12)
    along = (leg - leg[0]) @ (there - leg[0]) / np.linalg.norm(there - leg[0])
    assert np.linalg.norm(leg - leg[0], axis=1) == pytest.approx(along, abs=1e-9)
    assert not found.fibre[0]


def test_fibre_follows_the_ground_along_the_great_circle() -> None:
    found = way_points(ways([-1, -1], [(0.0, 0.0), (0.0, 90.0)], [0]), KEYFRAMES, 0.0, 0.0)
    (leg,) = found.points
    assert found.fibre[0]
    radius = np.linalg.norm(leg, axis=1)
    assert (radius > 1.0).all()
    assert (radius < 1.005).all()
    assert np.abs(leg[:, 2]).max() < 1e-9
    turned = np.degrees(np.arctan2(leg[:, 1], leg[:, 0]))
    np.testing.assert_allclose(turned, np.linspace(0.0, 90.0, len(leg)), atol=1e-6)


def test_lines_are_apart_and_legs_to_nowhere_are_left_out() -> None:
    two = ways([-1, 0, -1, 1], [(5.0, 5.0)] * 4, [0, 2])
    found = way_points(two, KEYFRAMES, 0.0, 0.0)
    assert found.way.tolist() == [0, 1]
    beyond = way_points(ways([-1, 99, -1, 0], [(5.0, 5.0)] * 4, [0, 2]), KEYFRAMES, 0.0, 0.0)
    assert beyond.way.tolist() == [1]
    assert np.isnan(beyond.stops[1]).all()
