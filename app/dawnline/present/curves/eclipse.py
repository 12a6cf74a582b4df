"""The Earth's umbra: where it meets the height of an orbit, and some lines of its cone."""

import math
from collections.abc import Hashable

import numpy as np

from dawnline.orbits.constants import EARTH_RADIUS_M, SUN_RADIUS_M
from dawnline.present.curves.circle import Floats, circle, joined
from dawnline_widgets.globe.scene import Curves
from dawnline_widgets.theme import tokens

LINES = 12


def umbra_circle(radius: float, sun_distance_m: float) -> tuple[float, float]:
    """Return how far behind the Earth's centre the umbra enters a sphere, and the umbra's radius there.

    Both and the sphere's radius are in Earth radii. The cone touches a spherical Earth and a spherical Sun
    (Montenbruck and Gill, Satellite Orbits, 2000, section 3.4.2), so its sides fall towards the axis.
    """
    slope = math.asin((SUN_RADIUS_M - EARTH_RADIUS_M) / sun_distance_m)
    # The cone touches the Earth at n and goes on along d, at right angles to n: its points are n + s d.
    s = math.sqrt(max(radius**2 - 1.0, 0.0))
    return math.sin(slope) + s * math.cos(slope), math.cos(slope) - s * math.sin(slope)


def eclipse(sun: Floats, sun_distance_m: float, radius: float, key: Hashable) -> Curves:
    """Return the umbra's circle at an orbit's radius (Earth radii) and lines of the cone up to it."""
    behind, wide = umbra_circle(radius, sun_distance_m)
    ground_behind, ground_wide = umbra_circle(1.0, sun_distance_m)
    rim = circle(-sun, behind, wide)
    foot = circle(-sun, ground_behind, ground_wide)
    step = (len(rim) - 1) // LINES
    share = np.linspace(0.0, 1.0, 9)[:, None]
    sides = [foot[i] + share * (rim[i] - foot[i]) for i in range(0, len(rim) - 1, step)]
    points, starts = joined([rim, *sides])
    return Curves((key, "eclipse"), "eclipse", points, starts, tokens.VIOLET, 0.8, 1.3)
