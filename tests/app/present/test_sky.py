"""Sun and Moon of a scene."""

import numpy as np
import pytest

from dawnline.orbits.epoch import Epoch
from dawnline.orbits.frames import gmst_rad
from dawnline.present.sky import moon_ecef, sun_ecef

ECLIPSE = "2024-04-08T18:18:00Z"  # greatest eclipse, NASA Five Millennium Catalog of Solar Eclipses


def test_at_a_solar_eclipse_moon_and_sun_are_in_one_direction_above_mexico() -> None:
    epoch = Epoch.from_iso_utc(ECLIPSE)
    turn_rad = gmst_rad(epoch, 0.0)
    sun, moon = sun_ecef(epoch, 0.0, turn_rad), moon_ecef(epoch, 0.0, turn_rad)
    distance = float(np.linalg.norm(moon))
    assert np.linalg.norm(sun) == pytest.approx(1.0, abs=1e-6)
    assert 56.0 < distance < 64.0  # Earth radii
    apart_deg = np.degrees(np.arccos(float(moon @ sun) / distance))
    assert apart_deg < 0.9  # the shadow passed 0.34 Earth radii from the centre: 0.33 degrees; formula 0.4
    assert np.degrees(np.arctan2(sun[1], sun[0])) == pytest.approx(-94.0, abs=1.0)
