"""Which curves a recording shows, and where its demand is."""

from collections.abc import Callable

import numpy as np
import pytest

from dawnline.orbits.frames import ecef_from_teme, geodetic_from_ecef, gmst_rad, up_ecef
from dawnline.orbits.sun import sun_teme_m
from dawnline.present.cache import SceneCache
from dawnline.present.curves.demand import COLUMNS, ROWS, cell_of, field_of, spread
from dawnline.present.curves.shown import curves_of
from dawnline.present.view import View
from dawnline.recording.recording import Recording

EVERYTHING = View(hidden=frozenset())
T_S = 120.0


@pytest.fixture
def run(make_run: Callable[..., Recording]) -> Recording:
    """Return the small run whose values are known."""
    return make_run()


def test_hidden_layers_make_nothing(run: Recording) -> None:
    assert curves_of(run, T_S, View(), 0, SceneCache()) == ()


@pytest.mark.parametrize("layer", ["terminator", "eclipse", "radiation", "footprints"])
def test_each_layer_makes_its_own_curves(run: Recording, layer: str) -> None:
    hidden = frozenset({"terminator", "eclipse", "radiation", "footprints"}) - {layer}
    curves = curves_of(run, T_S, View(hidden=hidden), 0, SceneCache())
    assert curves
    assert {curve.layer for curve in curves} == {layer}


def test_the_same_moment_makes_nothing_anew(run: Recording) -> None:
    cache = SceneCache()
    first = curves_of(run, T_S, EVERYTHING, 0, cache)
    again = curves_of(run, T_S + 0.1, EVERYTHING, 0, cache)
    assert all(a is b for a, b in zip(first, again, strict=True))
    later = curves_of(run, T_S + 60.0, EVERYTHING, 0, cache)
    assert {curve.key for curve in later}.isdisjoint({c.key for c in first if c.layer != "radiation"})


def test_the_terminator_is_at_right_angles_to_the_sun(run: Recording) -> None:
    only = View(hidden=frozenset({"eclipse", "radiation", "footprints"}))
    (curve,) = curves_of(run, T_S, only, None, SceneCache())
    epoch = run.header.epoch
    sun = ecef_from_teme(sun_teme_m(epoch, T_S), gmst_rad(epoch, T_S))
    elevation = np.arcsin(curve.points @ (sun / np.linalg.norm(sun)))
    assert np.abs(elevation).max() < 1e-6


def test_the_footprint_is_below_the_satellite(run: Recording) -> None:
    only = View(hidden=frozenset({"eclipse", "radiation", "terminator"}))
    service, _ = curves_of(run, T_S, only, 0, SceneCache())
    state = run.header.ephemeris.teme_of(0, np.array([T_S]))
    place_m = ecef_from_teme(state.r_teme_m[0], gmst_rad(run.header.epoch, T_S))
    lat_rad, lon_rad, _ = geodetic_from_ecef(place_m)
    away = service.points @ up_ecef(lat_rad, lon_rad)  # as the ground below it is drawn
    assert np.ptp(away) < 1e-5
    assert away.min() > 0.8


def test_demand_is_where_the_regions_are(run: Recording) -> None:
    field = field_of(run, T_S, SceneCache())
    assert field is not None
    regions = run.header.fleet.regions
    rows, columns = cell_of(np.array([r.lat_rad for r in regions]), np.array([r.lon_rad for r in regions]))
    assert field.level.shape == (ROWS, COLUMNS)
    assert field.level[rows, columns].min() > 0.3
    assert field.level.max() <= 1.0
    assert np.median(field.level) < 0.05


def test_a_bell_has_the_same_size_everywhere() -> None:
    """At 2 and at 62 degrees of latitude, and across 180 degrees, a degree of distance is the same."""
    for row, column in ((29, 40), (9, 0)):
        bell = spread(np.array([row]), np.array([column]), np.ones(1))
        assert np.unravel_index(bell.argmax(), bell.shape) == (row, column)
        assert bell[row + 2, column] == pytest.approx(np.exp(-0.5 * (6.0 / 4.0) ** 2), rel=1e-6)
        lat = np.radians(88.5 - 3.0 * row)
        cosine = np.sin(lat) ** 2 + np.cos(lat) ** 2 * np.cos(np.radians(6.0))
        away_deg = np.degrees(np.arccos(cosine))
        assert bell[row, column - 2] == pytest.approx(np.exp(-0.5 * (away_deg / 4.0) ** 2), rel=1e-6)
