"""The South Atlantic Anomaly, where the inner radiation belt reaches low orbits. Illustrative.

At about 500 km it spans 50 to 0 degrees south and 90 degrees west to 40 degrees east (Wikipedia, South
Atlantic Anomaly, position and shape). The curve is the ellipse in longitude and latitude within these bounds;
the true contour depends on particle, energy, height and year, and drifts west by 0.3 degrees a year.
"""

import numpy as np

from dawnline.orbits.frames import up_ecef
from dawnline.present.curves.circle import POINTS, Floats, joined
from dawnline_widgets.globe.scene import Curves
from dawnline_widgets.theme import tokens

SOUTH_DEG, NORTH_DEG = -50.0, 0.0
WEST_DEG, EAST_DEG = -90.0, 40.0


def boundary_deg() -> tuple[Floats, Floats]:
    """Return longitudes and latitudes (k,) of the closed curve, degrees."""
    angle = np.linspace(0.0, 2.0 * np.pi, POINTS)
    lon = (WEST_DEG + EAST_DEG) / 2 + (EAST_DEG - WEST_DEG) / 2 * np.cos(angle)
    lat = (SOUTH_DEG + NORTH_DEG) / 2 + (NORTH_DEG - SOUTH_DEG) / 2 * np.sin(angle)
    return lon, lat


def radiation() -> Curves:
    """Return the curve on the ground."""
    lon, lat = np.radians(boundary_deg())
    points, starts = joined([up_ecef(lat, lon)])
    return Curves("radiation", "radiation", points, starts, tokens.ROSE, 0.75, 1.3, dashed=True)
