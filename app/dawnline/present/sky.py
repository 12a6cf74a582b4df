"""Sun, Moon and stars as the globe shows them."""

import numpy as np

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.frames import ecef_from_teme
from dawnline.orbits.moon import moon_teme_m
from dawnline.orbits.precession import teme_from_j2000
from dawnline.orbits.sun import sun_teme_m
from dawnline_widgets.globe.scene import F32


def sun_ecef(epoch: Epoch, t_s: float, gmst_rad: float) -> F32:
    """Return the direction of the Sun, a unit vector (3,)."""
    sun_m = ecef_from_teme(sun_teme_m(epoch, t_s), gmst_rad)
    return np.asarray(sun_m / np.linalg.norm(sun_m), np.float32)


def moon_ecef(epoch: Epoch, t_s: float, gmst_rad: float) -> F32:
    """Return the place of the Moon (3,), Earth radii."""
    return np.asarray(ecef_from_teme(moon_teme_m(epoch, t_s), gmst_rad) / EARTH_RADIUS_M, np.float32)


def star_turn(epoch: Epoch, t_s: float) -> F32:
    """Return (3, 3): how the stars of J2000 stand to the equator and equinox of the day."""
    return np.asarray(teme_from_j2000(epoch, t_s), np.float32)
