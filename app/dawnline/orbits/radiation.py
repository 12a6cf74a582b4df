"""Radiation in low orbits: how much more of it there is higher up, and in the South Atlantic Anomaly.

Illustrative, of low confidence: a trend for comparing orbits, no AP-8 or AP-9. At about 500 km the anomaly
spans 50 to 0 degrees south and 90 degrees west to 40 degrees east (Wikipedia, South Atlantic Anomaly,
position and shape); here it is the ellipse in longitude and latitude within these bounds. The true contour
depends on particle, energy, height and year, and drifts west by 0.3 degrees a year. The belts' horns near the
poles and the outer belt are left out.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SOUTH_RAD, NORTH_RAD = np.radians(-50.0), np.radians(0.0)
WEST_RAD, EAST_RAD = np.radians(-90.0), np.radians(40.0)
_LAT_RAD, _LON_RAD = (SOUTH_RAD + NORTH_RAD) / 2, (WEST_RAD + EAST_RAD) / 2
_HALF_LAT_RAD, _HALF_LON_RAD = (NORTH_RAD - SOUTH_RAD) / 2, (EAST_RAD - WEST_RAD) / 2

# Order of magnitude of the yearly dose behind thin shields, krad(Si), by altitude: parameter set of
# spacedc-mdao (github.com/jman4162/spacedc-mdao, 2026), which calls it of low confidence.
_ALTITUDE_M = np.array([300.0, 500.0, 650.0, 800.0, 1000.0, 1500.0, 2000.0]) * 1e3
_DOSE_KRAD = np.array([0.3, 0.6, 1.0, 2.0, 5.0, 30.0, 80.0])
# Rates of satellites are given for here, outside of the anomaly.
REFERENCE_ALTITUDE_M = 550e3
# At the anomaly's centre, falling to 1 on its outline: 30 in the mean over it. An orbit of 53 degrees has
# about four fifths of its upsets there then, near the share that memories at 700 km have had (UoSAT-2;
# recalled from Underwood et al., IEEE TNS 39, 1992). Assumed.
CENTRE_FACTOR = 60.0


def boundary_rad(points: int) -> tuple[Floats, Floats]:
    """Return longitudes and latitudes (points,) of the anomaly's closed outline."""
    angle = np.linspace(0.0, 2.0 * np.pi, points)
    return _LON_RAD + _HALF_LON_RAD * np.cos(angle), _LAT_RAD + _HALF_LAT_RAD * np.sin(angle)


def anomaly_depth(lat_rad: Floats, lon_rad: Floats) -> Floats:
    """Return how deep in the anomaly places are: 1 at its centre, 0 on its outline and outside of it."""
    east = np.remainder(lon_rad - _LON_RAD + np.pi, 2.0 * np.pi) - np.pi
    depth = 1.0 - (east / _HALF_LON_RAD) ** 2 - ((lat_rad - _LAT_RAD) / _HALF_LAT_RAD) ** 2
    return np.asarray(np.maximum(0.0, depth))


def altitude_factor(altitude_m: Floats) -> Floats:
    """Return the dose over that at the reference altitude; beyond the table as at its ends."""
    logs = np.interp(altitude_m, _ALTITUDE_M, np.log(_DOSE_KRAD))
    return np.asarray(np.exp(logs - np.interp(REFERENCE_ALTITUDE_M, _ALTITUDE_M, np.log(_DOSE_KRAD))))


def upset_factor(lat_rad: Floats, lon_rad: Floats, altitude_m: Floats) -> Floats:
    """Return what the rate of upsets is multiplied by at geodetic places (n,)."""
    there = 1.0 + (CENTRE_FACTOR - 1.0) * anomaly_depth(lat_rad, lon_rad)
    return altitude_factor(altitude_m) * there
