"""What a solar array gives: sunlight, area, ageing. How it follows the Sun is in ``kernels/formulas.py``."""

from dawnline.orbits.constants import AU_M

# Total solar irradiance at 1 AU, W/m2 (IAU 2015 nominal value).
SOLAR_CONSTANT_W_M2 = 1361.0


def irradiance_w_m2(sun_distance_m: float) -> float:
    """Return the Sun's irradiance at a distance: S0 / d^2, d in astronomical units."""
    return SOLAR_CONSTANT_W_M2 * (AU_M / sun_distance_m) ** 2


def rated_power_w(area_m2: float, efficiency: float, packing: float, pointing: float, lost: float) -> float:
    """Return what an array gives at 1 AU, face to the Sun, in W.

    ``lost`` is the share of the power that ageing has taken away.
    """
    return SOLAR_CONSTANT_W_M2 * area_m2 * efficiency * packing * pointing * (1.0 - lost)
