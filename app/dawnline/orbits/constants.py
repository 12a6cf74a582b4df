"""Numbers of the Earth, the Sun and light that the orbit rooms share, in SI units.

WGS-84 is for generated orbits and for the ground; SGP4 has its own WGS-72 inside. The two are never
mixed in one propagation.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ellipsoid:
    """A reference ellipsoid: equatorial radius in metres and flattening."""

    radius_m: float
    flattening: float


# NIMA TR8350.2, third edition (2000), tables 3.1 to 3.4.
WGS84 = Ellipsoid(6_378_137.0, 1.0 / 298.257223563)
MU_M3_S2 = 398_600.4418e9
EARTH_RADIUS_M = WGS84.radius_m
EARTH_ROTATION_RAD_S = 7.2921159e-5
# Vallado, Fundamentals of Astrodynamics (4th ed. 2013), appendix D: J2 of EGM-96 (unnormalised).
J2 = 1.08262668e-3

# IAU 2012 resolution B2; IAU 2015 resolution B3 (nominal solar radius); SI.
AU_M = 149_597_870_700.0
SUN_RADIUS_M = 695_700_000.0
# Archinal et al. (2018), report of the IAU working group on cartographic coordinates 2015: mean radius.
MOON_RADIUS_M = 1_737_400.0
LIGHT_M_S = 299_792_458.0

# IERS Conventions (2010), table 1.1 gives the length of the day; the tropical year is J2000's.
DAY_S = 86_400.0
TROPICAL_YEAR_S = 365.2422 * DAY_S
J2000_JD = 2_451_545.0
JULIAN_CENTURY_DAYS = 36_525.0
