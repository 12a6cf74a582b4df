"""What satellites look like from near: a body and two wings, from the array that their bus has.

A bus says no measures, so they are guessed from its array. Reports of Starlink V2 mini speak of two wings of
12.8 x 4.1 m on a body of 4.1 x 2.7 m: wings three times as long as wide, and a body as deep along the track
as a wing is wide. How high a body is nobody says; 0.3 of that is assumed.
"""

import math

import numpy as np

from dawnline.fleet.fleet import Fleet
from dawnline_widgets.globe.scene import Shape, Shapes

_MOST = 256  # an index is a byte
_WING_ASPECT = 3.0


def shapes_of(fleet: Fleet) -> Shapes | None:
    """Return the shape of each satellite by its bus; None for a fleet without buses, or with too many."""
    if not fleet.buses or len(fleet.buses) > _MOST:
        return None
    shapes = tuple(_shape(bus.array_area_m2) for bus in fleet.buses)
    return Shapes(("shapes", shapes), np.asarray(fleet.bus_of, np.uint8), shapes)


def _shape(array_area_m2: float) -> Shape:
    """Two wings that have the area between them, and a body that goes with them."""
    width_m = math.sqrt(max(array_area_m2, 1.0) / 2.0 / _WING_ASPECT)
    return Shape((width_m, 0.65 * width_m, 0.3 * width_m), (_WING_ASPECT * width_m, width_m))
