"""What a solar array gives: sunlight, attitude and ageing."""

from collections.abc import Callable

import numpy as np

from dawnline.fleet.bus import Tracking
from dawnline.orbits.constants import AU_M
from dawnline.sim.arrays import Bools, Floats

# Total solar irradiance at 1 AU, W/m2 (IAU 2015 nominal value).
SOLAR_CONSTANT_W_M2 = 1361.0


def irradiance_w_m2(sun_distance_m: float) -> float:
    """Return the Sun's irradiance at a distance: S0 / d^2, d in astronomical units."""
    return SOLAR_CONSTANT_W_M2 * (AU_M / sun_distance_m) ** 2


def rated_power_w(
    area_m2: Floats, efficiency: Floats, packing: Floats, pointing: Floats, lost: Floats
) -> Floats:
    """Return what arrays give at 1 AU, face to the Sun, in W, all (n,).

    ``lost`` is the share of the power that ageing has taken away.
    """
    return SOLAR_CONSTANT_W_M2 * area_m2 * efficiency * packing * pointing * (1.0 - lost)


def sun_tracking_cosine(zenith_cosine: Floats, beta_sine: Floats) -> Floats:
    """Return cos(theta) of a two-axis gimbal: always one."""
    del beta_sine
    return np.ones_like(zenith_cosine)


def single_axis_cosine(zenith_cosine: Floats, beta_sine: Floats) -> Floats:
    """Return cos(theta) of a wing that turns about the orbit normal: the cosine of the beta angle."""
    del zenith_cosine
    return np.asarray(np.sqrt(np.maximum(0.0, 1.0 - beta_sine * beta_sine)))


def body_fixed_cosine(zenith_cosine: Floats, beta_sine: Floats) -> Floats:
    """Return cos(theta) of a panel on the zenith side of a craft that keeps its other side to the Earth.

    That the panel looks to zenith is our assumption: it is the side that a nadir-pointing craft has free.
    """
    del beta_sine
    return np.maximum(0.0, zenith_cosine)


COSINES: dict[Tracking, Callable[[Floats, Floats], Floats]] = {
    "sun-tracking": sun_tracking_cosine,
    "single-axis": single_axis_cosine,
    "body-fixed": body_fixed_cosine,
}


def array_cosine(trackers: dict[Tracking, Bools], zenith_cosine: Floats, beta_sine: Floats) -> Floats:
    """Return cos(theta) of every satellite's array (n,), by how it follows the Sun.

    Parameters
    ----------
    trackers : for each mode in use, (n,) true where a satellite has it.
    zenith_cosine : (n,) cosine of the angle between the Sun and the satellite's zenith.
    beta_sine : (n,) sine of the Sun's height over the orbital plane.
    """
    cosine = np.ones_like(zenith_cosine)
    for mode, own in trackers.items():
        if mode != "sun-tracking":
            np.copyto(cosine, COSINES[mode](zenith_cosine, beta_sine), where=own)
    return cosine
