"""Terminator, shadow, footprints and the anomaly against closed forms."""

import math

import numpy as np
import pytest

from dawnline.orbits.constants import AU_M, EARTH_RADIUS_M
from dawnline.orbits.shadow import sunlit_frac
from dawnline.present.curves.eclipse import eclipse, umbra_circle
from dawnline.present.curves.footprint import SERVICE_ELEVATION_RAD, footprints, reach_rad
from dawnline.present.curves.radiation import radiation
from dawnline.present.curves.terminator import terminator

FLOAT32 = 3e-7
SUN = np.array((0.6, -0.64, 0.48))


def test_on_the_terminator_the_sun_stands_on_the_horizon() -> None:
    curve = terminator(SUN, "key")
    assert np.abs(curve.points @ SUN).max() < FLOAT32
    assert np.abs(np.linalg.norm(curve.points, axis=1) - 1.0).max() < FLOAT32
    assert np.allclose(curve.points[0], curve.points[-1], atol=FLOAT32)


@pytest.mark.parametrize("radius", [1.05, 1.0862, 2.0, 6.6])
def test_the_umbra_ends_at_its_circle(radius: float) -> None:
    behind, wide = umbra_circle(radius, AU_M)
    assert math.hypot(behind, wide) == pytest.approx(radius, rel=1e-12)
    turned = math.atan2(wide, behind)
    for nudge, dark in ((-2e-5, True), (2e-5, False)):  # radians, a hundredth of the penumbra and less
        angle = turned + nudge
        r_m = np.array([(-radius * math.cos(angle), radius * math.sin(angle), 0.0)]) * EARTH_RADIUS_M
        lit = sunlit_frac(r_m, np.array((AU_M, 0.0, 0.0)))[0]
        assert (lit == 0.0) == dark, (radius, nudge, lit)


def test_the_cone_goes_from_the_ground_to_the_circle() -> None:
    curve = eclipse(SUN, AU_M, 1.0862, "key")
    radii = np.linalg.norm(curve.points, axis=1)
    assert radii[: curve.starts[1]] == pytest.approx(1.0862, abs=1e-6)
    assert radii[curve.starts[1:]] == pytest.approx(1.0, abs=1e-6)
    assert radii[curve.starts[2:] - 1] == pytest.approx(1.0862, abs=1e-6)


@pytest.mark.parametrize("elevation_rad", [0.0, SERVICE_ELEVATION_RAD])
def test_at_the_edge_of_a_footprint_the_satellite_stands_at_that_elevation(elevation_rad: float) -> None:
    radius = 1.0 + 550_000.0 / EARTH_RADIUS_M
    angle = float(reach_rad(radius, elevation_rad))
    if elevation_rad == 0.0:
        assert angle == pytest.approx(math.acos(1.0 / radius), rel=1e-12)
    else:
        assert angle * EARTH_RADIUS_M == pytest.approx(941_000.0, abs=1_000.0)  # 550 km, 25 degrees
    place = SUN * radius
    service, horizon = footprints(place[None], "key")
    curve = horizon if elevation_rad == 0.0 else service
    ground = curve.points.astype(np.float64)
    up = place - ground
    elevation = np.arcsin(np.einsum("ij,ij->i", up, ground) / np.linalg.norm(up, axis=1))
    assert np.abs(elevation - elevation_rad).max() < 2e-6


def test_a_satellite_that_is_nowhere_has_no_footprint() -> None:
    assert footprints(np.full((1, 3), np.nan), "key") == ()
    both = footprints(np.array([SUN * 1.08, (np.nan,) * 3, SUN[::-1] * 1.08]), "key")
    assert [len(curve.starts) for curve in both] == [2, 2]


def test_the_anomaly_is_closed_and_within_its_bounds() -> None:
    curve = radiation()
    lat = np.degrees(np.arcsin(curve.points[:, 2]))
    lon = np.degrees(np.arctan2(curve.points[:, 1], curve.points[:, 0]))
    assert (lat.min(), lat.max()) == pytest.approx((-50.0, 0.0), abs=0.05)
    assert (lon.min(), lon.max()) == pytest.approx((-90.0, 40.0), abs=0.05)
    assert np.allclose(curve.points[0], curve.points[-1], atol=FLOAT32)
