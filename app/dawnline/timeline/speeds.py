"""The speeds of the playhead: which are allowed, and the ladder that `faster` and `slower` climb."""

import bisect
import math

FASTEST_BACK = -1000.0
FASTEST = 10_000.0
LADDER = (1.0, 2.0, 5.0, 10.0, 20.0, 60.0, 120.0, 300.0, 600.0, 1000.0, 2000.0, 5000.0, 10_000.0)


def checked_speed(speed: float) -> float:
    """Return the speed; raise ValueError if it is not a speed of the playhead."""
    if not math.isfinite(speed) or speed == 0 or not FASTEST_BACK <= speed <= FASTEST:
        raise ValueError(f"speed {speed:g}: expected a number from -1000 to 10000, not 0 (pause instead)")
    return float(speed)


def faster_than(speed: float) -> float:
    """Return the next speed of the ladder, in the same direction; the fastest stays."""
    rung = bisect.bisect_right(LADDER, abs(speed))
    return _signed(LADDER[min(rung, len(LADDER) - 1)], speed)


def slower_than(speed: float) -> float:
    """Return the speed of the ladder before this one, in the same direction; 1 stays."""
    rung = bisect.bisect_left(LADDER, abs(speed))
    return _signed(LADDER[max(rung - 1, 0)], speed)


def reversed_speed(speed: float) -> float:
    """Return the same speed in the other direction, as far as that is allowed."""
    return min(max(-speed, FASTEST_BACK), FASTEST)


def _signed(magnitude: float, like: float) -> float:
    return max(math.copysign(magnitude, like), FASTEST_BACK)
