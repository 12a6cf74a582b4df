"""The South Atlantic Anomaly on the globe: the outline within which satellites have more upsets."""

from dawnline.orbits.frames import up_ecef
from dawnline.orbits.radiation import boundary_rad
from dawnline.present.curves.circle import POINTS, joined
from dawnline_widgets.globe.scene import Curves
from dawnline_widgets.theme import tokens


def radiation() -> Curves:
    """Return the curve on the ground."""
    lon, lat = boundary_rad(POINTS)
    points, starts = joined([up_ecef(lat, lon)])
    return Curves("radiation", "radiation", points, starts, tokens.ROSE, 0.75, 1.3, dashed=True)
