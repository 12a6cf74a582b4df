"""Sun and Moon as the globe shows them, Earth-fixed."""

import numpy as np

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.frames import ecef_from_teme
from dawnline.orbits.moon import moon_teme_m
from dawnline.orbits.sun import sun_teme_m
from dawnline_widgets.globe.scene import F32


def sun_ecef(epoch: Epoch, t_s: float, gmst_rad: float) -> F32:
    """Return the direction of the Sun, a unit vector (3,)."""
    sun_m = ecef_from_teme(sun_teme_m(epoch, t_s), gmst_rad)
    return np.asarray(sun_m / np.linalg.norm(sun_m), np.float32)


def moon_ecef(epoch: Epoch, t_s: float, gmst_rad: float) -> F32:
    """Return the place of the Moon (3,), Earth radii."""
    return np.asarray(ecef_from_teme(moon_teme_m(epoch, t_s), gmst_rad) / EARTH_RADIUS_M, np.float32)
