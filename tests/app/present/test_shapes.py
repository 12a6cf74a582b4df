"""Shapes of satellites from their buses."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.present.shapes import shapes_of
from dawnline_testing.small_run import small_fleet


def test_the_two_wings_have_the_area_of_the_array() -> None:
    fleet = small_fleet(3)
    shapes = shapes_of(fleet)
    assert shapes is not None
    assert len(shapes.index) == 3
    for index, area_m2 in zip(shapes.index, fleet.bus_column("array_area_m2"), strict=True):
        length_m, width_m = shapes.shapes[index].wing_m
        assert 2 * length_m * width_m == pytest.approx(area_m2)


def test_an_array_of_105_m2_gives_the_wings_that_are_reported_of_v2_mini() -> None:
    fleet = small_fleet(1)
    fleet = replace(fleet, buses=(replace(fleet.buses[0], array_area_m2=104.96),))
    shapes = shapes_of(fleet)
    assert shapes is not None
    assert shapes.shapes[0].wing_m == pytest.approx((12.8, 4.1), rel=0.03)


def test_a_fleet_without_buses_has_no_shapes() -> None:
    assert shapes_of(replace(small_fleet(2), buses=(), bus_of=np.zeros(2, np.int32))) is None
