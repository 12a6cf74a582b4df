"""Perigees: of generated orbits exactly, of real ones as the sgp4 package has them."""

import numpy as np
import pytest
from sgp4.api import Satrec

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.element_sets import KeplerElements
from dawnline.orbits.elements import parse_elements
from dawnline.orbits.perigee import perigee_m
from dawnline_testing.data import shared_data
from dawnline_testing.small_scenario import ring

WGS72_RADIUS_M = 6_378_135.0


def test_a_circle_is_as_low_as_it_is_high_and_an_ellipse_lower() -> None:
    circle = ring(2, altitude_m=350e3)
    ellipse = KeplerElements(("e",), np.array([7.0e6]), np.array([0.05]), *(np.zeros(1) for _ in range(4)))
    told = perigee_m((circle, ellipse))
    assert told == pytest.approx([350e3, 350e3, 7.0e6 * 0.95 - EARTH_RADIUS_M], abs=1e-3)
    assert len(perigee_m(())) == 0


@pytest.mark.parametrize("name", ["starlink_2026-05-30", "stations_2026-05-30"])
def test_real_ones_are_those_of_sgp4(name: str) -> None:
    text = shared_data(f"tle/{name}.tle").read_text(encoding="ascii")
    elements, _ = parse_elements(text)
    lines = text.splitlines()
    records = [Satrec.twoline2rv(*lines[k + 1 : k + 3]) for k in range(0, len(lines), 3)]
    theirs_m = np.array([record.altp for record in records]) * WGS72_RADIUS_M
    assert np.abs(perigee_m((elements,)) - theirs_m).max() < 5e3
