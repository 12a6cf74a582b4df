"""Where the Sun stands on the horizon: the great circle between day and night."""

from collections.abc import Hashable

from dawnline.present.curves.circle import Floats, circle, joined
from dawnline_widgets.globe.scene import Curves
from dawnline_widgets.theme import tokens


def terminator(sun: Floats, key: Hashable) -> Curves:
    """Return the circle on the ground where the Sun's centre is at elevation 0; ``sun`` is a unit vector."""
    points, starts = joined([circle(sun, 0.0, 1.0)])
    return Curves((key, "terminator"), "terminator", points, starts, tokens.ACCENT, 0.75, 1.4)
