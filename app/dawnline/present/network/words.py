"""Times and distances of the network as people read them."""

import math

from dawnline.present.numbers import UNKNOWN


def ms(seconds: float) -> str:
    """Return ``62.3 ms``; ``unknown`` for what is not finite."""
    return f"{seconds * 1e3:,.1f} ms" if math.isfinite(seconds) else UNKNOWN


def km(metres: float) -> str:
    """Return ``5,016 km``."""
    return f"{metres / 1e3:,.0f} km" if math.isfinite(metres) else UNKNOWN


def degrees(radians: float) -> str:
    """Return ``24.3°``."""
    return f"{math.degrees(radians):.1f}°" if math.isfinite(radians) else UNKNOWN


def plural(n: int, one: str, many: str = "") -> str:
    """Return ``1 link``, ``3 links``."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"
