"""What a satellite sees: the ground where it stands above the horizon, or above 25 degrees."""

import math
from collections.abc import Hashable

import numpy as np

from dawnline.present.curves.circle import Floats, circle, joined
from dawnline_widgets.globe.scene import Curves
from dawnline_widgets.theme import tokens

# Starlink's minimum elevation for user terminals, FCC order 21-48 (2021).
SERVICE_ELEVATION_RAD = math.radians(25.0)
_POINTS = 91


def reach_rad(radius: float | Floats, elevation_rad: float) -> Floats:
    """Return the Earth-central angle to where a satellite stands at an elevation, over a spherical Earth.

    ``radius`` is the satellite's distance from the centre, Earth radii, 1 or more. Wertz, Mission Geometry
    (2001), section 9.1: the angle at the centre is 90 degrees less elevation and nadir angle.
    """
    return np.asarray(np.arccos(math.cos(elevation_rad) / radius) - elevation_rad)


def footprints(places: Floats, key: Hashable) -> tuple[Curves, ...]:
    """Return the circles that satellites at (n, 3) ECEF, Earth radii, see; the horizon is dashed."""
    radii = np.linalg.norm(places, axis=1)
    above = np.isfinite(radii) & (radii > 1.0)
    if not above.any():
        return ()
    axes, radii = places[above] / radii[above, None], radii[above]
    made = []
    for name, elevation_rad, alpha, width_px in (
        ("service", SERVICE_ELEVATION_RAD, 0.85, 1.4),
        ("horizon", 0.0, 0.55, 1.1),
    ):
        angles = reach_rad(radii, elevation_rad)
        lines = [
            circle(axis, math.cos(angle), math.sin(angle), _POINTS)
            for axis, angle in zip(axes, angles.tolist(), strict=True)
        ]
        points, starts = joined(lines)
        made.append(
            Curves(
                (key, "footprints", name), "footprints", points, starts, tokens.SKY, alpha, width_px,
                dashed=name == "horizon",
            )
        )  # fmt: skip
    return tuple(made)
